import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/volume-mount-not-found.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

const withCrlf = (text: string) => text.slice(1).replaceAll('\n', '\r\n');

test('from 1.34 the set is refused', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
#                                                                                                              ^^^^ error: No claim template and no volume is named "data": the API server refuses the StatefulSet (before 1.34 it accepted it and refused every Pod).
`,
    { kubernetes: '1.36' },
  );
});

test('before 1.34 the Pods are refused', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
#                                                                                                              ^^^^ error: No claim template and no volume is named "data": the StatefulSet is accepted, but each of its Pods is refused (from 1.34 the StatefulSet is).
`,
    { kubernetes: '1.33' },
  );
});

test('a slip of the keyboard', () => {
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
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: dada, mountPath: /data }] }] } }
#                                                                                                              ^^^^ error: No claim template and no volume is named "dada": the API server refuses the StatefulSet (before 1.34 it accepted it and refused every Pod).
`,
  );
});

test('a raw device', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeDevices: [{ name: disk, devicePath: /dev/disk }] }] } }
#                                                                                                               ^^^^ error: No claim template and no volume is named "disk": the API server refuses the StatefulSet (before 1.34 it accepted it and refused every Pod).
`,
  );
});

test('an init container', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }], initContainers: [{ name: init, volumeMounts: [{ name: data, mountPath: /data }] }] } }
#                                                                                                                                                ^^^^ error: No claim template and no volume is named "data": the API server refuses the StatefulSet (before 1.34 it accepted it and refused every Pod).
`,
  );
});

test('each mount is told', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: a, volumeMounts: [{ name: x, mountPath: /x }, { name: y, mountPath: /y }] }] } }
#                                                                                                          ^ error: No claim template and no volume is named "x": the API server refuses the StatefulSet (before 1.34 it accepted it and refused every Pod).
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
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('a volume of the Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }], volumes: [{ name: data, emptyDir: {} }] } }
`,
  );
});

test('a mount that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: "\${VOLUME}", mountPath: /data }] }] } }
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
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }], volumes: "\${VOLUMES}" } }
`,
  );
});

test('one volume that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }], volumes: ["\${VOLUME}"] } }
`,
  );
});

test('a claim template whose name is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: "\${NAME}" }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('claim templates that are filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates: \${TEMPLATES}
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
  );
});

test('the slip is put right', () => {
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
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: dada, mountPath: /data }] }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    { title: 'Mount "data"' },
  );
});

test('the one volume without a mount is mounted', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: storage }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: storage }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: storage, mountPath: /data }] }] } }
`,
    { title: 'Mount "storage"' },
  );
});

test('a claim template is added', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
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
    { title: 'Add claim template "data"' },
  );
});

test('a claim template is added behind the others', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: logs }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
  # the end of them
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: logs, mountPath: /logs }, { name: data, mountPath: /data }] }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  volumeClaimTemplates:
    - metadata: { name: logs }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
  # the end of them
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: logs, mountPath: /logs }, { name: data, mountPath: /data }] }] } }
`,
    { title: 'Add claim template "data"' },
  );
});

test('an emptyDir is added', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }] }], volumes: [ { name: data, emptyDir: {} } ] } }
`,
    { title: 'Add emptyDir volume "data"' },
  );
});

test('a block device is asked for where one is used', () => {
  checkFix(
    rule,
    withCrlf(`
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeDevices: [{ name: disk, devicePath: /dev/disk }] }] } }
`),
    withCrlf(`
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, volumeDevices: [{ name: disk, devicePath: /dev/disk }] }] } }
  volumeClaimTemplates:
    - metadata:
        name: disk
      spec:
        accessModes:
          - ReadWriteOnce
        volumeMode: Block
        resources:
          requests:
            storage: 1Gi
`),
    { title: 'Add claim template "disk"' },
  );
});

test('a list that an alias stands for is not altered: it is the list of others, too', () => {
  const files = filesIn(`
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, annotations: { volumes: &volumes [{ name: a, emptyDir: {} }] } }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      volumes: *volumes
      containers: [{ name: nginx, volumeMounts: [{ name: data, mountPath: /data }, { name: a, mountPath: /a }] }]
`);
  const [finding] = check(workspaceOf(files), [rule]);
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Add claim template "data"']);
});
