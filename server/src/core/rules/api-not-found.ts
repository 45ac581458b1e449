import { refusals } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'api-not-found',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  summary: 'A name refers to something in the same object that is not there.',
  why: `Containers name the volumes and resource claims of their Pod. The API server looks for each of these names in the same object, and refuses
the object when there is no such thing. Names of other objects, such as ConfigMaps and Secrets, it does not look up.`,
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 1
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      resourceClaims:
        - name: card
          resourceClaimTemplateName: gpu
      containers:
        - name: nginx
          image: nginx:1.29
          resources:
            claims:
              - name: gpu
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - port: 80
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 1
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      resourceClaims:
        - name: gpu
          resourceClaimTemplateName: gpu
      containers:
        - name: nginx
          image: nginx:1.29
          resources:
            claims:
              - name: gpu
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - port: 80
`,

  check: (resource, workspace) => refusals(['Not found'], resource, workspace),
});
