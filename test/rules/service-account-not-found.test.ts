import { test } from 'vitest';
import rule from '../../server/src/core/rules/service-account-not-found.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a slip of a name that stands beside it is an error', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: web-raeder
#                         ^^^^^^^^^^ error: There is no ServiceAccount "web-raeder"; did you mean "web-reader"? Without it, no Pod is created.
      containers:
        - name: nginx
`,
  );
});

test('others stand beside it', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: proxy
#                         ^^^^^ warning: ServiceAccount "proxy" is not among those beside this StatefulSet (web-reader). Unless the cluster has it, no Pod is created.
      containers:
        - name: nginx
`,
  );
});

test('without any ServiceAccount the cluster may have it', () => {
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
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: proxy
#                         ^^^^^ information: ServiceAccount "proxy" is not in these files; the cluster may have it. If not, no Pod is created.
      containers:
        - name: nginx
`,
  );
});

test('the old spelling', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccount: web-raeder
#                     ^^^^^^^^^^ error: There is no ServiceAccount "web-raeder"; did you mean "web-reader"? Without it, no Pod is created.
      containers:
        - name: nginx
`,
  );
});

test('the new spelling wins', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: web-reader
      serviceAccount: web-raeder
      containers:
        - name: nginx
`,
  );
});

test('in another namespace only', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader, namespace: test }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: web-reader
#                         ^^^^^^^^^^ warning: ServiceAccount "web-reader" is in namespace "test", and Pods use only those of their own, "shop". Unless it is there, too, no Pod is created.
      containers:
        - name: nginx
`,
  );
});

test('it is there, in another file', () => {
  checkFindings(
    rule,
    `
#- rbac.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader, namespace: shop }
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: web-reader
      containers:
        - name: nginx
`,
  );
});

test('each namespace has one named default', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: default
      containers:
        - name: nginx
`,
  );
});

test('a name that something fills in', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: "\${ACCOUNT}"
      containers:
        - name: nginx
`,
  );
});

test('a ServiceAccount with a name that something fills in may be it', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: "\${ACCOUNT}" }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: web-reader
      containers:
        - name: nginx
`,
  );
});

test('a bare Pod beside a StatefulSet, where it is certain', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader }
---
apiVersion: v1
kind: Pod
metadata: { name: shell }
spec: { serviceAccountName: web-raeder, containers: [{ name: shell }] }
#                           ^^^^^^^^^^ error: There is no ServiceAccount "web-raeder"; did you mean "web-reader"? Without it, the Pod is refused.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
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

test('a Deployment, where the cluster may have it', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: proxy
      containers:
        - name: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
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

test('the slip is put right', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: 'web-raeder' # reads
      containers:
        - name: nginx
`,
    `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-reader }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: 'web-reader' # reads
      containers:
        - name: nginx
`,
    { title: 'Use ServiceAccount "web-reader"' },
  );
});

test('one is made in the same namespace', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: proxy
      containers:
        - name: nginx
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      serviceAccountName: proxy
      containers:
        - name: nginx
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: proxy
  namespace: shop
`,
    { title: 'Create ServiceAccount "proxy" in this file' },
  );
});

test('a slip of a name that a build puts a prefix before', () => {
  const manifests = (name: string) => `#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { serviceAccountName: ${name}, containers: [{ name: web }] }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: runner }
#- kustomization.yaml
namePrefix: my-
resources: [web.yaml]
`;
  checkFix(rule, manifests('runer'), manifests('runner'), { title: 'Use ServiceAccount "runner"' });
});
