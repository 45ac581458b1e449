import { appendDocument, replaceScalar } from '../edit.ts';
import type { Resource, Service } from '../manifest.ts';
import { clientService, nameBeside } from '../objects.ts';
import { backendsIn } from '../routes.ts';
import { defineRule, type Fix } from '../rule.ts';
import { printName, printObject } from '../words.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'not-ready-addresses-for-clients',
  kinds: ['Service'],
  effect: 'risky',
  severity: 'information',
  summary: 'A Service that publishes Pods before they are Ready, with clients behind an Ingress or route.',
  why: `\`publishNotReadyAddresses\` is for the members of a cluster, which must find each other before they are Ready. It also lists Pods that are still starting
or already ending, and no readinessProbe keeps traffic away from them: clients get refused connections at every start, update and end of a Pod. Give clients
a second Service with a cluster IP and the same selector.`,
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: search
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    app: search
  ports:
    - name: http
      port: 9200
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: search
spec:
  serviceName: search
  selector:
    matchLabels:
      app: search
  template:
    metadata:
      labels:
        app: search
    spec:
      containers:
        - name: elasticsearch
          image: example.com/search:9.1.2
          ports:
            - containerPort: 9200
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: search
spec:
  defaultBackend:
    service:
      name: search
      port:
        name: http
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: search
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    app: search
  ports:
    - name: http
      port: 9200
---
apiVersion: v1
kind: Service
metadata:
  name: search-client
spec:
  selector:
    app: search
  ports:
    - name: http
      port: 9200
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: search
spec:
  serviceName: search
  selector:
    matchLabels:
      app: search
  template:
    metadata:
      labels:
        app: search
    spec:
      containers:
        - name: elasticsearch
          image: example.com/search:9.1.2
          ports:
            - containerPort: 9200
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: search
spec:
  defaultBackend:
    service:
      name: search-client
      port:
        name: http
`,

  *check(service, workspace) {
    if (!service.publishNotReadyAddresses || !service.selector) return;
    const [statefulSet] = workspace.setsGovernedBy(service);
    const routes = workspace.routesTo(service);
    const [route] = routes;
    if (!statefulSet || !route) return;
    yield {
      at: service.field.get('spec', 'publishNotReadyAddresses'),
      message: `Service ${printName(service)} publishes the Pods of ${printName(statefulSet)} before they are Ready and while they end, and ${printObject(route)} sends clients to it.`,
      related: routes.flatMap((each) =>
        namesIn(each, service)
          .slice(0, 1)
          .map((name) => ({ at: name, message: printObject(each) })),
      ),
      fixes: serviceForClients(service, routes, workspace),
    };
  },
});

const namesIn = (route: Resource, service: Service) =>
  backendsIn(route).filter(({ value }) => value === service.name?.value);

function serviceForClients(service: Service, routes: readonly Resource[], workspace: Workspace): readonly Fix[] {
  if (!service.name) return [];
  const { written: name, built } = nameBeside(service.name, '-client');
  const backends = routes.flatMap((route) => namesIn(route, service));
  if (service.ports.length === 0 || workspace.servicesNamed(built, service).length > 0) return [];
  return [
    {
      title: `Create Service "${name}" for clients, and send them there`,
      safe: false,
      edits: [
        ...backends.map(({ field }) => replaceScalar(field, name)),
        appendDocument(service.field.document.uri, clientService(name, service)),
      ],
    },
  ];
}
