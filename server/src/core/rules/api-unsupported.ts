import { refusals } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'api-unsupported',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  seesExcerpts: true,
  summary: 'A value out of a fixed list that has no such value.',
  why: `Fields such as access modes, policies and protocols take a few values, spelled exactly so. The API server refuses everything else, also what differs
in upper and lower case only.`,
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Retian
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
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Retain
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

  check: (resource, workspace) => refusals(['Unsupported value'], resource, workspace),
});
