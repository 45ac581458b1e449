import { test } from 'vitest';
import rule from '../../server/src/core/rules/pdb-overlap.ts';
import { checkFindings } from '../harness.ts';

test('two budgets with one selector', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web-min }
#                 ^^^^^^^ warning: The budgets "web" and "web-min" both choose the Pods of "web": each eviction of one fails, so draining its node does not end.
spec:
  minAvailable: 2
  selector: { matchLabels: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the second of two files tells', () => {
  checkFindings(
    rule,
    `
#- a.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
#- b.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web-min }
#                 ^^^^^^^ warning: The budgets "web" and "web-min" both choose the Pods of "web": each eviction of one fails, so draining its node does not end.
spec:
  minAvailable: 2
  selector: { matchLabels: { app: nginx } }
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('an empty selector chooses them, too', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: all }
spec:
  maxUnavailable: 1
  selector: {}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
#                 ^^^ warning: The budgets "all" and "web" both choose the Pods of "web": each eviction of one fails, so draining its node does not end.
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('two budgets for two workloads', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: db }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: db } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: 3
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db }] } }
`,
  );
});

test('the same budget in two files is one', () => {
  checkFindings(
    rule,
    `
#- a.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
#- b.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  minAvailable: 2
  selector: { matchLabels: { app: nginx } }
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('budgets of two folders', () => {
  checkFindings(
    rule,
    `
#- a/pdb.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
#- b/pdb.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web-min }
spec:
  minAvailable: 2
  selector: { matchLabels: { app: nginx } }
#- b/web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('budgets of two namespaces', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web-min, namespace: test }
spec:
  minAvailable: 2
  selector: { matchLabels: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('equal selectors that choose nobody here', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web-min }
spec:
  minAvailable: 2
  selector: { matchLabels: { app: nginx } }
`,
  );
});

test('a label that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web-min }
spec:
  minAvailable: 2
  selector: { matchLabels: { app: "\${APP}" } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});
