import { test } from 'vitest';
import rule from '../../server/src/core/rules/dns-peer-list-incomplete.ts';
import unknownPod from '../../server/src/core/rules/dns-unknown-pod.ts';
import unknownService from '../../server/src/core/rules/dns-unknown-service.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a member is missing', () => {
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
            - name: PEERS
              value: web-0.nginx,web-1.nginx
#                    ^^^^^^^^^^^^^^^^^^^^^^^ warning: The list lacks web-2: "web" has Pods 0–2.
`,
  );
});

test('a member twice', () => {
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
            - name: PEERS
              value: web-0.nginx:8080,web-1.nginx:8080,web-1.nginx:8080
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The list lacks web-2, and names web-1 twice: "web" has Pods 0–2.
`,
  );
});

test('one value over several arguments', () => {
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
  replicas: 4
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          args:
            - server
            - http://web-0.nginx/data
#                    ^^^^^^^^^^^^^^^^ warning: The list lacks web-3: "web" has Pods 0–3.
            - http://web-1.nginx/data
            - http://web-2.nginx/data
            - --quiet
`,
  );
});

test('those that clients know need not be all', () => {
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
  brokers: web-0.nginx:8080,web-1.nginx:8080
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: The list lacks web-2: "web" has Pods 0–2.
  seeds: web-0.nginx,web-1.nginx
  bootstrap.servers: web-0.nginx:8080,web-1.nginx:8080
`,
  );
});

test('members of a quorum have to be all, whoever says so', () => {
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
  voters: 0@web-0.nginx:8080,1@web-1.nginx:8080
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The list lacks web-2: "web" has Pods 0–2.
  zoo.cfg: |
    server.1=web-0.nginx:2888:3888
#            ^^^^^^^^^^^^^^^^^^^^^ warning: The list lacks web-2: "web" has Pods 0–2.
    server.2=web-1.nginx:2888:3888
`,
  );
});

test('the whole list, in any order, and one Pod alone', () => {
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
            - name: PEERS
              value: web-2.nginx,web-0.nginx,web-1.nginx
            - name: LEADER
              value: web-0.nginx
`,
  );
});

test('two ports of each member', () => {
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
            - name: PEERS
              value: "web-0.nginx:8080,web-0.nginx:9090,web-1.nginx:8080,web-1.nginx:9090,web-2.nginx:8080,web-2.nginx:9090"
`,
  );
});

test('names that are no list', () => {
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
  notes: |
    web-0.nginx is asked first,
    then web-1.nginx by everybody else
`,
  );
});

test('two lists of one file are two lists', () => {
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
  conf: |
    voters = 0@web-0.nginx,1@web-1.nginx,2@web-2.nginx
    others = 0@web-0.nginx,1@web-1.nginx,2@web-2.nginx
`,
  );
});

test('a script beside the file writes the list anew', () => {
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
  replicas: 2
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
  init.sh: |
    for n in 0 1 2; do echo "server.$n=web-$n.nginx:2888:3888" >> zoo.cfg; done
  zoo.cfg: |
    server.1=web-0.nginx:2888:3888
    server.2=web-1.nginx:2888:3888
    server.3=web-2.nginx:2888:3888
`,
  );
});

test('what a kustomization makes of the set counts', () => {
  checkFindings(
    rule,
    `
#- base/web.yaml
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
  replicas: 2
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
  members: web-0.nginx:8080,web-1.nginx:8080
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The list lacks web-2: "web" has Pods 0–2.
#- base/kustomization.yaml
resources: [web.yaml]
#- prod/kustomization.yaml
resources: [../base]
replicas: [{ name: web, count: 3 }]
`,
  );
});

test('what a shell computes', () => {
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
              start --peers web-{0..1}.nginx
              for i in $(seq 0 1); do p="$p,web-$i.nginx"; done
`,
  );
});

test("etcd's members get their names and addresses", () => {
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
              value: "web-0=http://web-0.nginx:8080,web-1=http://web-1.nginx:8080" # all
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
              value: "web-0=http://web-0.nginx:8080,web-1=http://web-1.nginx:8080,web-2=http://web-2.nginx:8080" # all
`,
    { title: 'List web-0 to web-2' },
  );
});

test("ZooKeeper's lines get the next id", () => {
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
    tickTime=2000
    server.1=web-0.nginx:2888:3888
    server.2=web-1.nginx:2888:3888
    # the end
    clientPort=2181
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
    tickTime=2000
    server.1=web-0.nginx:2888:3888
    server.2=web-1.nginx:2888:3888
    server.3=web-2.nginx:2888:3888
    # the end
    clientPort=2181
`,
    { title: 'List web-0 to web-2' },
  );
});

test('objects of JSON', () => {
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
  conf.json: |
    { "raft": [
        { "id": 0, "url": "tcp://web-0.nginx:7000" },
        { "id": 1, "url": "tcp://web-1.nginx:7000" }
    ] }
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
  conf.json: |
    { "raft": [
        { "id": 0, "url": "tcp://web-0.nginx:7000" },
        { "id": 1, "url": "tcp://web-1.nginx:7000" },
        { "id": 2, "url": "tcp://web-2.nginx:7000" }
    ] }
`,
    { title: 'List web-0 to web-2' },
  );
});

test('elements of XML', () => {
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
  replicas: 4
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
  conf.xml: |
    <cluster>
      <member><id>1</id><host>web-0.nginx</host></member>
      <member><id>2</id><host>web-1.nginx</host></member>
      <member><id>3</id><host>web-2.nginx</host></member>
    </cluster>
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
  replicas: 4
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
  conf.xml: |
    <cluster>
      <member><id>1</id><host>web-0.nginx</host></member>
      <member><id>2</id><host>web-1.nginx</host></member>
      <member><id>3</id><host>web-2.nginx</host></member>
      <member><id>4</id><host>web-3.nginx</host></member>
    </cluster>
`,
    { title: 'List web-0 to web-3' },
  );
});

test('arguments', () => {
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
  replicas: 4
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          args:
            - server # minio
            - http://web-0.nginx/data
            - http://web-1.nginx/data
            - http://web-2.nginx/data
            - --quiet
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
  replicas: 4
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          args:
            - server # minio
            - http://web-0.nginx/data
            - http://web-1.nginx/data
            - http://web-2.nginx/data
            - http://web-3.nginx/data
            - --quiet
`,
    { title: 'List web-0 to web-3' },
  );
});

test('as many replicas as members', () => {
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
            - name: VOTERS
              value: 0@web-0.nginx:8080;1@web-1.nginx:8080
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
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: VOTERS
              value: 0@web-0.nginx:8080;1@web-1.nginx:8080
`,
    { title: 'Set replicas: 2 of "web"' },
  );
});

test('a Pod in the place of another is no missing member: that is told once', () => {
  checkFindings(
    [rule, unknownPod],
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
            - name: PEERS
              value: web-0.nginx,web-1.nginx,web-3.nginx
#                                            ^^^^^ warning: There is no Pod "web-3", so "web-3.nginx" does not resolve: "web" has Pods 0–2.
`,
  );
});

test('nor is a slip in the name of one', () => {
  checkFindings(
    [rule, unknownPod],
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
            - name: PEERS
              value: web-0.nginx,web-1.nginx,wbe-2.nginx
#                                            ^^^^^ warning: There is no Pod "wbe-2", so "wbe-2.nginx" does not resolve: under "nginx" are the Pods of "web".
`,
  );
});

test('a member under another Service is a member', () => {
  checkFindings(
    [rule, unknownService],
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
            - name: PEERS
              value: web-0.nginx,web-1.nginx,web-2.ngnix
#                                                  ^^^^^ warning: "web-2.ngnix" does not resolve: the Pods of "web" have their names under Service "nginx", not under "ngnix".
`,
  );
});

test('nor does it come twice in the new list', () => {
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
  replicas: 5
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: PEERS
              value: server.1=web-0.nginx:2888:3888 server.2=web-1.nginx:2888:3888 server.3=web-2.ngnix:2888:3888
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
  replicas: 5
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: PEERS
              value: server.1=web-0.nginx:2888:3888 server.2=web-1.nginx:2888:3888 server.3=web-2.nginx:2888:3888 server.4=web-3.nginx:2888:3888 server.5=web-4.nginx:2888:3888
`,
    { title: 'List web-0 to web-4' },
  );
});
