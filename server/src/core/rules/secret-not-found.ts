import { missingReferences } from '../missing-references.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'secret-not-found',
  kinds: ['StatefulSet', 'Workload'],
  effect: 'stuck',
  severity: 'warning',
  summary: 'A Secret that the Pods need is not in the files.',
  why: `Nothing is refused, but the Pods wait for ever: a container that takes its environment from a missing Secret stays in
CreateContainerConfigError, and a volume made of one stays unmounted (ContainerCreating). Secrets are mostly kept out of files, so this is
**information** unless the name is a slip of one that stands beside it, which is an **error**. Secrets that a SealedSecret, an ExternalSecret,
a Certificate or the like makes are there. What says \`optional: true\` is not needed.`,
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#using-a-secret',
  bad: `
apiVersion: v1
kind: Secret
metadata:
  name: web-credentials
stringData:
  password: change-me
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
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  name: web-credential
                  key: password
`,
  good: `
apiVersion: v1
kind: Secret
metadata:
  name: web-credentials
stringData:
  password: change-me
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
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  name: web-credentials
                  key: password
`,

  check: (owner, workspace) => missingReferences('Secret', owner, workspace),
});
