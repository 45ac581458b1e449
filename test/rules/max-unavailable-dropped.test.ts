import { test } from 'vitest';
import rule from '../../server/src/core/rules/max-unavailable-dropped.ts';
import { checkFindings, checkFix } from '../harness.ts';

const withTwo = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 5
  updateStrategy: { rollingUpdate: { maxUnavailable: 2 } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`;

test('1.37 obeys it', () => {
  checkFindings(rule, withTwo, { kubernetes: '1.37' });
});

test('1.36 drops it', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 5
  updateStrategy: { rollingUpdate: { maxUnavailable: 2 } }
#                                                    ^ information: Kubernetes 1.36 drops maxUnavailable: 2 (its feature gate is off by default): the Pods are replaced one after the other.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { kubernetes: '1.36' },
  );
});

test('a percentage that is more than one Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 5
  updateStrategy: { rollingUpdate: { maxUnavailable: 40% } }
#                                                    ^^^ information: Kubernetes 1.34 drops maxUnavailable: 40% (its feature gate is off by default): the Pods are replaced one after the other.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { kubernetes: '1.34' },
  );
});

test('one at a time happens anyway', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  updateStrategy: { rollingUpdate: { maxUnavailable: 1 } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: 5
  updateStrategy: { rollingUpdate: { maxUnavailable: 39% } }
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db }] } }
`,
    { kubernetes: '1.36' },
  );
});

test('a value that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  updateStrategy: { rollingUpdate: { maxUnavailable: "\${MAX}" } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { kubernetes: '1.36' },
  );
});

test('it is removed with the mapping that it leaves empty', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 5
  updateStrategy:
    type: RollingUpdate # the default
    rollingUpdate:
      maxUnavailable: 2
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 5
  updateStrategy:
    type: RollingUpdate # the default
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Remove maxUnavailable: 2', settings: { kubernetes: '1.36' } },
  );
});

test('it alone is removed where the partition stands beside it', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 5
  updateStrategy: { rollingUpdate: { maxUnavailable: 2, partition: 1 } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 5
  updateStrategy: { rollingUpdate: { partition: 1 } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Remove maxUnavailable: 2', settings: { kubernetes: '1.36' } },
  );
});
