import { refusals } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'api-too-long',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  summary: 'A value is longer than the API server takes, or a list has too many items.',
  why: `Most names have a length that fits into a DNS name or a file system, and what is stored in one object has an end as well: 256 KiB of
annotations, 1 MiB of data in a ConfigMap or Secret. What is longer is refused with the whole object.`,
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: disk
spec:
  capacity:
    storage: 10Gi
  accessModes:
    - ReadWriteOnce
  storageClassName: fast
  csi:
    driver: disks.of.the.machines.in.the.cellar.of.the.old.building.example.com
    volumeHandle: disk-1
`,
  good: `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: disk
spec:
  capacity:
    storage: 10Gi
  accessModes:
    - ReadWriteOnce
  storageClassName: fast
  csi:
    driver: disks.example.com
    volumeHandle: disk-1
`,

  check: (resource, workspace) => refusals(['Too long', 'Too many', 'Too few'], resource, workspace),
});
