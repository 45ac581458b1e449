import { test } from 'vitest';
import rule from '../../server/src/core/rules/storage-quantity-decimal.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('powers of ten: 1G', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 1G } }
#                                   ^^ hint: 1G is 1 × 10⁹ bytes, 7% less than 1Gi.
`,
  );
});

test('powers of ten: 1.5T', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 1.5T } }
#                                   ^^^^ hint: 1.5T is 1.5 × 10¹² bytes, 9% less than 1.5Ti.
`,
  );
});

test('powers of ten: 500M', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 500M } }
#                                   ^^^^ hint: 500M is 500 × 10⁶ bytes, 5% less than 500Mi.
`,
  );
});

test('hardly a size at all is left to storage-quantity-implausible', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 10k } }
`,
  );
});

test('powers of ten: 20G', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: "20G" } }
#                                   ^^^^^ hint: 20G is 20 × 10⁹ bytes, 7% less than 20Gi.
`,
  );
});

test('no power of ten: 1Gi', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('no power of ten: 1000000', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 1000000 } }
`,
  );
});

test('no power of ten: 1e9', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 1e9 } }
`,
  );
});

test('no power of ten: 500m', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 500m } }
`,
  );
});

test('no power of ten: 1GB', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 1GB } }
`,
  );
});

test('no power of ten: $SIZE', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: "\${SIZE}" } }
`,
  );
});

test('no power of ten: nothing', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage:  } }
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
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1G } }
#                                         ^^ hint: 1G is 1 × 10⁹ bytes, 7% less than 1Gi.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the same number in powers of two', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: "20G" } } # much
`,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: "20Gi" } } # much
`,
    { title: 'Use 20Gi' },
  );
});
