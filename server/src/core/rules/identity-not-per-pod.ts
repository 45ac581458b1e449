import type { Identity } from '../known/identities.ts';
import { ordinalsOf } from '../names/addresses.ts';
import { constantsIn } from '../names/constant-identities.ts';
import { namelessMembersIn } from '../names/etcd-members.ts';
import { ipNodesIn } from '../names/ip-nodes.ts';
import { unnumberedMembersIn } from '../names/unnumbered-members.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'identity-not-per-pod',
  kinds: ['StatefulSet'],
  effect: 'broken',
  severity: 'error',
  summary: 'All Pods of a StatefulSet are told the same identity, or each is told one that it does not keep.',
  why: `The template is the same for all Pods. An id, a node name or an advertised address that is written out in it makes all members the
same one: the second broker is refused, or clients are sent to the wrong one. What differs has to come from the Pod: its name
(\`metadata.name\`) or its ordinal (the label \`apps.kubernetes.io/pod-index\`) through the downward API, or a script that looks at \`$HOSTNAME\`.
The Pod's IP is no identity: the next Pod of the same name has another one.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-index-label',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: kafka
spec:
  clusterIP: None
  selector:
    app: kafka
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  serviceName: kafka
  replicas: 3
  selector:
    matchLabels:
      app: kafka
  template:
    metadata:
      labels:
        app: kafka
    spec:
      containers:
        - name: kafka
          image: registry.example/broker:4.1
          ports:
            - containerPort: 9092
          env:
            - name: KAFKA_NODE_ID
              value: "1"
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: kafka
spec:
  clusterIP: None
  selector:
    app: kafka
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  serviceName: kafka
  replicas: 3
  selector:
    matchLabels:
      app: kafka
  template:
    metadata:
      labels:
        app: kafka
    spec:
      containers:
        - name: kafka
          image: registry.example/broker:4.1
          ports:
            - containerPort: 9092
          env:
            - name: KAFKA_NODE_ID
              valueFrom:
                fieldRef:
                  fieldPath: metadata.labels['apps.kubernetes.io/pod-index']
`,

  *check(statefulSet, workspace) {
    const name = statefulSet.name?.value ?? '';
    if (!workspace.isPartial(statefulSet))
      for (const node of ipNodesIn(statefulSet, workspace))
        yield {
          ...node,
          effect: 'risky',
          severity: 'warning',
          message: `${node.name} is made of the Pod's IP, and each new Pod of "${name}" has another one: after a restart the node is a stranger to its cluster, and looks for its data under another name.`,
        };
    const ordinals = ordinalsOf(statefulSet, workspace);
    if (!ordinals || ordinals.first === ordinals.last) return;
    const all = `all ${ordinals.last - ordinals.first + 1} Pods of "${name}"`;
    for (const { at, name, value, identity, related, fixes } of constantsIn(statefulSet, workspace)) {
      yield {
        at,
        // Whether the same address twice is refused is a matter of the program's version.
        severity: identity === 'addresses' ? 'warning' : 'error',
        message: `${name} is "${value}" in ${all}: ${consequences[identity]}`,
        related,
        fixes,
      };
    }
    for (const { at, fixes } of namelessMembersIn(statefulSet, workspace))
      yield {
        at,
        message: `etcd is told who the members are, but not its own name: ${all} call themselves "default", and a member has to find its name in the list.`,
        fixes,
      };
    for (const at of unnumberedMembersIn(statefulSet, workspace))
      yield {
        at,
        message: `ZooKeeper is told who the members are, but not its own id (ZOO_MY_ID): ${all} take id 1, and only one of the list has it.`,
      };
  },
});

const consequences: Readonly<Record<Identity, string>> = {
  ordinal: 'members need ids of their own.',
  number: 'members need ids of their own: the ordinal plus one, say, which a shell or an init container can set.',
  name: 'members need names of their own.',
  node: 'nodes need names of their own.',
  addresses: 'all of them send others to the same place.',
};
