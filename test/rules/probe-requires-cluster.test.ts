import { test } from 'vitest';
import rule from '../../server/src/core/rules/probe-requires-cluster.ts';
import { checkFindings } from '../harness.ts';

test('liveness of etcd asks for a leader', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: quay.io/coreos/etcd:v3.6.4
          livenessProbe: { exec: { command: [etcdctl, endpoint, health] } }
#                                            ^^^^^^^ information: "main" counts as alive only when the cluster has a leader: while that is not so, healthy members are restarted, which makes it worse.
`,
  );
});

test('readiness of etcd asks for a leader', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: quay.io/coreos/etcd:v3.6.4
          readinessProbe: { exec: { command: [sh, -c, "etcdctl endpoint health"] } }
#                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ information: "main" is Ready only when the cluster has a leader: while that is not so, no member is Ready, and a rolling update waits.
`,
  );
});

test('every member of etcd is asked', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: quay.io/coreos/etcd:v3.6.4
          livenessProbe: { exec: { command: [sh, -c, "etcdctl endpoint health --cluster"] } }
#                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: "main" counts as alive only when every member answers: while that is not so, healthy members are restarted, which makes it worse.
`,
  );
});

test('a member of etcd is asked for itself', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: quay.io/coreos/etcd:v3.6.4
          livenessProbe: { httpGet: { path: /livez, port: 2381 } }
`,
  );
});

test('Redis Cluster', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: redis:8
          livenessProbe: { exec: { command: [sh, -c, "redis-cli cluster info | grep cluster_state:ok"] } }
#                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: "main" counts as alive only when all hash slots are served, by all masters together: while that is not so, healthy members are restarted, which makes it worse.
`,
  );
});

test('RabbitMQ', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: rabbitmq:4
          livenessProbe: { exec: { command: [rabbitmq-diagnostics, check_if_node_is_quorum_critical] } }
#                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: "main" counts as alive only when enough other members are there: while that is not so, healthy members are restarted, which makes it worse.
`,
  );
});

test('RabbitMQ is asked for itself', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: rabbitmq:4
          livenessProbe: { exec: { command: [rabbitmq-diagnostics, ping] } }
`,
  );
});

test('partitions of Kafka', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.0.0
          readinessProbe: { exec: { command: [sh, -c, "kafka-topics.sh --describe --under-replicated-partitions"] } }
#                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: "main" is Ready only when the partitions of the whole cluster are in order: while that is not so, no member is Ready, and a rolling update waits.
`,
  );
});

test('Consul may answer without a leader', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: consul:1.15
          livenessProbe: { exec: { command: [sh, -c, "consul operator raft list-peers -stale"] } }
`,
  );
});

test('one member is the cluster', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: quay.io/coreos/etcd:v3.6.4
          livenessProbe: { exec: { command: [etcdctl, endpoint, health] } }
`,
  );
});

test('a deadlock is told by its own rule', () => {
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
`,
  );
});

test('members that start together may be Ready together', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: quay.io/coreos/etcd:v3.6.4
          readinessProbe: { exec: { command: [sh, -c, "etcdctl endpoint health"] } }
`,
  );
});
