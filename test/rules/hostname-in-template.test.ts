import { test } from 'vitest';
import rule from '../../server/src/core/rules/hostname-in-template.ts';
import { checkFindings, checkFix } from '../harness.ts';

const set = (spec: string, template: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  ${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      ${template}
      containers: [{ name: nginx }]
`;

test('a hostname', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      hostname: frontend
#               ^^^^^^^^ warning: The hostname "frontend" is overwritten: each Pod gets its own name (web-0, web-1, …).
      containers: [{ name: nginx }]
`,
  );
});

test('the hostname of a single Pod that does not start at 0', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  ordinals: { start: 5 }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      hostname: frontend
#               ^^^^^^^^ warning: The hostname "frontend" is overwritten: each Pod gets its own name (web-5).
      containers: [{ name: nginx }]
`,
  );
});

test('a subdomain that is not serviceName', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      subdomain: web
#                ^^^ warning: The subdomain "web" is overwritten: the Pods get serviceName, "nginx".
      containers: [{ name: nginx }]
`,
  );
});

test('a subdomain in the place of serviceName', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      subdomain: web
#                ^^^ warning: The subdomain "web" is overwritten: the Pods get serviceName, which is not set, so they have no DNS names.
      containers: [{ name: nginx }]
`,
  );
});

test('the subdomain that the Pods get anyway', () => {
  checkFindings(rule, set('serviceName: nginx', 'subdomain: nginx'));
});

test('a subdomain beside a serviceName that is filled in later', () => {
  checkFindings(rule, set(`serviceName: "\${SERVICE}"`, 'subdomain: nginx'));
});

test('values that are filled in later, or empty', () => {
  checkFindings(rule, set('serviceName: nginx', `subdomain: "\${DOMAIN}"\n      hostname: ""`));
});

test('in a Deployment, both count', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { hostname: web, subdomain: nginx, containers: [{ name: nginx }] } } }
`,
  );
});

test('the line goes', () => {
  checkFix(
    rule,
    set('serviceName: nginx', 'hostname: frontend # all\n      hostNetwork: false # ours'),
    set('serviceName: nginx', 'hostNetwork: false # ours'),
    { title: 'Remove hostname: frontend' },
  );
});

test('the subdomain becomes the serviceName', () => {
  checkFix(
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
      subdomain: web # domain
      containers: [{ name: nginx }]
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      subdomain: web # domain
      containers: [{ name: nginx }]
  serviceName: web
`,
    { title: 'Set serviceName: web' },
  );
});
