import { warnings } from '../api/report.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'api-warning',
  kinds: ['Resource'],
  effect: 'advice',
  severity: 'information',
  summary: 'What the API server takes with a warning.',
  why: `With some objects that it takes, the API server sends a warning, which \`kubectl\` prints once and pipelines scroll away: fields that do nothing,
annotations and drivers that no supported Kubernetes reads, names on their way out, and what later versions will refuse. Ordinal says the same before
anything is sent, for the version of Kubernetes that you chose.`,
  source: 'https://kubernetes.io/blog/2020/09/03/warnings/',
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      nodeSelector:
        beta.kubernetes.io/arch: arm64
      containers:
        - name: nginx
          image: nginx:1.29
          resources:
            limits:
              memory: 512m
`,
  good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      nodeSelector:
        kubernetes.io/arch: arm64
      containers:
        - name: nginx
          image: nginx:1.29
          resources:
            limits:
              memory: 512Mi
`,

  check: (resource, workspace) => warnings(resource, workspace),
});
