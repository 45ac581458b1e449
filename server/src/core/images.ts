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
}

const image = (dataPaths: readonly string[], ...traits: readonly ('database' | 'quorum' | 'peers')[]): KnownImage => ({
  dataPaths,
  isDatabase: traits.includes('database'),
  isQuorum: traits.includes('quorum'),
  looksForPeers: traits.includes('peers'),
});

const images: Readonly<Record<string, KnownImage>> = {
  cassandra: image(['/var/lib/cassandra', '/var/lib/cassandra/data'], 'database', 'peers'),
  clickhouse: image(['/var/lib/clickhouse'], 'database'),
  'clickhouse-server': image(['/var/lib/clickhouse'], 'database'),
  'clickhouse-keeper': image(['/var/lib/clickhouse-keeper'], 'database', 'quorum', 'peers'),
  cockroach: image(['/cockroach/cockroach-data'], 'database', 'peers'),
  consul: image(['/consul/data'], 'database', 'quorum', 'peers'),
  couchbase: image(['/opt/couchbase/var'], 'database'),
  couchdb: image(['/opt/couchdb/data'], 'database', 'peers'),
  'cp-kafka': image(['/var/lib/kafka/data'], 'database', 'peers'),
  'cp-zookeeper': image(['/var/lib/zookeeper/data', '/var/lib/zookeeper/log'], 'database', 'quorum', 'peers'),
  elasticsearch: image(['/usr/share/elasticsearch/data'], 'database', 'peers'),
  etcd: image([], 'database', 'quorum', 'peers'),
  hazelcast: image([], 'peers'),
  influxdb: image(['/var/lib/influxdb', '/var/lib/influxdb2'], 'database'),
  kafka: image(['/var/lib/kafka/data', '/tmp/kraft-combined-logs', '/bitnami/kafka'], 'database', 'peers'),
  mariadb: image(['/var/lib/mysql', '/bitnami/mariadb'], 'database'),
  'mariadb-galera': image(['/bitnami/mariadb'], 'database', 'quorum', 'peers'),
  minio: image([], 'database', 'peers'),
  mongo: image(['/data/db'], 'database', 'quorum'),
  mongodb: image(['/data/db', '/bitnami/mongodb'], 'database', 'quorum'),
  mysql: image(['/var/lib/mysql', '/bitnami/mysql'], 'database'),
  nats: image([], 'peers'),
  neo4j: image(['/data'], 'database'),
  opensearch: image(['/usr/share/opensearch/data'], 'database', 'peers'),
  'percona-xtradb-cluster': image(['/var/lib/mysql'], 'database', 'quorum', 'peers'),
  postgis: image(['/var/lib/postgresql/data', '/var/lib/postgresql'], 'database'),
  postgres: image(['/var/lib/postgresql/data', '/var/lib/postgresql'], 'database'),
  postgresql: image(['/var/lib/postgresql/data', '/bitnami/postgresql'], 'database'),
  prometheus: image(['/prometheus'], 'database'),
  qdrant: image(['/qdrant/storage'], 'database', 'peers'),
  rabbitmq: image(['/var/lib/rabbitmq', '/var/lib/rabbitmq/mnesia'], 'database', 'quorum', 'peers'),
  redis: image(['/data', '/bitnami/redis/data'], 'database'),
  redpanda: image(['/var/lib/redpanda/data'], 'database', 'peers'),
  scylla: image(['/var/lib/scylla'], 'database', 'peers'),
  solr: image(['/var/solr'], 'database'),
  timescaledb: image(['/var/lib/postgresql/data'], 'database'),
  valkey: image(['/data'], 'database'),
  vault: image(['/vault/data', '/vault/file'], 'database', 'quorum', 'peers'),
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
