import { describe, test } from 'vitest';
import rule from '../../server/src/core/rules/dns-unknown-service.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('the name of the set stands for the Service', () => {
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
  PRIMARY: web-0.web.shop.svc:8080
#                ^^^ warning: "web-0.web.shop.svc" does not resolve: the Pods of "web" have their names under Service "nginx", not under "web".
`,
  );
});

test('a slip in the name of the Service', () => {
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
  hosts: web-0.ngnix
#              ^^^^^ warning: "web-0.ngnix" does not resolve: the Pods of "web" have their names under Service "nginx", not under "ngnix".
`,
  );
});

test('another Service that selects the same Pods gives them no names', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web-client }
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
  url: http://web-1.web-client:8080/
#                   ^^^^^^^^^^ warning: "web-1.web-client" does not resolve: the Pods of "web" have their names under Service "nginx", not under "web-client".
`,
  );
});

test('the Pod that reads it is named by a variable', () => {
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
            - name: NS
              valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
            - name: ADDRESS
              value: http://$(POD_NAME).web.$(NS).svc:8080
#                                       ^^^ warning: "$(POD_NAME).web.$(NS).svc" does not resolve: the Pods of "web" have their names under Service "nginx", not under "web".
`,
  );
});

test('the suffix that RabbitMQ puts behind the names of its Pods', () => {
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
            - name: K8S_HOSTNAME_SUFFIX
              value: .ngnix.shop.svc.cluster.local
#                     ^^^^^ warning: ".ngnix.shop.svc.cluster.local" does not resolve: the Pods of "web" have their names under Service "nginx", not under "ngnix".
            - name: RIGHT_HOSTNAME_SUFFIX
              value: .nginx.shop.svc.cluster.local
            - name: NO_PROXY
              value: .other.shop.svc,.svc
`,
  );
});

test('variables with known values are followed', () => {
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
            - { name: SERVICE, value: ngnix }
            - { name: PEER, value: "web-0.$(SERVICE).svc:8080" }
            - { name: PEER_URL, value: "http://web-0.$(SERVICE):8080" }
#                                                    ^^^^^^^^^^ warning: "web-0.$(SERVICE)" does not resolve: the Pods of "web" have their names under Service "nginx", not under "ngnix".
`,
  );
});

test('in a file inside of a ConfigMap, at the label', () => {
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
  app.properties: |
    # web-0.ngnix is told in a comment
    first=1
    peer.url=http://web-0.ngnix:8080/
#                         ^^^^^ warning: "web-0.ngnix" does not resolve: the Pods of "web" have their names under Service "nginx", not under "ngnix".
  plain: one
    two web-0.ngnix:8080
#             ^^^^^ warning: "web-0.ngnix" does not resolve: the Pods of "web" have their names under Service "nginx", not under "ngnix".
`,
  );
});

test('in quoted and folded text', () => {
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
  a: "say \\"http://web-0.ngnix:8080\\" \\
#                        ^^^^^ warning: "web-0.ngnix" does not resolve: the Pods of "web" have their names under Service "nginx", not under "ngnix". (2 times in this value)
     and\\thttp://web-1.ngnix:8080"
  b: >-
    folded to one line:
    http://web-2.ngnix:8080
#                ^^^^^ warning: "web-2.ngnix" does not resolve: the Pods of "web" have their names under Service "nginx", not under "ngnix".
  c: 'it''s http://web-0.ngnix:8080'
#                        ^^^^^ warning: "web-0.ngnix" does not resolve: the Pods of "web" have their names under Service "nginx", not under "ngnix".
`,
  );
});

test('the same twice in one value is told once', () => {
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
  hosts: web-0.ngnix:8080,web-1.ngnix:8080
#              ^^^^^ warning: "web-0.ngnix" does not resolve: the Pods of "web" have their names under Service "nginx", not under "ngnix". (2 times in this value)
`,
  );
});

test('domains outside of the cluster, files and versions', () => {
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
  a: https://web-0.example.com/
  b: web-0.log
  c: /var/log/web-0.ngnix/x
  d: web-5.8.17
  e: https://web-0.nginx.example.com
  f: "host: web-0.internal"
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
              peer="$(hostname).web.shop.svc"
              for i in 0 1 2; do peers="$peers web-$i.web:8080"; done
              all=$(echo web-{0..2}.web)
              exec start --id \${HOSTNAME##*-} --peer "\${P}web-0.web:8080"
`,
  );
});

test('a template', () => {
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
  a: http://web-{{ .i }}.web.svc
  b: http://web-0.{{ .Service }}.shop.svc
  c: http://web-0.<SERVICE>.shop.svc
`,
  );
});

test('a set that is not in sight', () => {
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
  a: http://db-0.database:5432
`,
  );
});

test('a set whose Service is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: "\${SERVICE}"
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
  a: http://web-0.web:8080
`,
  );
});

test('two sets of one name in other namespaces are two sets', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: one }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: one }
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
metadata: { name: other, namespace: two }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: two }
spec:
  serviceName: other
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
metadata: { name: conf, namespace: two }
data:
  a: http://web-0.other:8080
  b: web-0.nginx.one.svc
`,
  );
});

test('in another file', () => {
  checkFindings(
    rule,
    `
#- web.yaml
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
#- client.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  url: http://web-0.web:8080
#                   ^^^ warning: "web-0.web" does not resolve: the Pods of "web" have their names under Service "nginx", not under "web".
`,
  );
});

test('a name that kustomize changes', () => {
  checkFindings(
    rule,
    `
#- web.yaml
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
  url: http://web-0.dev-nginx:8080
#- kustomization.yaml
namePrefix: dev-
resources: [web.yaml]
`,
  );
});

test('all names of the value are put right', () => {
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
  url: "http://web-0.ngnix:8080,http://web-1.ngnix:8080" # both
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
  url: "http://web-0.nginx:8080,http://web-1.nginx:8080" # both
`,
    { title: 'Write "nginx" for "ngnix"' },
  );
});

test('in a file, nothing else changes', () => {
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
  conf: |
    # kept
    url = 'http://web-0.ngnix:8080'
    more = 1
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
  conf: |
    # kept
    url = 'http://web-0.nginx:8080'
    more = 1
`,
    { title: 'Write "nginx" for "ngnix"' },
  );
});

test('a right name beside a wrong serviceName is service-not-found', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: web } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: ngnix
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, env: [{ name: PEER, value: "http://web-0.nginx:80" }] }] }
`,
  );
});

test('a kustomization that gives the Service another name does not change texts', () => {
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
          env:
            - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
            - name: ADVERTISED
              value: PLAINTEXT://$(POD_NAME).nginx:8080
#                                            ^^^^^ error: The kustomization names the Service "nginx-prod"; this text keeps "nginx", so "$(POD_NAME).nginx" does not resolve.
            - name: RIGHT
              value: PLAINTEXT://$(POD_NAME).nginx-prod:8080
#- base/kustomization.yaml
resources: [web.yaml]
#- prod/kustomization.yaml
resources: [../base]
nameSuffix: -prod
`,
  );
});

const suffix = (line: string, volume = 'conf') => `
apiVersion: v1
kind: Service
metadata: { name: nodes, namespace: shop }
spec: { clusterIP: None, selector: { app: rabbit } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: rabbit, namespace: shop }
spec:
  serviceName: nodes
  replicas: 3
  selector: { matchLabels: { app: rabbit } }
  template:
    metadata: { labels: { app: rabbit } }
    spec:
      containers: [{ name: rabbit, image: rabbitmq:4.0 }]
      volumes: [{ name: config, configMap: { name: ${volume} } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: shop }
data:
  rabbitmq.conf: |
    ${line}
`;

test('what follows the names of nodes, in a file of RabbitMQ that the Pods mount', () => {
  const message =
    'warning: ".rabbit.shop.svc.cluster.local" does not resolve: the Pods of "rabbit" have their names under Service "nodes", not under "rabbit".';
  const wrong = 'cluster_formation.k8s.hostname_suffix = .rabbit.shop.svc.cluster.local';
  checkFindings(rule, suffix(`${wrong}\n#                                            ^^^^^^ ${message}`));
  checkFix(rule, suffix(wrong), suffix(wrong.replace('.rabbit', '.nodes')), { title: 'Write "nodes" for "rabbit"' });
});

test('what follows the names of nodes, right or of other Pods', () => {
  checkFindings(rule, suffix('cluster_formation.k8s.hostname_suffix = .nodes.shop.svc.cluster.local'));
  checkFindings(rule, suffix('cluster_formation.k8s.hostname_suffix = .rabbit.shop.svc.cluster.local', 'other'));
});

/** Above the kustomization that renames. */
const withAnother =
  'namePrefix: prod-\n#- top/kustomization.yaml\nresources: [../prod, redis.yaml]\n#- top/redis.yaml\nkind: Service\napiVersion: v1\nmetadata: { name: redis }\nspec: { ports: [{ port: 6379 }] }';

describe('the name of a Service alone, in a kustomization that gives it another one', () => {
  const world = (env: string, { more = '', files = '', overlay = 'namePrefix: prod-' } = {}) => `
#- base/web.yaml
apiVersion: v1
kind: Service
metadata: { name: redis }
spec: { selector: { app: redis }, ports: [{ port: 6379 }] }
---
apiVersion: v1
kind: Service
metadata: { name: front }
spec: { selector: { app: client }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis }
spec:
  serviceName: redis
  selector: { matchLabels: { app: redis } }
  template:
    metadata: { labels: { app: redis } }
    spec: { containers: [{ name: main, image: redis:8, ports: [{ containerPort: 6379 }] }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: client }
spec:
  selector: { matchLabels: { app: client } }
  template:
    metadata: { labels: { app: client } }
    spec:
      containers:
        - name: main
          image: client:1
          env:
${env}${more}
#- base/kustomization.yaml
resources: [web.yaml]
${files}#- prod/kustomization.yaml
resources: [../base]
${overlay}`;
  const told = (start: number, length = 5) =>
    `#${' '.repeat(start - 1)}${'^'.repeat(length)} warning: The kustomization names the Service "prod-redis"; this text keeps "redis", which is no name of it any more.`;

  test('is told wherever it is dialled', () => {
    checkFindings(
      rule,
      world(`            - { name: REDIS_HOST, value: redis }
${told(41)}
            - { name: URL, value: "redis://redis:6379/0" }
${told(43)}
            - { name: OTHER_URL, value: "http://redis/" }
${told(48)}
          args:
            - --redis-host=redis
${told(27)}
          command:
            - --peer
            - redis:6379
${told(14)}`),
    );
  });
  test('is told with its namespace', () => {
    checkFindings(
      rule,
      world(
        `            - { name: URL, value: "redis.shop.svc:6379" }
${told(35)}
            - { name: ELSEWHERE, value: "redis.test.svc:6379" }`,
        { overlay: 'namePrefix: prod-\nnamespace: shop' },
      ),
    );
  });
  test('is told in a file that the kustomization makes data of, but not where a proxy defines it', () => {
    checkFindings(
      rule,
      world('            - { name: A, value: a }', {
        files: `configMapGenerator: [{ name: files, files: [app.properties, nginx.conf] }]
#- base/app.properties
redis.url=redis://redis:6379
${told(18)}
#- base/nginx.conf
upstream redis { server example.com:6379; }
location / { proxy_pass http://redis; }
`,
      }),
    );
  });
  test.each([
    ['where nothing is renamed', { overlay: 'namespace: shop' }],
    ['where another one has the name', { overlay: withAnother }],
    ['where the build is not all to be seen', { overlay: 'namePrefix: prod-\nhelmCharts: [{ name: redis }]' }],
    [
      'where the Pod finds hosts in its own way',
      { more: '\n      hostAliases: [{ ip: 10.0.0.1, hostnames: [redis] }]' },
    ],
  ])('is left alone %s', (_, options) => {
    checkFindings(rule, world('            - { name: REDIS_HOST, value: redis }', options));
  });
  test('is left alone where no host is wanted, for another port, and for Services without a StatefulSet', () => {
    checkFindings(
      rule,
      world(`            - { name: MODE, value: redis }
            - { name: REDIS_HOSTNAME, value: redis }
            - { name: URL, value: "redis:16379" }
            - { name: FRONT, value: "http://front:80" }
            - { name: REDIS_HOST, value: prod-redis }`),
    );
  });
});

const twoServices = (serviceName: string, addresses: string, client = 'clusterIP: None') => `
apiVersion: v1
kind: Service
metadata: { name: etcd }
spec: { selector: { app: etcd }, ports: [{ port: 2379 }] }
---
apiVersion: v1
kind: Service
metadata: { name: etcd-headless }
spec: { ${client}, selector: { app: etcd }, ports: [{ port: 2379 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd }
spec:
  serviceName: ${serviceName}
  replicas: 3
  selector: { matchLabels: { app: etcd } }
  template:
    metadata: { labels: { app: etcd } }
    spec:
      containers:
        - name: etcd
          image: etcd:1
          ports: [{ containerPort: 2379 }]
          env:
            - name: PEERS
              value: ${addresses}
`;

describe('the Service in the addresses is headless and has these Pods:', () => {
  const under = (service: string) => `http://etcd-0.${service}:2379,http://etcd-1.${service}:2379`;
  test('the set is to name it', () => {
    checkFix(rule, twoServices('etcd', under('etcd-headless')), twoServices('etcd-headless', under('etcd-headless')), {
      safe: false,
    });
  });
  test('the addresses may be changed instead, which is a guess, too', () => {
    checkFix(rule, twoServices('etcd', under('etcd-headless')), twoServices('etcd', under('etcd')), {
      title: 'Write "etcd" for "etcd-headless"',
      safe: false,
    });
  });
  test('while others use the names as they are, those addresses are the ones to change', () => {
    checkFix(
      rule,
      twoServices('etcd', 'http://etcd-0.etcd:2379,http://etcd-1.etcd-headless:2379'),
      twoServices('etcd', under('etcd')),
      { safe: false },
    );
    checkFix(
      rule,
      twoServices('etcd', 'http://etcd-0.etcd:2379,http://etcd-1.etcd-headless:2379'),
      twoServices('etcd-headless', under('etcd-headless')),
      { title: 'Change serviceName to "etcd-headless"', safe: false },
    );
  });
});

test('a Service with an address of its own gives no names: the text is changed', () => {
  checkFix(
    rule,
    twoServices('etcd', 'http://etcd-0.etcd-headless:2379', 'type: ClusterIP'),
    twoServices('etcd', 'http://etcd-0.etcd:2379', 'type: ClusterIP'),
    { safe: true },
  );
});
