import { test } from 'vitest';
import rule from '../../server/src/core/rules/pdb-missing.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('nothing is said until it is switched on', () => {
  checkFindings(
    rule,
    `
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

test('a set without a budget', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
#           ^ hint: No PodDisruptionBudget protects the 3 Pods of "web": a drain may evict several at a time.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { rules: { 'pdb-missing': 'hint' } },
  );
});

test('a set with a budget in another file', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- pdb.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
`,
    { rules: { 'pdb-missing': 'hint' } },
  );
});

test('a budget in another namespace does not count', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
#           ^ hint: No PodDisruptionBudget protects the 3 Pods of "web": a drain may evict several at a time.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- pdb.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: test }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: nginx } }
`,
    { rules: { 'pdb-missing': 'hint' } },
  );
});

test('one Pod has no need of it', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { rules: { 'pdb-missing': 'hint' } },
  );
});

test('an autoscaler that may make one Pod of them', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }
  maxReplicas: 6
`,
    { rules: { 'pdb-missing': 'hint' } },
  );
});

test('a budget whose selector is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: "\${APP}" } }
`,
    { rules: { 'pdb-missing': 'hint' } },
  );
});

test('a kustomization with parts that cannot be seen', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [web.yaml, https://example.com/base]
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { rules: { 'pdb-missing': 'hint' } },
  );
});

test('a severity in .ordinal.yaml switches it on', () => {
  checkFindings(
    rule,
    `
#- .ordinal.yaml
rules: { pdb-missing: warning }
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
#           ^ warning: No PodDisruptionBudget protects the 3 Pods of "web": a drain may evict several at a time.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a budget is created', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
  namespace: shop
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: nginx
`,
    { title: 'Create PodDisruptionBudget "web" in this file', settings: { rules: { 'pdb-missing': 'hint' } } },
  );
});
