import { missingKeys } from '../missing-keys.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'secret-key-not-found',
  kinds: ['StatefulSet', 'Workload'],
  effect: 'stuck',
  severity: 'error',
  summary: 'A key that the Secret does not have.',
  why: `The Secret is in the files and lacks the key: the container that takes a variable from it stays in CreateContainerConfigError, and a
volume whose \`items\` name it stays unmounted. It is a **warning** when the Secret stands in
the folder beside, where it may be meant for something else, and for a \`subPath\` that is no key: the container finds an empty directory in the
place of the file. Nothing is said of Secrets that something else fills: patches, generators that read files, operators.`,
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
                  name: web-credentials
                  key: pasword
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

  check: (owner, workspace) => missingKeys('Secret', owner, workspace),
});
