import { test } from 'vitest';
import rule from '../../server/src/core/rules/service-selects-nothing.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a slip in one of two labels', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: shop, tier: fronted } }
#                                    ^^^^^^^ warning: No Pods in these files carry app=shop,tier=fronted, which Service "web" selects; those of Deployment "web" carry tier=frontend. What is sent to the Service reaches none of them.
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: shop, tier: frontend } } } }
`,
  );
});

test('a slip in the only label', () => {
  checkFindings(
    rule,
    `
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: ngnix } }
#                        ^^^^^ warning: No Pods in these files carry app=ngnix, which Service "web" selects; those of Deployment "web" carry app=nginx. What is sent to the Service reaches none of them.
#- web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: nginx } } } }
`,
  );
});

test('the same value under another key', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: cassandra }
spec: { selector: { name: cassandra } }
#                         ^^^^^^^^^ warning: No Pods in these files carry name=cassandra, which Service "cassandra" selects; those of Deployment "cassandra" carry app=cassandra. What is sent to the Service reaches none of them.
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cassandra }
spec: { template: { metadata: { labels: { app: cassandra } } } }
`,
  );
});

test('another value, while no other Service selects these Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: shop, tier: web } }
#                                    ^^^ warning: No Pods in these files carry app=shop,tier=web, which Service "web" selects; those of Deployment "web" carry tier=frontend. What is sent to the Service reaches none of them.
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: shop, tier: frontend } } } }
`,
  );
});

test('another part of the application, which has a Service of its own, is no near miss', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: shop, tier: web } }
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { selector: { app: shop, tier: db } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: db }
spec: { template: { metadata: { labels: { app: shop, tier: db } } } }
`,
  );
});

test('a label that the Pods get when they run', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: primary }
spec: { selector: { app: postgres, role: master } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: postgres }
spec:
  selector: { matchLabels: { app: postgres } }
  template: { metadata: { labels: { app: postgres } }, spec: { containers: [{ name: postgres }] } }
`,
  );
});

test("the Pod's own name, and the index, are added by the controller", () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web-0 }
spec: { selector: { app: web, statefulset.kubernetes.io/pod-name: web-0, apps.kubernetes.io/pod-index: "0" } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('nothing is near: the Pods are made elsewhere', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: payment } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: nginx } } } }
`,
  );
});

test('where a Service selects some Pods, others may be near', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web-a1 } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: a }
spec: { template: { metadata: { labels: { app: web-a1 } } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: b }
spec: { template: { metadata: { labels: { app: web-b1 } } } }
`,
  );
});

test('a governing Service is the business of another rule', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { clusterIP: None, selector: { app: ngnix } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('in another namespace, a near miss is none', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: shop, tier: fronted } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: test }
spec: { template: { metadata: { labels: { app: shop, tier: frontend } } } }
`,
  );
});

test('in another namespace, a slip is none', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: ngnix } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: test }
spec: { template: { metadata: { labels: { app: nginx } } } }
`,
  );
});

test('two short names are two names when both are used', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api } }
---
apiVersion: v1
kind: Service
metadata: { name: app }
spec: { selector: { app: app } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec: { template: { metadata: { labels: { app: app } } } }
`,
  );
});

test('labels that are filled in later may be any', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: shop, tier: fronted } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: shop, tier: "\${TIER}" } } } }
`,
  );
});

test('a kustomization with parts that cannot be seen may hold the Pods', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [all.yaml, https://example.com/base]
#- all.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: shop, tier: fronted } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: shop, tier: frontend } } } }
`,
  );
});

test('the workload of the same name is meant first', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: store }
spec: { selector: { app: shop, tier: bakcend } }
#                                    ^^^^^^^ warning: No Pods in these files carry app=shop,tier=bakcend, which Service "store" selects; those of Deployment "store" carry tier=backend. What is sent to the Service reaches none of them.
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: shop, tier: backends } } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: store }
spec: { template: { metadata: { labels: { app: shop, tier: backend } } } }
`,
  );
});

test('the value is put right', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector:
    app: shop
    tier: 'fronted' # what users see
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: shop, tier: frontend } } } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector:
    app: shop
    tier: 'frontend' # what users see
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: shop, tier: frontend } } } }
`,
    { title: 'Select tier=frontend' },
  );
});

test('the key is put right', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: cassandra }
spec:
  selector:
    name: "cassandra" # all
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cassandra }
spec: { template: { metadata: { labels: { app: cassandra } } } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: cassandra }
spec:
  selector:
    app: "cassandra" # all
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cassandra }
spec: { template: { metadata: { labels: { app: cassandra } } } }
`,
    { title: 'Select app=cassandra' },
  );
});

test('a slip beside labels that agree, although another Service chooses these Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: clients }
spec: { selector: { app: zk, part: serer } }
#                                  ^^^^^ warning: No Pods in these files carry app=zk,part=serer, which Service "clients" selects; those of Deployment "zk" carry part=server. What is sent to the Service reaches none of them.
---
apiVersion: v1
kind: Service
metadata: { name: members }
spec: { selector: { app: zk } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: zk }
spec: { template: { metadata: { labels: { app: zk, part: server } } } }
`,
  );
});

test('a slip in a key, although another Service chooses these Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: clients }
spec: { selector: { app.kuberntes.io/name: zk } }
#                                          ^^ warning: No Pods in these files carry app.kuberntes.io/name=zk, which Service "clients" selects; those of Deployment "zk" carry app.kubernetes.io/name=zk. What is sent to the Service reaches none of them.
---
apiVersion: v1
kind: Service
metadata: { name: members }
spec: { selector: { app.kubernetes.io/name: zk } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: zk }
spec: { template: { metadata: { labels: { app.kubernetes.io/name: zk } } } }
`,
  );
});
