import { test } from 'vitest';
import rule from '../../server/src/core/rules/pod-name-collision.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('the set waits for the name', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-0, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
#                 ^^^ error: The bare Pod "web-0" takes the name of one of this set's Pods: while it is there, the set waits for that name without a word.
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

test('a Pod with its labels is taken over', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-0, labels: { app: nginx } }
spec: { containers: [{ name: shell }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
#                 ^^^ warning: The bare Pod "web-0" has the name and the labels of one of this set's Pods: the set takes it over and replaces it.
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

test('a Pod that is taken over as it is', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-0, labels: { app: nginx } }
spec: { containers: [{ name: shell }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
#                 ^^^ warning: The bare Pod "web-0" has the name and the labels of one of this set's Pods: the set takes it over.
spec:
  serviceName: nginx
  updateStrategy: { type: OnDelete }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('an ordinal that the set makes', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-2, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
#                 ^^^ error: The bare Pod "web-2" takes the name of one of this set's Pods: while it is there, the set waits for that name without a word.
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('an ordinal that the set does not make', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-3, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('ordinals start elsewhere', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-0, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  ordinals: { start: 1 }
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
`,
  );
});

test('a name with zeros is none of its own', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-00, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
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

test('another namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-0, namespace: test, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
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
      containers:
        - name: nginx
`,
  );
});

test('a namespace that only one of them writes', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-0, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
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
      containers:
        - name: nginx
`,
  );
});

test('its own Pod, saved from a cluster', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-0, labels: { app: nginx }, ownerReferences: [{ kind: StatefulSet, name: web }] }
spec: { containers: [{ name: shell }] }
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

test('a file beside it may be an alternative', () => {
  checkFindings(
    rule,
    `
#- pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web-0, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
#- set.yaml
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

test('a file of the same kustomization', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [pod.yaml, set.yaml]
#- pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web-0, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
#                 ^^^ error: The bare Pod "web-0" takes the name of one of this set's Pods: while it is there, the set waits for that name without a word.
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

test('the Pod gets another name', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Pod
metadata: { name: web-0, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
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
    `
apiVersion: v1
kind: Pod
metadata: { name: web-pod, labels: { app: debug } }
spec: { containers: [{ name: shell }] }
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
    { title: 'Rename the Pod to "web-pod"' },
  );
});
