import { listed, refusals } from '../api/report.ts';
import { defineRule } from '../rule.ts';
import { Document } from '../yaml.ts';

export default defineRule({
  id: 'api-wrong-type',
  kinds: ['Resource', 'Document'],
  effect: 'rejected',
  severity: 'error',
  seesExcerpts: true,
  summary: 'A value of another type than the field has.',
  why: `The API converts nothing: where text is asked for, a number or \`true\` has to be quoted, and where a number is asked for, quotes have to go. YAML reads
\`yes\`, \`on\`, \`0644\`, \`1e3\` and \`3306\` as truth values and numbers. The API server refuses such an object before it looks at anything else.`,
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: "3"
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

  check: (subject, workspace) =>
    subject instanceof Document ? listed(subject) : refusals(['wrong type', 'decoding'], subject, workspace),
});
