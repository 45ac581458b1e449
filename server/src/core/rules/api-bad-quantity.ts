import { refusals } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'api-bad-quantity',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  seesExcerpts: true,
  summary: 'Text that is no quantity.',
  why: `Quantities are a number and a unit without a blank between them: \`500m\`, \`2\`, \`10Gi\`, \`1e3\`. Units are spelled exactly so: \`Ki Mi Gi Ti Pi Ei\` for
powers of 1024, \`n u m k M G T P E\` for powers of 1000. The API server refuses anything else without saying where it stands.`,
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: backup
spec:
  accessModes:
    - ReadWriteOnce
  storageClassName: fast
  resources:
    requests:
      storage: 10GB
`,
  good: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: backup
spec:
  accessModes:
    - ReadWriteOnce
  storageClassName: fast
  resources:
    requests:
      storage: 10Gi
`,

  check: (resource, workspace) => refusals(['bad quantity'], resource, workspace),
});
