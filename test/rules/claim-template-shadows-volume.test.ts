import { test } from 'vitest';
import rule from '../../server/src/core/rules/claim-template-shadows-volume.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('an emptyDir of the same name is dropped', () => {
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, emptyDir: {} }
#                 ^^^^ warning: The claim template "data" takes the place of this emptyDir volume: it is dropped.
`,
  );
});

test('a ConfigMap of the same name is dropped', () => {
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, configMap: { name: conf } }
#                 ^^^^ warning: The claim template "data" takes the place of this configMap volume: it is dropped.
`,
  );
});

test('a volume without a source is an emptyDir', () => {
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - name: data
#               ^^^^ warning: The claim template "data" takes the place of this emptyDir volume: it is dropped.
`,
  );
});

test('a claim of another name is dropped', () => {
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: data-web-0 } }
#                 ^^^^ warning: The claim template "data" takes the place of this persistentVolumeClaim volume: it is dropped.
`,
  );
});

test('a claim of the same name is a habit of some', () => {
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: data } }
`,
  );
});

test('another name', () => {
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: conf, emptyDir: {} }
`,
  );
});

test('a set without templates', () => {
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: data, emptyDir: {} }
`,
  );
});

test('the only volume goes with its key', () => {
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
      volumes: # of the Pod
        - name: data
          emptyDir: {}
      containers:
        - name: nginx # kept
  volumeClaimTemplates:
    - metadata: { name: data }
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
        - name: nginx # kept
  volumeClaimTemplates:
    - metadata: { name: data }
`,
    { title: 'Remove volume "data"' },
  );
});

test('one of several volumes', () => {
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: conf, emptyDir: {} } # one
        - { name: data, emptyDir: {} } # two
        - { name: tmp, emptyDir: {} } # three
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: conf, emptyDir: {} } # one
        - { name: tmp, emptyDir: {} } # three
`,
    { title: 'Remove volume "data"' },
  );
});

test('in flow style', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  volumeClaimTemplates: [{ metadata: { name: data } }]
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }], volumes: [{ name: conf, emptyDir: {} }, { name: data, emptyDir: {} }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  volumeClaimTemplates: [{ metadata: { name: data } }]
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }], volumes: [{ name: conf, emptyDir: {} }] } }
`,
    { title: 'Remove volume "data"' },
  );
});

test('what a Secret holds gets a name of its own', () => {
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: "data", secret: { secretName: keys } } # keys
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
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
      volumes:
        - { name: "data-secret", secret: { secretName: keys } } # keys
`,
    { title: 'Rename the volume to "data-secret"' },
  );
});
