import { test } from 'vitest';
import rule from '../../server/src/core/rules/data-on-ephemeral-volume.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('an emptyDir at the data path', () => {
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
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: /data/db }] }
      volumes:
        - { name: data, emptyDir: {} }
#                 ^^^^ warning: "db" keeps its data in /data/db, which is an emptyDir: they are lost whenever the Pod is deleted.
`,
  );
});

test('an emptyDir above the data path', () => {
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
        - { name: db, image: registry.example/team/mysql:8, volumeMounts: [{ name: data, mountPath: /var/lib/ }] }
      volumes:
        - { name: data, emptyDir: {} }
#                 ^^^^ warning: "db" keeps its data in /var/lib/mysql, which is an emptyDir: they are lost whenever the Pod is deleted.
`,
  );
});

test('a directory of the node', () => {
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
        - { name: db, image: postgres:17, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
      volumes:
        - { name: data, hostPath: { path: /srv/db } }
#                 ^^^^ warning: "db" keeps its data in /var/lib/postgresql/data, which is a directory of the node: they stay behind when the Pod moves, and Pods on one node share them.
`,
  );
});

test('no volume at all', () => {
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
        - { name: db, image: mysql:8.4 }
#                            ^^^^^^^^^ warning: "db" keeps its data in /var/lib/mysql, where no volume is mounted: they are lost with the container.
`,
  );
});

test('no volume at all in an image of somebody else', () => {
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
        - { name: db, image: registry.example/team/cassandra:5 }
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "db" keeps data, and the Pod has no volume for them: they are lost with the container.
`,
  );
});

test('a cache may be lost', () => {
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
        - { name: db, image: redis:8, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, emptyDir: {} }
#                 ^^^^ information: "db" keeps its data in /data, which is an emptyDir: they are lost whenever the Pod is deleted.
`,
  );
});

test("the image's own volume lies over the mount", () => {
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
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: /data }] }
#                                                                               ^^^^^ warning: The image of "db" declares /data/db a VOLUME: on containerd it is a volume of its own below this mount, and the data in it are lost with the container.
`,
  );
});

test('postgres before 18 has its own volume below', () => {
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
        - { name: db, image: postgres:17, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql }] }
#                                                                                 ^^^^^^^^^^^^^^^^^^^ warning: The image of "db" declares /var/lib/postgresql/data a VOLUME: on containerd it is a volume of its own below this mount, and the data in it are lost with the container.
`,
  );
});

test('postgres 18 keeps its data there', () => {
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
        - { name: db, image: postgres:18, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql }] }
`,
  );
});

test('PGDATA leaves the volume of the image', () => {
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
        - { name: db, image: postgres:17, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql }], env: [{ name: PGDATA, value: /var/lib/postgresql/pgdata }] }
`,
  );
});

test('PGDATA stays in the volume of the image', () => {
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
        - { name: db, image: postgres:17, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql }], env: [{ name: PGDATA, value: /var/lib/postgresql/data/pgdata }] }
#                                                                                 ^^^^^^^^^^^^^^^^^^^ warning: The image of "db" declares /var/lib/postgresql/data a VOLUME: on containerd it is a volume of its own below this mount, and the data in it are lost with the container.
`,
  );
});

test('an argument leaves it', () => {
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
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: /data }], args: [--dbpath=/data/mongo] }
`,
  );
});

test('a claim template', () => {
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
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: /data/db }] }
`,
  );
});

test('a claim', () => {
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
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: /data/db }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: mongo } }
`,
  );
});

test('a claim anywhere else may be where the data are told to be', () => {
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
        - { name: db, image: mysql:8.4, volumeMounts: [{ name: tmp, mountPath: /var/lib/mysql }, { name: data, mountPath: /bulk }] }
      volumes:
        - { name: tmp, emptyDir: {} }
`,
  );
});

test('a directory of the node that the Pod is bound to', () => {
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
      nodeSelector: { disk: ssd }
      containers:
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: /data/db }] }
      volumes:
        - { name: data, hostPath: { path: /srv/db } }
`,
  );
});

test('an emptyDir elsewhere, and a claim for the data', () => {
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
        - { name: db, image: mysql:8.4, volumeMounts: [{ name: tmp, mountPath: /tmp }, { name: data, mountPath: /var/lib/mysql }] }
      volumes:
        - { name: tmp, emptyDir: {} }
`,
  );
});

test('another command may keep nothing', () => {
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
        - { name: db, image: mysql:8.4, command: [mysqladmin, ping] }
`,
  );
});

test('an arbiter holds no data', () => {
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
        - { name: db, image: bitnami/mongodb:8.0, volumeMounts: [{ name: data, mountPath: /bitnami/mongodb }], env: [{ name: MONGODB_REPLICA_SET_MODE, value: arbiter }] }
      volumes:
        - { name: data, emptyDir: {} }
`,
  );
});

test('a node that only ingests holds no data', () => {
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
        - { name: db, image: docker.elastic.co/elasticsearch/elasticsearch:9.1.0, volumeMounts: [{ name: data, mountPath: /usr/share/elasticsearch/data }], env: [{ name: node.roles, value: ingest }] }
      volumes:
        - { name: data, emptyDir: {} }
`,
  );
});

test('an image of which nothing is known', () => {
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
        - { name: db, image: shop, volumeMounts: [{ name: data, mountPath: /data/db }] }
      volumes:
        - { name: data, emptyDir: {} }
`,
  );
});

test('volumes that are filled in later', () => {
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
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: /data/db }] }
      volumes:
        - "{{ .volume }}"
`,
  );
});

test('a helper beside the database says nothing more', () => {
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
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: /data/db }] }
        - { name: backup, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: /data/db }] }
      volumes:
        - { name: data, emptyDir: {} }
#                 ^^^^ warning: "db" keeps its data in /data/db, which is an emptyDir: they are lost whenever the Pod is deleted.
`,
  );
});

test('the emptyDir becomes a claim template', () => {
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
      volumes:
        - { name: tmp, emptyDir: {} } # kept
        - name: data
          emptyDir: {}
      containers:
        - name: db
          image: mongo:8.0 # the last one
          volumeMounts:
            - { name: data, mountPath: /data/db }
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
      volumes:
        - { name: tmp, emptyDir: {} } # kept
      containers:
        - name: db
          image: mongo:8.0 # the last one
          volumeMounts:
            - { name: data, mountPath: /data/db }
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
`,
    { title: 'Remove emptyDir volume "data" and add claim template "data"' },
  );
});

test('postgres gets an empty directory of the new disk', () => {
  checkFix(
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
        - { name: db, image: postgres:17, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }
      volumes:
        - { name: data, emptyDir: {} }
`,
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
        - { name: db, image: postgres:17, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data, subPath: pgdata }] }
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
`,
    { title: 'Remove emptyDir volume "data" and add claim template "data"' },
  );
});

test('a database without a volume gets one', () => {
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
        - name: db
          image: mysql:8.4 # the last one
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
        - name: db
          image: mysql:8.4 # the last one
          volumeMounts:
            - name: data
              mountPath: /var/lib/mysql
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
`,
    { title: 'Add claim template "data", mounted at /var/lib/mysql' },
  );
});

test('the mount moves over the volume of the image', () => {
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
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: "/data" }] }
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
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: "/data/db", subPath: db }] }
`,
    { title: 'Mount subPath "db" at /data/db' },
  );
});

test('a file of settings may leave the volume of the image', () => {
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
        - { name: db, image: mongo:8.0, volumeMounts: [{ name: data, mountPath: /data }], args: [--config, /etc/mongod.conf] }
`,
  );
});

test('data in several directories are not told by one', () => {
  checkFindings(
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
      containers:
        - { name: db, image: influxdb:2 }
#                            ^^^^^^^^^^ warning: "db" keeps data, and the Pod has no volume for them: they are lost with the container.
`,
  );
});

test('an emptyDir above the volume of the image becomes a claim at it', () => {
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
      containers:
        - { name: db, image: postgres:17, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql }] }
      volumes: [{ name: data, emptyDir: {} }]
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
      containers:
        - { name: db, image: postgres:17, volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data, subPath: data }] }
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
`,
    { title: 'Remove emptyDir volume "data" and add claim template "data"' },
  );
});

test('a claim template that nothing mounts may be meant for the data', () => {
  checkFindings(
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
      containers: [{ name: db, image: mysql:8.4, volumeMounts: [{ name: scratch, mountPath: /var/lib/mysql }] }]
      volumes: [{ name: scratch, emptyDir: {} }]
  volumeClaimTemplates: [{ metadata: { name: data } }]
`,
  );
});

test("Bitnami's images keep their data in a path of their own", () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: kafka
          image: bitnami/kafka:3.9
          volumeMounts: [{ name: tmp, mountPath: /tmp }, { name: data, mountPath: /bitnami/kafka }]
      volumes: [{ name: tmp, emptyDir: {} }, { name: data, emptyDir: {} }]
#                                                    ^^^^ warning: "kafka" keeps its data in /bitnami/kafka, which is an emptyDir: they are lost whenever the Pod is deleted.
`,
  );
});
