import { refusals } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'api-duplicate-field',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  seesExcerpts: true,
  summary: 'A key that stands twice in the same map.',
  why: `Of two equal keys one must win, and which one that is depends on who reads the file: the API server refuses it, other tools take the last and
lose the first without a word.`,
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
  replicas: 5
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
  replicas: 5
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

  check: (resource, workspace) => refusals(['duplicate key', 'duplicate field'], resource, workspace),
});
