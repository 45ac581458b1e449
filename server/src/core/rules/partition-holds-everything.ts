import { replaceScalar } from '../edit.ts';
import { replicasOf } from '../replicas.ts';
import { defineRule } from '../rule.ts';
import { printName } from '../words.ts';

export default defineRule({
  id: 'partition-holds-everything',
  kinds: ['StatefulSet'],
  effect: 'ignored',
  severity: 'warning',
  summary: 'A `partition` as high as the number of Pods: no change of the template reaches any of them.',
  why: `A rolling update replaces only the Pods from \`partition\` on, counted from the first Pod, whatever its ordinal. When the partition is not
lower than \`replicas\`, there are none: each change of the template is accepted and waits. That is a way to stage an update, and a trap when it is
left behind. Lower the partition step by step to let the change through, and set it to 0 in the end.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      partition: 3
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
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      partition: 2
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

  *check(statefulSet, workspace) {
    const { partition, type } = statefulSet.updateStrategy;
    const replicas = partition > 0 && type === 'RollingUpdate' ? replicasOf(statefulSet, workspace) : undefined;
    if (!replicas || replicas.most === 0 || partition < replicas.most) return;
    const { most, autoscaler, field } = replicas;
    const at = statefulSet.field.get('spec', 'updateStrategy', 'rollingUpdate', 'partition');
    const pods = `${most} ${most === 1 ? 'Pod' : 'Pods'}`;
    yield {
      at,
      message: `A partition of ${partition} holds back every Pod of ${printName(statefulSet)}, which has ${
        autoscaler ? `at most ${pods}` : `${pods}${field.exists ? '' : ' (replicas is not set)'}`
      }: a changed template reaches none of them.${
        statefulSet.start > 0 ? ` It counts from the first Pod, not from ordinal 0.` : ''
      }`,
      related: autoscaler
        ? [{ at: autoscaler.field.get('spec', 'maxReplicas'), message: `maxReplicas: ${most}` }]
        : field.exists
          ? [{ at: field, message: `replicas: ${most}` }]
          : [],
      fixes: [{ title: 'Set partition: 0', safe: false, edits: [replaceScalar(at, 0)] }],
    };
  },
});
