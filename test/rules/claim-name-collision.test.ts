import { test } from 'vitest';
import rule from '../../server/src/core/rules/claim-name-collision.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('two sets make claims of one name', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a-x }
#                       ^^^ error: Template "a" of StatefulSet "x-b" makes claims of the same names: Pods "b-0" and "x-b-0" share "a-x-b-0".
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a-x, mountPath: /a-x }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: x-b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
#                       ^ error: Template "a-x" of StatefulSet "b" makes claims of the same names: Pods "x-b-0" and "b-0" share "a-x-b-0".
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
  );
});

test('in two files of one folder, which may be meant for two namespaces', () => {
  checkFindings(
    rule,
    `
#- b.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a-x }
#                       ^^^ warning: Template "a" of StatefulSet "x-b" makes claims of the same names: Pods "b-0" and "x-b-0" share "a-x-b-0".
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a-x, mountPath: /a-x }] }
#- x-b.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: x-b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
#                       ^ warning: Template "a-x" of StatefulSet "b" makes claims of the same names: Pods "x-b-0" and "b-0" share "a-x-b-0".
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
  );
});

test('in one written namespace', () => {
  checkFindings(
    rule,
    `
#- one/b.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b, namespace: shop }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a-x }
#                       ^^^ error: Template "a" of StatefulSet "x-b" makes claims of the same names: Pods "b-0" and "x-b-0" share "a-x-b-0".
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a-x, mountPath: /a-x }] }
#- two/x-b.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: x-b, namespace: shop }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
#                       ^ error: Template "a-x" of StatefulSet "b" makes claims of the same names: Pods "x-b-0" and "b-0" share "a-x-b-0".
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
  );
});

test('where the namespaces may differ it is a warning', () => {
  checkFindings(
    rule,
    `
#- b.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b, namespace: shop }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a-x }
#                       ^^^ warning: Template "a" of StatefulSet "x-b" makes claims of the same names: Pods "b-0" and "x-b-0" share "a-x-b-0".
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a-x, mountPath: /a-x }] }
#- x-b.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: x-b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
#                       ^ warning: Template "a-x" of StatefulSet "b" makes claims of the same names: Pods "x-b-0" and "b-0" share "a-x-b-0".
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
  );
});

test('in two namespaces there are two claims', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b, namespace: shop }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a-x }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a-x, mountPath: /a-x }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: x-b, namespace: test }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
  );
});

test('ordinals that do not meet', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  replicas: 2
  volumeClaimTemplates:
    - metadata: { name: a-x }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a-x, mountPath: /a-x }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: x-b }
spec:
  serviceName: nginx
  ordinals: { start: 2 }
  volumeClaimTemplates:
    - metadata: { name: a }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
  );
});

test('the first ordinal that both have is named', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  replicas: 4
  volumeClaimTemplates:
    - metadata: { name: a-x }
#                       ^^^ error: Template "a" of StatefulSet "x-b" makes claims of the same names: Pods "b-2" and "x-b-2" share "a-x-b-2".
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a-x, mountPath: /a-x }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: x-b }
spec:
  serviceName: nginx
  ordinals: { start: 2 }
  volumeClaimTemplates:
    - metadata: { name: a }
#                       ^ error: Template "a-x" of StatefulSet "b" makes claims of the same names: Pods "x-b-2" and "b-2" share "a-x-b-2".
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
  );
});

test('other names', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: x-b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
  );
});

test('the same set twice is left to duplicate-resource', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
  );
});

test('a claim by hand asks for another size', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-web-0 }
#                 ^^^^^^^^^^ warning: StatefulSet "web" uses this claim as it is for Pod "web-0", although template "data" asks for 1Gi instead of 5Gi.
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 5Gi } }
`,
  );
});

test('a claim by hand asks for another class and mode', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-web-0 }
#                 ^^^^^^^^^^ warning: StatefulSet "web" uses this claim as it is for Pod "web-0", although template "data" asks for class "fast" instead of "slow" and ReadWriteOnce instead of ReadWriteMany.
spec:
  accessModes: [ReadWriteMany]
  storageClassName: slow
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('the same size, written otherwise', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-web-0 }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1024Mi } }
`,
  );
});

test('a claim beyond the last Pod', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-web-1 }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 5Gi } }
`,
  );
});

test('a claim that was prepared for a volume', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-web-0 }
spec:
  accessModes: [ReadWriteOnce]
  volumeName: disk
  resources: { requests: { storage: 5Gi } }
`,
  );
});

test('the template is renamed with its mounts', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a-x }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: "a-x", mountPath: /a-x }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: x-b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: "data", mountPath: /a-x }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: x-b }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: a }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: a, mountPath: /a }] }
`,
    { title: 'Rename claim template "a-x" to "data"' },
  );
});

test('the claim asks for what the template asks for', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-web-0 }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: "5Gi" } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
`,
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-web-0 }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: "1Gi" } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
`,
    { title: 'Ask for what template "data" asks for' },
  );
});
