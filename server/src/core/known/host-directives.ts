/** Words behind which programs take a host, where neither a scheme nor a port nor the name of the key says that it is one. */

interface Directive {
  /** Up to the host. */
  readonly words: RegExp;
  readonly source: string;
}

const directives: readonly Directive[] = [
  {
    // `replicaof redis-0 6379`, `redis-server --replicaof redis-0 6379`
    words: /(?<![\w$])(?:replicaof|slaveof)\s+$/i,
    source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/replication/',
  },
  {
    // `sentinel monitor mymaster redis-0 6379 2`
    words: /\bsentinel\s+monitor\s+\S+\s+$/i,
    source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/',
  },
  {
    // `cluster_formation.classic_config.nodes.1 = rabbit@rabbit-0`
    words: /\bclassic_config\.nodes\.\w+\s*=\s*[\w-]+@$/,
    source: 'https://www.rabbitmq.com/docs/cluster-formation#peer-discovery-classic-config',
  },
  {
    // `redis-cli -a secret -h redis-0 ping`
    words: /(?<![\w-])(?:redis|valkey)-cli\s(?:[^|;&\n]*\s)?-h\s+$/,
    source: 'https://redis.io/docs/latest/develop/tools/cli/',
  },
  {
    words: /(?<![\w-])(?:mysql|mariadb)(?:-?admin|-?dump)?\s(?:[^|;&\n]*\s)?(?:-h\s+|--host[=\s]\s*)$/,
    source: 'https://dev.mysql.com/doc/refman/8.4/en/connection-options.html',
  },
  {
    words: /(?<![\w-])(?:psql|pg_\w+)\s(?:[^|;&\n]*\s)?(?:-h\s+|--host[=\s]\s*)$/,
    source: 'https://www.postgresql.org/docs/current/app-psql.html',
  },
  {
    // `nc -z -w 2 redis-0 6379`
    words: /(?<![\w-])(?:nc|ncat|netcat|nslookup|ping|telnet)\s+(?:-\w+\s+(?:\d+\s+)?)*$/,
    source: 'https://man.openbsd.org/nc.1',
  },
];

/** Whether a word that follows these (a line, or the items of a command so far) is a host. */
export const isBeforeHost = (words: string): boolean =>
  directives.some((directive) => directive.words.test(words.replace(/["']$/, '')));
