import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/pdb-selects-nothing.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

test('a slip of the keyboard', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: ngnix } }
#                                 ^^^^^ warning: This budget protects no Pod: it asks for app: ngnix, and the Pods of "web" carry app: nginx.
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

test("the set's name where its label was meant, in another file", () => {
  checkFindings(
    rule,
    `
#- pdb.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: budget }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
#                                 ^^^ warning: This budget protects no Pod: it asks for app: web, and the Pods of "web" carry app: nginx.
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

test('a budget of the same name as the set', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: proxy } }
#                                 ^^^^^ warning: This budget protects no Pod: it asks for app: proxy, and the Pods of "web" carry app: nginx.
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

test('the selector chooses the Pods', () => {
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

test('Pods of something that is in no file', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: budget }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: kafka } }
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

test('more than one label differs', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: ngnix, tier: web } }
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

test('the set that is almost meant is in another folder', () => {
  checkFindings(
    rule,
    `
#- a/pdb.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: ngnix } }
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

test('the set that is almost meant is in another namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: test }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: ngnix } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
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

test('no selector', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
#                 ^^^ warning: A budget without a selector protects no Pod.
spec:
  maxUnavailable: 1
`,
  );
});

test('an empty selector chooses all Pods of the namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: {}
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

test('an expression that does not choose the Pods is not put right by a label', () => {
  checkFindings(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: ngnix }, matchExpressions: [{ key: tier, operator: Exists }] }
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

test('the label is set to what the Pods carry, quotes kept', () => {
  checkFix(
    rule,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: "ngnix" } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: "nginx" } }
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

test('where another budget protects the Pods already, a second one would be in its way', () => {
  const manifests = (marker: string) => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web-old }
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: ngnix
${marker}---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
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
`;
  checkFindings(
    rule,
    manifests(
      '#          ^^^^^ warning: This budget protects no Pod: it asks for app: ngnix, and the Pods of "web" carry app: nginx. PodDisruptionBudget "web" protects them already: this one can go.\n',
    ),
  );
  expect(check(workspaceOf(filesIn(manifests(''))), [rule]).flatMap(({ fixes }) => fixes)).toEqual([]);
});
