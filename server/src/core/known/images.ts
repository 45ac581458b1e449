/**
 * What is known about the images that StatefulSets run, by the last part of the repository's name: whatever registry,
 * organisation and tag stand around it. Sources: the images' own pages and Dockerfiles.
 */
import type { Container, PodTemplate } from '../manifest.ts';

export interface KnownImage {
  /** Where its data lie when nothing else is said. A mount at or above one of them holds the data. */
  readonly dataPaths: readonly string[];
  /** Loses or tears data when it is killed in the middle of a write; wants a slow end and a fast disk. */
  readonly isDatabase: boolean;
  /**
   * Its members decide by a fixed majority: an even number of them bears no more losses than the odd one below it.
   * Not so where the system itself leaves a vote out (Elasticsearch), or where each range of data has its own majority (CockroachDB).
   */
  readonly isQuorum: boolean;
  /** Its first start looks for its peers by their names, before any of them is Ready. */
  readonly looksForPeers: boolean;
  /** Holds in memory what can be had elsewhere: losing it is often meant. */
  readonly isCache: boolean;
  /** After a crash it first recovers its data, for minutes when there are many, and answers nobody meanwhile. */
  readonly recoversSlowly: boolean;
}

const image = (
  dataPaths: readonly string[],
  ...traits: readonly ('database' | 'quorum' | 'peers' | 'slow' | 'cache')[]
): KnownImage => ({
  dataPaths,
  isDatabase: traits.includes('database'),
  isQuorum: traits.includes('quorum'),
  looksForPeers: traits.includes('peers'),
  isCache: traits.includes('cache'),
  recoversSlowly: traits.includes('slow'),
});

const images: Readonly<Record<string, KnownImage>> = {
  cassandra: image(['/var/lib/cassandra', '/var/lib/cassandra/data'], 'database', 'peers', 'slow'),
  clickhouse: image(['/var/lib/clickhouse'], 'database', 'slow'),
  'clickhouse-keeper': image(['/var/lib/clickhouse-keeper'], 'database', 'quorum', 'peers'),
  'clickhouse-server': image(['/var/lib/clickhouse'], 'database', 'slow'),
  cockroach: image(['/cockroach/cockroach-data'], 'database', 'peers', 'slow'),
  consul: image(['/consul/data'], 'database', 'quorum', 'peers'),
  couchbase: image(['/opt/couchbase/var'], 'database', 'slow'),
  couchdb: image(['/opt/couchdb/data'], 'database', 'peers', 'slow'),
  'cp-kafka': image(['/var/lib/kafka/data'], 'database', 'peers', 'slow'),
  'cp-zookeeper': image(['/var/lib/zookeeper/data', '/var/lib/zookeeper/log'], 'database', 'quorum', 'peers'),
  elasticsearch: image(['/usr/share/elasticsearch/data', '/bitnami/elasticsearch/data'], 'database', 'peers', 'slow'),
  etcd: image([], 'database', 'quorum', 'peers'),
  hazelcast: image([], 'peers'),
  influxdb: image(['/var/lib/influxdb', '/var/lib/influxdb2'], 'database', 'slow'),
  kafka: image(['/var/lib/kafka/data', '/tmp/kraft-combined-logs', '/bitnami/kafka'], 'database', 'peers', 'slow'),
  'kubernetes-zookeeper': image(['/var/lib/zookeeper'], 'database', 'quorum', 'peers'),
  mariadb: image(['/var/lib/mysql', '/bitnami/mariadb'], 'database', 'slow'),
  'mariadb-galera': image(['/bitnami/mariadb'], 'database', 'quorum', 'peers', 'slow'),
  minio: image([], 'database', 'peers'),
  mongo: image(['/data/db'], 'database', 'quorum', 'slow'),
  mongodb: image(['/data/db', '/bitnami/mongodb'], 'database', 'quorum', 'slow'),
  mysql: image(['/var/lib/mysql', '/bitnami/mysql'], 'database', 'slow'),
  nats: image([], 'peers'),
  neo4j: image(['/data'], 'database', 'slow'),
  opensearch: image(['/usr/share/opensearch/data', '/bitnami/opensearch/data'], 'database', 'peers', 'slow'),
  'percona-xtradb-cluster': image(['/var/lib/mysql'], 'database', 'quorum', 'peers', 'slow'),
  pgvector: image(['/var/lib/postgresql/data', '/var/lib/postgresql'], 'database', 'slow'),
  postgis: image(['/var/lib/postgresql/data', '/var/lib/postgresql'], 'database', 'slow'),
  postgres: image(['/var/lib/postgresql/data', '/var/lib/postgresql'], 'database', 'slow'),
  postgresql: image(['/var/lib/postgresql/data', '/bitnami/postgresql'], 'database', 'slow'),
  prometheus: image(['/prometheus'], 'database'),
  qdrant: image(['/qdrant/storage'], 'database', 'peers'),
  rabbitmq: image(['/var/lib/rabbitmq', '/var/lib/rabbitmq/mnesia'], 'database', 'quorum', 'peers', 'slow'),
  redis: image(['/data', '/bitnami/redis/data'], 'database', 'cache'),
  redpanda: image(['/var/lib/redpanda/data'], 'database', 'peers', 'slow'),
  scylla: image(['/var/lib/scylla'], 'database', 'peers', 'slow'),
  solr: image(['/var/solr'], 'database'),
  timescaledb: image(['/var/lib/postgresql/data'], 'database', 'slow'),
  valkey: image(['/data', '/bitnami/valkey/data'], 'database', 'cache'),
  vault: image(['/vault/data', '/vault/file'], 'quorum', 'peers'),
  zookeeper: image(['/data', '/datalog', '/bitnami/zookeeper'], 'database', 'quorum', 'peers'),
};

/**
 * Who an image runs as when nobody says otherwise, where that is not root and where it does not hand its data over first.
 * By maker and name; all of Bitnami's are 1001. Sources: their Dockerfiles.
 */
const users: Readonly<Record<string, number>> = {
  'apache/kafka': 1000,
  'confluentinc/cp-kafka': 1000,
  'confluentinc/cp-zookeeper': 1000,
  'elasticsearch/elasticsearch': 1000,
  'grafana/grafana': 472,
  'grafana/loki': 10001,
  'jenkins/jenkins': 1000,
  'library/elasticsearch': 1000,
  'library/solr': 8983,
  'opensearchproject/opensearch': 1000,
  'prom/alertmanager': 65534,
  'prom/prometheus': 65534,
  'prometheus/alertmanager': 65534,
  'prometheus/prometheus': 65534,
};
/** Images that declare their data path a VOLUME, as those that they are made from do. Sources: docker-library, confluentinc. */
const declareVolume: ReadonlySet<string> = new Set([
  'cassandra',
  'cp-kafka',
  'cp-zookeeper',
  'influxdb',
  'mariadb',
  'mongo',
  'mysql',
  'pgvector',
  'postgis',
  'postgres',
  'prometheus',
  'rabbitmq',
  'redis',
  'timescaledb',
  'zookeeper',
]);
/** Made from the official image of PostgreSQL, entrypoint and all. */
const postgresImages: ReadonlySet<string> = new Set(['pgvector', 'postgis', 'postgres', 'timescaledb']);
/** Who makes the images of which something is said that only their own Dockerfiles can tell. */
const knownMakers =
  /^(?:docker\.io\/)?(?:library|bitnami|bitnamilegacy|cockroachdb|confluentinc|opensearchproject|pgvector|postgis|prom|timescale)\/|^(?:docker\.elastic\.co\/elasticsearch|quay\.io\/prometheus|public\.ecr\.aws\/docker\/library)\/|^[^/]+$/;

/** `registry.example:5000/team/postgres:17@sha256:…` → `postgres`. */
export function imageName(reference: string): string {
  const path = reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The tag; undefined when there is none. A digest is not a tag. */
export function imageTag(reference: string): string | undefined {
  return /:([^/:]+)$/.exec(reference.replace(/@.*$/, ''))?.[1];
}

/** What is known about a container's image; undefined for all others. */
export function knownImage({ image }: Container): KnownImage | undefined {
  return image && Object.hasOwn(images, imageName(image.value)) ? images[imageName(image.value)] : undefined;
}

/** The containers of a Pod whose image is known, without those that only prepare it. */
export function knownContainers({
  containers,
}: PodTemplate): readonly { readonly container: Container; readonly known: KnownImage }[] {
  return containers.flatMap((container) => {
    const known = container.isInit ? undefined : knownImage(container);
    return known ? [{ container, known }] : [];
  });
}

/** The user that a container's image runs as when nobody says otherwise; undefined when it starts as root or is not known. */
export function userOf({ image }: Container): number | undefined {
  const reference = image?.value ?? '';
  if (/(?:^|\/)bitnami(?:legacy|secure)?\//.test(reference)) return 1001;
  const path = reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const makerAndName = path.includes('/') ? path.split('/').slice(-2).join('/') : `library/${path}`;
  return Object.hasOwn(users, makerAndName) ? users[makerAndName] : undefined;
}

/** Bitnami's images keep their data elsewhere than the official ones of the same name; PostgreSQL moved them with version 18. */
export function ownDataPaths(container: Container): readonly string[] {
  if ((postgresVersion(container) ?? 0) >= 18) return ['/var/lib/postgresql'];
  const isBitnami = /(?:^|\/)bitnami/.test(container.image?.value ?? '');
  return (knownImage(container)?.dataPaths ?? []).filter((path) => path.startsWith('/bitnami/') === isBitnami);
}

/** The one directory where a container's image keeps its data; undefined when there are several, or one for each version. */
export function dataPathOf(container: Container): string | undefined {
  const [first, ...others] = ownDataPaths(container);
  return first !== undefined && others.every((other) => other.startsWith(`${first}/`) || first.startsWith(`${other}/`))
    ? first
    : undefined;
}

/** The path that the image itself declares a VOLUME; undefined where that is not known. */
export function declaredVolume(container: Container): string | undefined {
  const [first] = ownDataPaths(container);
  const isDeclared = isFromKnownMaker(container) && declareVolume.has(imageName(container.image?.value ?? ''));
  return isDeclared && !first?.startsWith('/bitnami/') ? first : undefined;
}
export const isFromKnownMaker = ({ image }: Container): boolean => knownMakers.test(image?.value ?? '');

/** Whether the entrypoint is that of PostgreSQL's official image. */
export const isPostgres = ({ image }: Container): boolean => postgresImages.has(imageName(image?.value ?? ''));

/** The major version of an image made from PostgreSQL's official one: `17-alpine`, `18-3.6`, `0.8.1-pg17`. */
export function postgresVersion(container: Container): number | undefined {
  const tag = isPostgres(container) ? imageTag(container.image?.value ?? '') : undefined;
  const isOfPostgres = /^(?:postgres|postgis)$/.test(imageName(container.image?.value ?? ''));
  const version = /(?:^|-)pg(\d+)/.exec(tag ?? '')?.[1] ?? (isOfPostgres ? /^\d+/.exec(tag ?? '')?.[0] : undefined);
  return version === undefined ? undefined : Number(version);
}
