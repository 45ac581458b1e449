import { test } from 'vitest';
import rule from '../../server/src/core/rules/secret-not-found.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a slip of a name that stands beside it is an error', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { workers: "4" }
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
          envFrom: [{ secretRef: { name: web-credentails } }]
#                                        ^^^^^^^^^^^^^^^ error: There is no Secret "web-credentails"; did you mean "web-credentials"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('others beside it say nothing, because Secrets are kept out of files', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { workers: "4" }
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
          envFrom: [{ secretRef: { name: proxy } }]
#                                        ^^^^^ information: Secret "proxy" is not in these files; the cluster may have it. If not, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a volume names it secretName', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { workers: "4" }
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
      volumes: [{ name: etc, secret: { secretName: web-credentails } }]
#                                                  ^^^^^^^^^^^^^^^ error: There is no Secret "web-credentails"; did you mean "web-credentials"? Without it, the Pods stay in ContainerCreating, because volume "etc" cannot be mounted.
`,
  );
});

test('a projected volume names it name', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { workers: "4" }
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
      volumes: [{ name: etc, projected: { sources: [{ secret: { name: web-credentails } }] } }]
#                                                                     ^^^^^^^^^^^^^^^ error: There is no Secret "web-credentails"; did you mean "web-credentials"? Without it, the Pods stay in ContainerCreating, because volume "etc" cannot be mounted.
`,
  );
});

test('a variable', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { workers: "4" }
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
          env: [{ name: A, valueFrom: { secretKeyRef: { name: web-credentails, key: workers } } }]
#                                                             ^^^^^^^^^^^^^^^ error: There is no Secret "web-credentails"; did you mean "web-credentials"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a slip in imagePullSecrets is a warning, because the image may be public', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: registry-login }
data: { workers: "4" }
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
      imagePullSecrets: [{ name: registry-lgoin }]
#                                ^^^^^^^^^^^^^^ warning: There is no Secret "registry-lgoin"; did you mean "registry-login"? Without it, images that need credentials are not pulled.
`,
  );
});

test('credentials of a registry are made beside all files', () => {
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
      imagePullSecrets: [{ name: registry-login }]
`,
  );
});

test('in another namespace only', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials, namespace: test }
data: { workers: "4" }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          envFrom: [{ secretRef: { name: web-credentials } }]
#                                        ^^^^^^^^^^^^^^^ warning: Secret "web-credentials" is in namespace "test", and Pods read only those of their own, "shop". Unless it is there, too, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('it is there', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials, namespace: shop }
data: { workers: "4" }
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
          envFrom: [{ secretRef: { name: web-credentials } }]
`,
  );
});

test('a ConfigMap of that name is no Secret', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-credentials }
data: { workers: "4" }
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
          envFrom: [{ secretRef: { name: web-credentials } }]
#                                        ^^^^^^^^^^^^^^^ information: Secret "web-credentials" is not in these files; the cluster may have it. If not, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a SealedSecret makes it', () => {
  checkFindings(
    rule,
    `
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: web-credentials }
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
          envFrom: [{ secretRef: { name: web-credentials } }]
`,
  );
});

test('an ExternalSecret makes it under its own name', () => {
  checkFindings(
    rule,
    `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: web-credentials }
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
          envFrom: [{ secretRef: { name: web-credentials } }]
`,
  );
});

test('an ExternalSecret makes the one that its target names, and no other', () => {
  checkFindings(
    rule,
    `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: login }
spec: { target: { name: web-credentials } }
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
          envFrom: [{ secretRef: { name: web-credentials } }, { secretRef: { name: login } }]
#                                                                                  ^^^^^ information: Secret "login" is not in these files; the cluster may have it. If not, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a Certificate makes it', () => {
  checkFindings(
    rule,
    `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web }
spec: { secretName: web-tls }
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
      volumes: [{ name: etc, secret: { secretName: web-tls } }]
`,
  );
});

test('a Certificate of another namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web, namespace: test }
spec: { secretName: web-tls }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          volumeMounts: [{ name: etc, mountPath: /etc/web }]
      volumes: [{ name: etc, secret: { secretName: web-tls } }]
#                                                  ^^^^^^^ information: Secret "web-tls" is not in these files; the cluster may have it. If not, the Pods stay in ContainerCreating, because volume "etc" cannot be mounted.
`,
  );
});

test('a SecretProviderClass makes several', () => {
  checkFindings(
    rule,
    `
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata: { name: vault }
spec: { secretObjects: [{ secretName: a }, { secretName: web-credentials }] }
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
          envFrom: [{ secretRef: { name: web-credentials } }]
`,
  );
});

test('an operator makes it under a name of its own', () => {
  checkFindings(
    rule,
    `
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: db }
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
          envFrom: [{ secretRef: { name: db-app } }]
`,
  );
});

test("a Service's certificate on OpenShift", () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, annotations: { service.beta.openshift.io/serving-cert-secret-name: web-tls } }
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
      volumes: [{ name: etc, secret: { secretName: web-tls } }]
`,
  );
});

test('a managed resource writes its connection into it', () => {
  checkFindings(
    rule,
    `
apiVersion: database.example.org/v1
kind: PostgreSQLInstance
metadata: { name: db }
spec: { writeConnectionSecretToRef: { name: web-credentials } }
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
          envFrom: [{ secretRef: { name: web-credentials } }]
`,
  );
});

test('a slip of a name that an operator makes', () => {
  checkFindings(
    rule,
    `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web }
spec: { secretName: web-tls }
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
      volumes: [{ name: etc, secret: { secretName: web-tsl } }]
#                                                  ^^^^^^^ error: There is no Secret "web-tsl"; did you mean "web-tls"? Without it, the Pods stay in ContainerCreating, because volume "etc" cannot be mounted.
`,
  );
});

test('a generator of the kustomization makes it', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [set.yaml]
secretGenerator: [{ name: web-credentials, envs: [.env] }]
#- set.yaml
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
          envFrom: [{ secretRef: { name: web-credentials } }]
`,
  );
});

test('what is optional may be missing', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { workers: "4" }
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
      volumes: [{ name: etc, secret: { secretName: web-credentails, optional: true } }]
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
data: { workers: "4" }
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
      volumes: [{ name: etc, secret: { secretName: web-credentails } }]
`,
    `
apiVersion: v1
kind: Secret
metadata: { name: web-credentials }
data: { workers: "4" }
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
      volumes: [{ name: etc, secret: { secretName: web-credentials } }]
`,
    { title: 'Use Secret "web-credentials"' },
  );
});

test('one with the keys that are asked for is made in a file of its own', () => {
  checkFix(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: login, key: password } } }]
`,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          env: [{ name: A, valueFrom: { secretKeyRef: { name: login, key: password } } }]

#- login-secret.yaml
apiVersion: v1
kind: Secret
metadata:
  name: login
  namespace: shop
stringData:
  password: ""
`,
    { title: 'Create Secret "login" in login-secret.yaml' },
  );
});
