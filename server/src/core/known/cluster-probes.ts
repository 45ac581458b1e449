/**
 * Probes that ask for the cluster where they should ask for the member. Sources: the systems' own pages on health checks
 * (etcd.io "Monitoring", elastic.co "Cluster health API", zookeeper.apache.org "Four Letter Words", rabbitmq.com "Monitoring",
 * docs.redpanda.com "rpk cluster health", min.io "Healthcheck API", developer.hashicorp.com "Status HTTP API", redis.io "CLUSTER INFO").
 */

import type { Container, StatefulSet } from '../manifest.ts';
import type { Field } from '../yaml.ts';
import { imageName } from './images.ts';

interface Question {
  /** Part of the image's name. */
  readonly image: RegExp;
  /** What asks, in the path or the command. */
  readonly asks: RegExp;
  /** What makes it a question to the member alone after all. */
  readonly unless?: RegExp;
  /** What the answer depends on, after "is Ready only when". */
  readonly needs: string;
  /** Cannot be answered before a majority of the members runs for the first time. */
  readonly blocksStart: boolean;
}

const leader = 'the cluster has a leader';

const questions: readonly Question[] = [
  {
    image: /elasticsearch|opensearch/,
    asks: /_cluster\/health/,
    unless: /local=true|start_file/i,
    needs: 'the cluster has elected a master',
    blocksStart: true,
  },
  {
    image: /etcd/,
    asks: /^\/(?:health|readyz)(?:\?|$)/,
    unless: /serializable=true/,
    needs: leader,
    blocksStart: true,
  },
  {
    image: /etcd/,
    asks: /etcdctl[^|;&]*(?:endpoint (?:health|status)[^|;&]*--cluster|cluster-health)/,
    needs: 'every member answers',
    blocksStart: true,
  },
  { image: /etcd/, asks: /etcdctl[^|;&]*endpoint health/, needs: leader, blocksStart: true },
  {
    image: /consul/,
    asks: /\/v1\/status\/leader|consul operator raft/,
    unless: /-stale/,
    needs: leader,
    blocksStart: true,
  },
  {
    image: /zookeeper/,
    asks: /zkServer\.sh status|\b(?:srvr|stat|mntr)\b[^;&]*grep[^;&]*(?:Mode|zk_server_state)/,
    needs: 'a majority of the members has elected a leader',
    blocksStart: true,
  },
  { image: /clickhouse-keeper/, asks: /^\/ready$/, needs: leader, blocksStart: true },
  { image: /redpanda/, asks: /rpk cluster health/, needs: 'the whole cluster is healthy', blocksStart: true },
  { image: /minio/, asks: /\/minio\/health\/cluster/, needs: 'a majority of the drives is there', blocksStart: true },
  {
    image: /redis|valkey/,
    asks: /cluster_state:ok/,
    needs: 'all hash slots are served, by all masters together',
    blocksStart: true,
  },
  {
    image: /rabbitmq/,
    asks: /check_if_node_is_quorum_critical|check_if_cluster_has/,
    needs: 'enough other members are there',
    blocksStart: false,
  },
  {
    image: /kafka/,
    asks: /--(?:under-replicated|unavailable|under-min-isr)-partitions/,
    needs: 'the partitions of the whole cluster are in order',
    blocksStart: false,
  },
];

export interface ClusterProbe {
  readonly container: Container;
  /** `readinessProbe`, … */
  readonly kind: ProbeKind;
  /** The path, or the part of the command that asks. */
  readonly at: Field;
  readonly needs: string;
  readonly blocksStart: boolean;
}
type ProbeKind = 'startupProbe' | 'readinessProbe' | 'livenessProbe';

export function clusterProbesOf({ pods }: StatefulSet, kinds: readonly ProbeKind[]): readonly ClusterProbe[] {
  return pods.containers.flatMap((container) => {
    const { image, isInit, field } = container;
    const known = image ? questions.filter((each) => each.image.test(imageName(image.value))) : [];
    if (isInit || known.length === 0) return [];
    return kinds.flatMap((kind) => {
      const probe = field.get(kind);
      const parts = [probe.get('httpGet', 'path'), ...probe.get('exec', 'command').items];
      const whole = parts
        .map(({ text }) => text ?? '')
        .join(' ')
        .trim();
      const found = known.find(({ asks, unless }) => asks.test(whole) && !unless?.test(whole));
      if (!found) return [];
      const { needs, blocksStart } = found;
      const at =
        parts.find(({ text }) => text !== undefined && found.asks.test(text)) ?? parts.find((part) => part.exists);
      return at ? [{ container, kind, at, needs, blocksStart }] : [];
    });
  });
}

/** How many members the first start waits for, as far as the Pods themselves say: their own names in a list, or a number. At least 1. */
export function membersAtStart({ name, pods }: StatefulSet): number {
  const text = pods.containers
    .filter(({ isInit }) => !isInit)
    .flatMap(({ field }) => [
      ...field.get('env').items.map((item) => item.get('value')),
      ...field.get('command').items,
      ...field.get('args').items,
    ])
    .map((field) => field.text ?? '')
    .join('\n');
  const own = new Set<string>();
  for (const [pod, stem] of text.matchAll(/([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)-\d+(?![-a-z0-9])/g))
    if (stem === name?.value) own.add(pod);
  const counted = /(?:bootstrap-expect|BOOTSTRAP_EXPECT)[= ]"?([0-9]+)/.exec(text)?.[1];
  const last = /\{0\.\.\.([0-9]+)\}/.exec(text)?.[1];
  return Math.max(1, own.size, Number(counted ?? 1), Number(last ?? 0) + 1);
}

/** The probe for which the first Pod waits while the second waits for the first; undefined when there is none such. */
export function bootstrapDeadlock(statefulSet: StatefulSet): ClusterProbe | undefined {
  if (statefulSet.podManagementPolicy === 'Parallel') return undefined;
  const probe = clusterProbesOf(statefulSet, ['startupProbe', 'readinessProbe']).find(({ blocksStart }) => blocksStart);
  return probe && membersAtStart(statefulSet) > 1 ? probe : undefined;
}
