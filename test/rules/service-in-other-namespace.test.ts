import { test } from 'vitest';
import rule from '../../server/src/core/rules/service-in-other-namespace.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('two explicit, different namespaces', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
#              ^^^^^ warning: Service "nginx" is in namespace "test", "web" in "shop": no Pod of it gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('also across files', () => {
  checkFindings(
    rule,
    `
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
#              ^^^^^ warning: Service "nginx" is in namespace "test", "web" in "shop": no Pod of it gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a Service in the right namespace is enough', () => {
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
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a namespace that is not written matches', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a namespace that is filled in later matches', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: "\${NAMESPACE}" }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a remote base may bring the right one', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [set.yaml, "git@example.com:base"]
#- set.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the Service moves', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: "test" # wrong }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: "shop" # wrong }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Move the Service to namespace "shop"' },
  );
});

test('the set moves', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: test }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Move the StatefulSet to namespace "test"' },
  );
});
