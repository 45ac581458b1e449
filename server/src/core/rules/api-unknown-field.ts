import { refusals } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'api-unknown-field',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  seesExcerpts: true,
  summary: 'A field that the API does not have in this place.',
  why: `kubectl asks the API server to be strict: a field that it does not know, a misspelt one, or one that stands one level too high or too low, is
refused. Clients that are not strict lose it without a word. Names are compared letter by letter, upper and lower case included.`,
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicass: 3
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
      containers:
        - name: nginx
          image: nginx:1.29
`,

  check: (resource, workspace) => refusals(['unknown field'], resource, workspace),
});
