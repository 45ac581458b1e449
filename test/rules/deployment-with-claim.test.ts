import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/deployment-with-claim.ts';
import { checkFindings, checkFix, workspaceOf } from '../harness.ts';

const claim = (mode = 'ReadWriteOnce', more = '') => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: uploads }
spec: { accessModes: [${mode}], resources: { requests: { storage: 1Gi } }${more} }
`;

test('several replicas share it', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  strategy: { type: Recreate }
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
#                                                                                 ^^^^^^^ warning: The 3 Pods of Deployment "web" share claim "uploads", which one node at a time can mount (ReadWriteOnce): those on other nodes do not start.
---${claim()}`,
  );
});

test('one replica, updated by rolling', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
#                                                                                 ^^^^^^^ warning: An update of Deployment "web" starts the new Pod before the old one ends, but both need claim "uploads", which one node at a time can mount (ReadWriteOnce): on another node, the new one does not start.
#- claim.yaml${claim()}`,
  );
});

test('a claim for one Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
#                                                                                 ^^^^^^^ warning: An update of Deployment "web" starts the new Pod before the old one ends, but both need claim "uploads", which one Pod at a time can use (ReadWriteOncePod): the new one does not start.
---${claim('ReadWriteOncePod')}`,
  );
});

test('several replicas share a claim for one Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
#                                                                                 ^^^^^^^ warning: The 2 Pods of Deployment "web" share claim "uploads", which one Pod at a time can use (ReadWriteOncePod): those besides the first do not start.
---${claim('ReadWriteOncePod')}`,
  );
});

test('an autoscaler makes several replicas', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  strategy: { type: Recreate }
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
#                                                                                 ^^^^^^^ warning: The 2 Pods of Deployment "web" share claim "uploads", which one node at a time can mount (ReadWriteOnce): those on other nodes do not start.
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { scaleTargetRef: { kind: Deployment, name: web }, minReplicas: 2 }
---${claim()}`,
  );
});

test('the old Pod ends first: Recreate, or no room for one more', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: a }
spec:
  replicas: 1
  strategy: { type: Recreate }
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: b }
spec:
  strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---${claim()}`,
  );
});

test('many nodes may mount it', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---${claim('ReadWriteOnce, ReadWriteMany')}`,
  );
});

test('a network file system is mounted everywhere, whatever the claim says', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: nfs-client }
provisioner: k8s-sigs.io/nfs-subdir-external-provisioner
---${claim('ReadWriteOnce', ', storageClassName: nfs-client')}`,
  );
});

test('a volume made by hand on a network file system', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: share }
spec: { nfs: { server: 10.0.0.1, path: / } }
---${claim('ReadWriteOnce', ', volumeName: share')}`,
  );
});

test('a claim that is not to be seen, one of another namespace, and no replicas', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: a }
spec: { replicas: 3, template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: elsewhere } }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: b, namespace: shop }
spec: { replicas: 3, template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: c, namespace: test }
spec: { replicas: 0, template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } } }
---${claim().replace('name: uploads', 'name: uploads, namespace: test')}`,
  );
});

test('a count that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: "\${REPLICAS}"
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---${claim()}`,
  );
});

test('a Job or a DaemonSet is no Deployment', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: web }
spec:
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---${claim()}`,
  );
});

test('a StatefulSet takes its place; comments of the template stay', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: Deployment # web
metadata:
  name: web
  namespace: shop
spec:
  replicas: 3 # at least
  strategy: # as fast as possible
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 3
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels:
        app: web # everything
    spec:
      containers:
        - name: nginx # the server
          image: "nginx:1.29"
          ports:
            - name: http
              containerPort: 80
          volumeMounts:
            # uploads of our users
            - name: data
              mountPath: /data
      volumes:
        - name: config # rules
          configMap: { name: web }
        - name: data
          persistentVolumeClaim:
            claimName: uploads
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: uploads }
spec:
  volumeName: pv-7
  storageClassName: fast
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`,
    `
apiVersion: apps/v1
kind: StatefulSet # web
metadata:
  name: web
  namespace: shop
spec:
  replicas: 3 # at least
  serviceName: web-headless
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels:
        app: web # everything
    spec:
      containers:
        - name: nginx # the server
          image: "nginx:1.29"
          ports:
            - name: http
              containerPort: 80
          volumeMounts:
            # uploads of our users
            - name: data
              mountPath: /data
      volumes:
        - name: config # rules
          configMap: { name: web }
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        storageClassName: fast
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: uploads }
spec:
  volumeName: pv-7
  storageClassName: fast
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata:
  name: web-headless
  namespace: shop
spec:
  clusterIP: None
  selector:
    app: web
  ports:
    - name: http
      port: 80
`,
  );
});

test('the headless Service that is there governs it', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }]
      volumes: [{ name: tmp, emptyDir: {} }, { name: data, persistentVolumeClaim: { claimName: uploads } }]
  minReadySeconds: 5
---
apiVersion: v1
kind: Service
metadata: { name: members }
spec: { clusterIP: None, selector: { app: web } }
---${claim()}`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 2
  serviceName: members
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }]
      volumes: [{ name: tmp, emptyDir: {} }]
  minReadySeconds: 5
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
---
apiVersion: v1
kind: Service
metadata: { name: members }
spec: { clusterIP: None, selector: { app: web } }
---${claim()}`,
  );
});

test('a headless Service of many workloads governs none', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web, ring: a } }, spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: other }
spec: { template: { metadata: { labels: { ring: a } } } }
---
apiVersion: v1
kind: Service
metadata: { name: ring }
spec: { clusterIP: None, selector: { ring: a } }
---${claim()}`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 2
  serviceName: web
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web, ring: a } }, spec: {  } }
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: other }
spec: { template: { metadata: { labels: { ring: a } } } }
---
apiVersion: v1
kind: Service
metadata: { name: ring }
spec: { clusterIP: None, selector: { ring: a } }
---${claim()}---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
  selector:
    app: web
`,
  );
});

test('one replica is better off with Recreate', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1 # only one
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---${claim()}`,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1 # only one
  strategy:
    type: Recreate
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---${claim()}`,
    { title: 'Set the strategy to Recreate: the old Pod ends before the new one starts' },
  );
});

test('what is written of the rolling update goes', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  strategy:
    type: RollingUpdate # default
    rollingUpdate: { maxSurge: 1 }
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---${claim()}`,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  strategy:
    type: Recreate # default
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: uploads } }] } }
---${claim()}`,
  );
});

test('volumes made by hand are not enough for a claim of each Pod', () => {
  const manifests = `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: by-hand }
provisioner: kubernetes.io/no-provisioner
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: files }
spec: { accessModes: [ReadWriteOnce], storageClassName: by-hand }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web }]
      volumes: [{ name: files, persistentVolumeClaim: { claimName: files } }]
`;
  const [finding] = check(workspaceOf(new Map([['web.yaml', manifests]])), [rule]);
  expect(finding?.fixes).toEqual([]);
});

test('a rollingUpdate that is null is none', () => {
  const manifests = (type: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: files }
spec: { accessModes: [ReadWriteOnce] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  strategy:
    type: ${type}
    rollingUpdate: null
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web }]
      volumes: [{ name: files, persistentVolumeClaim: { claimName: files } }]
`;
  checkFix(rule, manifests('RollingUpdate'), manifests('Recreate'));
});
