import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import rule from '../../server/src/core/rules/selector-mismatch.ts';
import { checkFindings, checkFix, workspaceOf } from '../harness.ts';

test('another value', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#                                        ^^^^^ error: The selector asks for app=web, but the template's labels are app=nginx: the API server refuses the StatefulSet.
`,
  );
});

test('a label that the template lacks', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, tier: front } }
#                                              ^^^^^ error: The selector asks for app=nginx,tier=front, but the template's labels are app=nginx: the API server refuses the StatefulSet.
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a template without labels', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
#                                 ^^^^^ error: The selector asks for app=nginx, but the template's labels are empty: the API server refuses the StatefulSet.
  template: { metadata: { name: x }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('an expression', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchExpressions: [{ key: app, operator: NotIn, values: [nginx] }] }
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The selector asks for an expression that they do not fulfil, but the template's labels are app=nginx: the API server refuses the StatefulSet.
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('an operator that does not exist is another mistake', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchExpressions: [{ key: app, operator: Is, values: [nginx] }] }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('fewer labels than the template carries', () => {
  checkFindings(
    rule,
    `
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

test('an expression that holds', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchExpressions: [{ key: app, operator: In, values: [nginx] }, { key: tier, operator: DoesNotExist }, { key: app, operator: Exists }] }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a label that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: "\${APP}" } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a label of the template that is filled in later', () => {
  checkFindings(
    rule,
    `
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

test('a value that is no text is another mistake', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: yes } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('another workload', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the template follows the selector', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Give the template app=web' },
  );
});

test('the missing label is added', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, tier: "front" } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, tier: "front" } }
  template: { metadata: { labels: { app: nginx, tier: front } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Give the template tier=front' },
  );
});

test('the selector follows where a Service chooses by the labels', () => {
  checkFix(
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
  selector: { matchLabels: { app: web } }
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
    { title: 'Let the selector ask for app=nginx' },
  );
});

test('labels come where there are none', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { name: x }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { name: x, labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Give the template app=nginx' },
  );
});

test.each(['$APP', '__APP__', 'APP_NAME', '<app>'])('a label that is filled in later: %s', (label) => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: '${label}' } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

const slipped = (selector: string, template: string) => `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: postgres } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: db }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: postgres } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: ${selector} } }
  template: { metadata: { labels: { app: ${template} } }, spec: { containers: [{ name: db, image: x:1 }] } }
`;

test('the side that a Service and a budget do not follow is put right', () => {
  checkFix(rule, slipped('postgres', 'postgers'), slipped('postgres', 'postgres'));
  checkFix(rule, slipped('postgers', 'postgres'), slipped('postgres', 'postgres'));
});

test('a slip in the template is one finding, whoever chooses by the right label', () => {
  const findings = check(workspaceOf(new Map([['db.yaml', slipped('postgres', 'postgers')]])), rules);
  expect(findings.filter(({ severity }) => severity !== 'information').map((finding) => finding.rule)).toEqual([
    'selector-mismatch',
  ]);
});

test('a template without metadata is given the labels, above its spec', () => {
  const set = (before: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx, tier: "1" } }
  template:
${before}    spec:
      containers: [{ name: nginx }]
`;
  const labels = `    metadata:
      labels:
        app: nginx
        tier: "1"
`;
  checkFix(rule, set('    # Pods\n'), set(`    # Pods\n${labels}`), { safe: false });
});

test('the same in flow style', () => {
  const set = (before: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template: {${before} spec: { containers: [{ name: nginx }] } }
`;
  checkFix(rule, set(''), set(' metadata: { labels: { app: nginx } },'), { safe: false });
});
