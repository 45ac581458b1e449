import { test } from 'vitest';
import rule from '../../server/src/core/rules/config-map-key-not-found.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a slip of a key', () => {
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
#                                                                                 ^^^^^^ error: ConfigMap "web-config" has no key "worker"; did you mean "workers"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('another spelling of a key', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { MAX_WORKERS: "4" }
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: max-workers } } }]
#                                                                                 ^^^^^^^^^^^ error: ConfigMap "web-config" has no key "max-workers"; did you mean "MAX_WORKERS"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('no key is near', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { a: "1", b: "2", c: "3", d: "4" }
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: timeout } } }]
#                                                                                 ^^^^^^^ error: ConfigMap "web-config" has no key "timeout" (it has a, b, c, …): container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('an item of a volume', () => {
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
      volumes: [{ name: etc, configMap: { name: web-config, items: [{ key: worker, path: w }] } }]
#                                                                          ^^^^^^ error: ConfigMap "web-config" has no key "worker"; did you mean "workers"? Without it, the Pods stay in ContainerCreating, because volume "etc" cannot be mounted.
`,
  );
});

test('an item of a projected volume', () => {
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
      volumes: [{ name: etc, projected: { sources: [{ configMap: { name: web-config, items: [{ key: worker, path: w }] } }] } }]
#                                                                                                   ^^^^^^ error: ConfigMap "web-config" has no key "worker"; did you mean "workers"? Without it, the Pods stay in ContainerCreating, because volume "etc" cannot be mounted.
`,
  );
});

test('a file that is no key becomes a directory', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { nginx.conf: "" }
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
          volumeMounts: [{ name: etc, mountPath: /etc/nginx.conf, subPath: ngnix.conf }]
#                                                                          ^^^^^^^^^^ warning: ConfigMap "web-config" has no key "ngnix.conf"; did you mean "nginx.conf"? Without it, an empty directory is mounted in the place of the file.
      volumes: [{ name: etc, configMap: { name: web-config } }]
`,
  );
});

test('a file that is a key', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { nginx.conf: "" }
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
          volumeMounts: [{ name: etc, mountPath: /etc/nginx.conf, subPath: nginx.conf }]
      volumes: [{ name: etc, configMap: { name: web-config } }]
`,
  );
});

test('a file that an item gives another name', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { nginx.conf: "" }
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
          volumeMounts: [{ name: etc, mountPath: /etc/nginx.conf, subPath: main.conf }]
      volumes: [{ name: etc, configMap: { name: web-config, items: [{ key: nginx.conf, path: main.conf }] } }]
`,
  );
});

test('a directory below the volume', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { nginx.conf: "" }
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
          volumeMounts: [{ name: etc, mountPath: /etc/nginx.conf, subPath: conf.d/main.conf }]
      volumes: [{ name: etc, configMap: { name: web-config } }]
`,
  );
});

test('the same key is reported once', () => {
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
            - { name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }
#                                                                               ^^^^^^ error: ConfigMap "web-config" has no key "worker"; did you mean "workers"? Without it, container "nginx" does not start (CreateContainerConfigError).
            - { name: B, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }
`,
  );
});

test('a ConfigMap in another file', () => {
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
#                                                                                 ^^^^^^ error: ConfigMap "web-config" has no key "worker"; did you mean "workers"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a ConfigMap of the folder beside may be meant for another application', () => {
  checkFindings(
    rule,
    `
#- config/web.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { workers: "4" }
#- db/set.yaml
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
#                                                                                 ^^^^^^ warning: ConfigMap "web-config" has no key "worker"; did you mean "workers"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a ConfigMap of another project', () => {
  checkFindings(
    rule,
    `
#- one/k8s/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { workers: "4" }
#- two/k8s/set.yaml
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
`,
  );
});

test('a ConfigMap of another folder in the same kustomization', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [a/b/config.yaml, c/d/set.yaml]
#- a/b/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { workers: "4" }
#- c/d/set.yaml
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
#                                                                                 ^^^^^^ error: ConfigMap "web-config" has no key "worker"; did you mean "workers"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a ConfigMap of another namespace', () => {
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
`,
  );
});

test('one of several ConfigMaps of that name has it', () => {
  checkFindings(
    rule,
    `
#- dev/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { workers: "4" }
#- prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { worker: "8" }
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker, optional: true } } }]
`,
  );
});

test('binary data are keys, too', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { workers: "4" }
binaryData: { worker: AA== }
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
`,
  );
});

test('an empty ConfigMap is filled by somebody', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: {}
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
`,
  );
});

test('a ConfigMap that something fills in', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: "\${DATA}"
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
`,
  );
});

test('a controller copies keys into it', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config, annotations: { replicator.v1.mittwald.de/replicate-from: base/config } }
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
`,
  );
});

test('a patch of the kustomization may add it', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [config.yaml, set.yaml]
patches: [{ path: patch.yaml }]
#- patch.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { worker: "8" }
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
`,
  );
});

test('a generator that lists what it makes', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [set.yaml]
configMapGenerator: [{ name: web-config, literals: [workers=4], files: [conf/nginx.conf, main.conf=a.conf] }]
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
          env:
            - { name: A, valueFrom: { configMapKeyRef: { name: web-config, key: nginx.conf } } }
            - { name: B, valueFrom: { configMapKeyRef: { name: web-config, key: main.conf } } }
            - { name: C, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }
#                                                                               ^^^^^^ error: ConfigMap "web-config" has no key "worker"; did you mean "workers"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a generator that reads variables from a file', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [set.yaml]
configMapGenerator: [{ name: web-config, literals: [workers=4], envs: [.env] }]
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
`,
  );
});

test('a key in capitals is no placeholder', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { MAX_WORKERS: "4" }
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: MAX_WORKER } } }]
#                                                                                 ^^^^^^^^^^ error: ConfigMap "web-config" has no key "MAX_WORKER"; did you mean "MAX_WORKERS"? Without it, container "nginx" does not start (CreateContainerConfigError).
`,
  );
});

test('a ConfigMap with a key that something fills in', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { "\${KEY}": "4" }
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: worker } } }]
`,
  );
});

test('a key that something fills in', () => {
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: "\${KEY}" } } }]
`,
  );
});

test('the slip is put right', () => {
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: "worker" } } }]
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: "workers" } } }]
`,
    { title: 'Use key "workers"' },
  );
});

test('the key is added to the ConfigMap', () => {
  checkFix(
    rule,
    `
#- config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data:
  a: "1" # kept
  b: "2"
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: timeout } } }]
`,
    `
#- config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data:
  a: "1" # kept
  b: "2"
  timeout: ""
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
          env: [{ name: A, valueFrom: { configMapKeyRef: { name: web-config, key: timeout } } }]
`,
    { title: 'Add key "timeout" to ConfigMap "web-config"' },
  );
});
