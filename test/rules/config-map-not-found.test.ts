import { test } from 'vitest';
import rule from '../../server/src/core/rules/config-map-not-found.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a slip of a name that stands beside it is an error', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
          envFrom: [{ configMapRef: { name: web-confg } }]
#                                           ^^^^^^^^^ error: There is no ConfigMap "web-confg"; did you mean "web-config"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('others stand beside it', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
          envFrom: [{ configMapRef: { name: proxy } }]
#                                           ^^^^^ warning: ConfigMap "proxy" is not among those beside this StatefulSet (web-config). Unless the cluster has it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('without any ConfigMap the cluster may have it', () => {
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
          envFrom: [{ configMapRef: { name: proxy } }]
#                                           ^^^^^ information: ConfigMap "proxy" is not in these files; the cluster may have it. If not, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('ConfigMaps of another folder say little of this one', () => {
  checkFindings(
    rule,
    `
#- db/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: db-config }
data: { workers: "4" }
#- web/set.yaml
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
          envFrom: [{ configMapRef: { name: proxy } }]
#                                           ^^^^^ information: ConfigMap "proxy" is not in these files; the cluster may have it. If not, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a key of a variable, with all mentions reported as one', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
          env:
            - { name: A, valueFrom: { configMapKeyRef: { name: web-confg, key: workers } } }
#                                                              ^^^^^^^^^ error: There is no ConfigMap "web-confg"; did you mean "web-config"? Without it, container "nginx" does not start (CreateContainerConfigError).
            - { name: B, valueFrom: { configMapKeyRef: { name: web-confg, key: workers } } }
`,
  );
});

test('an init container', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
      initContainers: [{ name: init, envFrom: [{ configMapRef: { name: web-confg } }] }]
#                                                                      ^^^^^^^^^ error: There is no ConfigMap "web-confg"; did you mean "web-config"? Without it, container "init" does not start (CreateContainerConfigError).
      containers: [{ name: nginx }]
`,
  );
});

test('a volume', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
      volumes: [{ name: etc, configMap: { name: web-confg } }]
#                                               ^^^^^^^^^ error: There is no ConfigMap "web-confg"; did you mean "web-config"? Without it, the Pods stay in ContainerCreating, because volume "etc" cannot be mounted.
`,
  );
});

test('a projected volume', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
      volumes: [{ name: etc, projected: { sources: [{ configMap: { name: web-confg } }] } }]
#                                                                        ^^^^^^^^^ error: There is no ConfigMap "web-confg"; did you mean "web-config"? Without it, the Pods stay in ContainerCreating, because volume "etc" cannot be mounted.
`,
  );
});

test('a volume that no container mounts is not looked at', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
      volumes: [{ name: etc, configMap: { name: web-confg } }]
`,
  );
});

test('in another namespace only', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config, namespace: test }
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
          envFrom: [{ configMapRef: { name: web-config } }]
#                                           ^^^^^^^^^^ warning: ConfigMap "web-config" is in namespace "test", and Pods read only those of their own, "shop". Unless it is there, too, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a slip of a name in another namespace is none', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config, namespace: test }
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
          envFrom: [{ configMapRef: { name: web-confg } }]
#                                           ^^^^^^^^^ information: ConfigMap "web-confg" is not in these files; the cluster may have it. If not, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a Deployment beside a StatefulSet, where it is certain', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { workers: "4" }
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
          envFrom: [{ configMapRef: { name: web-confg } }]
#                                           ^^^^^^^^^ error: There is no ConfigMap "web-confg"; did you mean "web-config"? Without it, container "nginx" does not start (CreateContainerConfigError).
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

test('a Deployment, where the cluster may have it', () => {
  checkFindings(
    rule,
    `
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
          envFrom: [{ configMapRef: { name: proxy } }]
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
kind: ConfigMap
metadata: { name: web-config }
data: { workers: "4" }
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
          envFrom: [{ configMapRef: { name: web-confg } }]
`,
  );
});

test('it is there', () => {
  checkFindings(
    rule,
    `
#- config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { workers: "4" }
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
          envFrom: [{ configMapRef: { name: web-config } }]
`,
  );
});

test('what is optional may be missing', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
          envFrom: [{ configMapRef: { name: web-confg, optional: true } }]
`,
  );
});

test('a generator of the kustomization makes it', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [set.yaml]
configMapGenerator: [{ name: web-config, literals: [workers=4] }]
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
          envFrom: [{ configMapRef: { name: web-config } }]
`,
  );
});

test('a slip of a name that a generator makes', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [set.yaml]
configMapGenerator: [{ name: web-config, literals: [workers=4] }]
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
          envFrom: [{ configMapRef: { name: web-confg } }]
#                                           ^^^^^^^^^ error: There is no ConfigMap "web-confg"; did you mean "web-config"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a generator of an overlay', () => {
  checkFindings(
    rule,
    `
#- base/kustomization.yaml
resources: [set.yaml]
#- base/set.yaml
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
          envFrom: [{ configMapRef: { name: web-config } }]
#- dev/kustomization.yaml
resources: [../base]
configMapGenerator: [{ name: web-config, envs: [dev.env] }]
`,
  );
});

test('a remote base may have it', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [set.yaml, config.yaml, "https://example.com/base"]
#- config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { workers: "4" }
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
          envFrom: [{ configMapRef: { name: web-confg } }]
`,
  );
});

test('each namespace has the CA of its cluster', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
      volumes: [{ name: etc, configMap: { name: kube-root-ca.crt } }]
`,
  );
});

test('a name that something fills in', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
          envFrom: [{ configMapRef: { name: "\${CONFIG}" } }]
`,
  );
});

test('a ConfigMap with a name that something fills in may be it', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: "\${CONFIG}" }
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
          envFrom: [{ configMapRef: { name: web-config } }]
`,
  );
});

test('a chart elsewhere hides no slip', () => {
  checkFindings(
    rule,
    `
#- chart/templates/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: {{ .Release.Name }} }
data: { workers: "4" }
#- web/set.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
          envFrom: [{ configMapRef: { name: web-confg } }]
#                                           ^^^^^^^^^ error: There is no ConfigMap "web-confg"; did you mean "web-config"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a chart elsewhere may bring it', () => {
  checkFindings(
    rule,
    `
#- chart/templates/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: {{ .Release.Name }} }
data: { workers: "4" }
#- web/set.yaml
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
          envFrom: [{ configMapRef: { name: proxy } }]
`,
  );
});

test('numbers are no slips', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: redis2 }
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
          envFrom: [{ configMapRef: { name: redis } }]
#                                           ^^^^^ warning: ConfigMap "redis" is not among those beside this StatefulSet (redis2). Unless the cluster has it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a fragment', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { workers: "4" }
---
$patch: merge
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
          envFrom: [{ configMapRef: { name: web-confg } }]
`,
  );
});

test('the slip is put right at all mentions, in its quotes', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
          envFrom: [{ configMapRef: { name: "web-confg" } }] # all of it
          volumeMounts: [{ name: etc, mountPath: /etc/web }]
      volumes: [{ name: etc, configMap: { name: web-confg } }]
`,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
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
          envFrom: [{ configMapRef: { name: "web-config" } }] # all of it
          volumeMounts: [{ name: etc, mountPath: /etc/web }]
      volumes: [{ name: etc, configMap: { name: web-config } }]
`,
    { title: 'Use ConfigMap "web-config"' },
  );
});

test('one with the keys that are asked for is made', () => {
  checkFix(
    rule,
    `
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: proxy, key: workers } } }]
`,
    `
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: proxy, key: workers } } }]
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: proxy
  namespace: shop
data:
  workers: ""
`,
    { title: 'Create ConfigMap "proxy" in this file' },
  );
});

test('a slip of a name that a build puts a prefix before', () => {
  const manifests = (name: string) => `#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, envFrom: [{ configMapRef: { name: ${name} } }] }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { a: b }
#- kustomization.yaml
namePrefix: my-
resources: [web.yaml]
`;
  checkFix(rule, manifests('setings'), manifests('settings'), { title: 'Use ConfigMap "settings"' });
});

test('a new one has the keys that are mounted as files', () => {
  const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, volumeMounts: [{ name: conf, mountPath: /etc/web.conf, subPath: web.conf }] }]
      volumes: [{ name: conf, configMap: { name: settings } }]
`;
  checkFix(
    rule,
    set,
    `${set}---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  web.conf: ""
`,
    { title: 'Create ConfigMap "settings" in this file' },
  );
});
