import { missingReferences } from '../missing-references.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'config-map-not-found',
  kinds: ['StatefulSet', 'Workload'],
  effect: 'stuck',
  severity: 'warning',
  summary: 'A ConfigMap that the Pods need is not in the files.',
  why: `Nothing is refused, but the Pods wait for ever: a container that takes its environment from a missing ConfigMap stays in
CreateContainerConfigError, and a volume made of one stays unmounted (ContainerCreating). It is an **error** when the name is a slip of
one that stands beside it, a **warning** when others stand beside it, and **information** when there is none: then the cluster may well
have it. What says \`optional: true\` is not needed.`,
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions',
  bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web-config
data:
  WORKERS: "4"
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          envFrom:
            - configMapRef:
                name: web-confg
`,
  good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web-config
data:
  WORKERS: "4"
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          envFrom:
            - configMapRef:
                name: web-config
`,

  check: (owner, workspace) => missingReferences('ConfigMap', owner, workspace),
});
