import { test } from 'vitest';
import rule from '../../server/src/core/rules/storage-class-not-found.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a class that is not there is information while there is no class at all', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
#                   ^^^^ information: StorageClass "fast" is not in these files; the cluster may have it. If not, the claims stay Pending, and the Pods with them.
`,
  );
});

test('beside other classes it is a warning', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow-disk
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
#                   ^^^^ warning: StorageClass "fast" is not among those in these files (slow-disk): unless the cluster has it, the claims stay Pending, and the Pods with them.
`,
  );
});

test('a slip of the keyboard is an error', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast-ssd
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast-sdd
#                   ^^^^^^^^ error: There is no StorageClass "fast-sdd": the claims stay Pending, and the Pods with them. Did you mean "fast-ssd"?
`,
  );
});

test('a class that the known ones lack is an error', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: mine
#                   ^^^^ error: StorageClass "mine" is neither in these files nor among the known ones: the claims stay Pending, and the Pods with them.
`,
    { storageClasses: ['fast'] },
  );
});

test('a class that the platform lacks is an error', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
#                   ^^^^ error: StorageClass "fast" is neither in these files nor among the known ones: the claims stay Pending, and the Pods with them.
`,
    { storageClasses: ['eks'] },
  );
});

test('a claim template', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast-ssd
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
        storageClassName: fast-sdd
#                         ^^^^^^^^ error: There is no StorageClass "fast-sdd": the claims stay Pending, and the Pods with them. Did you mean "fast-ssd"?
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the beta annotation wins over the field', () => {
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
metadata:
  name: data
  annotations:
    volume.beta.kubernetes.io/storage-class: slow
#                                            ^^^^ warning: StorageClass "slow" is not among those in these files (fast): unless the cluster has it, the claims stay Pending, and the Pods with them.
spec:
  storageClassName: fast
`,
  );
});

test('a class in another file', () => {
  checkFindings(
    rule,
    `
#- class.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
  );
});

test('a class has no namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  namespace: test
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop }
spec:
  storageClassName: fast
`,
  );
});

test('a known class', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
    { storageClasses: ['fast'] },
  );
});

test("a platform's class", () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: gp3
`,
    { storageClasses: ['eks'] },
  );
});

test('a class that .ordinal.yaml knows', () => {
  checkFindings(
    rule,
    `
#- .ordinal.yaml
storageClasses: [fast]
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
  );
});

test('volumes made by hand define their class', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv }
spec: { storageClassName: manual, capacity: { storage: 1Gi } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: manual
`,
  );
});

test('a claim that names its volume needs no class', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: manual
  volumeName: pv
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
  name: slow
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: "\${CLASS}"
`,
  );
});

test('an empty class is left to storage-class-empty', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: ""
`,
  );
});

test('a remote base may bring the class', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [claim.yaml, github.com/example/base]
#- claim.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
  );
});

test('a StorageClass of another group is no StorageClass', () => {
  checkFindings(
    rule,
    `
apiVersion: example.com/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
#                   ^^^^ information: StorageClass "fast" is not in these files; the cluster may have it. If not, the claims stay Pending, and the Pods with them.
`,
  );
});

test('settings switch it off', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
    { rules: { 'storage-class-not-found': 'off' } },
  );
});

test('the class that was meant', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast-ssd
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: "fast-sdd" # quick
`,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast-ssd
provisioner: disk.example.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: "fast-ssd" # quick
`,
    { title: 'Use StorageClass "fast-ssd"' },
  );
});

test('a class is created', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
`,
    { title: 'Create StorageClass "fast" in this file' },
  );
});

test('the class is added to the known ones', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
    `
#- manifest.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast

#- .ordinal.yaml
storageClasses:
  - fast
`,
    { title: 'It exists: add "fast" to the known classes (.ordinal.yaml)' },
  );
});

test('the class is added to those that are known', () => {
  checkFix(
    rule,
    `
#- .ordinal.yaml
storageClasses:
  - slow # disk
# the end
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
    `
#- .ordinal.yaml
storageClasses:
  - slow # disk
  - fast
# the end
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
    { title: 'It exists: add "fast" to the known classes (.ordinal.yaml)' },
  );
});

test('the class is added to other settings', () => {
  checkFix(
    rule,
    `
#- .ordinal.yaml
rules:
  duplicate-resource: off
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
    `
#- .ordinal.yaml
rules:
  duplicate-resource: off
storageClasses:
  - fast
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  storageClassName: fast
`,
    { title: 'It exists: add "fast" to the known classes (.ordinal.yaml)' },
  );
});

test('a slip of a name that a build puts a prefix before', () => {
  const manifests = (name: string) => `#- storage.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { storageClassName: ${name} }
#- kustomization.yaml
namePrefix: my-
resources: [storage.yaml]
`;
  checkFix(rule, manifests('fsat'), manifests('fast'), { title: 'Use StorageClass "fast"' });
});

test('what can be no name of a class is not looked for in the cluster', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { storageClassName: "No Class" }
`,
  );
});
