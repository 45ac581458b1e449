import { replaceScalar } from '../edit.ts';
import { defineRule } from '../rule.ts';
import { printName } from '../words.ts';

export default defineRule({
  id: 'update-strategy-on-delete',
  kinds: ['StatefulSet'],
  effect: 'advice',
  severity: 'hint',
  summary: 'With `OnDelete`, a changed template waits until somebody deletes the Pods.',
  why: `With \`type: OnDelete\` the controller never replaces a Pod: one that is deleted, by hand or by a drain, comes back from the new template,
all others stay as they are. \`kubectl rollout status\` does not work with it. Operators that replace Pods in an order of their own want exactly this;
without one, \`RollingUpdate\` does the work, and \`partition\` stages it.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  updateStrategy:
    type: OnDelete
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
  updateStrategy:
    type: RollingUpdate
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

  *check(statefulSet) {
    if (statefulSet.updateStrategy.type !== 'OnDelete') return;
    const at = statefulSet.field.get('spec', 'updateStrategy', 'type');
    yield {
      at,
      message: `A changed template reaches a Pod of ${printName(statefulSet)} only when somebody deletes that Pod; "kubectl rollout status" does not work.`,
      fixes: [{ title: 'Set type: RollingUpdate', safe: false, edits: [replaceScalar(at, 'RollingUpdate')] }],
    };
  },
});
