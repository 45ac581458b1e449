import { test } from 'vitest';
import rule from '../../server/src/core/rules/service-name-unset.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('no serviceName', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
#< information: No serviceName: the Pods of "web" have host names, but no DNS names.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('an empty one', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: ""
#              ^^ information: No serviceName: the Pods of "web" have host names, but no DNS names.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a key without a value', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: 
# ^^^^^^^^^^^ information: No serviceName: the Pods of "web" have host names, but no DNS names.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('one that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: "\${NAME}"
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a fragment', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec: { replicas: 2 }
`,
  );
});

test('the headless Service that selects the Pods is named', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata: { name: a }
spec: { selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: web-peers }
spec: { clusterIP: None, selector: { app: nginx } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
  serviceName: web-peers
---
apiVersion: v1
kind: Service
metadata: { name: a }
spec: { selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: web-peers }
spec: { clusterIP: None, selector: { app: nginx } }
`,
    { title: 'Set serviceName: web-peers' },
  );
});

test('the empty value is filled', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: ''
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: 'nginx'
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
    { title: 'Set serviceName: nginx' },
  );
});

test('the key without a value is filled', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName:  # which?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx  # which?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
    { title: 'Set serviceName: nginx' },
  );
});

test('a Service is created and named', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
  serviceName: web
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
  selector:
    app: nginx
`,
    { title: 'Create headless Service "web" in this file' },
  );
});

test('a taken name is not taken again', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
  serviceName: web-headless
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web } }
---
apiVersion: v1
kind: Service
metadata:
  name: web-headless
spec:
  clusterIP: None
  selector:
    app: nginx
`,
    { title: 'Create headless Service "web-headless" in this file' },
  );
});

test('DNS names of its Pods are used, here and elsewhere', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
#< warning: No serviceName: the Pods of "web" have host names, but no DNS names; "web-0.nginx.shop.svc" does not resolve.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- client.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: client, namespace: office }
data:
  url: http://web-0.nginx.shop.svc:8080/
`,
  );
});

test('names of other Pods, bare names and files', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
#< information: No serviceName: the Pods of "web" have host names, but no DNS names.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: client, namespace: shop }
data:
  a: http://web-0.nginx.office.svc:8080/
  b: leader=web-0
  c: web-0.log
  d: http://db-0.db:5432/
`,
  );
});

test('the Service is created under the name that is used', () => {
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
    spec: { containers: [{ name: nginx, args: ["--join=web-0.peers:7000"] }] }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec: { containers: [{ name: nginx, args: ["--join=web-0.peers:7000"] }] }
  serviceName: peers
---
apiVersion: v1
kind: Service
metadata:
  name: peers
spec:
  clusterIP: None
  selector:
    app: nginx
`,
    { title: 'Create headless Service "peers" in this file' },
  );
});
