import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/storage-class-unset.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

const withCrlf = (text: string) => text.slice(1).replaceAll('\n', '\r\n');

test('no class, and none is the default', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
#                 ^^^^ information: Claim "data" names no StorageClass, and none in these files (fast, slow) is the default: if the cluster has no default either, it stays Pending.
spec:
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a class without a value', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
#                 ^^^^ information: Claim "data" names no StorageClass, and none in these files (fast) is the default: if the cluster has no default either, it stays Pending.
spec:
  storageClassName:
`,
  );
});

test('a claim template', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
#                       ^^^^ information: Claim "data" names no StorageClass, and none in these files (fast) is the default: if the cluster has no default either, it stays Pending.
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('one of them is the default', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations: { storageclass.kubernetes.io/is-default-class: "true" }
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('the old annotation of the default', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations: { storageclass.beta.kubernetes.io/is-default-class: "true" }
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('the annotation is the text "true"', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations: { storageclass.kubernetes.io/is-default-class: "yes" }
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
#                 ^^^^ information: Claim "data" names no StorageClass, and none in these files (slow) is the default: if the cluster has no default either, it stays Pending.
spec:
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('no class in sight: the cluster has one', () => {
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

test('volumes without a class serve it', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { capacity: { storage: 1Gi } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
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
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  volumeName: pv
`,
  );
});

test('a class in an annotation', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, annotations: { volume.beta.kubernetes.io/storage-class: fast } }
spec:
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
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: "{{ .Values.class }}"
`,
  );
});

test('a class is named', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce] # one node
`,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce] # one node
  storageClassName: fast
`,
    { title: 'Use StorageClass "fast"' },
  );
});

test('the empty value is filled', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: # which?
`,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast # which?
`,
    { title: 'Use StorageClass "fast"' },
  );
});

test('a class is named in a claim template', () => {
  checkFix(
    rule,
    withCrlf(`
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`),
    withCrlf(`
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
        storageClassName: fast
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`),
    { title: 'Use StorageClass "fast"' },
  );
});

const offered = (fixture: string) =>
  check(workspaceOf(filesIn(fixture)), [rule]).map(({ fixes }) => fixes.map(({ title }) => title));
const classNamed = (name: string) => `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: ${name} }
provisioner: disk.example.com
`;
const setNamed = (name: string, app: string, container: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${app} } }
  template: { metadata: { labels: { app: ${app} } }, spec: { containers: [{ name: ${container} }] } }
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce] } }]
`;

test('the class is offered first whose name says what the set says of itself', () => {
  const classes = `${classNamed('kafka-broker')}---\n${classNamed('kafka-zookeeper')}---\n`;
  const [broker, zookeeper] = ['Use StorageClass "kafka-broker"', 'Use StorageClass "kafka-zookeeper"'];
  expect(offered(classes + setNamed('pzoo', 'zookeeper', 'main'))).toEqual([[zookeeper, broker]]);
  expect(offered(classes + setNamed('zoo', 'zoo', 'zookeeper'))).toEqual([[zookeeper, broker]]);
  expect(offered(classes + setNamed('kafka', 'kafka', 'broker'))).toEqual([[broker, zookeeper]]);
  expect(offered(classes + setNamed('web', 'nginx', 'nginx'))).toEqual([[broker, zookeeper]]);
  const longer = `${classNamed('kafka-zookeeper-regional')}---\n`;
  expect(offered(longer + classes + setNamed('zoo', 'zookeeper', 'main'))[0]?.[0]).toBe(zookeeper);
});

test('one that is built with it goes before one that is only near', () => {
  const files = `#- kustomization.yaml
resources: [set.yaml, classes/slow.yaml]
#- set.yaml
${setNamed('fast', 'fast', 'fast')}#- classes/slow.yaml
${classNamed('slow')}#- fast.yaml
${classNamed('fast')}`;
  expect(offered(files)[0]?.[0]).toBe('Use StorageClass "slow"');
});

test('a class that several files repeat is offered once', () => {
  const files = `#- a.yaml
${classNamed('fast')}#- b.yaml
${classNamed('fast')}#- set.yaml
${setNamed('web', 'web', 'web')}`;
  expect(offered(files)).toEqual([['Use StorageClass "fast"']]);
});
