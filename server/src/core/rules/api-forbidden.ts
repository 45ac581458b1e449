import { refusals } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'api-forbidden',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  summary: 'A field stands where it may not stand.',
  why: `Some fields exclude one another, or go with certain types only. The API server refuses the object rather than pass over what it cannot follow.
Admission plugins say no in the same way.`,
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  type: ClusterIP
  selector:
    app: nginx
  ports:
    - port: 80
      nodePort: 30080
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  type: NodePort
  selector:
    app: nginx
  ports:
    - port: 80
      nodePort: 30080
`,

  check: (resource, workspace) => refusals(['Forbidden', 'admission'], resource, workspace),
});
