import { refusals } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'api-duplicate',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  summary: 'A value stands twice in a list whose items must differ.',
  why: `The items of some lists are told apart by a name, a path or a number: containers, volumes and mounts, ports of a Service. Where two of them
are the same, the API server refuses the object.`,
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  selector:
    app: nginx
  ports:
    - name: http
      port: 80
    - name: http
      port: 443
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  selector:
    app: nginx
  ports:
    - name: http
      port: 80
    - name: https
      port: 443
`,

  check: (resource, workspace) => refusals(['Duplicate value'], resource, workspace),
});
