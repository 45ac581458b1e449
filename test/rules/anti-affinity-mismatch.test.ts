import { test } from 'vitest';
import rule from '../../server/src/core/rules/anti-affinity-mismatch.ts';
import { checkFindings, checkFix } from '../harness.ts';

test("the set's name where its label was meant", () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: zookeeper } }
#                                                  ^^^^^^^^^ warning: This term keeps Pods away from those with app: zookeeper, but those of "zookeeper" carry app: zk: it does not keep them apart.
      containers: [{ name: zookeeper }]
`,
  );
});

test('a slip, in a preferred term', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zookeeper } }
  template:
    metadata: { labels: { app: zookeeper } }
    spec:
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - podAffinityTerm: { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: zokeeper } } }
#                                                                                                          ^^^^^^^^ warning: This term keeps Pods away from those with app: zokeeper, but those of "zookeeper" carry app: zookeeper: it does not keep them apart.
      containers: [{ name: zookeeper }]
`,
  );
});

test('an expression', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchExpressions: [{ key: app, operator: In, values: [zookeeper] }] }
#                                                                                    ^^^^^^^^^ warning: This term keeps Pods away from those with app: zookeeper, but those of "zookeeper" carry app: zk: it does not keep them apart.
      containers: [{ name: zookeeper }]
`,
  );
});

test('the value of another label of the Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app.kubernetes.io/name: zk } }
  template:
    metadata: { labels: { app.kubernetes.io/name: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: zk } }
#                                                  ^^ warning: This term keeps Pods away from those with app: zk, but those of "zookeeper" have no label "app": it does not keep them apart.
      containers: [{ name: zookeeper }]
`,
  );
});

test('the own labels', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: zk } }
      containers: [{ name: zookeeper }]
`,
  );
});

test('the own labels among others', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchExpressions: [{ key: app, operator: In, values: [kafka, zk] }] }
      containers: [{ name: zookeeper }]
`,
  );
});

test('it keeps away from something that looks like nothing of its own', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: kafka } }
      containers: [{ name: zookeeper }]
`,
  );
});

test('it keeps away from another workload of the files', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: zookeeper } }
      containers: [{ name: zookeeper }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: other }
spec:
  replicas: 3
  selector: { matchLabels: { app: zookeeper } }
  template: { metadata: { labels: { app: zookeeper } }, spec: { containers: [{ name: zookeeper }] } }
`,
  );
});

test('Pods of other namespaces are meant', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: zookeeper } }
              namespaces: [shop]
      containers: [{ name: zookeeper }]
`,
  );
});

test('another term keeps the Pods apart', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: zk } }
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: zookeeper } }
      containers: [{ name: zookeeper }]
`,
  );
});

test('labels that are filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: "\${APP}" } }
  template:
    metadata: { labels: { app: "\${APP}" } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: zookeeper } }
      containers: [{ name: zookeeper }]
`,
  );
});

test('a label that is asked for by a placeholder', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: "\${APP}" } }
      containers: [{ name: zookeeper }]
`,
  );
});

test('a spread constraint with labels that nobody has', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      topologySpreadConstraints:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: kafka } }
#                                                  ^^^^^ warning: This constraint counts the Pods with app: kafka, but those of "zookeeper" carry app: zk: it does not spread them.
      containers: [{ name: zookeeper }]
`,
  );
});

test('a spread constraint over the own Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      topologySpreadConstraints:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: zk } }
      containers: [{ name: zookeeper }]
`,
  );
});

test('a spread constraint over the Pods of another workload', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      topologySpreadConstraints:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: kafka } }
      containers: [{ name: zookeeper }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template: { metadata: { labels: { app: kafka } }, spec: { containers: [{ name: kafka }] } }
`,
  );
});

test('the label is put right, quotes kept', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: 'zookeeper' } }
      containers: [{ name: zookeeper }]
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: 'zk' } }
      containers: [{ name: zookeeper }]
`,
    { title: 'Choose app: zk' },
  );
});

test('the value of an expression is put right', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchExpressions: [{ key: app, operator: In, values: [zookeeper] }] }
      containers: [{ name: zookeeper }]
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchExpressions: [{ key: app, operator: In, values: [zk] }] }
      containers: [{ name: zookeeper }]
`,
  );
});

test('the key is put right', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app.kubernetes.io/name: zk } }
  template:
    metadata: { labels: { app.kubernetes.io/name: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: zk } }
      containers: [{ name: zookeeper }]
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app.kubernetes.io/name: zk } }
  template:
    metadata: { labels: { app.kubernetes.io/name: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app.kubernetes.io/name: zk } }
      containers: [{ name: zookeeper }]
`,
    { title: 'Choose app.kubernetes.io/name: zk' },
  );
});

test('the key of an expression is put right', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app.kubernetes.io/name: zk } }
  template:
    metadata: { labels: { app.kubernetes.io/name: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchExpressions: [{ key: app, operator: In, values: [zk] }] }
      containers: [{ name: zookeeper }]
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zookeeper }
spec:
  replicas: 3
  serviceName: zk-hs
  selector: { matchLabels: { app.kubernetes.io/name: zk } }
  template:
    metadata: { labels: { app.kubernetes.io/name: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchExpressions: [{ key: app.kubernetes.io/name, operator: In, values: [zk] }] }
      containers: [{ name: zookeeper }]
`,
  );
});
