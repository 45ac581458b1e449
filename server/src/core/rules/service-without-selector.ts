import { insertKey } from '../edit.ts';
import { writtenLabels } from '../objects.ts';
import { defineRule } from '../rule.ts';
import { printName } from '../words.ts';

export default defineRule({
  id: 'service-without-selector',
  kinds: ['Service'],
  effect: 'broken',
  severity: 'warning',
  misses: ['selector', 'spec'],
  summary: 'The governing Service has no selector.',
  why: `A Service without a selector has the endpoints that somebody makes by hand, and no others. Unless an EndpointSlice is written for it,
no Pod of the set gets a DNS name.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
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
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
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
`,

  *check(service, workspace) {
    if (service.selector || service.isExternalName) return;
    const statefulSet = workspace.setsGovernedBy(service).find((set) => !workspace.isPartial(set));
    if (!statefulSet || workspace.endpointsOf(service)) return;
    const labels = writtenLabels(statefulSet);
    const spec = service.field.get('spec');
    const selector = spec.get('selector');
    yield {
      at: selector.exists ? selector : (service.name ?? service.field),
      message: `Service "${service.name?.value}" has no selector, so it has no endpoints unless they are made by hand, and the Pods of ${printName(statefulSet)} get no DNS names.`,
      related: statefulSet.serviceName
        ? [{ at: statefulSet.serviceName, message: `${printName(statefulSet)} is governed by this Service` }]
        : [],
      fixes:
        Object.keys(labels).length > 0 && spec.kind === 'mapping' && !selector.exists
          ? [
              {
                title: `Select ${Object.entries(labels)
                  .map(([key, value]) => `${key}=${value}`)
                  .join(',')}`,
                safe: false,
                edits: [insertKey(spec, 'selector', labels)],
              },
            ]
          : [],
    };
  },
});
