import { test } from 'vitest';
import rule from '../../server/src/core/rules/provisioner-obsolete.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('the image of the retired NFS provisioner', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: nfs }
spec:
  selector: { matchLabels: { app: nfs } }
  template:
    metadata: { labels: { app: nfs } }
    spec:
      containers:
        - name: nfs
          image: quay.io/external_storage/nfs-client-provisioner:v3.1.0-k8s1.11
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: nfs-client-provisioner makes no volumes since Kubernetes 1.20 ("selfLink was empty"): the claims of its classes stay Pending.
          env: [{ name: PROVISIONER_NAME, value: fuseim.pri/ifs }]
`,
  );
});

test('whatever registry, by digest and for other machines', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: nfs }
spec:
  selector: { matchLabels: { app: nfs } }
  template:
    metadata: { labels: { app: nfs } }
    spec:
      containers:
        - name: nfs
          image: registry.example:5000/external_storage/nfs-client-provisioner-arm@sha256:0123
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: nfs-client-provisioner-arm makes no volumes since Kubernetes 1.20 ("selfLink was empty"): the claims of its classes stay Pending.
          env: [{ name: PROVISIONER_NAME, value: fuseim.pri/ifs }]
`,
  );
});

test('the provisioners of Ceph and EFS of that time', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: nfs }
spec:
  selector: { matchLabels: { app: nfs } }
  template:
    metadata: { labels: { app: nfs } }
    spec:
      containers:
        - name: nfs
          image: quay.io/external_storage/rbd-provisioner
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: rbd-provisioner makes no volumes since Kubernetes 1.20 ("selfLink was empty"): the claims of its classes stay Pending.
          env: [{ name: PROVISIONER_NAME, value: ceph.com/rbd }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: nfs }
spec:
  selector: { matchLabels: { app: nfs } }
  template:
    metadata: { labels: { app: nfs } }
    spec:
      containers:
        - name: nfs
          image: quay.io/external_storage/cephfs-provisioner:latest
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: cephfs-provisioner makes no volumes since Kubernetes 1.20 ("selfLink was empty"): the claims of its classes stay Pending.
          env: [{ name: PROVISIONER_NAME, value: ceph.com/cephfs }]
`,
  );
});

test('a plugin that was removed', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: gluster }
provisioner: kubernetes.io/glusterfs
#            ^^^^^^^^^^^^^^^^^^^^^^^ error: Kubernetes has no "kubernetes.io/glusterfs" since 1.26: claims of class "gluster" stay Pending.
`,
  );
});

test('a plugin that was handed on', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: disk }
provisioner: kubernetes.io/aws-ebs
#            ^^^^^^^^^^^^^^^^^^^^^ information: Kubernetes hands "kubernetes.io/aws-ebs" on to the driver ebs.csi.aws.com: it must be installed, and is better named itself.
`,
  );
});

test('a plugin that never made volumes', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs }
provisioner: kubernetes.io/nfs
#            ^^^^^^^^^^^^^^^^^ error: Kubernetes has no "kubernetes.io/nfs", and leaves names that begin with "kubernetes.io/" to no other provisioner: claims of class "nfs" stay Pending.
`,
  );
});

test('the name of the retired provisioner, with no provisioner in sight', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: managed-nfs-storage }
provisioner: fuseim.pri/ifs
#            ^^^^^^^^^^^^^^ information: "fuseim.pri/ifs" is the name of the retired nfs-client-provisioner, which makes no volumes since Kubernetes 1.20; unless a new one was given its name, claims of class "managed-nfs-storage" stay Pending.
`,
  );
});

test('a new provisioner under the old name', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: managed-nfs-storage }
provisioner: fuseim.pri/ifs
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: nfs }
spec:
  selector: { matchLabels: { app: nfs } }
  template:
    metadata: { labels: { app: nfs } }
    spec:
      containers:
        - name: nfs
          image: registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2
          env: [{ name: PROVISIONER_NAME, value: fuseim.pri/ifs }]
`,
  );
});

test('a name that is deployed otherwise is left to provisioner-not-deployed', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: managed-nfs-storage }
provisioner: fuseim.pri/ifs
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: nfs }
spec:
  selector: { matchLabels: { app: nfs } }
  template:
    metadata: { labels: { app: nfs } }
    spec:
      containers:
        - name: nfs
          image: registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2
          env: [{ name: PROVISIONER_NAME, value: example.com/nfs }]
`,
  );
});

test('the image that took over', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: nfs }
spec:
  selector: { matchLabels: { app: nfs } }
  template:
    metadata: { labels: { app: nfs } }
    spec:
      containers:
        - name: nfs
          image: registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2
          env: [{ name: PROVISIONER_NAME, value: example.com/nfs }]
`,
  );
});

test("somebody's own build of the same name", () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: nfs }
spec:
  selector: { matchLabels: { app: nfs } }
  template:
    metadata: { labels: { app: nfs } }
    spec:
      containers:
        - name: nfs
          image: example.com/mine/nfs-client-provisioner:v4.0.2
          env: [{ name: PROVISIONER_NAME, value: example.com/nfs }]
`,
  );
});

test('the driver itself', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: disk }
provisioner: ebs.csi.aws.com
`,
  );
});

test('volumes made by hand', () => {
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

test('host-path is for those who asked for it', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: local }
provisioner: kubernetes.io/host-path
`,
  );
});

test("minikube's is nobody else's", () => {
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

test('a class that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: disk }
provisioner: "kubernetes.io/\${DISK}"
`,
  );
});

test('the image is replaced by the one that took over', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: nfs }
spec:
  selector: { matchLabels: { app: nfs } }
  template:
    metadata: { labels: { app: nfs } }
    spec:
      containers:
        - name: nfs
          image: "quay.io/external_storage/nfs-client-provisioner:latest" # old
          env: [{ name: PROVISIONER_NAME, value: fuseim.pri/ifs }]
`,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: nfs }
spec:
  selector: { matchLabels: { app: nfs } }
  template:
    metadata: { labels: { app: nfs } }
    spec:
      containers:
        - name: nfs
          image: "registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2" # old
          env: [{ name: PROVISIONER_NAME, value: fuseim.pri/ifs }]
`,
    { title: 'Use registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2' },
  );
});

test('the driver that took over', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: kubernetes.io/aws-ebs # in-tree
parameters: { type: gp3 }
`,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com # in-tree
parameters: { type: gp3 }
`,
    { title: 'Set provisioner: ebs.csi.aws.com' },
  );
});
