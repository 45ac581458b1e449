import { test } from 'vitest';
import rule from '../../server/src/core/rules/storage-class-empty.ts';
import { checkFindings, checkFix } from '../harness.ts';

const withCrlf = (text: string) => text.slice(1).replaceAll('\n', '\r\n');

test('no volume at all', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
#                   ^^ warning: An empty class is not the default class: nothing is provisioned, and the claim waits for PersistentVolumes without a class, of which there are none in these files.
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
`,
  );
});

test('a volume that is too small', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
#                   ^^ warning: An empty class is not the default class: nothing is provisioned, and the claim waits for PersistentVolumes without a class, of which there are none in these files.
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
`,
  );
});

test('a volume of another access mode', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { capacity: { storage: 2Gi }, accessModes: [ReadOnlyMany] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
#                   ^^ warning: An empty class is not the default class: nothing is provisioned, and the claim waits for PersistentVolumes without a class, of which there are none in these files.
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
`,
  );
});

test('a volume of a class', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { storageClassName: fast, capacity: { storage: 2Gi }, accessModes: [ReadWriteOnce] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
#                   ^^ warning: An empty class is not the default class: nothing is provisioned, and the claim waits for PersistentVolumes without a class, of which there are none in these files.
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
`,
  );
});

test('a volume that is promised to another claim', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { capacity: { storage: 2Gi }, accessModes: [ReadWriteOnce], claimRef: { name: other } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
#                   ^^ warning: An empty class is not the default class: nothing is provisioned, and the claim waits for PersistentVolumes without a class, of which there are none in these files.
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
`,
  );
});

test('fewer volumes than Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { capacity: { storage: 2Gi }, accessModes: [ReadWriteOnce] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: ""
#                         ^^ warning: An empty class is not the default class: nothing is provisioned, and 3 claims wait for PersistentVolumes without a class, of which there is 1 in these files.
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('thousands of Pods are counted', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 5000
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: ""
#                         ^^ warning: An empty class is not the default class: nothing is provisioned, and 5,000 claims wait for PersistentVolumes without a class, of which there are none in these files.
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the empty text of an annotation', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.beta.kubernetes.io/storage-class: "" } }
#                                                                               ^^ warning: An empty class is not the default class: nothing is provisioned, and the claim waits for PersistentVolumes without a class, of which there are none in these files.
spec:
  accessModes: [ReadWriteOnce]
`,
  );
});

test('a volume that fits', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { capacity: { storage: 2Gi }, accessModes: [ReadWriteOnce, ReadOnlyMany] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
`,
  );
});

test('a volume that is promised to this claim', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { capacity: { storage: 2Gi }, accessModes: [ReadWriteOnce], claimRef: { name: data } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
`,
  );
});

test('a volume whose size is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { capacity: { storage: "\${SIZE}" }, accessModes: [ReadWriteOnce] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
`,
  );
});

test('a volume for each Pod, in another file', () => {
  checkFindings(
    rule,
    `
#- volumes.yaml
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv-0 }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], claimRef: { name: data-web-0 } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv-1 }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], claimRef: { name: data-web-1 } }
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 2
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: ""
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a set without Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 0
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: ""
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a claim that names its volume', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
  volumeName: pv
`,
  );
});

test('no class is not an empty class', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
`,
  );
});

test('the line goes, with its comment', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce] # one
  storageClassName: "" # none
  resources: { requests: { storage: 2Gi } } # size
`,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce] # one
  resources: { requests: { storage: 2Gi } } # size
`,
    { title: 'Remove storageClassName (use the default class)' },
  );
});

test('one volume is created for each claim that lacks one', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: ""
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: ""
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: data-web-1
spec:
  capacity:
    storage: 1Gi
  accessModes:
    - ReadWriteOnce
  persistentVolumeReclaimPolicy: Retain
  hostPath:
    path: /mnt/data-web-1
    type: DirectoryOrCreate
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: data-web-2
spec:
  capacity:
    storage: 1Gi
  accessModes:
    - ReadWriteOnce
  persistentVolumeReclaimPolicy: Retain
  hostPath:
    path: /mnt/data-web-2
    type: DirectoryOrCreate
`,
    { title: 'Create 2 PersistentVolumes in this file' },
  );
});

test('line ends stay as they are', () => {
  checkFix(
    rule,
    withCrlf(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
`),
    withCrlf(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: data
spec:
  capacity:
    storage: 2Gi
  accessModes:
    - ReadWriteOnce
  persistentVolumeReclaimPolicy: Retain
  hostPath:
    path: /mnt/data
    type: DirectoryOrCreate
`),
    { title: 'Create PersistentVolume "data" in this file' },
  );
});
