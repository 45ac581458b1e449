import { test } from 'vitest';
import rule from '../../server/src/core/rules/partition-holds-everything.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a partition as high as the replicas', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  updateStrategy: { rollingUpdate: { partition: 3 } }
#                                               ^ warning: A partition of 3 holds back every Pod of "web", which has 3 Pods: a changed template reaches none of them.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('replicas that are not written are one', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  updateStrategy: { rollingUpdate: { partition: 1 } }
#                                               ^ warning: A partition of 1 holds back every Pod of "web", which has 1 Pod (replicas is not set): a changed template reaches none of them.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the partition counts from the first Pod, whatever its ordinal', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  ordinals: { start: 5 }
  updateStrategy: { rollingUpdate: { partition: 6 } }
#                                               ^ warning: A partition of 6 holds back every Pod of "web", which has 3 Pods: a changed template reaches none of them. It counts from the first Pod, not from ordinal 0.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the last Pod is updated', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  updateStrategy: { rollingUpdate: { partition: 2 } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('there is nothing to hold back in a set of none', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 0
  updateStrategy: { rollingUpdate: { partition: 1 } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('replicas that are filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: \${REPLICAS}
  updateStrategy: { rollingUpdate: { partition: 3 } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('an autoscaler may make more Pods than the partition holds', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  updateStrategy: { rollingUpdate: { partition: 3 } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- hpa.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }, maxReplicas: 5 }
`,
  );
});

test('an autoscaler that never makes so many', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  updateStrategy: { rollingUpdate: { partition: 5 } }
#                                               ^ warning: A partition of 5 holds back every Pod of "web", which has at most 5 Pods: a changed template reaches none of them.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- hpa.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }, maxReplicas: 5 }
`,
  );
});

test('a kustomization that sets the replicas', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [web.yaml]
replicas: [{ name: web, count: 5 }]
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  updateStrategy: { rollingUpdate: { partition: 3 } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a kustomization that patches the replicas', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [web.yaml]
patches:
  - target: { kind: StatefulSet, name: web }
    patch: '[{ "op": "add", "path": "/spec/replicas", "value": 5 }]'
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  updateStrategy: { rollingUpdate: { partition: 3 } }
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a kustomization that sets the replicas of another', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [web.yaml]
replicas: [{ name: db, count: 5 }]
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  updateStrategy: { rollingUpdate: { partition: 3 } }
#                                               ^ warning: A partition of 3 holds back every Pod of "web", which has 1 Pod (replicas is not set): a changed template reaches none of them.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the partition is set to 0, its comment kept', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  updateStrategy:
    rollingUpdate:
      partition: 3 # staged
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  updateStrategy:
    rollingUpdate:
      partition: 0 # staged
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Set partition: 0' },
  );
});
