import { test } from 'vitest';
import rule from '../../server/src/core/rules/provisioner-not-deployed.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a slip is certain', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: k8s-sigs.io/nfs-subdir-external-provisoner
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Deployment "nfs" makes volumes for "k8s-sigs.io/nfs-subdir-external-provisioner", not for "k8s-sigs.io/nfs-subdir-external-provisoner": claims of class "nfs-client" stay Pending.
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
          env: [{ name: PROVISIONER_NAME, value: k8s-sigs.io/nfs-subdir-external-provisioner }]
`,
  );
});

test('another name than the only one beside it', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: fuseim.pri/ifs
#            ^^^^^^^^^^^^^^ warning: Deployment "nfs" makes volumes for "example.com/nfs", not for "fuseim.pri/ifs": claims of class "nfs-client" stay Pending.
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

test('the Deployment is in another file of the folder', () => {
  checkFindings(
    rule,
    `
#- class.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: fuseim.pri/ifs
#            ^^^^^^^^^^^^^^ warning: Deployment "nfs" makes volumes for "example.com/nfs", not for "fuseim.pri/ifs": claims of class "nfs-client" stay Pending.
#- deployment.yaml
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

test('a name as an argument', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs }
provisioner: example.com/nfs
#            ^^^^^^^^^^^^^^^ warning: Deployment "nfs" makes volumes for "example.org/nfs", not for "example.com/nfs": claims of class "nfs" stay Pending.
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
          image: registry.k8s.io/sig-storage/nfs-provisioner:v4.0.8
          args: ["-provisioner=example.org/nfs"]
`,
  );
});

test('the same name', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: example.com/nfs
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

test('the same name as an argument', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs }
provisioner: example.com/nfs
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
          image: registry.k8s.io/sig-storage/nfs-provisioner:v4.0.8
          args: ["-provisioner=example.com/nfs"]
`,
  );
});

test('a provisioner that comes with the cluster', () => {
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

test('another class is served', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: example.com/nfs
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: other }
provisioner: example.org/nfs-of-the-cluster
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

test('a Deployment elsewhere may be of another cluster', () => {
  checkFindings(
    rule,
    `
#- a/class.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: fuseim.pri/ifs
#- b/deployment.yaml
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

test('a name that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
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
          env: [{ name: PROVISIONER_NAME, value: "\${NAME}" }]
`,
  );
});

test('a name that the cluster fills in', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
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
          image: nfs:1
          env: [{ name: PROVISIONER_NAME, valueFrom: { configMapKeyRef: { name: nfs, key: name } } }]
`,
  );
});

test('a class that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: "<PROVISIONER>"
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

test('nothing is deployed', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: fuseim.pri/ifs
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

test('the class says what is deployed', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: "example.com/nsf" # or choose another name
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
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: "example.com/nfs" # or choose another name
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
    { title: 'Set provisioner: example.com/nfs' },
  );
});

test('what is deployed is called as the class says', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
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
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
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
    { title: 'Set PROVISIONER_NAME: fuseim.pri/ifs' },
  );
});

test('an argument keeps its flag', () => {
  checkFix(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs }
provisioner: example.com/nfs
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
          image: nfs:1
          args: ["-provisioner=example.org/nfs"] # served
`,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs }
provisioner: example.com/nfs
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
          image: nfs:1
          args: ["-provisioner=example.com/nfs"] # served
`,
    { title: 'Set -provisioner=example.com/nfs' },
  );
});
