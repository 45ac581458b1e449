import { refusals } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'api-required',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  seesExcerpts: true,
  summary: 'A field that the API server insists on is missing.',
  why: `Some fields have no default and must be written; an empty text counts as missing. The API server refuses the object without them, all at once.`,
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
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

  check: (resource, workspace) => refusals(['Required value'], resource, workspace),
});
