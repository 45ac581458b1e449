import { test } from 'vitest';
import rule from '../../server/src/core/rules/not-ready-addresses-for-clients.ts';
import { checkFindings, checkFix } from '../harness.ts';

const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: search }
spec:
  serviceName: search
  selector: { matchLabels: { app: search } }
  template: { metadata: { labels: { app: search } }, spec: { containers: [{ name: elasticsearch }] } }
`;

test('an Ingress sends clients there', () => {
  checkFindings(
    rule,
    `
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: search }
spec:
  clusterIP: None
  publishNotReadyAddresses: true
#                           ^^^^ information: Service "search" publishes the Pods of "search" before they are Ready and while they end, and Ingress "search" sends clients to it.
  selector: { app: search }
#- set.yaml${set}
#- ingress.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: search }
spec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: search, port: { number: 9200 } } } }] } }] }
`,
  );
});

test('an old Ingress, by its old fields', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: search }
spec:
  publishNotReadyAddresses: true
#                           ^^^^ information: Service "search" publishes the Pods of "search" before they are Ready and while they end, and Ingress "search" sends clients to it.
  selector: { app: search }
---${set}---
apiVersion: extensions/v1beta1
kind: Ingress
metadata: { name: search }
spec: { backend: { serviceName: search, servicePort: 9200 } }
`,
  );
});

test('a route of a Gateway sends clients there', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: search }
spec:
  publishNotReadyAddresses: true
#                           ^^^^ information: Service "search" publishes the Pods of "search" before they are Ready and while they end, and HTTPRoute "search" sends clients to it.
  selector: { app: search }
---${set}---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: search }
spec: { rules: [{ backendRefs: [{ name: search, port: 9200 }] }] }
`,
  );
});

test('a route of OpenShift sends clients there', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: search }
spec:
  publishNotReadyAddresses: true
#                           ^^^^ information: Service "search" publishes the Pods of "search" before they are Ready and while they end, and Route "search" sends clients to it.
  selector: { app: search }
---${set}---
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: search }
spec: { to: { kind: Service, name: search } }
`,
  );
});

test('clients who come through another Service are right', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: search }
spec:
  publishNotReadyAddresses: true
  selector: { app: search }
---${set}---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: search }
spec: { defaultBackend: { service: { name: search-client, port: { number: 9200 } } } }
`,
  );
});

test('a Service that publishes only Ready Pods is right', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: search }
spec: { selector: { app: search } }
---${set}---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: search }
spec: { defaultBackend: { service: { name: search, port: { number: 9200 } } } }
`,
  );
});

test('another namespace, another kind of backend', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: search, namespace: a }
spec:
  publishNotReadyAddresses: true
  selector: { app: search }
---${set}---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: search, namespace: b }
spec: { defaultBackend: { service: { name: search, port: { number: 9200 } } } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: search, namespace: a }
spec: { rules: [{ backendRefs: [{ name: search, namespace: b }, { kind: ServiceImport, name: search }] }] }
`,
  );
});

test('clients get a Service of their own', () => {
  checkFix(
    rule,
    `
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: search, namespace: shop }
spec:
  clusterIP: None
  publishNotReadyAddresses: true # for the members
  selector: { app: search }
  ports:
    - name: http
      port: 9200 # REST
      targetPort: http
#- set.yaml${set}
#- ingress.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: search }
spec:
  defaultBackend:
    service:
      name: "search" # all of it
      port: { name: http }
`,
    `
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: search, namespace: shop }
spec:
  clusterIP: None
  publishNotReadyAddresses: true # for the members
  selector: { app: search }
  ports:
    - name: http
      port: 9200 # REST
      targetPort: http
---
apiVersion: v1
kind: Service
metadata:
  name: search-client
  namespace: shop
spec:
  selector:
    app: search
  ports:
    - name: http
      port: 9200
      targetPort: http

#- set.yaml${set}
#- ingress.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: search }
spec:
  defaultBackend:
    service:
      name: "search-client" # all of it
      port: { name: http }
`,
    { title: 'Create Service "search-client" for clients, and send them there' },
  );
});

test('an Ingress that is built with a prefix', () => {
  checkFindings(
    rule,
    `#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web }] } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: web }, ports: [{ port: 80 }] }
#                                                  ^^^^ information: Service "my-web" publishes the Pods of "my-web" before they are Ready and while they end, and Ingress "my-shop" sends clients to it.
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec: { rules: [{ http: { paths: [{ path: /, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
#- kustomization.yaml
namePrefix: my-
resources: [web.yaml]
`,
  );
});
