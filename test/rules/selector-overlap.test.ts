import { test } from 'vitest';
import rule from '../../server/src/core/rules/selector-overlap.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('two sets with the same labels', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
#                          ^^^^^^^^^^^^^^ error: "b" and StatefulSet "a" select each other's Pods (app=nginx): what works by these labels cannot tell them apart.
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a Deployment with the same labels', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
#                          ^^^^^^^^^^^^^^ error: "a" and Deployment "b" select each other's Pods (app=nginx): what works by these labels cannot tell them apart.
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: b }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('templates with labels that differ are a warning', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx, shard: "0" } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
#                          ^^^^^^^^^^^^^^ warning: "b" and StatefulSet "a" select each other's Pods (app=nginx): what works by these labels cannot tell them apart.
  template:
    metadata: { labels: { app: nginx, shard: "1" } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('one selects more than the other', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, shard: "1" } }
  template:
    metadata: { labels: { app: nginx, shard: "1" } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('labels of their own', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, shard: "0" } }
  template:
    metadata: { labels: { app: nginx, shard: "0" } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, shard: "1" } }
  template:
    metadata: { labels: { app: nginx, shard: "1" } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('another namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b, namespace: test }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a namespace that only one of them writes', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('files beside each other may be alternatives', () => {
  checkFindings(
    rule,
    `
#- a.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
#- b.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('files of one kustomization are applied together', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [a.yaml, b.yaml]
#- a.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
#                          ^^^^^^^^^^^^^^ error: "a" and Deployment "b" select each other's Pods (app=nginx): what works by these labels cannot tell them apart.
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
#- b.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: b }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a Job has a selector of its own', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
---
apiVersion: batch/v1
kind: Job
metadata: { name: b }
spec: { template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: b }] } } }
`,
  );
});

test('the same set twice is another matter', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a fragment', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
---
$patch: merge
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('labels that something fills in', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: "\${APP}" } }
  template:
    metadata: { labels: { app: "\${APP}" } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: "\${APP}" } }
  template:
    metadata: { labels: { app: "\${APP}" } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a label tells them apart', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, app.kubernetes.io/component: a } }
  template:
    metadata: { labels: { app: nginx, app.kubernetes.io/component: a } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, app.kubernetes.io/component: b } }
  template:
    metadata: { labels: { app: nginx, app.kubernetes.io/component: b } }
    spec:
      containers:
        - name: nginx
`,
    { title: 'Tell them apart by app.kubernetes.io/component: b and a' },
  );
});

test('another label where the first one is in use', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app.kubernetes.io/component: db } }
  template:
    metadata: { labels: { app.kubernetes.io/component: db } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app.kubernetes.io/component: db } }
  template:
    metadata: { labels: { app.kubernetes.io/component: db } }
    spec:
      containers:
        - name: nginx
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app.kubernetes.io/component: db, app.kubernetes.io/instance: a } }
  template:
    metadata: { labels: { app.kubernetes.io/component: db, app.kubernetes.io/instance: a } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app.kubernetes.io/component: db, app.kubernetes.io/instance: b } }
  template:
    metadata: { labels: { app.kubernetes.io/component: db, app.kubernetes.io/instance: b } }
    spec:
      containers:
        - name: nginx
`,
    { title: 'Tell them apart by app.kubernetes.io/instance: b and a' },
  );
});

test('the governing Service is told apart, too', () => {
  const manifests = (label: string, other: string) => `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx${label} } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx${label} } }
  template: { metadata: { labels: { app: nginx${label} } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: b }
spec:
  selector: { matchLabels: { app: nginx${other} } }
  template: { metadata: { labels: { app: nginx${other} } }, spec: { containers: [{ name: nginx }] } }
`;
  const key = 'app.kubernetes.io/component';
  checkFix(rule, manifests('', ''), manifests(`, ${key}: a`, `, ${key}: b`));
});

test('a workload without a selector overlaps with none', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: b }
spec: { template: { metadata: { labels: { app: nginx } } } }
`,
  );
});
