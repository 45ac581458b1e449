import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/dns-unknown-port.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

test("the Service's port on the name of a Pod", () => {
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
  a: http://web-0.nginx:80/
#                       ^^ warning: No container of "web" declares port 80, at which "web-0.nginx" is dialled: declared is 8080; port 80 is that of Service "nginx", which is headless and maps nothing.
  b: http://nginx:80/
#                 ^^ warning: No container of "web" declares port 80, at which "nginx" is dialled: declared is 8080; port 80 is that of Service "nginx", which is headless and maps nothing.
  c: nginx.shop.svc:80
#                   ^^ warning: No container of "web" declares port 80, at which "nginx.shop.svc" is dialled: declared is 8080; port 80 is that of Service "nginx", which is headless and maps nothing.
`,
  );
});

test('a slip in the port', () => {
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
  url: http://web-0.nginx:8008/
#                         ^^^^ warning: No container of "web" declares port 8008, at which "web-0.nginx" is dialled: declared is 8080.
`,
  );
});

test('a port that is merely not declared', () => {
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
  url: http://web-0.nginx:7000/
#                         ^^^^ information: No container of "web" declares port 7000, at which "web-0.nginx" is dialled: declared is 8080.
`,
  );
});

test("the container's port, none, and a variable", () => {
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
  a: http://web-0.nginx:8080/
  b: http://web-0.nginx/
  c: http://web-0.nginx:$PORT/
  d: nginx:8080
`,
  );
});

test('the set listens there without saying so', () => {
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
          args: ["--listen=0.0.0.0:7000"]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  url: http://web-0.nginx:7000/
`,
  );
});

test('a Service with a cluster IP maps ports', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
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
  url: http://nginx:80/
`,
  );
});

test('an image has a tag', () => {
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
  image: nginx:8081
`,
  );
});

test('peer ports that few declare', () => {
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
  zoo.cfg: "server.1=web-0.nginx:2888:3888"
`,
  );
});

test('a set that declares no ports, or ports that are filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }
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
          ports: [{ containerPort: "\${PORT}" }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  a: web-0.nginx:81
  b: b-0.b:81
`,
  );
});

test("the container's port is written", () => {
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
  url: http://web-0.nginx:80/ # peer
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
  url: http://web-0.nginx:8080/ # peer
`,
    { title: 'Write port 8080' },
  );
});

test('the port of the other members of its list is meant', () => {
  checkFix(
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
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 9092 }, { containerPort: 9093 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  peers: web-0.nginx:9093,web-1.nginx:9093,web-2.nginx:9094
`,
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
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 9092 }, { containerPort: 9093 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  peers: web-0.nginx:9093,web-1.nginx:9093,web-2.nginx:9093
`,
    { title: 'Write port 9093' },
  );
});

test('else the nearest', () => {
  checkFix(
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
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 9092 }, { containerPort: 9093 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  peers: web-0.nginx:9094
`,
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
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ containerPort: 9092 }, { containerPort: 9093 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  peers: web-0.nginx:9093
`,
    { title: 'Write port 9093' },
  );
});

test('of two that are equally near, neither is offered', () => {
  const [finding] = check(
    workspaceOf(
      filesIn(`
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: web } }
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
          ports: [{ containerPort: 9092 }, { containerPort: 9094 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  peers: web-0.nginx:9093
`),
    ),
    [rule],
  );
  expect(finding?.severity).toBe('warning');
  expect(finding?.fixes).toEqual([]);
});

const elasticsearch = (container: string, more = '', ports = '[{ containerPort: 9200 }, { containerPort: 9300 }]') => `
apiVersion: v1
kind: Service
metadata: { name: es }
spec: { clusterIP: None, selector: { app: es }, ports: [{ name: http, port: 9200 }, { name: transport, port: 9300 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: es }
spec:
  serviceName: es
  replicas: 3
  selector: { matchLabels: { app: es } }
  template:
    metadata: { labels: { app: es } }
    spec:
      containers:
        - name: es
          image: elasticsearch:8.19.0
          ports: ${ports}
          env:
${container}${more}`;
const client = (ports: string, more = '') => `---
apiVersion: v1
kind: Service
metadata: { name: es-client }
spec: { selector: { app: es }, ports: ${ports}${more} }
`;

const atHttp = (host: string, port = 9300) =>
  `warning: Port 9200 is that of HTTP, at which no node finds "${host}": nodes talk to each other at the transport port, ${port}.`;

test('seeds at the port of HTTP, in variables', () => {
  checkFindings(
    rule,
    elasticsearch(
      `
            - name: discovery.seed_hosts
              value: es-0.es:9200,es-1.es:9200,es-2.es:9300
#                            ^^^^ ${atHttp('es-0.es')} (2 times in this value)
            - name: DISCOVERY_SEED_HOSTS
              value: es.default.svc:9200
#                                   ^^^^ ${atHttp('es.default.svc')}
            - name: ES_SETTING_DISCOVERY_SEED__HOSTS
              value: search.example.com:9200
#                                       ^^^^ ${atHttp('search.example.com')}
`.slice(1),
    ),
  );
});

test('seeds at the port of HTTP, in a file', () => {
  checkFindings(
    rule,
    elasticsearch(
      '',
      `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  elasticsearch.yml: |
    http.port: 9200
    discovery.seed_hosts:
      # all of them
      - "es-0.es:9200"
#                ^^^^ ${atHttp('es-0.es')} (2 times in this value)
      - es-1.es:9200
      - es-2.es
    hosts:
      - es-2.es:9200
  opensearch.yml: |
    discovery:
      seed_hosts: [
        es:9300,
        es:9200,
#          ^^^^ ${atHttp('es')}
      ]
  nested.yml: |
    discovery:
      seed_hosts: es:9200
#                    ^^^^ ${atHttp('es')}
  old.yml: |
    discovery.zen.ping.unicast.hosts: ["es-0.es:9200"]
#                                               ^^^^ ${atHttp('es-0.es')}
`.slice(1),
    ),
  );
});

test('clients, seeds at the transport port, and nodes that have moved it there', () => {
  checkFindings(
    rule,
    elasticsearch(
      `
            - { name: ELASTICSEARCH_HOSTS, value: "http://es-0.es:9200" }
            - { name: discovery.seed_hosts, value: "es-0.es,es-1.es:9300" }
`.slice(1),
    ),
  );
  const seed = '            - { name: discovery.seed_hosts, value: "es-0.es:9200" }\n';
  checkFindings(rule, elasticsearch(`${seed}            - { name: transport.port, value: "9200" }\n`));
  checkFindings(rule, elasticsearch(seed, '', '[{ name: transport, containerPort: 9200 }]'));
  const file = (option: string) => `      volumes: [{ name: conf, configMap: { name: conf } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  elasticsearch.yml: |
    ${option}
`;
  checkFindings(rule, elasticsearch(seed, file('transport.port: 9200')));
  const moved = '            - { name: discovery.seed_hosts, value: es-client }\n';
  checkFindings(rule, elasticsearch(moved, file('transport.port: 9301') + client('[{ port: 9301 }]')));
});

test('a Service for clients as the seed', () => {
  checkFindings(
    rule,
    elasticsearch(
      `
            - name: discovery.seed_hosts
              value: es-client.default.svc
#                    ^^^^^^^^^ warning: Service "es-client" has no port 9300, at which nodes look for each other: name the headless Service, "es".
`.slice(1),
      client('[{ port: 9200 }]'),
    ),
  );
});

test('seeds that may be found, and a Service for clients of a client', () => {
  const seed = (name: string, value: string) => `            - { name: ${name}, value: "${value}" }\n`;
  const seeds = seed('discovery.seed_hosts', 'es-client,es,elsewhere');
  checkFindings(rule, elasticsearch(seeds, client('[{ name: http, port: 9200 }, { name: transport, port: 9300 }]')));
  checkFindings(rule, elasticsearch(seeds, client('[{ port: 9200 }]', ', clusterIP: None')));
  checkFindings(rule, elasticsearch(seed('ELASTICSEARCH_HOSTS', 'http://es-client'), client('[{ port: 9200 }]')));
});

test('the headless Service is written as the seed', () => {
  const before = elasticsearch(
    '            - { name: DISCOVERY_SEED_HOSTS, value: es-client } # all\n',
    client('[{ port: 9200 }]'),
  );
  checkFix(rule, before, before.replace('value: es-client', 'value: es'), { title: 'Write "es"' });
});

test('the transport port is written, in all of a list', () => {
  const before = elasticsearch(
    '            - { name: discovery.seed_hosts, value: "es-0.es:9200,es-1.es:9200,es-2.es" } # peers\n',
    '',
    '[{ name: http, containerPort: 9200 }, { name: transport, containerPort: 9301 }]',
  );
  checkFix(rule, before, before.replaceAll('es:9200', 'es:9301'), { title: 'Write port 9301' });
});
