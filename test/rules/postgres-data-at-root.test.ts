import { test } from 'vitest';
import rule from '../../server/src/core/rules/postgres-data-at-root.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('initdb refuses the root of a disk', () => {
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
        - { name: pg, image: postgres:17.6, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
#                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^ warning: PostgreSQL's data directory is the root of volume "data": on a disk of its own that holds lost+found, and initdb refuses a directory that is not empty.
`,
  );
});

test('made from the official image', () => {
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
        - { name: pg, image: pgvector/pgvector:pg16, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
#                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^ warning: PostgreSQL's data directory is the root of volume "data": on a disk of its own that holds lost+found, and initdb refuses a directory that is not empty.
`,
  );
});

test('PGDATA names the root itself', () => {
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
        - { name: pg, image: postgres:16, env: [{ name: PGDATA, value: /pg }], volumeMounts: [{ name: data, mountPath: /pg/ }] }
#                                                                                                                      ^^^^ warning: PostgreSQL's data directory is the root of volume "data": on a disk of its own that holds lost+found, and initdb refuses a directory that is not empty.
`,
  );
});

test('PGDATA in a ConfigMap', () => {
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
        - { name: pg, image: postgres:16, envFrom: [{ configMapRef: { name: conf } }], volumeMounts: [{ name: data, mountPath: /pg }] }
#                                                                                                                              ^^^ warning: PostgreSQL's data directory is the root of volume "data": on a disk of its own that holds lost+found, and initdb refuses a directory that is not empty.
#- conf.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data: { PGDATA: /pg }
`,
  );
});

test('PGDATA below the root', () => {
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
        - { name: pg, image: postgres:16, env: [{ name: PGDATA, value: /var/lib/postgresql/data/pgdata }], volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
`,
  );
});

test('a ConfigMap that moves the data', () => {
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
        - { name: pg, image: postgres:16, envFrom: [{ configMapRef: { name: conf } }], volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
#- conf.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data: { PGDATA: /var/lib/postgresql/data/pgdata }
`,
  );
});

test('a ConfigMap that is not in the files may move them', () => {
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
        - { name: pg, image: postgres:16, envFrom: [{ configMapRef: { name: conf } }], volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
`,
  );
});

test('a value that is filled in later may move them', () => {
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
        - { name: pg, image: postgres:16, env: [{ name: PGDATA, value: "\${PGDATA}" }], volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
`,
  );
});

test('a part of the volume', () => {
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
        - { name: pg, image: postgres:16, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data, subPath: pgdata }] }
`,
  );
});

test('an emptyDir is empty', () => {
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
        - { name: pg, image: postgres:16, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
      volumes:
        - { name: data, emptyDir: {} }
`,
  );
});

test('another command may do anything', () => {
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
        - { name: pg, image: postgres:16, command: [sh, -c, "exec /start"], volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
`,
  );
});

test("Bitnami's image makes a directory of its own", () => {
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
        - { name: pg, image: bitnami/postgresql:16, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
`,
  );
});

test('a class that gives directories', () => {
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
      containers:
        - { name: pg, image: postgres:16, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: rancher.io/local-path
`,
  );
});

test('a default class that gives directories', () => {
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
        - { name: pg, image: postgres:16, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast, annotations: { storageclass.kubernetes.io/is-default-class: "true" } }
provisioner: k8s.io/minikube-hostpath
`,
  );
});

test('a class that gives disks', () => {
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
      containers:
        - { name: pg, image: postgres:16, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
#                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^ warning: PostgreSQL's data directory is the root of volume "data": on a disk of its own that holds lost+found, and initdb refuses a directory that is not empty.
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
`,
  );
});

test('from 18 on it refuses a volume at the old directory', () => {
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
        - { name: pg, image: postgres:18-alpine, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
#                                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ error: PostgreSQL 18 keeps its data in /var/lib/postgresql/18/docker: its image refuses to start with a volume at /var/lib/postgresql/data.
`,
  );
});

test('from 18 on, whatever the volume is', () => {
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
        - { name: pg, image: docker.io/library/postgres:18.1, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data, subPath: pgdata }] }
#                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ error: PostgreSQL 18 keeps its data in /var/lib/postgresql/18/docker: its image refuses to start with a volume at /var/lib/postgresql/data.
      volumes:
        - { name: data, emptyDir: {} }
`,
  );
});

test('an image of somebody else may be built otherwise', () => {
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
        - { name: pg, image: registry.example/team/postgres:18, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
#                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^ warning: PostgreSQL 18 keeps its data in /var/lib/postgresql/18/docker: its image refuses to start with a volume at /var/lib/postgresql/data.
`,
  );
});

test('18 with its volume where it belongs', () => {
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
        - { name: pg, image: postgres:18, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql }] }
`,
  );
});

test('18 with PGDATA below the volume', () => {
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
        - { name: pg, image: postgres:18, env: [{ name: PGDATA, value: /var/lib/postgresql/data/pgdata }], volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
`,
  );
});

test('PGDATA is set beside other variables', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: pg
          image: postgres:17
          env:
            - name: POSTGRES_DB # the only one
              value: shop
          volumeMounts:
            - { name: data, mountPath: /var/lib/postgresql/data }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: pg
          image: postgres:17
          env:
            - name: POSTGRES_DB # the only one
              value: shop
            - name: PGDATA
              value: /var/lib/postgresql/data/pgdata
          volumeMounts:
            - { name: data, mountPath: /var/lib/postgresql/data }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,
    { title: 'Set PGDATA to /var/lib/postgresql/data/pgdata' },
  );
});

test('PGDATA is changed in its place', () => {
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
        - { name: pg, image: postgres:16, env: [{ name: PGDATA, value: "/var/lib/postgresql/data" }], volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
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
        - { name: pg, image: postgres:16, env: [{ name: PGDATA, value: "/var/lib/postgresql/data/pgdata" }], volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
`,
    { title: 'Set PGDATA to /var/lib/postgresql/data/pgdata' },
  );
});

test('a part of the volume is mounted', () => {
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
        - { name: pg, image: postgres:17, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
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
        - { name: pg, image: postgres:17, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data, subPath: pgdata }] }
`,
    { title: 'Mount subPath "pgdata" of the volume' },
  );
});

test('the volume of 18 goes where it belongs', () => {
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
        - { name: pg, image: postgres:18, volumeMounts: [{ name: data, mountPath: "/var/lib/postgresql/data" }] }
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
        - { name: pg, image: postgres:18, volumeMounts: [{ name: data, mountPath: "/var/lib/postgresql" }] }
`,
    { title: 'Mount it at /var/lib/postgresql' },
  );
});

test('variables that are filled in later may move the data', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  volumeClaimTemplates: [{ metadata: { name: data } }]
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: pg, image: postgres:18, env: "{{ .env }}", volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
`,
  );
});
