import { test } from 'vitest';
import rule from '../../server/src/core/rules/nfs-for-database.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('an NFS class', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: nfs.csi.k8s.io
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: shared
#                         ^^^^^^ information: "db" keeps its data on NFS: its locks and writes are only as safe as the file server and the mount options make them, and slow.
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: db, image: "postgres:17", volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }] } }
`,
  );
});

test('a name that a deployment was given', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: cluster.local/home-nfs-subdir-external-provisioner
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: shared
#                         ^^^^^^ information: "db" keeps its data on NFS: its locks and writes are only as safe as the file server and the mount options make them, and slow.
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: db, image: "mongo:8", volumeMounts: [{ name: data, mountPath: /data/db }] }] } }
`,
  );
});

test('a mount above the data', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: efs.csi.aws.com
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: shared
#                         ^^^^^^ information: "db" keeps its data on EFS: its locks and writes are only as safe as the file server and the mount options make them, and slow.
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: db, image: "postgres:17", volumeMounts: [{ name: data, mountPath: /var/lib/postgresql }] }] } }
`,
  );
});

test('a class that is known by its name', () => {
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
        storageClassName: nfs-client
#                         ^^^^^^^^^^ information: "db" keeps its data on NFS: its locks and writes are only as safe as the file server and the mount options make them, and slow.
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: db, image: "redis:8", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('volumes made by hand on a file server', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec:
  storageClassName: manual
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  nfs: { server: nfs.example.com, path: /share }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: manual
#                         ^^^^^^ information: "db" keeps its data on NFS: its locks and writes are only as safe as the file server and the mount options make them, and slow.
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: db, image: "redis:8", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the default class of the files', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: shared
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: file.csi.azure.com
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
#                       ^^^^ information: "db" keeps its data on Azure Files: its locks and writes are only as safe as the file server and the mount options make them, and slow.
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: db, image: "redis:8", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a disk', () => {
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
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "redis:8", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a backup beside the data', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: efs.csi.aws.com
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: shared
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "postgres:17", volumeMounts: [{ name: data, mountPath: /backup }] }] } }
`,
  );
});

test('a program that keeps files', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: efs.csi.aws.com
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: shared
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /usr/share/nginx/html }] }] } }
`,
  );
});

test('a cluster file system is no file server', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: cephfs.csi.ceph.com
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: shared
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "redis:8", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a provisioner that nobody knows', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: disk.example.com
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        storageClassName: shared
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "redis:8", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a class that is filled in later', () => {
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
        storageClassName: "\${CLASS}"
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "redis:8", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a class of disks', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: efs.csi.aws.com
---
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
        storageClassName: "shared" # files
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "redis:8", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: efs.csi.aws.com
---
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
        storageClassName: "fast" # files
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "redis:8", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    { title: 'Use StorageClass "fast"' },
  );
});
