import { test } from 'vitest';
import nameTooLong from '../../server/src/core/rules/name-too-long.ts';
import serviceNotFound from '../../server/src/core/rules/service-not-found.ts';
import rule from '../../server/src/core/rules/unused-suppression.ts';
import { checkFindings, checkFix } from '../harness.ts';

const rules = [serviceNotFound, nameTooLong, rule];

test('a comment above a line where nothing is found', () => {
  checkFindings(
    rules,
    `
apiVersion: v1
kind: Service
metadata:
  # ordinal-disable-next-line service-not-found -- it is there
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: There is no service-not-found to suppress here.
  name: nginx
`,
  );
});

test('a comment for all rules', () => {
  checkFindings(
    rules,
    `
# ordinal-disable
#< hint: There is nothing to suppress here.
apiVersion: v1
kind: Service
metadata: { name: nginx }
`,
  );
});

test('an annotation', () => {
  checkFindings(
    rules,
    `
apiVersion: v1
kind: Service
metadata:
  name: nginx
  annotations:
    ordinal/ignore: service-not-found,name-too-long
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: There is no service-not-found or name-too-long to suppress here.
`,
  );
});

test('a rule that does not exist is suppressed in vain', () => {
  checkFindings(
    rules,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
# ordinal-disable service-not-fund
#< hint: There is no service-not-fund to suppress here.
`,
  );
});

test('a comment that suppresses something is used', () => {
  checkFindings(
    rules,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line service-not-found
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('one of two rules is enough to be used', () => {
  checkFindings(
    rules,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  annotations: { ordinal/ignore: "service-not-found,name-too-long" }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('of two that suppress the same, both are used', () => {
  checkFindings(
    rules,
    `
# ordinal-disable service-not-found
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line service-not-found
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('while a document cannot be read, nobody knows what it suppresses', () => {
  checkFindings(
    rules,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line service-not-found
  serviceName: "nginx
`,
  );
});

test('nothing is checked in a fragment, so nothing is unused in it', () => {
  checkFindings(
    rules,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line service-not-found
  serviceName: nginx
`,
  );
});

test('nothing is unused in a chart', () => {
  checkFindings(
    rules,
    `
#- chart/Chart.yaml
name: chart
#- chart/templates/service.yaml
# ordinal-disable
apiVersion: v1
kind: Service
metadata: { name: nginx }
`,
  );
});

test('a rule that is off by the settings has nothing to suppress', () => {
  checkFindings(
    rules,
    `
# ordinal-disable service-not-found
apiVersion: v1
kind: Service
metadata: { name: nginx }
`,
    { rules: { 'service-not-found': 'off' } },
  );
});

test('settings choose another severity', () => {
  checkFindings(
    rules,
    `
# ordinal-disable service-not-found
#< warning: There is no service-not-found to suppress here.
apiVersion: v1
kind: Service
metadata: { name: nginx }
`,
    { rules: { 'unused-suppression': 'warning' } },
  );
});

test('text inside of a block scalar is no comment', () => {
  checkFindings(
    rules,
    `
apiVersion: v1
kind: ConfigMap
metadata: { name: nginx }
data:
  web.yaml: |
    # ordinal-disable
    kind: Service
`,
  );
});

test('a comment alone on its line goes with the line', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  # the name in DNS
  # ordinal-disable-next-line service-not-found
  name: nginx
`,
    `
apiVersion: v1
kind: Service
metadata:
  # the name in DNS
  name: nginx
`,
    { title: 'Remove the comment' },
  );
});

test('a comment behind a value goes alone', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service # ordinal-disable service-not-found
metadata: { name: nginx }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
`,
  );
});

test('an annotation goes, and others stay', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  annotations:
    ordinal/ignore: service-not-found # known
    about: text
  name: nginx
`,
    `
apiVersion: v1
kind: Service
metadata:
  annotations:
    about: text
  name: nginx
`,
    { title: 'Remove the annotation' },
  );
});

test('line ends stay as they are', () => {
  checkFix(rule, '# ordinal-disable\r\napiVersion: v1\r\nkind: Service\r\n', 'apiVersion: v1\r\nkind: Service\r\n');
});
