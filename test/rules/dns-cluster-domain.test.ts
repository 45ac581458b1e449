import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/dns-cluster-domain.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

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

test('names that members know each other by, and names that are wrong before the domain', () => {
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
  RABBITMQ_NODENAME: rabbit@web-0.nginx.shop.svc.cluster.local
  K8S_HOSTNAME_SUFFIX: .nginx.shop.svc.cluster.local
  nodes: rabbit@web-0.nginx.shop.svc.cluster.local,rabbit@web-1.nginx.shop.svc.cluster.local
  KAFKA_CONTROLLER_QUORUM_VOTERS: 0@web-0.nginx.shop.svc.cluster.local:9093,1@web-1.nginx.shop.svc.cluster.local:9093
  advertised.listeners: PLAINTEXT://web-0.nginx.shop.svc.cluster.local:9092
  init.js: |
    rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "web-0.nginx.shop.svc.cluster.local:27017" }] })
  a: http://web-7.nginx.shop.svc.cluster.local:8080
  b: http://web-0.ngnix.shop.svc.cluster.local:8080
  c: http://web-0.nginx.elsewhere.svc.cluster.local:8080
`,
  );
});

test('where members have such names, it is not dropped elsewhere alone', () => {
  const files = filesIn(`
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
  ETCD_INITIAL_CLUSTER: web-0=http://web-0.nginx.shop.svc.cluster.local:2380
  url: http://web-0.nginx.shop.svc.cluster.local:2379
`);
  const [finding, ...others] = check(workspaceOf(files), [rule]);
  expect([finding?.at.path, finding?.fixes, others]).toEqual(['data[url]', [], []]);
});
