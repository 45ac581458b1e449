/**
 * What is known about the images that StatefulSets run, by the last part of the repository's name: whatever registry,
 * organisation and tag stand around it. Sources: the images' own pages and Dockerfiles.
 */
import type { Container, PodTemplate } from './manifest.ts';

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
  /** After a crash it first recovers its data, for minutes when there are many, and answers nobody meanwhile. */
  readonly recoversSlowly: boolean;
}

const image = (
  dataPaths: readonly string[],
  ...traits: readonly ('database' | 'quorum' | 'peers' | 'slow')[]
): KnownImage => ({
  dataPaths,
  isDatabase: traits.includes('database'),
  isQuorum: traits.includes('quorum'),
  looksForPeers: traits.includes('peers'),
  recoversSlowly: traits.includes('slow'),
});

const images: Readonly<Record<string, KnownImage>> = {
  cassandra: image(['/var/lib/cassandra', '/var/lib/cassandra/data'], 'database', 'peers', 'slow'),
  clickhouse: image(['/var/lib/clickhouse'], 'database', 'slow'),
  'clickhouse-server': image(['/var/lib/clickhouse'], 'database', 'slow'),
  'clickhouse-keeper': image(['/var/lib/clickhouse-keeper'], 'database', 'quorum', 'peers'),
  cockroach: image(['/cockroach/cockroach-data'], 'database', 'peers', 'slow'),
  consul: image(['/consul/data'], 'database', 'quorum', 'peers'),
  couchbase: image(['/opt/couchbase/var'], 'database', 'slow'),
  couchdb: image(['/opt/couchdb/data'], 'database', 'peers', 'slow'),
  'cp-kafka': image(['/var/lib/kafka/data'], 'database', 'peers', 'slow'),
  'cp-zookeeper': image(['/var/lib/zookeeper/data', '/var/lib/zookeeper/log'], 'database', 'quorum', 'peers'),
  elasticsearch: image(['/usr/share/elasticsearch/data'], 'database', 'peers', 'slow'),
  etcd: image([], 'database', 'quorum', 'peers'),
  hazelcast: image([], 'peers'),
  influxdb: image(['/var/lib/influxdb', '/var/lib/influxdb2'], 'database', 'slow'),
  kafka: image(['/var/lib/kafka/data', '/tmp/kraft-combined-logs', '/bitnami/kafka'], 'database', 'peers', 'slow'),
  mariadb: image(['/var/lib/mysql', '/bitnami/mariadb'], 'database', 'slow'),
  'mariadb-galera': image(['/bitnami/mariadb'], 'database', 'quorum', 'peers', 'slow'),
  minio: image([], 'database', 'peers'),
  mongo: image(['/data/db'], 'database', 'quorum', 'slow'),
  mongodb: image(['/data/db', '/bitnami/mongodb'], 'database', 'quorum', 'slow'),
  mysql: image(['/var/lib/mysql', '/bitnami/mysql'], 'database', 'slow'),
  nats: image([], 'peers'),
  neo4j: image(['/data'], 'database', 'slow'),
  opensearch: image(['/usr/share/opensearch/data'], 'database', 'peers', 'slow'),
  'percona-xtradb-cluster': image(['/var/lib/mysql'], 'database', 'quorum', 'peers', 'slow'),
  postgis: image(['/var/lib/postgresql/data', '/var/lib/postgresql'], 'database', 'slow'),
  postgres: image(['/var/lib/postgresql/data', '/var/lib/postgresql'], 'database', 'slow'),
  postgresql: image(['/var/lib/postgresql/data', '/bitnami/postgresql'], 'database', 'slow'),
  prometheus: image(['/prometheus'], 'database'),
  qdrant: image(['/qdrant/storage'], 'database', 'peers'),
  rabbitmq: image(['/var/lib/rabbitmq', '/var/lib/rabbitmq/mnesia'], 'database', 'quorum', 'peers', 'slow'),
  redis: image(['/data', '/bitnami/redis/data'], 'database'),
  redpanda: image(['/var/lib/redpanda/data'], 'database', 'peers', 'slow'),
  scylla: image(['/var/lib/scylla'], 'database', 'peers', 'slow'),
  solr: image(['/var/solr'], 'database'),
  timescaledb: image(['/var/lib/postgresql/data'], 'database', 'slow'),
  valkey: image(['/data'], 'database'),
  vault: image(['/vault/data', '/vault/file'], 'quorum', 'peers'),
  'kubernetes-zookeeper': image(['/var/lib/zookeeper'], 'database', 'quorum', 'peers'),
  zookeeper: image(['/data', '/datalog', '/bitnami/zookeeper'], 'database', 'quorum', 'peers'),
};

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
