import { test } from 'vitest';
import rule from '../../server/src/core/rules/sub-path-not-expanded.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a variable of the container is taken as it is written', () => {
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
        - { name: nginx, env: [{ name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }], volumeMounts: [{ name: data, mountPath: /data, subPath: $(POD_NAME) }] }
#                                                                                                                                                                  ^^^^^^^^^^^ warning: subPath expands no variables: in every Pod the directory is literally named "$(POD_NAME)".
`,
  );
});

test('a variable as a part of the path', () => {
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
        - { name: nginx, env: [{ name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }], volumeMounts: [{ name: data, mountPath: /data, subPath: "logs/$(POD_NAME)" }] }
#                                                                                                                                                                  ^^^^^^^^^^^^^^^^^^ warning: subPath expands no variables: in every Pod the directory is literally named "logs/$(POD_NAME)".
`,
  );
});

test('in an init container', () => {
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
      initContainers: [{ name: init, env: [{ name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }], volumeMounts: [{ name: data, mountPath: /data, subPath: $(POD_NAME) }] }]
#                                                                                                                                                                              ^^^^^^^^^^^ warning: subPath expands no variables: in every Pod the directory is literally named "$(POD_NAME)".
      containers:
        - { name: nginx }
`,
  );
});

test('a variable that the container lacks may be filled in before', () => {
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
        - { name: nginx, env: [{ name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }], volumeMounts: [{ name: data, mountPath: /data, subPath: $(TENANT) }] }
#                                                                                                                                                                  ^^^^^^^^^ information: subPath expands no variables: in every Pod the directory is literally named "$(TENANT)".
`,
  );
});

test('subPathExpr expands it', () => {
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
        - { name: nginx, env: [{ name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }], volumeMounts: [{ name: data, mountPath: /data, subPathExpr: $(POD_NAME) }] }
`,
  );
});

test('a directory without variables', () => {
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
        - { name: nginx, env: [{ name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }], volumeMounts: [{ name: data, mountPath: /data, subPath: mysql }] }
`,
  );
});

test('a placeholder of a shell is none of Kubernetes', () => {
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
        - { name: nginx, env: [{ name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }], volumeMounts: [{ name: data, mountPath: /data, subPath: "\${POD_NAME}" }] }
`,
  );
});

test('a dollar alone', () => {
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
        - { name: nginx, env: [{ name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }], volumeMounts: [{ name: data, mountPath: /data, subPath: a$b }] }
`,
  );
});

test('the key is renamed and the value stays as it is quoted', () => {
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
        - name: nginx
          env:
            - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
          volumeMounts:
            - name: data # the disk
              subPath: "logs/$(POD_NAME)" # one for each Pod
              mountPath: /data
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
        - name: nginx
          env:
            - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
          volumeMounts:
            - name: data # the disk
              subPathExpr: "logs/$(POD_NAME)" # one for each Pod
              mountPath: /data
`,
    { title: 'Use subPathExpr' },
  );
});

test('a usual name is defined with it', () => {
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
        - name: nginx
          volumeMounts:
            - name: data
              mountPath: /data
              subPath: $(POD_NAME)
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
        - name: nginx
          volumeMounts:
            - name: data
              mountPath: /data
              subPathExpr: $(POD_NAME)
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
`,
    { title: 'Use subPathExpr and define POD_NAME' },
  );
});
