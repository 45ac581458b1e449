import { test } from 'vitest';
import rule from '../../server/src/core/rules/service-selects-other-pods.ts';
import { checkFindings, checkFix } from '../harness.ts';

const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: shop, tier: db } }
  template: { metadata: { labels: { app: shop, tier: db } }, spec: { containers: [{ name: postgres }] } }
`;
const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: shop, tier: web } } } }
`;

test("a Deployment's Pods carry the same label", () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop } }
#                                         ^^^^ warning: Service "db" governs "db", but app=shop also selects the Pods of Deployment "web": its name answers with their addresses, too.
---${set}---${deployment}`,
  );
});

test('a Service with a cluster IP sends them traffic', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { selector: { app: shop } }
#                        ^^^^ warning: Service "db" governs "db", but app=shop also selects the Pods of Deployment "web": they get a part of its traffic.
---${set}---${deployment}`,
  );
});

test('a selector of two labels is marked as a whole', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop, part: all } }
#                                  ^^^^^^^^^^^^^^^^^^^^^^^^ warning: Service "db" governs "db", but app=shop,part=all also selects the Pods of DaemonSet "agent": its name answers with their addresses, too.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: shop } }
  template: { metadata: { labels: { app: shop, part: all } }, spec: { containers: [{ name: postgres }] } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec: { template: { metadata: { labels: { app: shop, part: all } } } }
`,
  );
});

test('two sets may share a Service that governs both', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop } }
---${set}---${set.replace('name: db', 'name: db-2')}`,
  );
});

test('a set that another Service governs is another workload', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop } }
#                                         ^^^^ warning: Service "db" governs "db", but app=shop also selects the Pods of StatefulSet "cache": its name answers with their addresses, too.
---${set}---${set.replace('name: db', 'name: cache').replace('serviceName: db', 'serviceName: cache').replaceAll('tier: db', 'tier: cache')}`,
  );
});

test('a Service that governs no set may select whatever it wants', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: all }
spec: { clusterIP: None, selector: { app: shop } }
---${set}---${deployment}`,
  );
});

test('the selector that tells them apart is right', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop, tier: db } }
---${set}---${deployment}`,
  );
});

test('in another file of the folder it may be an alternative', () => {
  checkFindings(
    rule,
    `
#- db.yaml
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop } }
#                                         ^^^^ information: Service "db" governs "db", but app=shop also selects the Pods of Deployment "web": where both are deployed, its name answers with their addresses, too.
---${set}
#- web.yaml${deployment}`,
  );
});

test('one kustomization deploys both', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [db.yaml, web/web.yaml]
#- db.yaml
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop } }
#                                         ^^^^ warning: Service "db" governs "db", but app=shop also selects the Pods of Deployment "web": its name answers with their addresses, too.
---${set}
#- web/web.yaml${deployment}`,
  );
});

test('nothing is said about another folder', () => {
  checkFindings(
    rule,
    `
#- a/db.yaml
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop } }
---${set}
#- b/web.yaml${deployment}`,
  );
});

test('in another namespace there are other Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { clusterIP: None, selector: { app: shop } }
---${set}---${deployment.replace('name: web', 'name: web, namespace: test')}`,
  );
});

test("Pods that the set made itself, in a dump of a cluster, and a Job's are not meant", () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop } }
---${set}---
apiVersion: v1
kind: Pod
metadata: { name: db-0, labels: { app: shop }, ownerReferences: [{ kind: StatefulSet, name: db }] }
---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate }
spec: { template: { metadata: { labels: { app: shop } } } }
`,
  );
});

test('a label of the set narrows the selector', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: db }
spec:
  clusterIP: None
  selector:
    "app": 'shop' # all of it
---${set}---${deployment}`,
    `
apiVersion: v1
kind: Service
metadata: { name: db }
spec:
  clusterIP: None
  selector:
    "app": 'shop' # all of it
    tier: db
---${set}---${deployment}`,
    { title: 'Select tier=db, too' },
  );
});

test('a set whose serviceName is a slip of this one, or absent, is told of that', () => {
  const other = set.replace('name: db', 'name: cache').replaceAll('tier: db', 'tier: cache');
  for (const serviceName of ['serviceName: dbb', ''])
    checkFindings(
      rule,
      `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop } }
---${set}---${other.replace('serviceName: db', serviceName)}`,
    );
});

test('a workload that nothing tells from the set is selector-overlap', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: shop } }
---${set}---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: shop, tier: db } }
  template: { metadata: { labels: { app: shop, tier: db } } }
`,
  );
});
