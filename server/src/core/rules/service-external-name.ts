import { serviceNameFrom } from '../dns-label.ts';
import { bringObject, replaceScalar } from '../edit.ts';
import { readdressed } from '../names/addresses.ts';
import { headlessService } from '../objects.ts';
import { defineRule } from '../rule.ts';
import { printName } from '../words.ts';
import { writtenName } from '../yaml.ts';

export default defineRule({
  id: 'service-external-name',
  kinds: ['StatefulSet'],
  effect: 'broken',
  severity: 'warning',
  summary: 'The governing Service is of type ExternalName, which has no Pods.',
  why: `An ExternalName Service is an alias for a name outside of the cluster. It selects no Pods, so none of the set's Pods gets a DNS
name from it. The governing Service must be headless (\`clusterIP: None\`) and select the Pods.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  type: ExternalName
  externalName: www.example.com
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

  *check(statefulSet, workspace) {
    const { serviceName } = statefulSet;
    const { service } = workspace.governingService(statefulSet);
    if (!serviceName || !service?.isExternalName) return;
    const name = serviceNameFrom(writtenName(serviceName), '-headless');
    // The names of its Pods, where somebody uses them, go along.
    const names = readdressed(statefulSet, name, workspace);
    const isFree = workspace.servicesNamed(name, statefulSet).length === 0;
    yield {
      at: serviceName,
      message: `Service "${serviceName.value}" is an ExternalName: it has no Pods, so none of ${printName(statefulSet)} gets a DNS name from it.`,
      related: [
        { at: service.field.get('spec', 'type'), message: `Service "${serviceName.value}" is of type ExternalName` },
      ],
      fixes:
        names && isFree
          ? bringObject(
              workspace,
              serviceName.field.document.uri,
              `headless Service "${name}"`,
              `${name}-service`,
              headlessService(name, statefulSet),
            ).map(({ title, edits }) => ({
              title: `${title}, and use it`,
              safe: false,
              edits: [replaceScalar(serviceName.field, name), ...names, ...edits],
            }))
          : [],
    };
  },
});
