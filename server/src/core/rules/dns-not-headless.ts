import { isMisspeltNone, makeHeadless } from '../headless.ts';
import { isPlaceholder } from '../manifest.ts';
import { addressers, isUnderService, podAddressesIn, reportOf, together, writtenName } from '../names/addresses.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'dns-not-headless',
  kinds: addressers,
  effect: 'broken',
  severity: 'warning',
  summary: 'A Pod is addressed under a Service that is not headless.',
  why: `Names of single Pods are promised under a headless Service (\`clusterIP: None\`) only. CoreDNS happens to answer them for any Service;
kube-dns, Cloud DNS for GKE and others do not. On a Service that already runs, \`clusterIP\` cannot be changed: delete and re-create it.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  selector:
    app: nginx
  ports:
    - port: 8080
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
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
          ports:
            - containerPort: 8080
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: report
data:
  PRIMARY_HOST: web-0.nginx
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
  ports:
    - port: 8080
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
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
          ports:
            - containerPort: 8080
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: report
data:
  PRIMARY_HOST: web-0.nginx
`,

  *check(resource, workspace) {
    const slips = podAddressesIn(resource, workspace).flatMap((address) => {
      const { service } = workspace.governingService(address.statefulSet);
      if (!service || service.isHeadless || service.isExternalName || !isUnderService(address)) return [];
      // What the set itself says is told at its serviceName, by service-not-headless.
      if (address.statefulSet === resource) return [];
      const written = service.field.get('spec', 'clusterIP').text ?? service.serviceType;
      if (workspace.isCutOff(service) || isPlaceholder(written) || isMisspeltNone(service)) return [];
      const { name } = address;
      return [{ name, span: name, words: undefined, kind: service.name?.value ?? '', service }];
    });
    for (const group of together(slips)) {
      const [{ name, service }] = group;
      yield {
        ...reportOf(
          group,
          `"${writtenName(name)}" is a name that CoreDNS answers and other DNS servers do not: Service "${service.name?.value}" is not headless.`,
          [{ at: service.name ?? service.field, message: `Service "${service.name?.value}" has a cluster IP` }],
          '',
        ),
        fixes: makeHeadless(service),
      };
    }
  },
});
