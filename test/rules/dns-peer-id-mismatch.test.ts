import { test } from 'vitest';
import rule from '../../server/src/core/rules/dns-peer-id-mismatch.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('two ids have changed places', () => {
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
  zoo.cfg: |
    server.1=web-0.nginx:2888:3888
    server.2=web-2.nginx:2888:3888
#          ^ warning: Id 2 stands for "web-2", whose id is 3 if it is numbered as the others are. (2 times in this value)
    server.3=web-1.nginx:2888:3888
`,
  );
});

test('ids behind the ports', () => {
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
          env:
            - name: ZOO_SERVERS
              value: web-0.nginx:2888:3888::1 web-1.nginx:2888:3888::2 web-2.nginx:2888:3888::4
#                                                                                             ^ warning: Id 4 stands for "web-2", whose id is 3 if it is numbered as the others are.
`,
  );
});

test('voters count from one, while the id is the ordinal', () => {
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
          env:
            - name: KAFKA_NODE_ID
              valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } }
            - name: KAFKA_CONTROLLER_QUORUM_VOTERS
              value: 1@web-0.nginx:8080,2@web-1.nginx:8080,3@web-2.nginx:8080
#                    ^ warning: Id 1 stands for "web-0", whose id is 0. (3 times in this value)
`,
  );
});

test('the id that a script computes', () => {
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
          command: [sh, -c]
          args:
            - |
              export ZOO_MY_ID=$((\${HOSTNAME##*-} + 1))
              export ZOO_SERVERS="server.0=web-0.nginx:2888:3888 server.1=web-1.nginx:2888:3888 server.2=web-2.nginx:2888:3888"
#                                        ^ warning: Id 0 stands for "web-0", whose id is 1. (3 times in this value)
`,
  );
});

test('etcd does not find itself', () => {
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
          env:
            - name: POD_NAME
              valueFrom: { fieldRef: { fieldPath: metadata.name } }
            - name: ETCD_NAME
              value: $(POD_NAME)
            - name: ETCD_INITIAL_CLUSTER
              value: etcd0=http://web-0.nginx:8080,etcd1=http://web-1.nginx:8080,etcd2=http://web-2.nginx:8080
#                    ^^^^^ warning: Member "etcd0" stands for "web-0", which goes by the name of its Pod: it does not find itself in the list. (3 times in this value)
`,
  );
});

test('masters are named like Pods', () => {
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
          env:
            - name: node.name
              valueFrom: { fieldRef: { fieldPath: metadata.name } }
            - name: cluster.initial_master_nodes
              value: web-0.nginx,web-1.nginx,web-2.nginx
#                    ^^^^^^^^^^^ warning: No node is named "web-0.nginx": nodes go by the names of their Pods, like "web-0", so no master is elected. (3 times in this value)
            - name: discovery.seed_hosts
              value: web-0.nginx,web-1.nginx,web-2.nginx
`,
  );
});

test('lists that agree', () => {
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
          env:
            - name: KAFKA_NODE_ID
              valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } }
            - name: VOTERS
              value: 0@web-0.nginx:8080,1@web-1.nginx:8080,2@web-2.nginx:8080
            - name: ZOO_SERVERS
              value: server.1=web-0.nginx:2888:3888 server.2=web-1.nginx:2888:3888 server.3=web-2.nginx:2888:3888
            - name: ETCD_INITIAL_CLUSTER
              value: web-0=http://web-0.nginx:8080,web-1=http://web-1.nginx:8080
            - name: cluster.initial_master_nodes
              value: web-0,web-1,web-2
`,
  );
});

test('ids from any number on, and members of two sets', () => {
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
kind: Service
metadata: { name: b }
spec: { clusterIP: None, selector: { app: b }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: b
  replicas: 3
  selector: { matchLabels: { app: b } }
  template:
    metadata: { labels: { app: b } }
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
  zoo.cfg: |
    server.1=web-0.nginx:2888:3888
    server.2=web-1.nginx:2888:3888
    server.4=b-0.b:2888:3888
    server.5=b-1.b:2888:3888
`,
  );
});

test('etcd members with names of their own', () => {
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
          command: [sh, -c]
          args:
            - |
              etcd --name etcd\${HOSTNAME##*-} --initial-cluster etcd0=http://web-0.nginx:8080,etcd1=http://web-1.nginx:8080,etcd2=http://web-2.nginx:8080
`,
  );
});

test('the ids are counted through', () => {
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
  zoo.cfg: |
    server.1=web-0.nginx:2888:3888 # first
    server.2=web-1.nginx:2888:3888
    server.4=web-2.nginx:2888:3888
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
  zoo.cfg: |
    server.1=web-0.nginx:2888:3888 # first
    server.2=web-1.nginx:2888:3888
    server.3=web-2.nginx:2888:3888
`,
    { title: 'Number the members by their ordinals plus 1' },
  );
});

test('the names of nodes are those of Pods', () => {
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
          env:
            - name: cluster.initial_master_nodes
              value: "web-0.nginx:8080,web-1.nginx:8080,web-2.nginx:8080"
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
          env:
            - name: cluster.initial_master_nodes
              value: "web-0,web-1,web-2"
`,
    { title: 'Write the names of the Pods' },
  );
});

test('members are named as their Pods', () => {
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
          env:
            - name: ETCD_INITIAL_CLUSTER
              value: web-1=http://web-0.nginx:8080,web-0=http://web-1.nginx:8080,web-2=http://web-2.nginx:8080
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
          env:
            - name: ETCD_INITIAL_CLUSTER
              value: web-0=http://web-0.nginx:8080,web-1=http://web-1.nginx:8080,web-2=http://web-2.nginx:8080
`,
    { title: 'Name the members as their Pods' },
  );
});

test('masters in a file, as items below their key and in levels', () => {
  const message = (times: number) =>
    `warning: No node is named "es-0.es": nodes go by the names of their Pods, like "es-0", so no master is elected. (${times} times in this value)`;
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: es }
spec:
  serviceName: es
  replicas: 3
  selector: { matchLabels: { app: es } }
  template:
    metadata: { labels: { app: es } }
    spec: { containers: [{ name: es, image: elasticsearch:8.19.0 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  elasticsearch.yml: |
    cluster.initial_master_nodes:
      # all of them
      - es-0.es
#       ^^^^^^^ ${message(2)}
      - "es-1.es"
    discovery.seed_hosts:
      - es-0.es
      - es-1.es
  opensearch.yml: |
    cluster:
      name: shop
      initial_master_nodes: [
        es-0.es,
#       ^^^^^^^ ${message(3)}
        es-1.es,
        es-2.es ]
    discovery:
      seed_hosts: [ es-0.es, es-1.es ]
  named.yml: |
    node.name: es-0.es
    cluster.initial_master_nodes:
      - es-0.es
`,
  );
});

const masters = (value: string, marker = '', more = '') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: es }
spec:
  serviceName: search
  replicas: 3
  selector: { matchLabels: { app: es } }
  template:
    metadata: { labels: { app: es } }
    spec:
      containers:
        - name: es
          image: elasticsearch:8.19.0
          env:
            - name: cluster.initial_master_nodes
              value: ${value}
${marker}${more}`;

test('masters by the name of the Service', () => {
  const message =
    'warning: No node is named "search-0": nodes go by the names of their Pods, like "es-0", so no master is elected. (3 times in this value)';
  checkFindings(rule, masters('search-0,search-1,search-2', `#                    ^^^^^^^^ ${message}\n`));
  checkFix(rule, masters('search-0,search-1,search-2'), masters('es-0,es-1,es-2'), {
    title: 'Write the names of the Pods',
  });
});

test('masters that are right, of another set, or that have names of their own', () => {
  checkFindings(rule, masters('es-0,es-1,es-2'));
  checkFindings(rule, masters('master-0,master-1'));
  checkFindings(rule, masters('search-0', '', '            - { name: node.name, value: search-0 }\n'));
});
