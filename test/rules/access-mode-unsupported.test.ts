import { test } from 'vitest';
import rule from '../../server/src/core/rules/access-mode-unsupported.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a claim template on disks', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: fast
        accessModes: [ReadWriteMany]
#                     ^^^^^^^^^^^^^ error: "fast" makes EBS volumes, which refuse ReadWriteMany: the claims stay Pending.
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('read by many nodes is refused by EBS, too', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
  accessModes: [ReadWriteOnce, ReadOnlyMany]
#                              ^^^^^^^^^^^^ error: "fast" makes EBS volumes, which refuse ReadOnlyMany: the claim stays Pending.
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('Persistent Disk can be read by many nodes', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: disk }
provisioner: pd.csi.storage.gke.io
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: disk
  accessModes: [ReadOnlyMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('Persistent Disk cannot be written by many nodes', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: disk }
provisioner: pd.csi.storage.gke.io
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: disk
  accessModes: [ReadWriteMany]
#               ^^^^^^^^^^^^^ error: "disk" makes Persistent Disk volumes, which refuse ReadWriteMany: the claim stays Pending.
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('an in-tree name means its driver', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: disk }
provisioner: kubernetes.io/azure-disk
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: disk
  accessModes: [ReadWriteMany]
#               ^^^^^^^^^^^^^ error: "disk" makes Azure Disk volumes, which refuse ReadWriteMany: the claim stays Pending.
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test("Rook puts its operator's namespace before the driver", () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: block }
provisioner: rook-ceph.rbd.csi.ceph.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: block
  accessModes: [ReadWriteMany]
#               ^^^^^^^^^^^^^ error: "block" makes Ceph RBD volumes, which refuse ReadWriteMany: the claim stays Pending.
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('local-path can be set up for it', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: local }
provisioner: rancher.io/local-path
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: local
  accessModes: [ReadWriteMany]
#               ^^^^^^^^^^^^^ warning: "local" makes local-path volumes, which do not serve ReadWriteMany unless they are set up for it: else the claim stays Pending.
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('the class is in another folder', () => {
  checkFindings(
    rule,
    `
#- classes/fast.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
#- web/claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
  accessModes: [ReadWriteMany]
#               ^^^^^^^^^^^^^ warning: "fast" makes EBS volumes, which refuse ReadWriteMany: the claim stays Pending.
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('the class is in another file of the same folder', () => {
  checkFindings(
    rule,
    `
#- fast.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
  accessModes: [ReadWriteMany]
#               ^^^^^^^^^^^^^ error: "fast" makes EBS volumes, which refuse ReadWriteMany: the claim stays Pending.
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('the default class of the files', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast, annotations: { storageclass.kubernetes.io/is-default-class: "true" } }
provisioner: ebs.csi.aws.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteMany]
#               ^^^^^^^^^^^^^ warning: "fast" makes EBS volumes, which refuse ReadWriteMany: the claim stays Pending.
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a class that is known by its name alone', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: standard-rwo
  accessModes: [ReadWriteMany]
#               ^^^^^^^^^^^^^ information: "standard-rwo" usually means Persistent Disk volumes, which refuse ReadWriteMany: the claim stays Pending.
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test("a class of the cluster's platform", () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: standard-rwo
  accessModes: [ReadWriteMany]
#               ^^^^^^^^^^^^^ warning: "standard-rwo" usually means Persistent Disk volumes, which refuse ReadWriteMany: the claim stays Pending.
  resources: { requests: { storage: 1Gi } }
`,
    { storageClasses: ['gke'] },
  );
});

test('a class of this name in the files wins over what the name usually means', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: gp3 }
provisioner: efs.csi.aws.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: gp3
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('one node', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('one Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
  accessModes: [ReadWriteOncePod]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a file system for many nodes', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: efs.csi.aws.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: shared
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a raw device may be attached to several nodes', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
  volumeMode: Block
`,
  );
});

test('a volume made by hand is not provisioned', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  storageClassName: fast
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteMany]
  hostPath: { path: /mnt/pv }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a claim that names its volume', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
  volumeName: pv
`,
  );
});

test('a provisioner that nobody knows', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: disk }
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: disk
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('vSphere serves it on vSAN', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: disk }
provisioner: csi.vsphere.vmware.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: disk
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a class that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: "\${CLASS}"
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('which of two default classes it is, nobody knows', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: ebs.csi.aws.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: shared
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: efs.csi.aws.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('one node is asked for instead', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
  accessModes:
    - "ReadWriteMany" # shared
`,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
  accessModes:
    - "ReadWriteOnce" # shared
`,
    { title: 'Use ReadWriteOnce' },
  );
});

test('a class that serves it', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: efs.csi.aws.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: 'fast' # disks
  accessModes: [ReadWriteMany]
`,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: efs.csi.aws.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: 'shared' # disks
  accessModes: [ReadWriteMany]
`,
    { title: 'Use StorageClass "shared"' },
  );
});
