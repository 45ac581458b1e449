import { test } from 'vitest';
import rule from '../../server/src/core/rules/name-not-dns-label.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('dots', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: shop.web }
#                 ^^^^^^^^ error: "shop.web" is no name for a StatefulSet, because it has dots, and the Pods' host names may have none: the API server refuses it.
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('upper case', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: Web }
#                 ^^^ error: "Web" is no name for a StatefulSet, because it has upper case letters ("W"): the API server refuses it.
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('an underscore', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web_1 }
#                 ^^^^^ error: "web_1" is no name for a StatefulSet, because "_" may not stand in the Pods' host names: the API server refuses it.
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a dash at the end', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web- }
#                 ^^^^ error: "web-" is no name for a StatefulSet, because it must start and end with a letter or digit: the API server refuses it.
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a blank', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: "my web" }
#                 ^^^^^^^^ error: "my web" is no name for a StatefulSet, because " " may not stand in the Pods' host names: the API server refuses it.
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('digits may come first', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: 1web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('two dashes', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a--b }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a name that something fills in', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: "<NAME>" }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a template', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: "\${NAME}-db" }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a Deployment may have dots', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop.web }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a fragment', () => {
  checkFindings(
    rule,
    `
$patch: merge
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: Web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('camel case becomes dashes', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: "myWeb.Shop" # the shop
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: "my-web-shop" # the shop
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
    { title: 'Rename the StatefulSet to "my-web-shop"' },
  );
});

test('capitals alone are no humps', () => {
  const set = (name: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name} }
spec: { selector: { matchLabels: { app: web } }, template: { spec: { containers: [{ name: web }] } } }
`;
  checkFix(rule, set('S3FILES-APP'), set('s3files-app'));
});
