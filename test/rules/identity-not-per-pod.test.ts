import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/identity-not-per-pod.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

test('ids, names and addresses that are written out', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.1.0
          ports: [{ containerPort: 8080 }]
          env:
            - name: KAFKA_NODE_ID
              value: "1"
#                    ^^^ error: KAFKA_NODE_ID is "1" in all 3 Pods of "kafka": members need ids of their own.
            - name: ZOO_MY_ID
              value: "1"
#                    ^^^ error: ZOO_MY_ID is "1" in all 3 Pods of "kafka": members need ids of their own: the ordinal plus one, say, which a shell or an init container can set.
            - name: ETCD_NAME
              value: etcd0
#                    ^^^^^ error: ETCD_NAME is "etcd0" in all 3 Pods of "kafka": members need names of their own.
            - name: RABBITMQ_NODENAME
              value: rabbit@rabbit-0.rabbit
#                    ^^^^^^^^^^^^^^^^^^^^^^ error: RABBITMQ_NODENAME is "rabbit@rabbit-0.rabbit" in all 3 Pods of "kafka": nodes need names of their own.
            - name: KAFKA_ADVERTISED_LISTENERS
              value: PLAINTEXT://kafka:9092
#                    ^^^^^^^^^^^^^^^^^^^^^^ warning: KAFKA_ADVERTISED_LISTENERS is "PLAINTEXT://kafka:9092" in all 3 Pods of "kafka": all of them send others to the same place.
`,
  );
});

test('flags of known programs', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: etcd
  replicas: 3
  selector: { matchLabels: { app: etcd } }
  template:
    metadata: { labels: { app: etcd } }
    spec:
      containers:
        - name: main
          image: quay.io/coreos/etcd:v3.6.1
          ports: [{ containerPort: 8080 }]
          args: [--name=etcd0, --name, etcd0, --data-dir=/data]
#                ^^^^^^^^^^^^ error: --name is "etcd0" in all 3 Pods of "etcd": members need names of their own.
#                                      ^^^^^ error: --name is "etcd0" in all 3 Pods of "etcd": members need names of their own.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: mysql }
spec:
  serviceName: mysql
  replicas: 3
  selector: { matchLabels: { app: mysql } }
  template:
    metadata: { labels: { app: mysql } }
    spec:
      containers:
        - name: main
          image: mysql:8.4
          ports: [{ containerPort: 8080 }]
          args: ["--server-id=1"]
#                ^^^^^^^^^^^^^^^ error: --server-id is "1" in all 3 Pods of "mysql": members need ids of their own: the ordinal plus one, say, which a shell or an init container can set.
`,
  );
});

test('from a ConfigMap', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: ZOO_MY_ID
              valueFrom: { configMapKeyRef: { name: conf, key: id } }
#                                                              ^^ error: ZOO_MY_ID is "3" in all 3 Pods of "kafka": members need ids of their own: the ordinal plus one, say, which a shell or an init container can set.
          envFrom: [{ configMapRef: { name: conf } }]
#                                           ^^^^ error: KAFKA_NODE_ID is "1" in all 3 Pods of "kafka": members need ids of their own.
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  KAFKA_NODE_ID: "1"
  id: "3"
`,
  );
});

test('one Pod, and none that is known to be more', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: a
  replicas: 1
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: KAFKA_NODE_ID
              value: "1"
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: b }
spec:
  serviceName: b
  replicas: "\${N}"
  selector: { matchLabels: { app: b } }
  template:
    metadata: { labels: { app: b } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: KAFKA_NODE_ID
              value: "1"
`,
  );
});

test('what comes from the Pod, is chosen by the program, or is computed', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: a
  replicas: 3
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: POD_NAME
              valueFrom: { fieldRef: { fieldPath: metadata.name } }
            - name: KAFKA_NODE_ID
              valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } }
            - name: KAFKA_BROKER_ID
              value: "-1"
            - name: RABBITMQ_NODENAME
              value: rabbit
            - name: ETCD_NAME
              value: $(POD_NAME)
            - name: KAFKA_ADVERTISED_LISTENERS
              value: PLAINTEXT://$(POD_NAME).a:9092
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
          env:
            - name: KAFKA_NODE_ID
              value: "1"
          command: [sh, -c, "export KAFKA_NODE_ID=\${HOSTNAME##*-}; exec kafka"]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: c }
spec:
  serviceName: c
  replicas: 3
  selector: { matchLabels: { app: c } }
  template:
    metadata: { labels: { app: c } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 8080 }]
          env:
            - name: KAFKA_NODE_ID
              value: "1"
          command: [/scripts/setup.sh]
`,
  );
});

test('a later variable hides an earlier one', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.1.0
          ports: [{ containerPort: 8080 }]
          env:
            - name: KAFKA_NODE_ID
              value: "1"
            - name: KAFKA_NODE_ID
              valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } }
`,
  );
});

test('the ordinal is taken from the Pod, and comments stay', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.1.0
          ports: [{ containerPort: 8080 }]
          env:
            - name: KAFKA_NODE_ID # who
              value: "1" # one
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.1.0
          ports: [{ containerPort: 8080 }]
          env:
            - name: KAFKA_NODE_ID # who
              valueFrom:
                fieldRef:
                  fieldPath: metadata.labels['apps.kubernetes.io/pod-index'] # one
`,
    { title: "Take KAFKA_NODE_ID from the Pod's ordinal" },
  );
});

test('the name is taken from the Pod, in braces', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.1.0
          ports: [{ containerPort: 8080 }]
          env:
            - { name: ETCD_NAME, value: etcd0 }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.1.0
          ports: [{ containerPort: 8080 }]
          env:
            - { name: ETCD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
`,
    { title: "Take ETCD_NAME from the Pod's name" },
  );
});

test('the listeners that are not local get the name of the Pod', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.1.0
          ports: [{ containerPort: 8080 }]
          env:
            - name: KAFKA_ADVERTISED_LISTENERS
              value: "IN://kafka:9092,OUT://localhost:9093" # both
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.1.0
          ports: [{ containerPort: 8080 }]
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
            - name: KAFKA_ADVERTISED_LISTENERS
              value: "IN://$(POD_NAME).kafka:9092,OUT://localhost:9093" # both
`,
    { title: 'Write IN://$(POD_NAME).kafka:9092,OUT://localhost:9093' },
  );
});

test('the node gets the name of the Pod, and long names', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.1.0
          ports: [{ containerPort: 8080 }]
          env:
            - name: POD_NAME
              valueFrom: { fieldRef: { fieldPath: metadata.name } }
            - name: RABBITMQ_NODENAME
              value: rabbit@rabbit-0.rabbit
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: main
          image: apache/kafka:4.1.0
          ports: [{ containerPort: 8080 }]
          env:
            - name: POD_NAME
              valueFrom: { fieldRef: { fieldPath: metadata.name } }
            - name: RABBITMQ_NODENAME
              value: rabbit@$(POD_NAME).kafka
            - name: RABBITMQ_USE_LONGNAME
              value: "true"
`,
    { title: 'Write rabbit@$(POD_NAME).kafka' },
  );
});

test('an argument that names a directory of a volume runs no script', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: kafka
          image: apache/kafka:3.9.0
          args: [--data-dir=/var/lib/kafka/data]
          env: [{ name: KAFKA_NODE_ID, value: "1" }]
#                                             ^^^ error: KAFKA_NODE_ID is "1" in all 3 Pods of "kafka": members need ids of their own.
          volumeMounts: [{ name: data, mountPath: /var/lib/kafka/data }]
`,
  );
});

const withOptions = (image: string, marker: string, more = '', options = '') => `
#- config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: mysql }
data:
  my.cnf: |
    [mysqld]
    server-id = 1
${options}#- mysql.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: mysql }
spec:
  serviceName: mysql
  replicas: 3
  selector: { matchLabels: { app: mysql } }
  template:
    metadata: { labels: { app: mysql } }
    spec:
${more}      containers:
        - name: mysql
          image: ${image}
          volumeMounts: [{ name: config, mountPath: /etc/mysql/conf.d }]
      volumes:
        - name: config
          configMap:
            name: mysql
${marker}`;

test.each(['mysql:8.4', 'mariadb:11.4', 'percona:8.0', 'percona/percona-server:8.0'])(
  'an id in a mounted option file: %s',
  (image) => {
    const message =
      'server-id is "1" in all 3 Pods of "mysql": members need ids of their own: the ordinal plus one, say, which a shell or an init container can set.';
    checkFindings(rule, withOptions(image, `#                 ^^^^^ error: ${message}\n`));
  },
);

test.each([
  ['of another program', 'postgres:17', ''],
  ['beside an init container that sets it', 'mysql:8.4', '[sh, -c, "echo server-id=$((1 + N)) > /conf.d/id.cnf"]'],
  ['beside an init container that runs a script', 'mysql:8.4', '[/scripts/init.sh]'],
])('an option file %s', (_, image, command) => {
  const init =
    command === '' ? '' : `      initContainers:\n        - { name: init, image: busybox:1, command: ${command} }\n`;
  checkFindings(rule, withOptions(image, '', init));
});

test.each(['wsrep_on = ON', 'wsrep_cluster_address = gcomm://mysql-0.mysql,mysql-1.mysql'])(
  'the nodes of Galera may have one server id: %s',
  (option) => checkFindings(rule, withOptions('mariadb:11.4', '', '', `    ${option}\n`)),
);

test.each(['wsrep_on = OFF', '# wsrep_cluster_address = gcomm://'])('an option that starts no Galera: %s', (option) => {
  const message =
    'server-id is "1" in all 3 Pods of "mysql": members need ids of their own: the ordinal plus one, say, which a shell or an init container can set.';
  checkFindings(
    rule,
    withOptions('mariadb:11.4', `#                 ^^^^^ error: ${message}\n`, '', `    ${option}\n`),
  );
});

test('the nodes of Galera by its flags, its variables and its image', () => {
  const set = (name: string, container: string) => `
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name} }
spec:
  serviceName: ${name}
  replicas: 3
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers: [{ name: main, ${container} }]`;
  checkFindings(
    rule,
    [
      set('a', 'image: "mariadb:11", args: [--server-id=1, --wsrep-on=ON, "--wsrep-cluster-address=gcomm://a-0.a"]'),
      set('b', 'image: "mysql:8", args: [--server-id=1], env: [{ name: WSREP_CLUSTER_NAME, value: b }]'),
      set('c', 'image: "team/mariadb-galera:11", env: [{ name: MYSQL_SERVER_ID, value: "1" }]'),
    ].join(''),
  );
});

const kafka = (container: string, more = '') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  serviceName: kafka
  replicas: 3
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec:
      containers:
        - name: kafka
          image: apache/kafka:4.1.0
          volumeMounts: [{ name: config, mountPath: /config }]
${container}      volumes:
        - name: config
          configMap:
            name: kafka
${more}---
apiVersion: v1
kind: ConfigMap
metadata: { name: kafka }
data:
  server.properties: |
    # node.id=7
    process.roles=broker
    broker.id = 1
`;
const brokerId = 'error: broker.id is "1" in all 3 Pods of "kafka": members need ids of their own.';

test('an id of Kafka in a mounted file, and as an option of the command', () => {
  checkFindings(
    rule,
    kafka(
      '          command: [/opt/kafka/bin/kafka-server-start.sh, /config/server.properties]\n',
      `#                 ^^^^^ ${brokerId}\n`,
    ),
  );
  checkFindings(
    rule,
    kafka(`          args: [bin/kafka-server-start.sh, /config/server.properties, --override, broker.id=1]
#                                                                                  ^^^^^^^^^^^ ${brokerId}
`),
  );
});

test.each([
  ['by a variable', '          env: [{ name: KAFKA_BROKER_ID, value: "-1" }]\n'],
  ['by the command', '          command: [sh, -c, "start /config/server.properties --override broker.id=$N"]\n'],
  ['perhaps, by a mounted script', '          command: [/config/run]\n'],
])('an id of Kafka that is set %s, whatever the file says', (_, container) => checkFindings(rule, kafka(container)));

test('a flag in a script that decides nothing', () => {
  const mysql = (command: string, marker = '') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: mysql }
spec:
  serviceName: mysql
  replicas: 3
  selector: { matchLabels: { app: mysql } }
  template:
    metadata: { labels: { app: mysql } }
    spec:
      containers:
        - name: mysql
          image: mysql:8.4
          command: [sh, -c, "${command}"]
${marker}`;
  const message =
    'error: --server-id is "1" in all 3 Pods of "mysql": members need ids of their own: the ordinal plus one, say, which a shell or an init container can set.';
  checkFindings(
    rule,
    mysql(
      'exec docker-entrypoint.sh mysqld --server-id=1 --log-bin',
      `#                                                             ^^^^^^^^^^^^^ ${message}\n`,
    ),
  );
  checkFindings(rule, mysql('exec docker-entrypoint.sh mysqld --server-id=$((N + 1))'));
  checkFindings(rule, mysql('[ $N = 0 ] && exec mysqld --server-id=1; exec mysqld --server-id=2'));
  checkFindings(rule, mysql('if first; then exec mysqld --server-id=1; fi'));
});

const zookeeper = (container: string, more = '') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: 3
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
${more}      containers:
        - name: zk
${container}`;
const servers = 'server.1=zk-0.zk:2888:3888;2181 server.2=zk-1.zk:2888:3888;2181 server.3=zk-2.zk:2888:3888;2181';

test('members of ZooKeeper that are told no id', () => {
  checkFindings(
    rule,
    zookeeper(
      `
          image: zookeeper:3.9
          env:
            - name: ZOO_SERVERS
              value: ${servers}
#                    ${'^'.repeat(servers.length)} error: ZooKeeper is told who the members are, but not its own id (ZOO_MY_ID): all 3 Pods of "zk" take id 1, and only one of the list has it.
`.slice(1),
    ),
  );
});

test.each([
  ['in a variable', ', { name: ZOO_MY_ID, valueFrom: { fieldRef: { fieldPath: metadata.annotations["id"] } } }]'],
  ['by the command', '], command: [sh, -c, "ZOO_MY_ID=$((N + 1)) exec /docker-entrypoint.sh zkServer.sh"]'],
  ['perhaps, by a ConfigMap', '], envFrom: [{ configMapRef: { name: zk } }]'],
  ['perhaps, in a mounted file', '], volumeMounts: [{ name: ids, mountPath: /data/myid }]'],
])('members of ZooKeeper that are told an id %s', (_, more) => {
  const env = `env: [{ name: ZOO_SERVERS, value: "${servers}" }`;
  checkFindings(rule, zookeeper('').replace('- name: zk\n', `- { name: zk, image: "zookeeper:3.9", ${env}${more} }\n`));
});

test('members of ZooKeeper that are told an id before they start, or by another image', () => {
  const env = `          env: [{ name: ZOO_SERVERS, value: "${servers}" }]\n`;
  const init = '      initContainers: [{ name: id, image: busybox:1, command: [sh, -c, "echo $N > /data/myid"] }]\n';
  checkFindings(rule, zookeeper(`          image: zookeeper:3.9\n${env}`, init));
  checkFindings(rule, zookeeper(`          image: bitnami/zookeeper:3.9\n${env}`));
});

const rabbit = (env: string, { replicas = 3, podSpec = '', more = '' } = {}) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: rabbit }
spec:
  serviceName: rabbit-nodes
  replicas: ${replicas}
  selector: { matchLabels: { app: rabbit } }
  template:
    metadata: { labels: { app: rabbit } }
    spec:
${podSpec}      containers:
        - name: rabbitmq
          image: rabbitmq:4.0
          env:
            - name: MY_IP
              valueFrom: { fieldRef: { fieldPath: status.podIP } }
            - name: POD_NAME
              valueFrom: { fieldRef: { fieldPath: metadata.name } }
${env}${more}`;

const byIp =
  'RABBITMQ_NODENAME is made of the Pod\'s IP, and each new Pod of "rabbit" has another one: after a restart the node is a stranger to its cluster, and looks for its data under another name.';

test.each([1, 3])("a node that is named after the Pod's IP, of %i", (replicas) => {
  checkFindings(
    rule,
    rabbit(
      `
            - name: RABBITMQ_NODENAME
              value: rabbit@$(MY_IP)
#                    ^^^^^^^^^^^^^^^ warning: ${byIp}
`.slice(1),
      { replicas },
    ),
  );
});

test('a script that names a node after the IP', () => {
  checkFindings(
    rule,
    rabbit(
      `
          command:
            - sh
            - -c
            - |
              export RABBITMQ_NODENAME=rabbit@$(hostname -i)
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${byIp}
              export RABBITMQ_NODENAME="rabbit@\${MY_IP}"
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${byIp}
              export RABBITMQ_NODENAME=rabbit@\${HOSTNAME}.rabbit-nodes
              exec rabbitmq-server
`.slice(1),
    ),
  );
});

test.each([
  ['the name of the Pod', 'rabbit@$(POD_NAME).rabbit-nodes', ''],
  ['the IP of the node, on whose network it is', 'rabbit@$(MY_IP)', '      hostNetwork: true\n'],
])('a node that is named after %s', (_, value, podSpec) => {
  checkFindings(rule, rabbit(`            - { name: RABBITMQ_NODENAME, value: ${value} }\n`, { podSpec }));
});

test('no fix where nodes look for each other by IP in a way that is not mended with it', () => {
  const files = filesIn(
    rabbit(
      `            - { name: RABBITMQ_NODENAME, value: rabbit@$(MY_IP) }
            - { name: K8S_ADDRESS_TYPE, value: ip }
`,
      { podSpec: '      hostNetwork: false\n' },
    ),
  );
  const [finding] = check(workspaceOf(files), [rule]);
  expect([finding?.related.map(({ message }) => message), finding?.fixes]).toEqual([
    ['Nodes look for each other by IP'],
    [],
  ]);
});

test('an IP that is fixed by an annotation, and one that a script writes over', () => {
  const byIp = '            - { name: RABBITMQ_NODENAME, value: rabbit@$(MY_IP) }\n';
  checkFindings(
    rule,
    rabbit(byIp).replace(
      'labels: { app: rabbit } }\n    spec',
      'labels: { app: rabbit }, annotations: { ovn.kubernetes.io/ip_pool: 10.0.0.1 } }\n    spec',
    ),
  );
  checkFindings(
    rule,
    rabbit(`${byIp}          command: [sh, -c, "RABBITMQ_NODENAME=rabbit@$(hostname -f) rabbitmq-server"]\n`),
  );
});

test('the node gets the name of the Pod in the place of its IP, and is looked for by it', () => {
  const config = (options: string) => `
      volumes: [{ name: config, configMap: { name: rabbit } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: rabbit }
data:
  rabbitmq.conf: |
    cluster_formation.peer_discovery_backend = k8s
    ${options}
    cluster_formation.node_cleanup.interval = 30
`;
  checkFix(
    rule,
    rabbit(
      `
            - name: RABBITMQ_USE_LONGNAME
              value: "false"
            - name: RABBITMQ_NODENAME # who
              value: "rabbit@$(MY_IP)" # one
`.slice(1),
      { more: config('cluster_formation.k8s.address_type = ip') },
    ),
    rabbit(
      `
            - name: RABBITMQ_USE_LONGNAME
              value: "true"
            - name: RABBITMQ_NODENAME # who
              value: "rabbit@$(POD_NAME).rabbit-nodes" # one
`.slice(1),
      {
        more: config(
          'cluster_formation.k8s.address_type = hostname\n    cluster_formation.k8s.hostname_suffix = .rabbit-nodes',
        ),
      },
    ),
    { title: 'Write rabbit@$(POD_NAME).rabbit-nodes' },
  );
});

const etcd = (container: string) => `
apiVersion: v1
kind: Service
metadata: { name: peers }
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: etcd } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: peers
  replicas: 3
  selector: { matchLabels: { app: etcd } }
  template:
    metadata: { labels: { app: etcd } }
    spec:
      containers:
        - name: etcd
${container}`;
const list = 'etcd-0=http://etcd-0.peers:2380,etcd-1=http://etcd-1.peers:2380,etcd-2=http://etcd-2.peers:2380';
const nameless =
  'etcd is told who the members are, but not its own name: all 3 Pods of "etcd" call themselves "default", and a member has to find its name in the list.';

test('members of etcd that are told no name', () => {
  checkFindings(
    rule,
    etcd(
      `
          image: quay.io/coreos/etcd:v3.6.1
          env:
            - name: ETCD_INITIAL_CLUSTER
              value: ${list}
#                    ${'^'.repeat(list.length)} error: ${nameless}
`.slice(1),
    ),
  );
  checkFindings(
    rule,
    etcd(
      `
          image: registry.example/etcd:v3.6.1
          command:
            - /usr/local/bin/etcd
            - --data-dir=/data
            - --initial-cluster
            - ${list}
#             ${'^'.repeat(list.length)} error: ${nameless}
`.slice(1),
    ),
  );
  checkFindings(
    rule,
    etcd(
      `
          image: registry.example/etcd:v3.6.1
          command: [sh, -c]
          args:
            - |
              exec etcd --data-dir /data \\
                --initial-cluster=${list}
#               ^^^^^^^^^^^^^^^^^ error: ${nameless}
`.slice(1),
    ),
  );
});

test.each([
  ['by a flag', 'image: quay.io/coreos/etcd:v3, command: [etcd, --name=$(POD_NAME), --initial-cluster, LIST]'],
  [
    'by a variable',
    'image: quay.io/coreos/etcd:v3, env: [{ name: ETCD_NAME, value: $(N) }], command: [etcd, --initial-cluster, LIST]',
  ],
  ['in a script', 'image: quay.io/coreos/etcd:v3, command: [sh, -c, "etcd --name $HOSTNAME --initial-cluster LIST"]'],
  [
    'perhaps, in flags from elsewhere',
    'image: quay.io/coreos/etcd:v3, command: [sh, -c, "etcd $ETCD_ARGS --initial-cluster LIST"]',
  ],
  [
    'perhaps, in variables from elsewhere',
    'image: quay.io/coreos/etcd:v3, envFrom: [{ configMapRef: { name: etcd } }], command: [etcd, --initial-cluster, LIST]',
  ],
  [
    'perhaps, in a file',
    'image: quay.io/coreos/etcd:v3, command: [etcd, --config-file=/etc/etcd.yaml, --initial-cluster, LIST]',
  ],
  ['by the image itself', 'image: bitnami/etcd:3.5, env: [{ name: ETCD_INITIAL_CLUSTER, value: LIST }]'],
  ['perhaps, by an image of somebody', 'image: team/etcd:3.5, env: [{ name: ETCD_INITIAL_CLUSTER, value: LIST }]'],
])('members of etcd that are named %s', (_, container) => {
  const text = container.replace('LIST', `"${list}"`).replace(/"(etcd .*)"(.*)""\]/, '"$1$2"]');
  checkFindings(rule, etcd('').replace('- name: etcd', `- { name: etcd, ${text} }`));
});

test('each member of etcd is named as its Pod, also in the list', () => {
  checkFix(
    rule,
    etcd(
      `
          image: quay.io/coreos/etcd:v3.6.1
          command:
            - etcd
            - --initial-cluster=a=http://etcd-0.peers:2380,b=http://etcd-1.peers:2380,etcd-2=http://etcd-2.peers:2380
`.slice(1),
    ),
    etcd(
      `
          image: quay.io/coreos/etcd:v3.6.1
          command:
            - etcd
            - --initial-cluster=${list}
          env:
            - name: ETCD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
`.slice(1),
    ),
    { title: 'Name each member as its Pod' },
  );
});
