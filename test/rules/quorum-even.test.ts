import { test } from 'vitest';
import rule from '../../server/src/core/rules/quorum-even.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('two of two are needed', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 2
#           ^ information: A majority of 2 etcd members is 2: when either fails, neither can decide. With 3, one may fail.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: etcd, image: "quay.io/coreos/etcd:v3.6.4" }] } }
`,
  );
});

test('four bear what three bear', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 4
#           ^ information: 4 zookeeper members bear the loss of 1, as 3 do; 5 bear the loss of 2.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: zk, image: "zookeeper:3.9" }] } }
`,
  );
});

test('three', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: zk, image: "zookeeper:3.9" }] } }
`,
  );
});

test('one, written and not', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: zk, image: "zookeeper:3.9" }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: zk, image: "zookeeper:3.9" }] } }
`,
  );
});

test('a system that does not vote', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: redis, image: "redis:8" }] } }
`,
  );
});

test('Elasticsearch leaves a vote out by itself', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: es, image: "elasticsearch:9.1.0" }] } }
`,
  );
});

test('an arbiter makes the number odd', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: mongo, image: "mongo:8" }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web-arbiter }
spec:
  replicas: 1
  selector: { matchLabels: { app: arbiter } }
  template: { metadata: { labels: { app: arbiter } }, spec: { containers: [{ name: arbiter }] } }
`,
  );
});

test('the image of an init container', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { initContainers: [{ name: wait, image: "etcd:v3.6.4" }], containers: [{ name: nginx }] } }
`,
  );
});

test('one member more', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 4 # odd?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: zk, image: "zookeeper:3.9" }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 5 # odd?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: zk, image: "zookeeper:3.9" }] } }
`,
    { title: 'Set replicas: 5' },
  );
});

test('one member less', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 4
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: zk, image: "zookeeper:3.9" }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: zk, image: "zookeeper:3.9" }] } }
`,
    { title: 'Set replicas: 3' },
  );
});
