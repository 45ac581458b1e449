import { variableIdentity } from '../known/identities.ts';
import type { Resource, StatefulSet } from '../manifest.ts';
import { addressers, type PodAddress, podAddressesIn, podName, reportOf, together } from '../names/addresses.ts';
import { memberAt } from '../names/etcd-members.ts';
import { ownOrdinal, ownPod, variablesOf } from '../names/expansion.ts';
import { textsIn } from '../names/host-names.ts';
import { type IdSlip, misnamedMasters } from '../names/master-lists.ts';
import { remember } from '../remember.ts';
import { defineRule } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Span } from '../yaml.ts';

export default defineRule({
  id: 'dns-peer-id-mismatch',
  kinds: addressers,
  effect: 'broken',
  severity: 'warning',
  summary: 'In a list of peers, an id or name stands for another Pod than the one that has it.',
  why: `Members find themselves in the list by their id or name, which comes from the Pod's ordinal or name: \`server.2=zk-1.zk\` when the id is
the ordinal plus one, \`0@kafka-0.kafka\`, \`etcd-0=http://etcd-0.etcd\`, and in \`cluster.initial_master_nodes\` the node names, which are the
names of Pods and not DNS names. With another one, the member takes itself for its neighbour or does not find itself at all.`,
  source: 'https://kubernetes.io/docs/tutorials/stateful-application/zookeeper/',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: zk
spec:
  clusterIP: None
  selector:
    app: zk
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zk
spec:
  serviceName: zk
  replicas: 3
  selector:
    matchLabels:
      app: zk
  template:
    metadata:
      labels:
        app: zk
    spec:
      containers:
        - name: zk
          image: registry.example/keeper:3.9
          ports:
            - containerPort: 2888
          env:
            - name: ZOO_SERVERS
              value: server.1=zk-0.zk:2888:3888 server.2=zk-2.zk:2888:3888 server.3=zk-1.zk:2888:3888
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: zk
spec:
  clusterIP: None
  selector:
    app: zk
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zk
spec:
  serviceName: zk
  replicas: 3
  selector:
    matchLabels:
      app: zk
  template:
    metadata:
      labels:
        app: zk
    spec:
      containers:
        - name: zk
          image: registry.example/keeper:3.9
          ports:
            - containerPort: 2888
          env:
            - name: ZOO_SERVERS
              value: server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888 server.3=zk-2.zk:2888:3888
`,

  *check(resource, workspace) {
    const slips = [
      ...idSlips(resource, workspace),
      ...nameSlips(resource, workspace),
      ...misnamedMasters(resource, workspace),
    ];
    for (const group of together(slips)) {
      const [{ message, title, statefulSet }] = group;
      yield reportOf(
        group,
        message,
        [{ at: statefulSet.name ?? statefulSet.field, message: `StatefulSet "${statefulSet.name?.value}"` }],
        title,
      );
    }
  },
});

// ---- numbers: ZooKeeper's server.N, KRaft's N@host ----

interface Numbered {
  readonly address: PodAddress;
  readonly ordinal: number;
  readonly id: number;
  readonly span: Span;
}

/** By format: what stands before a name (or behind it, with its ports), and how far ids usually are from ordinals. */
const formats = [
  { kind: 'server', before: /server\.(\d+)["']?\s*[=:]\s*["']?$/, usual: 1 },
  { kind: 'voter', before: /(?:^|[\s,;"'=[])(\d+)@$/, usual: 0 },
  { kind: 'server', behind: /^(?::\d+)*::(\d+)(?!\S*[@=])/, usual: 1 },
] as const;

function* idSlips(resource: Resource, workspace: Workspace): Iterable<IdSlip> {
  for (const format of formats) {
    const groups = new Map<unknown, Map<StatefulSet, Numbered[]>>();
    for (const address of podAddressesIn(resource, workspace)) {
      const numbered = numberedBy(format, address);
      if (!numbered) continue;
      const { name, statefulSet } = address;
      const ofUnit = remember(groups, name.text.list ?? name.text, () => new Map<StatefulSet, Numbered[]>());
      remember(ofUnit, statefulSet, (): Numbered[] => []).push(numbered);
    }
    for (const ofUnit of groups.values())
      for (const members of ofUnit.values()) yield* misnumbered(members, format.kind, format.usual);
  }
}

function numberedBy(format: (typeof formats)[number], address: PodAddress): Numbered | undefined {
  const { name, ordinal, second } = address;
  const { value } = name.text;
  if (ordinal === undefined || !second) return undefined;
  const start = Math.max(0, name.start - 60);
  const match =
    'before' in format
      ? format.before.exec(value.slice(start, name.start))
      : format.behind.exec(value.slice(name.end, name.end + 60));
  const [whole, id] = match ?? [];
  if (!match || whole === undefined || id === undefined) return undefined;
  const from = ('before' in format ? start : name.end) + match.index + whole.lastIndexOf(id);
  return { address, ordinal, id: Number(id), span: { start: from, end: from + id.length } };
}

function* misnumbered(members: readonly Numbered[], kind: 'server' | 'voter', usual: number): Iterable<IdSlip> {
  const [first] = members;
  if (!first) return;
  const { statefulSet } = first.address;
  const offsets = members.map(({ id, ordinal }) => id - ordinal);
  const known = idOffsetOf(statefulSet, kind);
  const isEven = offsets.every((offset) => offset === offsets[0]);
  if (isEven && (known === undefined || known === offsets[0])) return;
  const offset = known ?? mostOf(offsets, usual);
  for (const { address, id, ordinal, span } of members) {
    const right = ordinal + offset;
    if (id === right) continue;
    const pod = podName(statefulSet, ordinal);
    yield {
      name: address.name,
      span,
      words: String(right),
      kind: `${kind} ${statefulSet.name?.value}`,
      statefulSet,
      message: `Id ${id} stands for "${pod}", whose id is ${right}${known === undefined ? ' if it is numbered as the others are' : ''}.`,
      title:
        offset === 0 ? 'Number the members by their ordinals' : `Number the members by their ordinals plus ${offset}`,
    };
  }
}

/** The offset that most have; the usual one when none has a majority. */
function mostOf(offsets: readonly number[], usual: number): number {
  const counts = new Map<number, number>();
  for (const offset of offsets) counts.set(offset, (counts.get(offset) ?? 0) + 1);
  const best = [...counts].sort(([, a], [, b]) => b - a);
  return best[0] && best[0][1] > offsets.length / 2 ? best[0][0] : usual;
}

/** How far its ids are from the ordinals, where its own template says so: `$(POD_INDEX)`, `$((${HOSTNAME##*-} + 1))`. */
function idOffsetOf(statefulSet: StatefulSet, kind: 'server' | 'voter'): number | undefined {
  const found = new Set<number>();
  for (const container of statefulSet.pods.containers)
    for (const { name, value } of variablesOf(container))
      if (
        value === ownOrdinal &&
        (variableIdentity(name) === 'ordinal') === (kind === 'voter') &&
        variableIdentity(name)
      )
        found.add(0);
  const variable = kind === 'voter' ? 'KAFKA_(?:CFG_)?(?:NODE|BROKER)_ID|node\\.id|broker\\.id' : 'ZOO\\w*_ID|MY_?ID';
  const formula = new RegExp(
    `(?:${variable})=["']?(?:\\$\\(\\()?\\s*\\$\\{\\w+##\\*-\\}(?:\\s*\\+\\s*(\\d+))?\\s*(?:\\)\\))?["']?(?=\\s|;|&|$)`,
    'gm',
  );
  for (const { list, value } of textsIn(statefulSet))
    if (list) for (const [, plus] of value.matchAll(formula)) found.add(Number(plus ?? 0));
  return found.size === 1 ? [...found][0] : undefined;
}

// ---- names: etcd's initial cluster ----

function* nameSlips(resource: Resource, workspace: Workspace): Iterable<IdSlip> {
  for (const address of podAddressesIn(resource, workspace)) {
    const { name, statefulSet, ordinal, second } = address;
    const found = ordinal === undefined || !second ? undefined : memberAt(address);
    if (ordinal === undefined || !found) continue;
    const { member, ...span } = found;
    const pod = podName(statefulSet, ordinal);
    if (member === pod || !isNamedByPod(statefulSet, member)) continue;
    yield {
      name,
      span,
      words: pod,
      kind: 'etcd',
      statefulSet,
      message: `Member "${member}" stands for "${pod}", which goes by the name of its Pod: it does not find itself in the list.`,
      title: 'Name the members as their Pods',
    };
  }
}

/** Its members call themselves by the names of their Pods; or the list itself does so, with another ordinal. */
function isNamedByPod(statefulSet: StatefulSet, member: string): boolean {
  if (member.replace(/-\d+$/, '') === statefulSet.name?.value) return true;
  return (
    textsIn(statefulSet).some(({ list, key, value, variables }) => {
      const words = list
        ? (/--name[= ]+["']?([^\s"']+)/.exec(value)?.[1] ?? (key === 'name' ? value : ''))
        : key === 'ETCD_NAME'
          ? value
          : '';
      const name = /^\$\(([\w.]+)\)$/.exec(words)?.[1];
      return name === undefined
        ? /^\$\{?(?:HOSTNAME|(?:MY_)?POD_NAME)\}?$/.test(words)
        : variables.get(name) === ownPod;
    }) ||
    statefulSet.pods.containers.some((container) =>
      variablesOf(container).some(({ name, value }) => name === 'ETCD_NAME' && value === ownPod),
    )
  );
}
