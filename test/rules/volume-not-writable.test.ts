import { test } from 'vitest';
import rule from '../../server/src/core/rules/volume-not-writable.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a user of the Pod', () => {
  checkFindings(
    rule,
    `
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
      securityContext: { runAsUser: 1000 }
      containers:
        - { name: nginx, image: app, volumeMounts: [{ name: data, mountPath: /data }] }
#                                                           ^^^^ information: Container "nginx" runs as user 1000, and a new volume belongs to root: without fsGroup it may not write to "data".
`,
  );
});

test('a user of the container', () => {
  checkFindings(
    rule,
    `
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
        - { name: nginx, image: app, securityContext: { runAsUser: 1000 }, volumeMounts: [{ name: data, mountPath: /data }] }
#                                                                                                 ^^^^ information: Container "nginx" runs as user 1000, and a new volume belongs to root: without fsGroup it may not write to "data".
`,
  );
});

test('an image that is not root', () => {
  checkFindings(
    rule,
    `
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
        - { name: nginx, image: docker.elastic.co/elasticsearch/elasticsearch:9.1.0, volumeMounts: [{ name: data, mountPath: /data }] }
#                                                                                                           ^^^^ information: Container "nginx" runs as user 1000, and a new volume belongs to root: without fsGroup it may not write to "data".
`,
  );
});

test("all of Bitnami's images", () => {
  checkFindings(
    rule,
    `
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
        - { name: nginx, image: docker.io/bitnami/kafka:4.0, volumeMounts: [{ name: data, mountPath: /data }] }
#                                                                                   ^^^^ information: Container "nginx" runs as user 1001, and a new volume belongs to root: without fsGroup it may not write to "data".
`,
  );
});

test('a group is set', () => {
  checkFindings(
    rule,
    `
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
      securityContext: { runAsUser: 1000, fsGroup: 2000 }
      containers:
        - { name: nginx, image: app, volumeMounts: [{ name: data, mountPath: /data }] }
`,
  );
});

test('root may write', () => {
  checkFindings(
    rule,
    `
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
      securityContext: { runAsUser: 0 }
      containers:
        - { name: nginx, image: bitnami/kafka:4.0, volumeMounts: [{ name: data, mountPath: /data }] }
`,
  );
});

test("the container's word wins", () => {
  checkFindings(
    rule,
    `
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
      securityContext: { runAsUser: 1000 }
      containers:
        - { name: nginx, image: app, securityContext: { runAsUser: 0 }, volumeMounts: [{ name: data, mountPath: /data }] }
`,
  );
});

test('who the image runs as is not known', () => {
  checkFindings(
    rule,
    `
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
      securityContext: { runAsNonRoot: true }
      containers:
        - { name: nginx, image: app, volumeMounts: [{ name: data, mountPath: /data }] }
`,
  );
});

test('an init container hands it over', () => {
  checkFindings(
    rule,
    `
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
      securityContext: { runAsUser: 1000 }
      initContainers: [{ name: init, image: busybox, command: [sh, -c, "chown -R 1000 /data"] }]
      containers:
        - { name: nginx, image: app, volumeMounts: [{ name: data, mountPath: /data }] }
`,
  );
});

test('it is only read', () => {
  checkFindings(
    rule,
    `
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
      securityContext: { runAsUser: 1000 }
      containers:
        - { name: nginx, image: app, volumeMounts: [{ name: data, mountPath: /data, readOnly: true }] }
`,
  );
});

test('an emptyDir is writable for all', () => {
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
      securityContext: { runAsUser: 1000 }
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, emptyDir: {} }
`,
  );
});

test('a class whose volumes are writable for all', () => {
  checkFindings(
    rule,
    `
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
      securityContext: { runAsUser: 1000 }
      containers:
        - { name: nginx, image: app, volumeMounts: [{ name: data, mountPath: /data }] }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: rancher.io/local-path
`,
  );
});

test('it is said once for a Pod', () => {
  checkFindings(
    rule,
    `
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
      securityContext: { runAsUser: 1000 }
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
#                                               ^^^^ information: Container "nginx" runs as user 1000, and a new volume belongs to root: without fsGroup it may not write to "data".
        - { name: other, volumeMounts: [{ name: data, mountPath: /data }] }
`,
  );
});

test('the group is set beside the user', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      securityContext:
        runAsUser: 1000 # nobody else
        runAsGroup: 3000
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      securityContext:
        runAsUser: 1000 # nobody else
        runAsGroup: 3000
        fsGroup: 3000
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,
    { title: 'Set fsGroup: 3000 for the Pods' },
  );
});

test('the group of an image', () => {
  checkFix(
    rule,
    `
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
        - { name: nginx, image: bitnami/kafka:4.0, volumeMounts: [{ name: data, mountPath: /data }] }
`,
    `
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
        - { name: nginx, image: bitnami/kafka:4.0, volumeMounts: [{ name: data, mountPath: /data }] }
      securityContext:
        fsGroup: 1001
`,
    { title: 'Set fsGroup: 1001 for the Pods' },
  );
});
