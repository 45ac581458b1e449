import { test } from 'vitest';
import rule from '../../server/src/core/rules/headless-port-remap.ts';
import { checkFindings, checkFix } from '../harness.ts';

const set = (ports: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: ${ports} }] } }
`;

test('a number that differs', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: 8080 }] }
#                                                                  ^^ information: Port 80 is not mapped to 8080: "nginx" is headless, so its name leads to the Pods themselves. Clients must dial 8080.
---${set('[{ containerPort: 8080 }]')}`,
  );
});

test('a name that stands for another number', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: http }] }
#                                                                  ^^ information: Port 80 is not mapped to 8080: "nginx" is headless, so its name leads to the Pods themselves. Clients must dial 8080.
---${set('[{ name: http, containerPort: 8080 }]')}`,
  );
});

test('a cluster IP maps ports', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { selector: { app: nginx }, ports: [{ port: 80, targetPort: 8080 }] }
`,
  );
});

test('the same number, a name of the same number, and none at all are right', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  clusterIP: None
  selector: { app: nginx }
  ports: [{ name: a, port: 80, targetPort: 80 }, { name: b, port: 8080, targetPort: http }, { name: c, port: 90 }]
---${set('[{ containerPort: 80 }, { name: http, containerPort: 8080 }, { containerPort: 90 }]')}`,
  );
});

test('a container that listens on the port itself is reached there', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: scylla }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 19042, targetPort: cql }] }
---${set('[{ name: cql, containerPort: 9042 }, { name: cql-shard, containerPort: 19042 }]')}`,
  );
});

test('a target that no container has is the business of another rule', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ name: a, port: 81, targetPort: 9376 }, { name: b, port: 82, targetPort: http }] }
---${set('[{ containerPort: 80 }]')}`,
  );
});

test('a name that Pods give to different numbers', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: http }] }
---${set('[{ name: http, containerPort: 8080 }]')}---${set('[{ name: http, containerPort: 8081 }]').replace('name: web', 'name: other')}`,
  );
});

test('a Service without a selector has endpoints made by hand', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, ports: [{ port: 80, targetPort: 8080 }] }
`,
  );
});

test('a placeholder is no number', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: "\${PORT}" }, { port: "\${PORT}", targetPort: 80 }] }
`,
  );
});

test("the container's port is written", () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  clusterIP: None
  selector: { app: nginx }
  ports:
    - port: 80 # web
      targetPort: http
---${set('[{ name: http, containerPort: 8080 }]')}`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  clusterIP: None
  selector: { app: nginx }
  ports:
    - port: 8080 # web
      targetPort: http
---${set('[{ name: http, containerPort: 8080 }]')}`,
    { title: 'Set port: 8080' },
  );
});
