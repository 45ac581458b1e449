import { test } from 'vitest';
import rule from '../../server/src/core/rules/shared-claim.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('only the Pods of one node can have it', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
#                                                           ^^^^^^^^ warning: All 3 Pods of "web" mount the one claim "web-data" (ReadWriteOnce): Pods on another node cannot start, those on the same node share its files.
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web-data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('only one Pod can have it', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
#                                                           ^^^^^^^^ error: All 3 Pods of "web" mount the one claim "web-data" (ReadWriteOncePod): one Pod gets it, the others stay Pending.
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web-data }
spec:
  accessModes: [ReadWriteOncePod]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('many nodes may have it', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web-data }
spec:
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('databases in one directory, whatever the access mode is', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: mysql, image: mysql:8.4, volumeMounts: [{ name: data, mountPath: /var/lib/mysql }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
#                                                           ^^^^^^^^ warning: All 3 Pods of "web" keep their data in the one claim "web-data": they write over the same files.
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web-data }
spec:
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a directory for each Pod', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: mysql, image: mysql:8.4, volumeMounts: [{ name: data, subPathExpr: $(POD_NAME), mountPath: /var/lib/mysql }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web-data }
spec:
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a claim that is not in the files may be any', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
#                                                           ^^^^^^^^ information: All 3 Pods of "web" mount the one claim "web-data", which is not in these files: unless it is ReadWriteMany, only the Pods of one node can start.
`,
  );
});

test('a database on a claim that is not in the files', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: mysql, image: mysql:8.4, volumeMounts: [{ name: data, mountPath: /var/lib/mysql }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
#                                                           ^^^^^^^^ warning: All 3 Pods of "web" keep their data in the one claim "web-data": they write over the same files.
`,
  );
});

test('one replica', () => {
  checkFindings(
    rule,
    `
#- web.yaml
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web-data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a claim in another namespace is another one', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
#                                                           ^^^^^^^^ information: All 3 Pods of "web" mount the one claim "web-data", which is not in these files: unless it is ReadWriteMany, only the Pods of one node can start.
#- claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web-data, namespace: test }
spec:
  accessModes: [ReadWriteMany]
  resources: { requests: { storage: 1Gi } }
`,
  );
});

test('a template takes the place of the volume', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: data } }
`,
  );
});

test('a name that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: "\${APP}-data" } }
`,
  );
});

test('a remote base may bring the claim', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [web.yaml, github.com/example/base]
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
`,
  );
});

test('each Pod gets a claim like the shared one', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          volumeMounts:
            - { name: data, mountPath: /data } # kept
      volumes:
        - name: conf
          configMap: { name: conf } # kept, too
        - name: data
          persistentVolumeClaim:
            claimName: web-data
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web-data }
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: fast
  resources: { requests: { storage: 5Gi } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          volumeMounts:
            - { name: data, mountPath: /data } # kept
      volumes:
        - name: conf
          configMap: { name: conf } # kept, too
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        storageClassName: fast
        resources:
          requests:
            storage: 5Gi
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: web-data }
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: fast
  resources: { requests: { storage: 5Gi } }
`,
    {
      title:
        'Remove volume "data" and add claim template "data", a claim for each Pod; the data of "web-data" stay there',
    },
  );
});

test('the template joins those that are there', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 2
  volumeClaimTemplates:
    - metadata: { name: logs }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }, { name: logs, mountPath: /logs }] }]
      volumes: [{ name: data, persistentVolumeClaim: { claimName: web-data } }]
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 2
  volumeClaimTemplates:
    - metadata: { name: logs }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }, { name: logs, mountPath: /logs }] }]
`,
    {
      title:
        'Remove volume "data" and add claim template "data", a claim for each Pod; the data of "web-data" stay there',
    },
  );
});
