import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import rule from '../../server/src/core/rules/storage-quantity-implausible.ts';
import { checkFindings, checkFix, workspaceOf } from '../harness.ts';

test('a number without a unit', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 10 } }
#                                   ^^ warning: 10 is 10 bytes: hardly the size of a volume.
`,
  );
});

test('thousandths', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 500m } }
#                                   ^^^^ warning: 500m is less than one byte: hardly the size of a volume.
`,
  );
});

test('a small unit', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 20k } }
#                                   ^^^ warning: 20k is 20,000 bytes: hardly the size of a volume.
`,
  );
});

test('a claim template', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: "8" } }
#                                         ^^^ warning: 8 is 8 bytes: hardly the size of a volume.
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a volume made by hand', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  capacity: { storage: 5 }
#                      ^ warning: 5 is 5 bytes: hardly the size of a volume.
  accessModes: [ReadWriteOnce]
  hostPath: { path: /mnt/pv }
`,
  );
});

test('an exponent', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1e3 } }
#                                   ^^^ warning: 1e3 is 1,000 bytes: hardly the size of a volume.
`,
  );
});

test('a byte', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1 } }
#                                   ^ warning: 1 is 1 byte: hardly the size of a volume.
`,
  );
});

test('one mebibyte', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1024Ki } }
`,
  );
});

test('bytes that are enough', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 10737418240 } }
`,
  );
});

test('thousandths of a size that somebody computed', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 107374182400m } }
`,
  );
});

test('nothing at all is refused anyway', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 0 } }
`,
  );
});

test('a size that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: "\${SIZE}" } }
`,
  );
});

test('no quantity', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 10GB } }
`,
  );
});

test('the unit is added', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: "10" # much
`,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: "10Gi" # much
`,
    { title: 'Use 10Gi' },
  );
});

test('another unit', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 500m } }
`,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 500Mi } }
`,
    { title: 'Use 500Mi' },
  );
});

test('a volume that has lost its unit is not also too small for its claims', () => {
  const manifests = `
apiVersion: v1
kind: PersistentVolume
metadata: { name: disk }
spec:
  storageClassName: by-hand
  capacity: { storage: 10 }
  accessModes: [ReadWriteOnce]
  hostPath: { path: /mnt/disk }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { storageClassName: by-hand, accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } }
`;
  const findings = check(workspaceOf(new Map([['disk.yaml', manifests]])), rules);
  expect(findings.map((finding) => finding.rule)).toEqual(['storage-quantity-implausible']);
});
