import { test } from 'vitest';
import rule from '../../server/src/core/rules/service-external-name.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a governing Service that is an alias', () => {
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
#              ^^^^^ warning: Service "nginx" is an ExternalName: it has no Pods, so none of "web" gets a DNS name from it.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('an alias that governs nothing', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { type: ExternalName, externalName: example.com }
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

test('an alias in another namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { type: ExternalName, externalName: example.com }
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

test('a headless Service comes beside it', () => {
  checkFix(
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
  serviceName: nginx-headless
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata:
  name: nginx-headless
spec:
  clusterIP: None
  selector:
    app: nginx
`,
    { title: 'Create headless Service "nginx-headless" in this file, and use it' },
  );
});

test('the names of Pods that are in use follow a new Service', () => {
  const manifests = (service: string) => `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { type: ExternalName, externalName: db.example.com }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: ${service}
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, env: [{ name: PEER, value: "http://web-0.${service}:80" }] }] }
`;
  checkFix(
    rule,
    manifests('nginx'),
    `${manifests('nginx-headless')}---
apiVersion: v1
kind: Service
metadata:
  name: nginx-headless
spec:
  clusterIP: None
  selector:
    app: web
`,
  );
});
