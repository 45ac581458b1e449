import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import rule from '../../server/src/core/rules/service-not-headless.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

test('a Service with a cluster IP', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { selector: { app: nginx }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ warning: Service "nginx" is not headless: it has a cluster IP. DNS names of Pods like "web-0.nginx" are not promised there; CoreDNS answers them, other DNS servers do not.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a load balancer', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { type: LoadBalancer, selector: { app: nginx }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ warning: Service "nginx" is not headless: its type is LoadBalancer. DNS names of Pods like "web-0.nginx" are not promised there; CoreDNS answers them, other DNS servers do not.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the first Pod is named by ordinals.start', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { selector: { app: nginx }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ warning: Service "nginx" is not headless: it has a cluster IP. DNS names of Pods like "web-5.nginx" are not promised there; CoreDNS answers them, other DNS servers do not.
  ordinals: { start: 5 }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

const spelt = (none: string, more = '') => `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: ${none}, selector: { app: nginx }, ports: [{ port: 80 }]${more} }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, image: nginx:1.29, ports: [{ containerPort: 80 }] }] } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: clients }
data: { FIRST: "http://web-0.nginx:80" }
`;

test.each(['none', 'NONE', '"None "'])('None in another spelling (%s) is refused, and told once', (none) => {
  const workspace = workspaceOf(filesIn(spelt(none)));
  expect(check(workspace, rules).map(({ rule, fixes }) => [rule, fixes.map(({ title }) => title)])).toEqual([
    ['api-invalid', ['Write "None"']],
  ]);
});

test('a type that has an address is told with it', () => {
  const workspace = workspaceOf(filesIn(spelt('none', ', type: NodePort')));
  expect(check(workspace, [rule])).toHaveLength(1);
});

test('clusterIP: None', () => {
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
`,
  );
});

test('the list form of the field', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIPs: [None], selector: { app: nginx } }
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

test('a cluster IP that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: "{{ .Values.ip }}", selector: { app: nginx } }
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

test('a type that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { type: "\${TYPE}", clusterIP: None, selector: { app: nginx } }
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

test('an ExternalName is left to its own rule', () => {
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

test('the Service of the same file wins over one of another', () => {
  checkFindings(
    rule,
    `
#- a.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { selector: { app: nginx } }
#- b.yaml
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

test('the Service of the nearest folder wins', () => {
  checkFindings(
    rule,
    `
#- dev/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- dev/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#- prod/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { selector: { app: nginx } }
`,
  );
});

test('the nearest Service counts, not the right one', () => {
  checkFindings(
    rule,
    `
#- dev/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ warning: Service "nginx" is not headless: it has a cluster IP. DNS names of Pods like "web-0.nginx" are not promised there; CoreDNS answers them, other DNS servers do not.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- dev/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { selector: { app: nginx } }
#- prod/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('the Service becomes headless', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec: # for peers
  selector: # these
    app: nginx # Pods

# the end
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
metadata:
  name: nginx
spec: # for peers
  selector: # these
    app: nginx # Pods
  clusterIP: None

# the end
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Make Service "nginx" headless (clusterIP: None); one that runs must be deleted first' },
  );
});

test('a written cluster IP is replaced', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], selector: { app: nginx } }
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
    { title: 'Make Service "nginx" headless (clusterIP: None); one that runs must be deleted first' },
  );
});

const forClients = (serviceName: string, ports: string, more = '') => `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { selector: { app: nginx }, ports: [${ports}] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: ${serviceName}
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 8080 }] }] }
${more}`;
const headless = `---
apiVersion: v1
kind: Service
metadata:
  name: nginx-headless
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - name: http
      port: 8080
`;

test.each(['{ port: 80, targetPort: 8080 }', '{ port: 80, targetPort: http }'])(
  'one that maps ports stays: %s',
  (ports) => {
    checkFix(rule, forClients('nginx', ports), forClients('nginx-headless', ports, headless));
  },
);

test('one that an Ingress uses stays', () => {
  const ingress = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { defaultBackend: { service: { name: nginx, port: { number: 8080 } } } }
`;
  const ports = '{ port: 8080 }';
  checkFix(rule, forClients('nginx', ports, ingress), forClients('nginx-headless', ports, ingress + headless));
});

test('a load balancer stays, and another Service comes', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { type: LoadBalancer, selector: { app: nginx } }
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
spec: { type: LoadBalancer, selector: { app: nginx } }
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

test('a headless Service that selects the Pods is used', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { type: LoadBalancer, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: web-peers }
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
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { type: LoadBalancer, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: web-peers }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web-peers
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Change serviceName to "web-peers"' },
  );
});

test('one of another namespace is not used', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { type: NodePort, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: web-peers, namespace: test }
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
metadata: { name: nginx, namespace: shop }
spec: { type: NodePort, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: web-peers, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx-headless
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata:
  name: nginx-headless
  namespace: shop
spec:
  clusterIP: None
  selector:
    app: nginx
`,
    { title: 'Create headless Service "nginx-headless" in this file, and use it' },
  );
});

test('clusterIPs that say None stay', () => {
  const service = (clusterIP: string) => `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  clusterIP: ${clusterIP}
  clusterIPs:
    - None
  selector: { app: nginx }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`;
  checkFix(rule, service('none'), service('None'));
});

test('a Service that is to be built with a prefix is written without it', () => {
  const set = (serviceName: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: ${serviceName}
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { type: NodePort, selector: { app: nginx } }
`;
  const kustomization = `#- kustomization.yaml
namePrefix: my-
resources: [web.yaml]
`;
  checkFix(
    rule,
    `${kustomization}#- web.yaml${set('nginx')}`,
    `${kustomization}#- web.yaml${set('nginx-headless')}---
apiVersion: v1
kind: Service
metadata:
  name: nginx-headless
spec:
  clusterIP: None
  selector:
    app: nginx
`,
  );
});

test('the names of Pods that are in use follow a new Service', () => {
  const manifests = (service: string) => `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { type: NodePort, selector: { app: web } }
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
