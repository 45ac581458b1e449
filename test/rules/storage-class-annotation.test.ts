import { test } from 'vitest';
import rule from '../../server/src/core/rules/storage-class-annotation.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a claim whose class is an annotation', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.beta.kubernetes.io/storage-class: fast } }
#                                                                               ^^^^ information: The class "fast" is named by an annotation that is deprecated since 1.8; storageClassName is its field.
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('the annotation wins over another class in the field', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.beta.kubernetes.io/storage-class: fast } }
#                                                                               ^^^^ warning: The deprecated annotation wins: the class is "fast", and storageClassName: slow is ignored.
spec:
  storageClassName: slow
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('the annotation wins over an empty class, too', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.beta.kubernetes.io/storage-class: fast } }
#                                                                               ^^^^ warning: The deprecated annotation wins: the class is "fast", and storageClassName: "" is ignored.
spec:
  storageClassName: ""
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('the annotation repeats the field', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.beta.kubernetes.io/storage-class: fast } }
#                                                                               ^^^^ information: The deprecated annotation repeats storageClassName: "fast".
spec:
  storageClassName: fast
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('an empty class as an annotation', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.beta.kubernetes.io/storage-class: "" } }
#                                                                               ^^ information: The empty class is named by an annotation that is deprecated since 1.8; storageClassName is its field.
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
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
    - metadata: { name: data, annotations: { volume.beta.kubernetes.io/storage-class: fast } }
#                                                                                     ^^^^ information: The class "fast" is named by an annotation that is deprecated since 1.8; storageClassName is its field.
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
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
metadata: { name: pv, annotations: { volume.beta.kubernetes.io/storage-class: fast } }
#                                                                             ^^^^ information: The class "fast" is named by an annotation that is deprecated since 1.8; storageClassName is its field.
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], hostPath: { path: /mnt/pv } }
`,
  );
});

test('the alpha annotation is not read at all', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  volumeClaimTemplates:
    - metadata: { name: data, annotations: { volume.alpha.kubernetes.io/storage-class: anything } }
#                                                                                      ^^^^^^^^ warning: No Kubernetes of today reads the annotation "volume.alpha.kubernetes.io/storage-class": the claim takes the default class.
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the alpha annotation beside the field', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.alpha.kubernetes.io/storage-class: anything } }
#                                                                                ^^^^^^^^ warning: No Kubernetes of today reads the annotation "volume.alpha.kubernetes.io/storage-class".
spec:
  storageClassName: fast
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('the field alone', () => {
  checkFindings(
    rule,
    `
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

test('another annotation', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.beta.kubernetes.io/storage-provisioner: ebs.csi.aws.com } }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a class that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.beta.kubernetes.io/storage-class: "\${CLASS}" } }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('an annotation of another kind of object', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: config, annotations: { volume.beta.kubernetes.io/storage-class: fast } }
`,
  );
});

test('the class moves to its field', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
  annotations:
    example.com/owner: me # stays
    volume.beta.kubernetes.io/storage-class: fast
spec:
  storageClassName: "slow" # the disks
  accessModes: [ReadWriteOnce]
`,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
  annotations:
    example.com/owner: me # stays
spec:
  storageClassName: "fast" # the disks
  accessModes: [ReadWriteOnce]
`,
    { title: 'Remove the annotation and set storageClassName: fast' },
  );
});

test('the class of the field becomes true', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
  annotations:
    volume.beta.kubernetes.io/storage-class: fast
spec:
  storageClassName: slow # the disks
  accessModes: [ReadWriteOnce]
`,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  storageClassName: slow # the disks
  accessModes: [ReadWriteOnce]
`,
    { title: 'Remove the annotation (the class becomes "slow")' },
  );
});

test('in a claim template', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web }] } }
  volumeClaimTemplates:
    - metadata:
        name: data # www
        annotations:
          volume.beta.kubernetes.io/storage-class: "fast"
      spec:
        accessModes: [ReadWriteOnce]
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web }] } }
  volumeClaimTemplates:
    - metadata:
        name: data # www
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: fast
`,
    { title: 'Remove the annotation and set storageClassName: fast' },
  );
});

test('an annotation that nobody reads goes', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.alpha.kubernetes.io/storage-class: anything } }
spec: { accessModes: [ReadWriteOnce] }
`,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce] }
`,
    { title: 'Remove the annotation "volume.alpha.kubernetes.io/storage-class"' },
  );
});
