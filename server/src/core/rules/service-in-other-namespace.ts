import { replaceScalar } from '../edit.ts';
import { defineRule } from '../rule.ts';
import { printName } from '../words.ts';

export default defineRule({
  id: 'service-in-other-namespace',
  kinds: ['StatefulSet'],
  effect: 'broken',
  severity: 'warning',
  summary: 'The only Service that `spec.serviceName` can mean stands in another namespace.',
  why: `A governing Service gives DNS names to Pods of its own namespace only. A Service of the right name in another namespace does
not count, and no Pod of the set gets a name. Put both into one namespace.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
  namespace: test
spec:
  clusterIP: None
  selector:
    app: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  namespace: shop
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
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
  namespace: shop
spec:
  clusterIP: None
  selector:
    app: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  namespace: shop
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
`,

  *check(statefulSet, workspace) {
    const { serviceName, namespace } = statefulSet;
    const { elsewhere } = workspace.governingService(statefulSet);
    if (!serviceName || !elsewhere?.namespace || !namespace || workspace.isOpen(statefulSet)) return;
    yield {
      at: serviceName,
      message: `Service "${serviceName.value}" is in namespace "${elsewhere.namespace.value}", ${printName(statefulSet)} in "${namespace.value}": no Pod of it gets a DNS name.`,
      related: [
        { at: elsewhere.namespace, message: `Service "${serviceName.value}" is in "${elsewhere.namespace.value}"` },
        { at: namespace, message: `${printName(statefulSet)} is in "${namespace.value}"` },
      ],
      fixes: [
        // A Service that serves a set of its own namespace stays there.
        ...(workspace.setsGovernedBy(elsewhere).length > 0
          ? []
          : [
              {
                title: `Move the Service to namespace "${namespace.value}"`,
                safe: false,
                edits: [replaceScalar(elsewhere.namespace.field, namespace.value)],
              },
            ]),
        {
          title: `Move the StatefulSet to namespace "${elsewhere.namespace.value}"`,
          safe: false,
          edits: [replaceScalar(namespace.field, elsewhere.namespace.value)],
        },
      ],
    };
  },
});
