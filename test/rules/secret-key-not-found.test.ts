import { test } from 'vitest';
import rule from '../../server/src/core/rules/secret-key-not-found.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a slip of a key', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { user: "" }
stringData: { password: x }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: pasword } } }]
#                                                                                   ^^^^^^^ error: Secret "web-credentials" has no key "pasword"; did you mean "password"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('keys of data and of stringData', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { user: "" }
stringData: { password: x }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env:
            - { name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: user } } }
            - { name: B, valueFrom: { secretKeyRef: { name: web-credentials, key: password } } }
`,
  );
});

test('an item of a volume', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { user: "" }
stringData: { password: x }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          volumeMounts: [{ name: etc, mountPath: /etc/web }]
      volumes: [{ name: etc, secret: { secretName: web-credentials, items: [{ key: token, path: t }] } }]
#                                                                                  ^^^^^ error: Secret "web-credentials" has no key "token" (it has user, password): the Pods stay in ContainerCreating, because volume "etc" cannot be mounted.
`,
  );
});

test('a token that the cluster fills in', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata: { name: web-credentials }
data: { extra: "" }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: token } } }]
`,
  );
});

test('an operator knows its keys better', () => {
  checkFindings(
    rule,
    `
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: web-credentials }
spec: { encryptedData: { user: AgB } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: token } } }]
`,
  );
});

test('a Secret that is not there is not asked for its keys', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: token } } }]
`,
  );
});

test('a Deployment beside a StatefulSet', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { user: "" }
stringData: { password: x }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: front }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: pasword } } }]
#                                                                                   ^^^^^^^ error: Secret "web-credentials" has no key "pasword"; did you mean "password"? Without it, container "nginx" does not start (CreateContainerConfigError).
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a Deployment where no StatefulSet is', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { user: "" }
stringData: { password: x }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: front }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: pasword } } }]
`,
  );
});

test('the slip is put right', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { user: "" }
stringData: { password: x }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: pasword } } }]
`,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { user: "" }
stringData: { password: x }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: password } } }]
`,
    { title: 'Use key "password"' },
  );
});

test('the key is added where text may stand', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { user: "" }
stringData: { password: x }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: token } } }]
`,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { user: "" }
stringData: { password: x, token: "" }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentials, key: token } } }]
`,
    { title: 'Add key "token" to Secret "web-credentials"' },
  );
});

test('all mentions of the key are put right', () => {
  const manifests = (key: string) => `
apiVersion: v1
kind: Secret
metadata: { name: db }
stringData: { username: app }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          env: [{ name: USER, valueFrom: { secretKeyRef: { name: db, key: ${key} } } }]
        - name: exporter
          env: [{ name: USER, valueFrom: { secretKeyRef: { name: db, key: ${key} } } }]
`;
  checkFix(rule, manifests('user-name'), manifests('username'));
});
