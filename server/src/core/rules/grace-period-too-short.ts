import { replaceScalar } from '../edit.ts';
import { knownContainers } from '../known/images.ts';
import { defineRule } from '../rule.ts';
import { printName } from '../words.ts';

export default defineRule({
  id: 'grace-period-too-short',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'warning',
  summary: 'Pods that are killed before they can end in order.',
  why: `A Pod has \`terminationGracePeriodSeconds\` from SIGTERM to SIGKILL; unset means 30. With 0, a Pod that is deleted is gone from the API at once,
while its containers may still run: the StatefulSet makes its successor of the same name, and two of them can write at the same time (**warning**).
A database needs its time to write everything down; cut short, it starts with a recovery the next time (**information** below 30 seconds).`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      terminationGracePeriodSeconds: 0
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
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      terminationGracePeriodSeconds: 30
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(statefulSet) {
    const { pods } = statefulSet;
    const at = pods.field.get('spec', 'terminationGracePeriodSeconds');
    const seconds = at.number?.value;
    if (seconds === undefined || seconds >= 30) return;
    const set = printName(statefulSet);
    const database = knownContainers(pods).find(({ known }) => known.isDatabase)?.container;
    const fixes = [{ title: 'Set terminationGracePeriodSeconds: 30', safe: false, edits: [replaceScalar(at, 30)] }];
    if (seconds === 0)
      yield {
        at,
        message: `A Pod of ${set} that is deleted is gone at once, while its containers may still run: its successor of the same name can start beside it.`,
        fixes,
      };
    else if (seconds < 0)
      yield {
        at,
        message: `A negative grace period counts as 1 second: the Pods of ${set} are killed almost at once.`,
        api: [{ type: 'warning', field: at.path }],
        fixes,
      };
    else if (database)
      yield {
        at,
        severity: 'information',
        message: `Container "${database.name}" has ${seconds} ${seconds === 1 ? 'second' : 'seconds'} to end before it is killed; a database may need more to write everything down.`,
        fixes,
      };
  },
});
