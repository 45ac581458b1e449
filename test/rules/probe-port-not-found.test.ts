import { test } from 'vitest';
import rule from '../../server/src/core/rules/probe-port-not-found.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('a readiness probe never succeeds', () => {
  checkFindings(
    rule,
    `
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
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { httpGet: { port: htpp } }
#                                            ^^^^ error: Container "nginx" has no port "htpp" (it has http): the probe never succeeds, and the Pod never gets Ready.
`,
  );
});

test('a startup probe never succeeds', () => {
  checkFindings(
    rule,
    `
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
          ports: [{ name: http, containerPort: 80 }]
          startupProbe: { tcpSocket: { port: mysql } }
#                                            ^^^^^ error: Container "nginx" has no port "mysql" (it has http): the probe never succeeds, and the Pod never gets Ready.
`,
  );
});

test('a liveness probe is thrown away', () => {
  checkFindings(
    rule,
    `
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
          ports: [{ containerPort: 80 }]
          livenessProbe: { tcpSocket: { port: mysql } }
#                                             ^^^^^ warning: Container "nginx" has no port "mysql" (none of its ports has a name): the probe has no result, and a container that hangs is never restarted.
`,
  );
});

test('hooks', () => {
  checkFindings(
    rule,
    `
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
          ports: [{ name: http, containerPort: 80 }]
          lifecycle: { postStart: { httpGet: { port: a } }, preStop: { httpGet: { port: b } } }
#                                                    ^ error: Container "nginx" has no port "a" (it has http): the hook fails, and the container is killed and started again for ever.
#                                                                                       ^ warning: Container "nginx" has no port "b" (it has http): the hook fails, and the container is stopped without it.
`,
  );
});

test('a port of another container does not count', () => {
  checkFindings(
    rule,
    `
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
        - { name: nginx, readinessProbe: { httpGet: { port: metrics } } }
#                                                           ^^^^^^^ error: Container "nginx" has no port "metrics" (that is a port of container "exporter"): the probe never succeeds, and the Pod never gets Ready.
        - { name: exporter, ports: [{ name: metrics, containerPort: 9113 }] }
`,
  );
});

test('a sidecar', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      initContainers: [{ name: mesh, restartPolicy: Always, startupProbe: { httpGet: { port: admin } } }]
#                                                                                            ^^^^^ error: Container "mesh" has no port "admin" (none of its ports has a name): the probe never succeeds, and the Pod never gets Ready.
      containers: [{ name: nginx }]
`,
  );
});

test('a number need not be declared', () => {
  checkFindings(
    rule,
    `
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
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { httpGet: { port: 8080 } }
`,
  );
});

test('its own port', () => {
  checkFindings(
    rule,
    `
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
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { httpGet: { port: http } }
`,
  );
});

test('a number in quotes is refused by the server, which is another matter', () => {
  checkFindings(
    rule,
    `
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
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { httpGet: { port: "8080" } }
`,
  );
});

test('a name that something fills in', () => {
  checkFindings(
    rule,
    `
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
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { httpGet: { port: "\${PORT}" } }
`,
  );
});

test('a port whose name something fills in', () => {
  checkFindings(
    rule,
    `
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
          ports: [{ name: "\${PORT}", containerPort: 80 }]
          readinessProbe: { httpGet: { port: http } }
`,
  );
});

test('ports that something fills in', () => {
  checkFindings(
    rule,
    `
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
          ports: "\${PORTS}"
          readinessProbe: { httpGet: { port: http } }
`,
  );
});

test('a Deployment beside a StatefulSet', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: front }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { httpGet: { port: htpp } }
#                                            ^^^^ error: Container "nginx" has no port "htpp" (it has http): the probe never succeeds, and the Pod never gets Ready.
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
`,
  );
});

test('a Deployment where no StatefulSet is', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: Deployment
metadata: { name: front }
spec:
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { httpGet: { port: htpp } }
`,
  );
});

test('the slip is put right', () => {
  checkFix(
    rule,
    `
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
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { httpGet: { port: "htpp" } } # web
`,
    `
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
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { httpGet: { port: "http" } } # web
`,
    { title: 'Let the readinessProbe use port http' },
  );
});

test("the neighbour's port is reached by its number", () => {
  checkFix(
    rule,
    `
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
        - { name: nginx, readinessProbe: { httpGet: { port: metrics } } }
        - { name: exporter, ports: [{ name: metrics, containerPort: 9113 }] }
`,
    `
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
        - { name: nginx, readinessProbe: { httpGet: { port: 9113 } } }
        - { name: exporter, ports: [{ name: metrics, containerPort: 9113 }] }
`,
    { title: 'Let the readinessProbe use port 9113' },
  );
});
