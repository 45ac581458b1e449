import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/service-target-port-unknown.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

test('a name that no container has is an error', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: htpp }] }
#                                                                                  ^^^^ error: No container of "web" has a port named "htpp"; declared is 8080 (http).
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 8080 }] }] } }
`,
  );
});

test('a number that no container declares is a warning', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: 9376 }] }
#                                                                                  ^^^^ warning: No container of "web" declares port 9376; declared is 80.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ containerPort: 80 }] }] } }
`,
  );
});

test('behind a cluster IP, what is sent there is lost', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { selector: { app: nginx }, ports: [{ port: 80, targetPort: http }] }
#                                                                 ^^^^ error: No container of "web" has a port named "http"; there is none. What is sent to it reaches nobody.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a name of another protocol does not count', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: http, protocol: UDP }] }
#                                                                                  ^^^^ error: No container of "web" has a UDP port named "http"; there is none.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 80 }] }] } }
`,
  );
});

test('a number in quotes is a name', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: "80" }] }
#                                                                                  ^^^^ error: No container of "web" has a port named "80"; declared is 80 (http).
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 80 }] }] } }
`,
  );
});

test('several workloads are named together', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: htpp }] }
#                                                                                  ^^^^ error: No container of "web" and 2 others has a port named "htpp"; there is none.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: cache }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a workload in another file', () => {
  checkFindings(
    rule,
    `
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: htpp }] }
#                                                                                  ^^^^ error: No container of "web" has a port named "htpp"; declared is 80 (http).
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 80 }] }] } }
`,
  );
});

test('a Deployment counts like a set', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: htpp }] }
#                                                                                  ^^^^ error: No container of "web" has a port named "htpp"; declared is 80 (http).
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 80 }] }] } }
`,
  );
});

test('containers that declare nothing may listen anywhere', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: 9376 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a name that one of the workloads has', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 80 }] }] } }
`,
  );
});

test('a name of a second container', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: metrics }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }, { name: exporter, ports: [{ name: metrics, containerPort: 9113 }] }] } }
`,
  );
});

test('a name of a sidecar among the init containers', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: mesh }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }], initContainers: [{ name: mesh, restartPolicy: Always, ports: [{ name: mesh, containerPort: 15001 }] }] } }
`,
  );
});

test('a targetPort that is absent means the port, which only a headless Service does not map', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: 0 }] }
---
apiVersion: v1
kind: Service
metadata: { name: b }
spec: { selector: { app: nginx }, ports: [{ port: 80 }] }
#                                                 ^^ warning: No container of "web" declares port 80; declared is 8080. Unless one listens there all the same, what is sent to it reaches nobody.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ containerPort: 8080 }] }] } }
`,
  );
});

test('a Service that selects nothing in sight', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: htpp }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('Pods of another namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: htpp }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a targetPort that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: "\${PORT}" }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a container port that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: "\${PORT}" }] }] } }
`,
  );
});

test('a port name that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: "\${NAME}", containerPort: 80 }] }] } }
`,
  );
});

test('ports that are filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: "\${PORTS}" }] } }
`,
  );
});

test('a fragment does not show all of its containers', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: http }] }
---
$patch: merge
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test("the port of the Service port's name was meant", () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { name: http, port: 80, targetPort: 8081 }
#                                         ^^^^ warning: No container of "web" declares port 8081; declared are 8080 (http), 9113 (metrics), 8443 (https). Unless one listens there all the same, what is sent to it reaches nobody.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ports: [{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9113 }, { name: https, containerPort: 8443 }] }
`,
  );
});

test('the only port that no other one leads to was meant', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { name: api, port: 80, targetPort: 8081 }
#                                        ^^^^ warning: No container of "web" declares port 8081; declared are 8080, 7000, 9113 (metrics). Unless one listens there all the same, what is sent to it reaches nobody.
    - { name: peer, port: 7000 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ports: [{ containerPort: 8080 }, { containerPort: 7000 }, { name: metrics, containerPort: 9113 }] }
`,
  );
});

test('which port was meant is not plain', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { name: api, port: 80, targetPort: 8081 }
#                                        ^^^^ information: No container of "web" declares port 8081; declared are 8080, 7000. Unless one listens there all the same, what is sent to it reaches nobody.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ports: [{ containerPort: 8080 }, { containerPort: 7000 }] }
`,
  );
});

test('nothing is left that could be meant', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { name: http, port: 8082 }
    - { name: metrics, port: 8084 }
#                            ^^^^ information: No container of "web" declares port 8084; declared is 8082. Unless one listens there all the same, what is sent to it reaches nobody.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ports: [{ containerPort: 8082 }] }
`,
  );
});

test('a port for metrics is not what was meant', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { port: 443, targetPort: 9443 }
#                              ^^^^ information: No container of "web" declares port 9443; declared is 8080 (metrics). Unless one listens there all the same, what is sent to it reaches nobody.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ports: [{ name: metrics, containerPort: 8080 }] }
`,
  );
});

test('a container beside it that declares nothing may listen there', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { port: 80, targetPort: 8081 }
#                             ^^^^ information: No container of "web" declares port 8081; declared is 8080. Unless one listens there all the same, what is sent to it reaches nobody.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ports: [{ containerPort: 8080 }] }
        - { name: proxy }
`,
  );
});

test('containers that declare nothing of what the Service offers', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { name: status, port: 15021 }
    - { name: http, port: 80 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ports: [{ name: http-envoy-prom, containerPort: 15090 }] }
`,
  );
});

test('a number that the arguments name', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { port: 443, targetPort: 9443 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, args: [--webhook-port, "9443"], ports: [{ containerPort: 8080 }] }
`,
  );
});

test('a longer number in the arguments is another one', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { port: 80, targetPort: 9443 }
#                             ^^^^ warning: No container of "web" declares port 9443; declared is 8080. Unless one listens there all the same, what is sent to it reaches nobody.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, args: [--size=19443], ports: [{ containerPort: 8080 }] }
`,
  );
});

test('a number that the environment names', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { port: 80, targetPort: 3000 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, env: [{ name: LISTEN, value: "0.0.0.0:3000" }], ports: [{ containerPort: 8080 }] }
`,
  );
});

test('a number that a probe asks', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { port: 80, targetPort: 8081 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, readinessProbe: { httpGet: { port: 8081 } }, ports: [{ containerPort: 8080 }] }
`,
  );
});

test('a container port without its protocol may have been meant for the other', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { port: 8805, protocol: UDP }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ports: [{ containerPort: 8805 }] }
`,
  );
});

test('a container port with its protocol written is not the other', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { port: 53 }
#             ^^ warning: No container of "web" declares port 53; 53 is declared for UDP. Unless one listens there all the same, what is sent to it reaches nobody.
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: dns, ports: [{ containerPort: 53, protocol: UDP }] }
`,
  );
});

test('a Service with both protocols of one port', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - { name: dns, port: 53, protocol: UDP }
    - { name: dns-tcp, port: 53 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: dns, ports: [{ containerPort: 53, protocol: UDP }] }
`,
  );
});

test('the slip is put right', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: htpp }] } # web
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 80 }, { name: metrics, containerPort: 9113 }] }] } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: http }] } # web
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 80 }, { name: metrics, containerPort: 9113 }] }] } }
`,
    { title: 'Set targetPort: http' },
  );
});

test('the quotes go when a number was meant', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: "80" }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 80 }] }] } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: http, containerPort: 80 }] }] } }
`,
    { title: 'Set targetPort: 80' },
  );
});

test("the port of the Service port's number is proposed first", () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: 9376 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ containerPort: 8080 }, { containerPort: 80 }] }] } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ containerPort: 8080 }, { containerPort: 80 }] }] } }
`,
    { title: 'Set targetPort: 80' },
  );
});

test('a number in quotes, where other ports have names', () => {
  const manifests = (port: string) => `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { selector: { app: db }, ports: [{ port: 80, targetPort: ${port} }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, ports: [{ containerPort: 9090 }, { name: metrics, containerPort: 9091 }] }] }
`;
  checkFix(rule, manifests('"9090"'), manifests('9090'));
});

test('Pods of a document that YAML refuses may have any port', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80, targetPort: web }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          ports: [{ containerPort: 80, name: http }]
            command: [nginx]
`,
  );
});

const offered = (port: string, containerPorts: string) =>
  check(
    workspaceOf(
      filesIn(`
apiVersion: v1
kind: Service
metadata: { name: kafka }
spec: { selector: { app: kafka }, ports: [${port}] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec: { containers: [{ name: kafka, ports: [${containerPorts}] }] }
`),
    ),
    [rule],
  ).map(({ fixes }) => fixes.map(({ title, safe }) => `${title}${safe ? ', unasked' : ''}`));

test('a port that no name and no number speaks for is not offered', () => {
  const several = '{ containerPort: 9092, name: inside }, { containerPort: 9094, name: outside }';
  expect(offered('{ port: 5556, name: metrics }', several)).toEqual([[]]);
  expect(offered('{ port: 80, targetPort: web }', several)).toEqual([[]]);
  expect(offered('{ port: 80, targetPort: insdie }', several)).toEqual([['Set targetPort: inside, unasked']]);
  expect(offered('{ port: 80, targetPort: 5556, name: outside }', several)).toEqual([['Set targetPort: 9094']]);
});

test('the only one that nothing else leads to is offered, as a guess', () => {
  expect(offered('{ port: 80, targetPort: 5556 }', '{ containerPort: 9092 }')).toEqual([['Set targetPort: 9092']]);
  expect(offered('{ port: 80, targetPort: web }', '{ containerPort: 9092, name: inside }')).toEqual([
    ['Set targetPort: inside'],
  ]);
  expect(offered('{ port: 80, targetPort: 5556 }', '{ containerPort: 9092, name: metrics }')).toEqual([[]]);
});
