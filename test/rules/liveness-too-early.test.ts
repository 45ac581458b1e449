import { test } from 'vitest';
import rule from '../../server/src/core/rules/liveness-too-early.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('half a minute', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: postgres:17
          livenessProbe: { tcpSocket: { port: 5432 } }
#         ^^^^^^^^^^^^^ information: postgres is killed when it does not answer within about 30 seconds of its start; a recovery after a crash can take longer, and then it never ends.
`,
  );
});

test('the delay is told', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: postgres:17
          livenessProbe: { tcpSocket: { port: 5432 }, initialDelaySeconds: 20 }
#                                                                          ^^ information: postgres is killed when it does not answer within about 50 seconds of its start; a recovery after a crash can take longer, and then it never ends.
`,
  );
});

test('a minute', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: postgres:17
          livenessProbe: { tcpSocket: { port: 5432 }, initialDelaySeconds: 30 }
`,
  );
});

test('six failures', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: postgres:17
          livenessProbe: { tcpSocket: { port: 5432 }, failureThreshold: 6 }
`,
  );
});

test('a startupProbe holds it back', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: postgres:17
          livenessProbe: { tcpSocket: { port: 5432 } }
          startupProbe: { tcpSocket: { port: 5432 }, failureThreshold: 30 }
`,
  );
});

test('an image of which nothing is known', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: registry.example/app:1
          livenessProbe: { tcpSocket: { port: 5432 } }
`,
  );
});

test('Redis answers while it loads', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: redis:8
          livenessProbe: { tcpSocket: { port: 6379 } }
`,
  );
});

test('the process is there from the start', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: bitnami/kafka:4
          livenessProbe: { exec: { command: [pgrep, -f, kafka] } }
`,
  );
});

test('seconds that are filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: postgres:17
          livenessProbe: { tcpSocket: { port: 5432 }, initialDelaySeconds: "\${DELAY}" }
`,
  );
});

test('a startupProbe with the same question', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: postgres:17
          livenessProbe:
            exec: { command: [sh, -c, "pg_isready -U $(USER)"] } # quick
            timeoutSeconds: 5
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: postgres:17
          livenessProbe:
            exec: { command: [sh, -c, "pg_isready -U $(USER)"] } # quick
            timeoutSeconds: 5
          startupProbe:
            exec:
              command:
                - sh
                - -c
                - pg_isready -U $(USER)
            timeoutSeconds: 5
            periodSeconds: 10
            failureThreshold: 30
`,
  );
});
