import { test } from 'vitest';
import rule from '../../server/src/core/rules/dns-wrong-namespace.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('another namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: shop }
data:
  url: http://web-0.nginx.default.svc.cluster.local:8080
#                         ^^^^^^^ warning: "web-0.nginx.default.svc.cluster.local" does not resolve: "web" is in namespace "shop", not in "default".
`,
  );
});

test('the namespace of whoever asks', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: office }
data:
  url: http://web-0.nginx.office.svc:8080
#                         ^^^^^^ warning: "web-0.nginx.office.svc" does not resolve: "web" is in namespace "shop", not in "office".
`,
  );
});

test('no namespace before svc', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: shop }
data:
  url: http://web-0.nginx.svc:8080
#             ^^^^^^^^^^^^^^^ warning: "web-0.nginx.svc" does not resolve: before "svc" stands the namespace, which is "shop"; "nginx" is the Service.
`,
  );
});

test('no namespace, and none is known', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  url: http://web-0.nginx.svc.cluster.local:8080
#                        ^^^^^^^^^^^^^^^^^^ warning: "web-0.nginx.svc.cluster.local" does not resolve: before "svc" stands the namespace; "nginx" is the Service.
`,
  );
});

test('from elsewhere, another set may be meant', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: office }
data:
  url: http://web-0.nginx.third.svc:8080
`,
  );
});

test('a namespace that is not known, or filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: shop }
data:
  a: web-0.nginx.shop.svc
  b: web-0.nginx.$NS.svc
  c: web-0.nginx.NAMESPACE.svc
`,
  );
});

test('the namespace of the Pod itself', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: NS
              valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
            - name: PEER
              value: http://web-0.nginx.$(NS).svc:8080
`,
  );
});

test('a namespace that kustomize writes over', () => {
  checkFindings(
    rule,
    `
#- web.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: base }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: base }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: base }
data:
  url: http://web-0.nginx.prod.svc:8080
#- kustomization.yaml
namespace: prod
resources: [web.yaml]
`,
  );
});

test('the namespace is put right', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: shop }
data:
  url: http://web-0.nginx.default.svc:8080 # peer
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: shop }
data:
  url: http://web-0.nginx.shop.svc:8080 # peer
`,
    { title: 'Write namespace "shop" for "default"' },
  );
});

test('the namespace is inserted', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: shop }
data:
  url: http://web-0.nginx.svc:8080
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: shop }
data:
  url: http://web-0.nginx.shop.svc:8080
`,
    { title: 'Insert namespace "shop"' },
  );
});

test('where none is known, the short name is enough', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  url: http://web-0.nginx.svc.cluster.local:8080
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  url: http://web-0.nginx:8080
`,
    { title: 'Write "web-0.nginx"' },
  );
});

const without = (namespace: string, data: string) => `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: ${namespace} }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: ${namespace} }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
            - { name: OWN_URL, value: "http://$(POD_NAME).nginx.${namespace}:80" }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: shop }
data:
${data}`;

test('another namespace, without svc', () => {
  checkFindings(
    rule,
    without(
      'shop',
      `
  url: http://web-0.nginx.prod:8080
#                         ^^^^ warning: "web-0.nginx.prod" does not resolve: "web" is in namespace "shop", not in "prod".
  PEER_HOST: web-1.nginx.prod
#                        ^^^^ warning: "web-1.nginx.prod" does not resolve: "web" is in namespace "shop", not in "prod".
`.slice(1),
    ),
  );
});

test('what may be a file, a host outside, another set or another Service', () => {
  checkFindings(
    rule,
    without(
      'shop',
      `
  file: /etc/web-0.nginx.prod web-0.nginx.conf
  url: http://web-0.nginx.com:8080 https://web-0.nginx.internal https://web-0.nginx.de
  longer: http://web-0.nginx.prod.example:8080
  right: http://web-0.nginx.shop:8080
  later: http://web-0.nginx.NAMESPACE:8080 http://web-0.nginx.$NS:8080
  pod: http://web-7.nginx.prod:8080
  service: http://web-0.other.prod:8080
`.slice(1),
    ),
  );
});

test('the namespace is put right without svc', () => {
  const before = without('shop', '  url: http://web-0.nginx.prod:8080 # peer\n');
  checkFix(rule, before, before.replace('.prod:', '.shop:'), { title: 'Write namespace "shop" for "prod"' });
});

test('where none is known, the name of each Pod is written as it is', () => {
  const before = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          env:
            - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
            - { name: OWN_HOST, value: $(POD_NAME).nginx.svc.cluster.local }
`;
  checkFix(rule, before, before.replace('.svc.cluster.local', ''), { title: 'Write "$(POD_NAME).nginx"' });
});
