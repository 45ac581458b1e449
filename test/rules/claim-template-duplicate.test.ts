import { test } from 'vitest';
import rule from '../../server/src/core/rules/claim-template-duplicate.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('the first of two templates is dropped', () => {
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
#                       ^^^^ warning: Another claim template below is named "data", too: only the last one counts, this one is dropped.
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
`,
  );
});

test('all but the last of three', () => {
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
#                       ^^^^ warning: Another claim template below is named "data", too: only the last one counts, this one is dropped.
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
    - metadata: { name: data }
#                       ^^^^ warning: Another claim template below is named "data", too: only the last one counts, this one is dropped.
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
    - metadata: { name: data }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
`,
  );
});

test('two names', () => {
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
    - metadata: { name: logs }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }, { name: logs, mountPath: /logs }] }
`,
  );
});

test('templates without a name yet', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name:  }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
    - metadata: { name: "" }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
`,
  );
});

test('two names that are filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: "{{ .name }}" }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
    - metadata: { name: "{{ .name }}" }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
`,
  );
});

test('the first is named as the mount that has no volume', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: "data" }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }, { name: logs, mountPath: /logs }] }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: "logs" }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - { name: nginx, volumeMounts: [{ name: data, mountPath: /data }, { name: logs, mountPath: /logs }] }
`,
    { title: 'Rename this one to "logs"' },
  );
});

test('the first is removed', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  volumeClaimTemplates:
    # the first
    - metadata:
        name: data
      spec:
        resources: { requests: { storage: 1Gi } } # small
    # the second
    - metadata:
        name: data
      spec:
        resources: { requests: { storage: 2Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  volumeClaimTemplates:
    # the first
    # the second
    - metadata:
        name: data
      spec:
        resources: { requests: { storage: 2Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Remove this claim template "data"' },
  );
});
