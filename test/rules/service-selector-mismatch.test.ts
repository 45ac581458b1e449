import { test } from 'vitest';
import rule from '../../server/src/core/rules/service-selector-mismatch.ts';
import { checkFindings, checkFix } from '../harness.ts';

const withCrlf = (text: string) => text.slice(1).replaceAll('\n', '\r\n');

test('one wrong value', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: ngnix } }
#                                         ^^^^^ error: Service "nginx" selects app=ngnix, but the Pods of "web" carry app=nginx: it reaches none of them, and none gets a DNS name.
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

test('a label that the Pods do not carry', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx, tier: front } }
#                                                      ^^^^^ error: Service "nginx" selects app=nginx,tier=front, but the Pods of "web" carry app=nginx: it reaches none of them, and none gets a DNS name.
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

test('two wrong labels', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { name: nginx, tier: front } }
#                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Service "nginx" selects name=nginx,tier=front, but the Pods of "web" carry app=nginx: it reaches none of them, and none gets a DNS name.
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

test('Pods without labels', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#                                         ^^^^^ error: Service "nginx" selects app=nginx, but the Pods of "web" carry no labels: it reaches none of them, and none gets a DNS name.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { tier: front } }
  template: { metadata: { name: x }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('fewer labels than the Pods carry', () => {
  checkFindings(
    rule,
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
  template: { metadata: { labels: { app: nginx, tier: front } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a Service that governs nothing', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { selector: { app: db } }
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

test('a Service that is right for one of its sets is not the one that the other set names', () => {
  checkFindings(
    rule,
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
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: nginx
#              ^^^^^ error: Service "nginx" selects app=nginx, but the Pods of "db" carry app=db: it reaches none of them, and none gets a DNS name.
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a Service that another workload needs stays as it is, and the set names its own', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web } }
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: db } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web }] } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: "web" # the wrong one
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db }] } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web } }
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: db } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web }] } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: "db" # the wrong one
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db }] } }
`,
    { title: 'Change serviceName to "db"' },
  );
});

test('a label that is filled in later, in the Service', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: "\${APP}" } }
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

test('a label that is filled in later, in the Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: db } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: "{{ .Values.app }}" } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('labels that are filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: "\${LABELS}" }
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

test('a number is refused by the server and says nothing', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: 1 } }
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

test('the Service of another namespace does not govern', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: db } }
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

test('the nearest Service governs, not this one', () => {
  checkFindings(
    rule,
    `
#- dev/set.yaml
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
#- prod/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: db } }
`,
  );
});

test('the set may be in another file', () => {
  checkFindings(
    rule,
    `
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: db } }
#                                         ^^ error: Service "nginx" selects app=db, but the Pods of "web" carry app=nginx: it reaches none of them, and none gets a DNS name.
#- set.yaml
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

test('one value is replaced in its quotes', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: "db" } }
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
spec: { clusterIP: None, selector: { app: "nginx" } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Select app=nginx' },
  );
});

test('a whole block selector is replaced', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  selector:
    name: nginx # old
    tier: front
  # headless
  clusterIP: None
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, tier: back } }
  template: { metadata: { labels: { app: nginx, tier: back } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  selector:
    app: nginx # old
    tier: back
  # headless
  clusterIP: None
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, tier: back } }
  template: { metadata: { labels: { app: nginx, tier: back } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Select app=nginx,tier=back' },
  );
});

test('a whole flow selector is replaced', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { name: nginx, tier: front } }
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
    { title: 'Select app=nginx' },
  );
});

test('line ends stay as they are', () => {
  checkFix(
    rule,
    withCrlf(`
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  clusterIP: None
  selector:
    name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, tier: back } }
  template: { metadata: { labels: { app: nginx, tier: back } }, spec: { containers: [{ name: nginx }] } }
`),
    withCrlf(`
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  clusterIP: None
  selector:
    app: nginx
    tier: back
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, tier: back } }
  template: { metadata: { labels: { app: nginx, tier: back } }, spec: { containers: [{ name: nginx }] } }
`),
    { title: 'Select app=nginx,tier=back' },
  );
});

test('only the wrong label is put right, by its value or by its key', () => {
  const manifests = (selector: string) => `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { ${selector} } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, tier: front, release: stable } }
  template: { metadata: { labels: { app: nginx, tier: front, release: stable } }, spec: { containers: [{ name: nginx }] } }
`;
  checkFix(rule, manifests('app: ngnix, tier: front'), manifests('app: nginx, tier: front'));
  checkFix(rule, manifests('app: nginx, teir: "front"'), manifests('app: nginx, tier: "front"'));
});

test('the name of a new Service is one that the API server takes', () => {
  const service = `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: other } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: other }
spec: { selector: { matchLabels: { app: other } }, template: { metadata: { labels: { app: other } } } }
`;
  const set = (serviceName: string) => `---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: My.App }
spec:
  serviceName: ${serviceName}
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`;
  checkFix(
    rule,
    `${service}${set('nginx')}`,
    `${service}${set('my-app-headless')}---
apiVersion: v1
kind: Service
metadata:
  name: my-app-headless
spec:
  clusterIP: None
  selector:
    app: nginx
`,
  );
});
