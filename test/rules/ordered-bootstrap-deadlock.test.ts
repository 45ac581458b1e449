import { test } from 'vitest';
import rule from '../../server/src/core/rules/ordered-bootstrap-deadlock.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('the first waits for a majority', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
#                                                     ^^^^^^^^^^^^^^^^^^^^ warning: "zk-0" is Ready only when a majority of the members has elected a leader, and under OrderedReady "zk-1" is created only when "zk-0" is Ready: the set stays at one Pod.
`,
  );
});

test('the policy is written, and the start is another', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  podManagementPolicy: OrderedReady
  ordinals: { start: 3 }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-3.zk:2888:3888 server.2=zk-4.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
#                                                     ^^^^^^^^^^^^^^^^^^^^ warning: "zk-3" is Ready only when a majority of the members has elected a leader, and under OrderedReady "zk-4" is created only when "zk-3" is Ready: the set stays at one Pod.
`,
  );
});

test('a startupProbe waits, too', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          startupProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
#                                                   ^^^^^^^^^^^^^^^^^^^^ warning: "zk-0" is Ready only when a majority of the members has elected a leader, and under OrderedReady "zk-1" is created only when "zk-0" is Ready: the set stays at one Pod.
`,
  );
});

test('a leader of etcd', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: quay.io/coreos/etcd:v3.6.4
          args: [--initial-cluster, "zk-0=http://zk-0.zk:2380,zk-1=http://zk-1.zk:2380"]
          readinessProbe: { httpGet: { path: /health, port: 2379 } }
#                                            ^^^^^^^ warning: "zk-0" is Ready only when the cluster has a leader, and under OrderedReady "zk-1" is created only when "zk-0" is Ready: the set stays at one Pod.
`,
  );
});

test('etcd is asked for itself', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: quay.io/coreos/etcd:v3.6.4
          args: [--initial-cluster, "zk-0=http://zk-0.zk:2380,zk-1=http://zk-1.zk:2380"]
          readinessProbe: { httpGet: { path: "/health?serializable=true", port: 2379 } }
`,
  );
});

test('a master of Elasticsearch', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: elasticsearch:9.1.0
          env: [{ name: cluster.initial_master_nodes, value: "zk-0,zk-1" }]
          readinessProbe: { httpGet: { path: "/_cluster/health?wait_for_status=yellow", port: 9200 } }
#                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "zk-0" is Ready only when the cluster has elected a master, and under OrderedReady "zk-1" is created only when "zk-0" is Ready: the set stays at one Pod.
`,
  );
});

test('Elasticsearch is asked for itself', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: elasticsearch:9.1.0
          env: [{ name: cluster.initial_master_nodes, value: "zk-0,zk-1" }]
          readinessProbe: { httpGet: { path: "/_cluster/health?local=true", port: 9200 } }
`,
  );
});

test('Consul counts its servers', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: hashicorp/consul:1.21
          args: [agent, -server, -bootstrap-expect=3]
          readinessProbe: { exec: { command: [sh, -c, "curl http://127.0.0.1:8500/v1/status/leader"] } }
#                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "zk-0" is Ready only when the cluster has a leader, and under OrderedReady "zk-1" is created only when "zk-0" is Ready: the set stays at one Pod.
`,
  );
});

test('Consul that begins alone', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: hashicorp/consul:1.21
          args: [agent, -server, -bootstrap-expect=1]
          readinessProbe: { exec: { command: [sh, -c, "curl http://127.0.0.1:8500/v1/status/leader"] } }
`,
  );
});

test('ZooKeeper is asked for itself', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "echo ruok | nc localhost 2181"] } }
`,
  );
});

test('all are created at once', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
`,
  );
});

test('liveness holds nothing back', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          livenessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
`,
  );
});

test('one member', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
`,
  );
});

test('nothing shows that more than one member starts', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
`,
  );
});

test('a list of the Pods of another set', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=ensemble-0.zk:2888:3888 server.2=ensemble-1.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
`,
  );
});

test('the same question in an image of which nothing is known', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: registry.example/app:1
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
`,
  );
});

test('all are created at once by the fix', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  podManagementPolicy: Parallel
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
`,
  );
});

test('the policy that is written is changed', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  podManagementPolicy: "OrderedReady" # slowly
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 2
  podManagementPolicy: "Parallel" # slowly
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: zookeeper:3.9
          env: [{ name: ZOO_SERVERS, value: "server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888" }]
          readinessProbe: { exec: { command: [sh, -c, "zkServer.sh status"] } }
`,
    { title: 'Set podManagementPolicy: Parallel' },
  );
});
