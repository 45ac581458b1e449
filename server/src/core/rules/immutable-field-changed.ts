import { refusedChanges } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'immutable-field-changed',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  summary: 'A field was changed that cannot be changed in an object that exists.',
  why: `Ordinal compares with what was: in the editor with the last commit, on the command line with \`--since REV\` or \`--against PATH\`.

Some fields are fixed when an object is made, and the API server refuses every update that changes them: the name of the Service, the selector and the
claim templates of a StatefulSet, the selector of a Deployment, the address of a Service, where the data of a volume lie, the parameters of a
StorageClass. To have them otherwise, the object has to be deleted and made anew.

A StatefulSet can be deleted without its Pods: \`kubectl delete statefulset NAME --cascade=orphan\` leaves Pods and claims where they are, and the set
takes them over when it is applied again. Claim templates count for new claims only; those that exist are changed one by one.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations',
  bad: `
#- web.yaml (as it was)
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  podManagementPolicy: OrderedReady
  replicas: 3
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
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  podManagementPolicy: Parallel
  replicas: 3
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
`,
  good: `
#- web.yaml (as it was)
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
#- web.yaml
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    app: nginx
  ports:
    - port: 80
#- pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: nginx
  labels:
    app: nginx
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      ports:
        - containerPort: 80
`,

  check: refusedChanges,
});
