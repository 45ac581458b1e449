import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/dns-missing-service-label.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

test('Pod and namespace', () => {
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
  a: web-0.shop.svc.cluster.local
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "web-0.shop.svc.cluster.local" does not resolve: between Pod and namespace stands the Service, "nginx".
  b: http://web-0.shop:8080
#           ^^^^^^^^^^ warning: "web-0.shop" does not resolve: between Pod and namespace stands the Service, "nginx".
`,
  );
});

test('nothing but svc', () => {
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
  url: http://web-0.svc.cluster.local:8080
#             ^^^^^^^^^^^^^^^^^^^^^^^ warning: "web-0.svc.cluster.local" does not resolve: between Pod and namespace stands the Service, "nginx".
`,
  );
});

test('the bare name of a Pod, dialled by others', () => {
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
              value: web-0:8080,web-1:8080,web-2:8080
#                    ^^^^^ warning: "web-0" resolves in that Pod alone: to others it is "web-0.nginx". (3 times in this value)
            - name: MASTER_HOST
              value: web-0
#                    ^^^^^ warning: "web-0" resolves in that Pod alone: to others it is "web-0.nginx".
            - name: URL
              value: http://web-0/
#                           ^^^^^ warning: "web-0" resolves in that Pod alone: to others it is "web-0.nginx".
`,
  );
});

test('the bare name of a Pod as a name', () => {
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
            - name: LEADER
              value: web-0
            - name: HOSTNAME
              value: web-0
            - name: CLUSTER_MASTER_HOSTS
              value: web-0,web-1
          command: [sh, -c, '[ "$HOSTNAME" = web-0 ] && kubectl exec web-1 -- ls']
`,
  );
});

test('the only Pod dials itself', () => {
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
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: URL
              value: http://web-0:8080
`,
  );
});

test('a Service for each Pod', () => {
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
metadata: { name: web-0 }
spec: { selector: { statefulset.kubernetes.io/pod-name: web-0 }, ports: [{ port: 8080 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  a: http://web-0:8080
  b: http://web-0.shop.svc
`,
  );
});

test('aliases in the hosts file', () => {
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
      hostAliases: [{ ip: 10.0.0.1, hostnames: [web-0] }]
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: URL
              value: http://web-0:8080
`,
  );
});

test('the Service is inserted', () => {
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
  url: http://web-0.shop.svc.cluster.local:8080 # peer
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
  url: http://web-0.nginx.shop.svc.cluster.local:8080 # peer
`,
    { title: 'Insert "nginx"' },
  );
});

test('the Service is inserted in all names of a list', () => {
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
            - name: PEERS # all
              value: "web-0:8080,web-1:8080,web-2:8080"
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
            - name: PEERS # all
              value: "web-0.nginx:8080,web-1.nginx:8080,web-2.nginx:8080"
`,
    { title: 'Insert "nginx"' },
  );
});

test('the usual dnsPolicy, written, changes nothing', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: web } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      dnsPolicy: ClusterFirst
      hostAliases: []
      containers: [{ name: web, env: [{ name: PEER, value: "http://web-0.shop.svc:80" }] }]
#                                                                  ^^^^^^^^^^^^^^ warning: "web-0.shop.svc" does not resolve: between Pod and namespace stands the Service, "nginx".
`,
  );
});

test('a Service that does not exist is not inserted', () => {
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
  serviceName: ngnix
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
  url: http://web-0.shop.svc:8080
`);
  const [finding] = check(workspaceOf(files), [rule]);
  expect([finding?.at.path, finding?.fixes]).toEqual(['data[url]', []]);
});

test('what a member is called, before its address', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: peers }
spec: { clusterIP: None, selector: { app: web } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: peers
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          command: [sh, -c, "PEERS=web-0=http://web-0.peers:2380,web-1=http://web-1.peers:2380 exec web"]
          env: [{ name: PEERS, value: "web-0=web-0.peers,web-1=web-1.peers" }]
`,
  );
});

test('hosts one after the other behind a scheme', () => {
  const manifest = (url: string, marker: string) => `
apiVersion: v1
kind: Service
metadata: { name: nodes }
spec: { clusterIP: None, selector: { app: mongo } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: mongo }
spec:
  serviceName: nodes
  replicas: 3
  selector: { matchLabels: { app: mongo } }
  template:
    metadata: { labels: { app: mongo } }
    spec: { containers: [{ name: mongo }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  uri: ${url}
${marker}`;
  const bare = manifest('mongodb://u:p@mongo-0,mongo-1,mongo-2:27017/db', '');
  const message = '"mongo-0" resolves in that Pod alone: to others it is "mongo-0.nodes". (3 times in this value)';
  checkFindings(
    rule,
    manifest('mongodb://u:p@mongo-0,mongo-1,mongo-2:27017/db', `#                    ^^^^^^^ warning: ${message}\n`),
  );
  checkFix(rule, bare, manifest('mongodb://u:p@mongo-0.nodes,mongo-1.nodes,mongo-2.nodes:27017/db', ''), {
    title: 'Insert "nodes"',
  });
});

const rabbit = (env: string, more = '') => `
apiVersion: v1
kind: Service
metadata: { name: nodes }
spec: { clusterIP: None, selector: { app: rabbit } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: rabbit }
spec:
  serviceName: nodes
  replicas: 3
  selector: { matchLabels: { app: rabbit } }
  template:
    metadata: { labels: { app: rabbit } }
    spec:
      containers:
        - name: rabbit
          image: rabbitmq:4
          env:
            - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
${env}      volumes: [{ name: config, configMap: { name: conf } }]
${more}`;

test('nodes of a RabbitMQ cluster that go by the bare names of their Pods', () => {
  checkFindings(
    rule,
    rabbit(
      `
            - { name: RABBITMQ_ERLANG_COOKIE, value: secret }
            - { name: RABBITMQ_NODENAME, value: rabbit@$(POD_NAME) }
#                                                      ^^^^^^^^^^^ warning: "$(POD_NAME)" resolves in that Pod alone: to others it is "$(POD_NAME).nodes".
`.slice(1),
      `---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  rabbitmq.conf: |
    cluster_formation.peer_discovery_backend = classic_config
    cluster_formation.classic_config.nodes.1 = rabbit@rabbit-0
#                                                     ^^^^^^^^ warning: "rabbit-0" resolves in that Pod alone: to others it is "rabbit-0.nodes".
    cluster_formation.classic_config.nodes.2 = rabbit@rabbit-1.nodes
`,
    ),
  );
});

test('nodes of RabbitMQ that make no cluster, and those with names that resolve', () => {
  checkFindings(rule, rabbit('            - { name: RABBITMQ_NODENAME, value: rabbit@$(POD_NAME) }\n'));
  checkFindings(
    rule,
    rabbit(`            - { name: RABBITMQ_ERLANG_COOKIE, value: secret }
            - { name: RABBITMQ_NODENAME, value: rabbit@$(POD_NAME).nodes }
`),
  );
});

test('a node gets long names with the name of its Service', () => {
  const cookie = '            - { name: RABBITMQ_ERLANG_COOKIE, value: secret }\n';
  checkFix(
    rule,
    rabbit(`${cookie}            - { name: RABBITMQ_NODENAME, value: rabbit@$(POD_NAME) } # who\n`),
    rabbit(`${cookie}            - { name: RABBITMQ_NODENAME, value: rabbit@$(POD_NAME).nodes } # who
            - name: RABBITMQ_USE_LONGNAME
              value: "true"
`),
    { title: 'Write rabbit@$(POD_NAME).nodes' },
  );
});

const redis = (more: string, { replicas = 3, container = '' } = {}) => `
apiVersion: v1
kind: Service
metadata: { name: nodes }
spec: { clusterIP: None, selector: { app: redis }, ports: [{ port: 6379 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis }
spec:
  serviceName: nodes
  replicas: ${replicas}
  selector: { matchLabels: { app: redis } }
  template:
    metadata: { labels: { app: redis } }
    spec:
      containers:
        - name: redis
          image: redis:8
${container}---
${more}`;
const bare = 'warning: "redis-0" resolves in that Pod alone: to others it is "redis-0.nodes".';

test('the bare name of a Pod where a directive takes a host', () => {
  checkFindings(
    rule,
    redis(`
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  redis.conf: |
    appendonly yes
    replicaof redis-0 6379
#             ^^^^^^^ ${bare}
    replica-announce-ip redis-0
  old.conf: slaveof redis-0 6379
#                   ^^^^^^^ ${bare}
  sentinel.conf: |
    # sentinel monitor mymaster redis-0 6379 2
    sentinel monitor mymaster redis-0 6379 2
#                             ^^^^^^^ ${bare}
    sentinel auth-user mymaster redis-0
  setup.sh: |
    [ "$(hostname)" = redis-0 ] || echo "replicaof redis-0 6379" >> /conf/redis.conf
#                                                  ^^^^^^^ ${bare}
    kubectl -h redis-0; echo -h redis-0
`),
  );
});

test.each([
  ['redis-cli -a "$PASSWORD" -h ', '; kubectl delete pod redis-0'],
  ['mysqladmin --host=', ' --user root ping'],
  ["pg_isready -U postgres -h '", "'"],
  ['until nc -z -w 2 ', ' 6379; do sleep 1; done'],
  ['until nslookup ', '; do sleep 1; done'],
])('the bare name of a Pod that a client connects to: %s', (before, after) => {
  checkFindings(
    rule,
    redis(`
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  script: |
    set -e
    ${before}redis-0${after}
#   ${' '.repeat(before.length)}^^^^^^^ ${bare}
`),
  );
});

test('the bare name of a Pod among the items of a command', () => {
  checkFindings(
    rule,
    redis('', {
      container: `
          command: [redis-server, --replicaof, redis-0, "6379"]
#                                              ^^^^^^^ ${bare}
          readinessProbe:
            exec: { command: [redis-cli, -h, redis-0, ping] }
#                                            ^^^^^^^ ${bare}
          lifecycle:
            preStop: { exec: { command: [echo, -h, redis-0] } }
`.slice(1),
    }),
  );
});

test('the bare name of a Pod as all of a variable for a host', () => {
  checkFindings(
    rule,
    redis(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec:
      containers:
        - name: main
          image: app:1
          env:
            - { name: REDIS_SERVER, value: redis-0 }
#                                          ^^^^^^^ ${bare}
            - { name: REDIS_SERVERS, value: redis-0 }
#                                           ^^^^^^^ ${bare}
            - { name: REDIS_ADDR, value: redis-0 }
#                                        ^^^^^^^ ${bare}
            - { name: REDIS_ADDRESS, value: redis-0 }
#                                           ^^^^^^^ ${bare}
            - { name: REDIS_HOSTS, value: redis-0 }
#                                         ^^^^^^^ ${bare}
            - { name: REDIS_NAME, value: redis-0 }
            - { name: REDIS_SERVER_NAME, value: redis-0 }
            - { name: CLUSTER_MASTER_HOSTS, value: redis-0 }
            - { name: REDIS_SERVERS, value: "main=redis-0" }
            - { name: REDIS_ADDRESS, value: redis-7 }
            - { name: IMAGE, value: "redis-0:8080-alpine" }
`),
  );
});

test('the one Pod of a set, dialled by itself and by another set', () => {
  const dials = `          env: [{ name: REDIS_HOST, value: redis-0 }]
`;
  checkFindings(rule, redis('', { replicas: 1, container: dials }));
  checkFindings(
    rule,
    redis(
      `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: app }
spec:
  serviceName: app
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec:
      containers:
        - name: main
${dials}#                                          ^^^^^^^ ${bare}
`,
      { replicas: 1 },
    ),
  );
});

test('the Service is inserted behind a directive', () => {
  const before = redis(`
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  redis.conf: |
    replicaof redis-0 6379
`);
  checkFix(rule, before, before.replace('replicaof redis-0 ', 'replicaof redis-0.nodes '), { title: 'Insert "nodes"' });
});
