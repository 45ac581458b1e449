import { test } from 'vitest';
import rule from '../../server/src/core/rules/dns-cluster-domain.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('the domain of most clusters', () => {
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
  a: http://web-0.nginx.shop.svc.cluster.local:8080
#                               ^^^^^^^^^^^^^^ hint: "web-0.nginx.shop.svc.cluster.local" resolves in clusters with the domain "cluster.local" only; without it, it resolves in all.
  b: nginx.shop.svc.cluster.local
#                  ^^^^^^^^^^^^^^ hint: "nginx.shop.svc.cluster.local" resolves in clusters with the domain "cluster.local" only; without it, it resolves in all.
`,
  );
});

test('another domain', () => {
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
  url: http://web-0.nginx.shop.svc.k8s.corp:8080
#                                 ^^^^^^^^^ information: "web-0.nginx.shop.svc.k8s.corp" ends with "k8s.corp", but the cluster domain is "cluster.local" unless the setting ordinal.clusterDomain says otherwise: then it does not resolve.
`,
  );
});

test('names that have to be whole, and names of others', () => {
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
  a: web-0.nginx.shop.svc.cluster.local.
  nginx.conf: |
    resolver kube-dns.kube-system.svc.cluster.local;
    proxy_pass http://web-0.nginx.shop.svc.cluster.local:8080;
  c: vault.vault.svc.cluster.local
  d: web-0.nginx.shop.svc
  e: web-0.nginx.shop.svc.$DOMAIN
`,
  );
});

test('the domain is dropped in all names', () => {
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
  hosts: web-0.nginx.shop.svc.cluster.local:8080,web-1.nginx.shop.svc.cluster.local:8080 # all
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
  hosts: web-0.nginx.shop.svc:8080,web-1.nginx.shop.svc:8080 # all
`,
    { title: 'Drop ".cluster.local"' },
  );
});
