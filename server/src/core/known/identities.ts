/**
 * By which variables and flags clustered programs are told who they are, so that each Pod needs its own. Sources: the pages of the
 * images (zookeeper, apache/kafka, cp-kafka, bitnami), of etcd, RabbitMQ and MySQL.
 */

import type { Container } from '../manifest.ts';
import { imageName } from './images.ts';

export type Identity =
  /** A number of its own, which may be the ordinal. */
  | 'ordinal'
  /** A number of its own that may not be 0. */
  | 'number'
  /** The Pod's name. */
  | 'name'
  /** `rabbit@host`: the host is the Pod's own. */
  | 'node'
  /** Addresses that others are told to reach it at: the host is the Pod's own. */
  | 'addresses';

const variables: Readonly<Record<string, Identity>> = {
  ETCD_INITIAL_ADVERTISE_PEER_URLS: 'addresses',
  ETCD_NAME: 'name',
  KAFKA_ADVERTISED_LISTENERS: 'addresses',
  KAFKA_BROKER_ID: 'ordinal',
  KAFKA_CFG_ADVERTISED_LISTENERS: 'addresses',
  KAFKA_CFG_BROKER_ID: 'ordinal',
  KAFKA_CFG_NODE_ID: 'ordinal',
  KAFKA_NODE_ID: 'ordinal',
  MYSQL_SERVER_ID: 'number',
  RABBITMQ_NODENAME: 'node',
  RABBITMQ_NODE_NAME: 'node',
  ZOOKEEPER_SERVER_ID: 'number',
  ZOO_MY_ID: 'number',
  ZOO_SERVER_ID: 'number',
};

const mysql: Readonly<Record<string, Identity>> = { 'server-id': 'number', server_id: 'number' };
const flags: Readonly<Record<string, Readonly<Record<string, Identity>>>> = {
  etcd: { name: 'name', 'initial-advertise-peer-urls': 'addresses' },
  mariadb: mysql,
  mysql,
  percona: mysql,
  'mysql-server': mysql,
  'percona-server': mysql,
};

/** Files of options, by how their names end. */
interface OptionFile {
  readonly name: RegExp;
  readonly options: Readonly<Record<string, Identity>>;
}
const mysqlFile: OptionFile = { name: /\.(?:cnf|ini)$/, options: mysql };
const kafkaFile: OptionFile = {
  name: /\.properties$/,
  options: { 'advertised.listeners': 'addresses', 'broker.id': 'ordinal', 'node.id': 'ordinal' },
};
const optionFiles: Readonly<Record<string, OptionFile>> = {
  'cp-kafka': kafkaFile,
  kafka: kafkaFile,
  mariadb: mysqlFile,
  mysql: mysqlFile,
  'mysql-server': mysqlFile,
  percona: mysqlFile,
  'percona-server': mysqlFile,
};

export const variableIdentity = (name: string): Identity | undefined =>
  Object.hasOwn(variables, name) ? variables[name] : undefined;

/** What an option says to the program of this container, in a file of this name. */
export function optionIdentity({ image }: Container, file: string, option: string): Identity | undefined {
  const program = image ? imageName(image.value) : '';
  const known = Object.hasOwn(optionFiles, program) ? optionFiles[program] : undefined;
  return known?.name.test(file) && Object.hasOwn(known.options, option) ? known.options[option] : undefined;
}

/** What a flag (without its dashes) says to the program of this container. */
export function flagIdentity({ image }: Container, flag: string): Identity | undefined {
  const program = image ? imageName(image.value) : '';
  const known = Object.hasOwn(flags, program) ? flags[program] : undefined;
  return known && Object.hasOwn(known, flag) ? known[flag] : undefined;
}

/** Scripts that are in the images themselves: they start the program with the words behind them. */
export const ownScripts = /(?<![\w.-])(?:docker-entrypoint|kafka-server-start|zkServer|zookeeper-server-start)\.sh\b/g;

/** Whether a value that is the same for all Pods cannot be right: `-1` asks Kafka to choose, `rabbit` gets the host appended. */
export function isConstantIdentity(identity: Identity, value: string): boolean {
  switch (identity) {
    case 'ordinal':
    case 'number':
      return /^\d+$/.test(value);
    case 'name':
      return /^[\w.-]+$/.test(value);
    case 'node':
      return /^[\w-]+@[\w.-]+$/.test(value);
    case 'addresses':
      return /:\/\/[\w.-]+:\d+/.test(value);
  }
}

/**
 * Whether words of an option file, a variable's name or a command line are about Galera (`wsrep_cluster_address`, `MARIADB_GALERA_…`),
 * whose nodes may have one server id: with GTIDs across the cluster they even must.
 * Source: https://mariadb.com/kb/en/using-mariadb-gtids-with-mariadb-galera-cluster/
 */
export const isOfGalera = (words: string): boolean =>
  /^(?!\s*[#;]).*(?:\bwsrep[-_](?!on\b)|\bwsrep[-_]on\s*=\s*["']?(?:on|1|true)\b|\bgcomm:|galera)/im.test(words);

/** Whether it is the server id of MySQL and MariaDB, by any of its names. */
export const isServerId = (name: string): boolean => /^(?:--|mysql_|mariadb_)?server[-_]id$/i.test(name);
