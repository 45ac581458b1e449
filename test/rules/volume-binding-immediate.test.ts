import { test } from 'vitest';
import rule from '../../server/src/core/rules/volume-binding-immediate.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a zonal disk without a mode', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
#            ^^^^^^^^^^^^^^^ warning: Class "fast" binds at once: EBS volumes can be used in one zone only, and are made before it is known where the Pod can run.
`,
  );
});

test('a zonal disk with the mode written', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: disk.csi.azure.com
volumeBindingMode: Immediate
#                  ^^^^^^^^^ information: Class "fast" binds at once: Azure Disk volumes can be used in one zone only, and are made before it is known where the Pod can run.
`,
  );
});

test('a disk of the node', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: local }
provisioner: topolvm.io
#            ^^^^^^^^^^ warning: Class "local" binds at once: TopoLVM volumes can be used on one node only, and are made before it is known where the Pod can run.
`,
  );
});

test('local-path makes nothing before the Pod has a node', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: local }
provisioner: rancher.io/local-path
volumeBindingMode: Immediate
#                  ^^^^^^^^^ warning: Class "local" binds at once, but local-path volumes are made on the node that the Pod was given: claims stay Pending.
`,
  );
});

test('local volumes made by hand', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: local }
provisioner: kubernetes.io/no-provisioner
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Class "local" binds at once: its local volumes can be used on one node only, and are made before it is known where the Pod can run.
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: disk }
spec:
  storageClassName: local
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  local: { path: /mnt/disk }
  nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [a] }] }] } }
`,
  );
});

test('several zones to choose from', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: kubernetes.io/aws-ebs
#            ^^^^^^^^^^^^^^^^^^^^^ warning: Class "fast" binds at once: EBS volumes can be used in one zone only, and are made before it is known where the Pod can run.
parameters: { zones: "a, b" }
`,
  );
});

test('it waits for the Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
`,
  );
});

test('a file system that all nodes reach', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared }
provisioner: efs.csi.aws.com
`,
  );
});

test('one zone', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
allowedTopologies: [{ matchLabelExpressions: [{ key: topology.kubernetes.io/zone, values: [a] }] }]
`,
  );
});

test('two zones', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
#            ^^^^^^^^^^^^^^^ warning: Class "fast" binds at once: EBS volumes can be used in one zone only, and are made before it is known where the Pod can run.
allowedTopologies: [{ matchLabelExpressions: [{ key: topology.kubernetes.io/zone, values: [a, b] }] }]
`,
  );
});

test('one zone as a parameter', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: kubernetes.io/gce-pd
parameters: { type: pd-ssd, zone: europe-west1-c }
`,
  );
});

test('disks that are kept in several zones', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: a }
provisioner: pd.csi.storage.gke.io
parameters: { replication-type: regional-pd }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: b }
provisioner: disk.csi.azure.com
parameters: { skuName: Premium_ZRS }
`,
  );
});

test("blobs are no zone's", () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: blob }
provisioner: kubernetes.io/azure-disk
parameters: { kind: Shared }
`,
  );
});

test('volumes made by hand that all nodes reach', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: manual }
provisioner: kubernetes.io/no-provisioner
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: share }
spec:
  storageClassName: manual
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  nfs: { server: nfs.example.com, path: /share }
`,
  );
});

test('volumes made by hand that are not seen', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: manual }
provisioner: kubernetes.io/no-provisioner
`,
  );
});

test('one machine', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: standard }
provisioner: k8s.io/minikube-hostpath
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
`,
  );
});

test('a mode that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: "\${MODE}"
`,
  );
});

test('the mode is added behind the provisioner', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com # disks
reclaimPolicy: Retain
`,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com # disks
volumeBindingMode: WaitForFirstConsumer
reclaimPolicy: Retain
`,
    { title: 'Set volumeBindingMode: WaitForFirstConsumer' },
  );
});

test('the mode is changed', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
volumeBindingMode: "Immediate" # at once
provisioner: ebs.csi.aws.com
`,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
volumeBindingMode: "WaitForFirstConsumer" # at once
provisioner: ebs.csi.aws.com
`,
    { title: 'Set volumeBindingMode: WaitForFirstConsumer' },
  );
});
