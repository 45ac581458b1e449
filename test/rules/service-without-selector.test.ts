import { test } from 'vitest';
import rule from '../../server/src/core/rules/service-without-selector.ts';
import { checkFindings, checkFix } from '../harness.ts';

const withCrlf = (text: string) => text.slice(1).replaceAll('\n', '\r\n');

test('a governing Service without selector', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
#                 ^^^^^ warning: Service "nginx" has no selector, so it has no endpoints unless they are made by hand, and the Pods of "web" get no DNS names.
spec: { clusterIP: None }
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

test('an empty selector', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: {} }
#                                  ^^ warning: Service "nginx" has no selector, so it has no endpoints unless they are made by hand, and the Pods of "web" get no DNS names.
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

test('a selector without a value', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector:  }
#                        ^^^^^^^^ warning: Service "nginx" has no selector, so it has no endpoints unless they are made by hand, and the Pods of "web" get no DNS names.
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

test('one whose endpoints are made by hand', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Endpoints
metadata: { name: nginx }
`,
  );
});

test('one with an EndpointSlice', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: nginx-1, labels: { kubernetes.io/service-name: nginx } }
`,
  );
});

test("Endpoints of another namespace are another Service's", () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
#                 ^^^^^ warning: Service "nginx" has no selector, so it has no endpoints unless they are made by hand, and the Pods of "web" get no DNS names.
spec: { clusterIP: None }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Endpoints
metadata: { name: nginx, namespace: test }
`,
  );
});

test('one that governs nothing', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
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

test('an ExternalName has none', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { type: ExternalName, externalName: example.com }
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

test("the set's own labels are selected", () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx, version: "1" } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx, version: "1" } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Select app=nginx' },
  );
});

test('the selector goes behind the last entry of a block', () => {
  checkFix(
    rule,
    withCrlf(`
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None # headless
  ports:
    - port: 80 # web
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`),
    withCrlf(`
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None # headless
  ports:
    - port: 80 # web
  selector:
    app: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`),
    { title: 'Select app=nginx' },
  );
});
