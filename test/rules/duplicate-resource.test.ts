import { test } from 'vitest';
import rule from '../../server/src/core/rules/duplicate-resource.ts';
import { checkFindings } from '../harness.ts';

test('the same name twice in one file', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ warning: There is another Service "nginx" below, which overwrites this one when both are applied.
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ warning: There is another Service "nginx" above, which this one overwrites when both are applied.
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('three of them', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ warning: There is another Service "nginx" below, which overwrites this one when both are applied.
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ warning: There is another Service "nginx" above, which this one overwrites when both are applied.
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ warning: There is another Service "nginx" above, which this one overwrites when both are applied.
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('two files of one folder may be alternatives', () => {
  checkFindings(
    rule,
    `
#- a.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#- b.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ hint: Another file of this folder has Service "nginx", too: applied together, one overwrites the other.
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('two files of one kustomization cannot be built', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [a.yaml, b.yaml]
#- a.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ warning: Another file of this kustomization has Service "nginx", too: kustomize refuses to build both.
spec: { clusterIP: None, selector: { app: nginx } }
#- b.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ warning: Another file of this kustomization has Service "nginx", too: kustomize refuses to build both.
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('a base and its overlay cannot be built', () => {
  checkFindings(
    rule,
    `
#- base/kustomization.yaml
resources: [a.yaml]
#- base/a.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ warning: Another file of this kustomization has Service "nginx", too: kustomize refuses to build both.
spec: { clusterIP: None, selector: { app: nginx } }
#- dev/kustomization.yaml
resources: [../base, b.yaml]
#- dev/b.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ warning: Another file of this kustomization has Service "nginx", too: kustomize refuses to build both.
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('two overlays do not meet', () => {
  checkFindings(
    rule,
    `
#- dev/kustomization.yaml
resources: [a.yaml]
#- dev/a.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#- prod/kustomization.yaml
resources: [a.yaml]
#- prod/a.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('a patch is no second object', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [a.yaml]
patches: [{ path: b.yaml }]
#- a.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#- b.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('two folders', () => {
  checkFindings(
    rule,
    `
#- dev/a.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#- prod/a.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('two kinds', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('two groups', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('two versions of one group', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
#                 ^^^ warning: There is another StatefulSet "web" below, which overwrites this one when both are applied.
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1beta1
kind: StatefulSet
metadata: { name: web }
#                 ^^^ warning: There is another StatefulSet "web" above, which this one overwrites when both are applied.
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('two namespaces', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('one namespace that is not written', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('a namespace that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: "\${NAMESPACE}" }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: "\${NAMESPACE}" }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('a name that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: "\${NAME}" }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: "\${NAME}" }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('a name that the server makes', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { generateName: nginx- }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { generateName: nginx- }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('two items of a List', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata: { name: nginx }
#                     ^^^^^ warning: There is another Service "nginx" below, which overwrites this one when both are applied.
  - apiVersion: v1
    kind: Service
    metadata: { name: nginx }
#                     ^^^^^ warning: There is another Service "nginx" above, which this one overwrites when both are applied.
`,
  );
});

test('a chart has alternatives', () => {
  checkFindings(
    rule,
    `
#- chart/Chart.yaml
name: chart
#- chart/templates/a.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});
