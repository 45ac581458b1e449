import { test } from 'vitest';
import rule from '../../server/src/core/rules/hpa-target-not-found.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('the target is there, in another file', () => {
  checkFindings(
    rule,
    `
#- hpa.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }
  maxReplicas: 6
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the target has another kind', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
#                                              ^^^^^^^^^^ error: "web" is a StatefulSet, not a Deployment: the autoscaler finds nothing to scale.
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a set of that name in another folder says nothing about a Deployment', () => {
  checkFindings(
    rule,
    `
#- a/hpa.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 6 }
#- b/web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a slip of the keyboard', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: frontned }
#                                                                 ^^^^^^^^ error: There is no StatefulSet "frontned", and the autoscaler finds nothing to scale. Did you mean "frontend"?
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: frontend }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a slip, and another kind', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: frontned }
#                                                                ^^^^^^^^ error: There is no Deployment "frontned", and the autoscaler finds nothing to scale. Did you mean StatefulSet "frontend"?
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: frontend }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the target is in another namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: test }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }
#                                                                 ^^^ warning: StatefulSet "web" is in namespace "shop", and an autoscaler scales only in its own, "test": it finds nothing to scale.
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('it is not among the sets beside it', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: cache }
#                                                                 ^^^^^ warning: No StatefulSet "cache" is among those in these files ("web"): unless the cluster has it, the autoscaler finds nothing to scale.
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('there is no set at all', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }
#                                                                 ^^^ information: No StatefulSet "web" is in these files: unless the cluster has it, the autoscaler finds nothing to scale.
  maxReplicas: 6
`,
  );
});

test('a Deployment beside others is only information', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cache }
#                                                                ^^^^^ information: No Deployment "cache" is among those in these files ("web"): unless the cluster has it, the autoscaler finds nothing to scale.
  maxReplicas: 6
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a Deployment where there is none is nothing', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 6
`,
  );
});

test('a set whose name is filled in later may be the target', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: cache }
#                                                                 ^^^^^ information: No StatefulSet "cache" is in these files: unless the cluster has it, the autoscaler finds nothing to scale.
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: "\${NAME}" }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a StatefulSet of another group', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps.kruise.io/v1beta1, kind: StatefulSet, name: web }
  maxReplicas: 6
`,
  );
});

test('a kind that somebody defined', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps.example.com/v1, kind: Cluster, name: web }
  maxReplicas: 6
`,
  );
});

test('a name that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: "\${NAME}" }
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a kustomization with parts that cannot be seen', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [hpa.yaml, https://example.com/base]
#- hpa.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }
  maxReplicas: 6
`,
  );
});

test('the kind is put right, the comment kept', () => {
  checkFix(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: 
    apiVersion: apps/v1
    kind: Deployment # scaled
    name: web
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: 
    apiVersion: apps/v1
    kind: StatefulSet # scaled
    name: web
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Set kind: StatefulSet' },
  );
});

test('the name is put right', () => {
  checkFix(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: "frontned" }
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: frontend }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: "frontend" }
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: frontend }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Scale StatefulSet "frontend"' },
  );
});

test('the autoscaler moves to its target', () => {
  checkFix(
    rule,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: test }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }
  maxReplicas: 6
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('names that a build puts a prefix before', () => {
  const manifests = (kind: string, name: string) => `#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web-server }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web }] } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: ${kind}, name: ${name} }, maxReplicas: 3 }
#- kustomization.yaml
namePrefix: my-
resources: [web.yaml]
`;
  checkFix(rule, manifests('StatefulSet', 'web-sever'), manifests('StatefulSet', 'web-server'));
  checkFix(rule, manifests('Deployment', 'web-server'), manifests('StatefulSet', 'web-server'));
});
