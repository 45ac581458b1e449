import { test } from 'vitest';
import rule from '../../server/src/core/rules/fqdn-too-long.ts';
import { checkFindings, checkFix } from '../harness.ts';

// With the name, "-0", the namespace and "svc.cluster.local", a Service of 16 characters makes 64.
const set = ({ service = 'elastic-node', spec = 'replicas: 3', template = 'setHostnameAsFQDN: true' } = {}) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: elasticsearch-data-n, namespace: search }
spec:
  serviceName: ${service}
  ${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      ${template}
      containers: [{ name: elasticsearch }]
`;

test('all Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: elasticsearch-data-n, namespace: search }
spec:
  serviceName: elastic-node-headless
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      setHostnameAsFQDN: true
#                        ^^^^ error: "elasticsearch-data-n-0.elastic-node-headless.search.svc.cluster.local" has 69 characters, and a hostname at most 64: the Pods stay in ContainerCreating.
      containers: [{ name: elasticsearch }]
`,
  );
});

test('a single Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: elasticsearch-data-n, namespace: search }
spec:
  serviceName: elastic-node-headless
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      setHostnameAsFQDN: true
#                        ^^^^ error: "elasticsearch-data-n-0.elastic-node-headless.search.svc.cluster.local" has 69 characters, and a hostname at most 64: the Pod stays in ContainerCreating.
      containers: [{ name: elasticsearch }]
`,
  );
});

test('64 characters fit', () => {
  checkFindings(rule, set({ service: 'elastic-node-xxx' }));
});

test('65 characters do not', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: elasticsearch-data-n, namespace: search }
spec:
  serviceName: elastic-node-xxxx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      setHostnameAsFQDN: true
#                        ^^^^ error: "elasticsearch-data-n-0.elastic-node-xxxx.search.svc.cluster.local" has 65 characters, and a hostname at most 64: the Pods stay in ContainerCreating.
      containers: [{ name: elasticsearch }]
`,
  );
});

test('only the Pods with one digit more', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: elasticsearch-data-n, namespace: search }
spec:
  serviceName: elastic-node-xxx
  replicas: 12
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      setHostnameAsFQDN: true
#                        ^^^^ error: "elasticsearch-data-n-10.elastic-node-xxx.search.svc.cluster.local" has 65 characters, and a hostname at most 64: the Pods from ordinal 10 on stay in ContainerCreating.
      containers: [{ name: elasticsearch }]
`,
  );
});

test('ordinals that start with two digits', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: elasticsearch-data-n, namespace: search }
spec:
  serviceName: elastic-node-xxx
  ordinals: { start: 10 }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      setHostnameAsFQDN: true
#                        ^^^^ error: "elasticsearch-data-n-10.elastic-node-xxx.search.svc.cluster.local" has 65 characters, and a hostname at most 64: the Pod stays in ContainerCreating.
      containers: [{ name: elasticsearch }]
`,
  );
});

test('in an unknown namespace it is a warning', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: elasticsearch-data-n }
spec:
  serviceName: elastic-node-headless
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      setHostnameAsFQDN: true
#                        ^^^^ warning: "elasticsearch-data-n-0.elastic-node-headless.default.svc.cluster.local" has 70 characters, and a hostname at most 64: the Pods stay in ContainerCreating (in namespace "default"; a longer one adds to it).
      containers: [{ name: elasticsearch }]
`,
  );
});

test('a shorter cluster domain makes room', () => {
  checkFindings(rule, set({ service: 'elastic-node-xxxx' }), { clusterDomain: 'k8s.local' });
});

test('the short hostname is always short enough', () => {
  checkFindings(rule, set({ service: 'elastic-node-headless', template: 'setHostnameAsFQDN: false' }));
});

test("on the node's network, the hostname is the node's", () => {
  checkFindings(
    rule,
    set({ service: 'elastic-node-headless', template: 'setHostnameAsFQDN: true\n      hostNetwork: true' }),
  );
});

test('a Service that is filled in later', () => {
  checkFindings(rule, set({ service: `"\${PREFIX}-elasticsearch-data-headless-service"` }));
});

test('no Pods, no names', () => {
  checkFindings(rule, set({ service: 'elastic-node-headless', spec: 'replicas: 0' }));
});

test('the line goes', () => {
  checkFix(
    rule,
    set({ service: 'elastic-node-headless', template: 'setHostnameAsFQDN: true # long\n      hostPID: false # ours' }),
    set({ service: 'elastic-node-headless', template: 'hostPID: false # ours' }),
    { title: 'Remove setHostnameAsFQDN' },
  );
});
