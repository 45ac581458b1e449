import { test } from 'vitest';
import rule from '../../server/src/core/rules/selector-version-label.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('the chart', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, helm.sh/chart: nginx-15.1.0 } }
#                                                       ^^^^^^^^^^^^ warning: The selector asks for helm.sh/chart=nginx-15.1.0, and it can never be changed: the first release with another version is refused.
  template:
    metadata: { labels: { app: nginx, helm.sh/chart: nginx-15.1.0 } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('the version of the application', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, app.kubernetes.io/version: "1.29" } }
#                                                                   ^^^^^^ warning: The selector asks for app.kubernetes.io/version=1.29, and it can never be changed: the first release with another version is refused.
  template:
    metadata: { labels: { app: nginx, app.kubernetes.io/version: "1.29" } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a version of several parts', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, version: 1.29.0 } }
#                                                 ^^^^^^ warning: The selector asks for version=1.29.0, and it can never be changed: the first release with another version is refused.
  template:
    metadata: { labels: { app: nginx, version: 1.29.0 } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('the old label of charts', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, chart: nginx-0.6.1 } }
#                                               ^^^^^^^^^^^ warning: The selector asks for chart=nginx-0.6.1, and it can never be changed: the first release with another version is refused.
  template:
    metadata: { labels: { app: nginx, chart: nginx-0.6.1 } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('v1 may stay for ever', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, version: v1 } }
  template:
    metadata: { labels: { app: nginx, version: v1 } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a chart without a version', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, chart: nginx } }
  template:
    metadata: { labels: { app: nginx, chart: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('one set for each version, named after it', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web-15.2 }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, version: "15.2" } }
  template:
    metadata: { labels: { app: nginx, version: "15.2" } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('it tells two sets apart', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: old }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, version: "15.2" } }
  template:
    metadata: { labels: { app: nginx, version: "15.2" } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: new }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, version: "16.0" } }
  template:
    metadata: { labels: { app: nginx, version: "16.0" } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('the same label of a set in another namespace tells nothing apart', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, version: "15.2" } }
#                                                 ^^^^^^ warning: The selector asks for version=15.2, and it can never be changed: the first release with another version is refused.
  template:
    metadata: { labels: { app: nginx, version: "15.2" } }
    spec:
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: new, namespace: test }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, version: "16.0" } }
#                                                 ^^^^^^ warning: The selector asks for version=16.0, and it can never be changed: the first release with another version is refused.
  template:
    metadata: { labels: { app: nginx, version: "16.0" } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('only the template has it', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx, helm.sh/chart: nginx-15.1.0 } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a selector that something fills in', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx, version: "\${VERSION}" } }
  template:
    metadata: { labels: { app: nginx, version: "\${VERSION}" } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('it goes from the selector and stays in the template', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector:
    matchLabels:
      app: nginx # kept
      helm.sh/chart: nginx-15.1.0
  template:
    metadata: { labels: { app: nginx, helm.sh/chart: nginx-15.1.0 } }
    spec: { containers: [{ name: nginx }] }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector:
    matchLabels:
      app: nginx # kept
  template:
    metadata: { labels: { app: nginx, helm.sh/chart: nginx-15.1.0 } }
    spec: { containers: [{ name: nginx }] }
`,
    { title: 'Remove "helm.sh/chart" from the selector' },
  );
});

test('a variant of the set in another file, and a Pod of it saved from a cluster, are not another version', () => {
  const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db, app.kubernetes.io/version: 1.2.3 } }
  template: { metadata: { labels: { app: db, app.kubernetes.io/version: 1.2.3 } }, spec: { containers: [{ name: db }] } }
`;
  const marked = set.replace(
    '1.2.3 } }\n',
    `1.2.3 } }
#                                                                ^^^^^ warning: The selector asks for app.kubernetes.io/version=1.2.3, and it can never be changed: the first release with another version is refused.
`,
  );
  checkFindings(
    rule,
    `#- a.yaml${marked}---
apiVersion: v1
kind: Pod
metadata: { name: db-0, labels: { app: db }, ownerReferences: [{ kind: StatefulSet, name: db }] }
#- b.yaml${marked}`,
  );
});
