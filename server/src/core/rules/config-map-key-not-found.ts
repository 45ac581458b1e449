import { missingKeys } from '../missing-keys.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'config-map-key-not-found',
  kinds: ['StatefulSet', 'Workload'],
  effect: 'stuck',
  severity: 'error',
  summary: 'A key that the ConfigMap does not have.',
  why: `The ConfigMap is in the files and lacks the key: the container that takes a variable from it stays in CreateContainerConfigError, and a
volume whose \`items\` name it stays unmounted. It is a **warning** when the ConfigMap stands in
the folder beside, where it may be meant for something else, and for a \`subPath\` that is no key: the container finds an empty directory in the
place of the file. Nothing is said of ConfigMaps that something else fills: patches, generators that read files, controllers.`,
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions',
  bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web-config
data:
  workers: "4"
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
          env:
            - name: WORKERS
              valueFrom:
                configMapKeyRef:
                  name: web-config
                  key: worker
`,
  good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web-config
data:
  workers: "4"
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
          env:
            - name: WORKERS
              valueFrom:
                configMapKeyRef:
                  name: web-config
                  key: workers
`,

  check: (owner, workspace) => missingKeys('ConfigMap', owner, workspace),
});
