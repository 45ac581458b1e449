import { test } from 'vitest';
import rule from '../../server/src/core/rules/host-network-dns-policy.ts';
import { checkFindings, checkFix } from '../harness.ts';

const set = (template: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      ${template}
      containers: [{ name: nginx }]
`;

test('without a policy', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      hostNetwork: true
#                  ^^^^ warning: The Pods of "web" are on the node's network, where dnsPolicy ClusterFirst means the node's own DNS: no name of a Service or Pod resolves in them.
      containers: [{ name: nginx }]
`,
  );
});

test('with the default policy in words', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      hostNetwork: true
      dnsPolicy: ClusterFirst
#                ^^^^^^^^^^^^ warning: The Pods of "web" are on the node's network, where dnsPolicy ClusterFirst means the node's own DNS: no name of a Service or Pod resolves in them.
      containers: [{ name: nginx }]
`,
  );
});

test('the policy for it is right', () => {
  checkFindings(rule, set('hostNetwork: true\n      dnsPolicy: ClusterFirstWithHostNet'));
});

test("the node's DNS, on purpose", () => {
  checkFindings(rule, set('hostNetwork: true\n      dnsPolicy: Default'));
});

test('DNS servers of its own', () => {
  checkFindings(rule, set('hostNetwork: true\n      dnsConfig: { nameservers: [10.96.0.10] }'));
});

test('a policy that is filled in later', () => {
  checkFindings(rule, set(`hostNetwork: true\n      dnsPolicy: "\${POLICY}"`));
});

test("the Pods' own network", () => {
  checkFindings(rule, set('hostNetwork: false'));
});

test('an agent in a DaemonSet asks for no names of the cluster', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: node-exporter }
spec: { template: { spec: { hostNetwork: true, containers: [{ name: node-exporter }] } } }
`,
  );
});

test('the policy is added behind hostNetwork', () => {
  checkFix(
    rule,
    set('hostNetwork: true # fast\n      hostPID: false'),
    set('hostNetwork: true # fast\n      dnsPolicy: ClusterFirstWithHostNet\n      hostPID: false'),
    { title: 'Set dnsPolicy: ClusterFirstWithHostNet' },
  );
});

test('the policy is replaced', () => {
  checkFix(
    rule,
    set('hostNetwork: true\n      dnsPolicy: "ClusterFirst" # default'),
    set('hostNetwork: true\n      dnsPolicy: "ClusterFirstWithHostNet" # default'),
    { title: 'Set dnsPolicy: ClusterFirstWithHostNet' },
  );
});
