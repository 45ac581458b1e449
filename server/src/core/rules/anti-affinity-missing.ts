import { type Edit, insertKey } from '../edit.ts';
import type { StatefulSet } from '../manifest.ts';
import { writtenLabels } from '../objects.ts';
import { replicasOf } from '../replicas.ts';
import { defineRule } from '../rule.ts';
import { printName } from '../words.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'anti-affinity-missing',
  kinds: ['StatefulSet'],
  effect: 'advice',
  severity: 'hint',
  isOffByDefault: true,
  summary: 'A StatefulSet of two or more Pods that nothing keeps on different nodes.',
  why: `The scheduler spreads Pods a little of its own accord, but other wishes may outweigh that, and then one node takes several members with it when
it fails. A preferred anti-affinity with the set's own labels, or a \`topologySpreadConstraint\`, keeps them apart as far as there are nodes.`,
  source:
    'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels:
                    app: nginx
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(statefulSet, workspace) {
    const spec = statefulSet.pods.field.get('spec');
    const affinity = spec.get('affinity');
    const isPlaced =
      isWritten(affinity.get('podAntiAffinity')) ||
      isWritten(spec.get('topologySpreadConstraints')) ||
      (affinity.kind === 'scalar' && affinity.scalar !== null) ||
      spec.get('nodeName').exists;
    const at = statefulSet.field.get('spec', 'replicas');
    const least = isPlaced || !at.number ? 0 : (replicasOf(statefulSet, workspace)?.least ?? 0);
    if (least < 2) return;
    yield {
      at,
      message: `Nothing keeps the ${least} Pods of ${printName(statefulSet)} on different nodes: one node may hold several and take them along when it fails.`,
      fixes: [{ title: 'Prefer a node of its own for each Pod', safe: false, edits: [preferApart(spec, statefulSet)] }],
    };
  },
});

const isWritten = (field: Field) => field.exists && field.scalar !== null;

function preferApart(spec: Field, statefulSet: StatefulSet): Edit {
  const term = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: writtenLabels(statefulSet) },
  };
  const podAntiAffinity = {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
  };
  const affinity = spec.get('affinity');
  return affinity.kind === 'mapping'
    ? insertKey(affinity, 'podAntiAffinity', podAntiAffinity)
    : insertKey(spec, 'affinity', { podAntiAffinity });
}
