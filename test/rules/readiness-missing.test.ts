import { test } from 'vitest';
import rule from '../../server/src/core/rules/readiness-missing.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('no probe', () => {
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
#               ^^^^ information: No container of "web" has a readinessProbe: cassandra counts as Ready when its process has started, and the next Pod follows.
          image: cassandra:5.0
          ports: [{ name: cql, containerPort: 9042 }]
`,
  );
});

test('a readinessProbe', () => {
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
          image: cassandra:5.0
          ports: [{ name: cql, containerPort: 9042 }]
          readinessProbe: { tcpSocket: { port: cql } }
`,
  );
});

test('a startupProbe holds back, too', () => {
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
          image: cassandra:5.0
          ports: [{ name: cql, containerPort: 9042 }]
          startupProbe: { tcpSocket: { port: cql } }
`,
  );
});

test('one of two containers has a probe', () => {
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
          image: cassandra:5.0
          ports: [{ name: cql, containerPort: 9042 }]
        - name: sidecar
          readinessProbe: { tcpSocket: { port: 81 } }
`,
  );
});

test('the Pods do not wait for each other', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: cassandra:5.0
          ports: [{ name: cql, containerPort: 9042 }]
`,
  );
});

test('a hook at the end holds nothing back', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: 2
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: postgres
#               ^^^^^^^^ information: No container of "db" has a readinessProbe: postgres counts as Ready when its process has started, and the next Pod follows.
          image: postgres:17.6
          lifecycle: { preStop: { exec: { command: [pg_ctl, stop] } } }
`,
  );
});

test('one Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: cassandra:5.0
          ports: [{ name: cql, containerPort: 9042 }]
`,
  );
});

test('minReadySeconds holds back', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  minReadySeconds: 20
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: cassandra:5.0
          ports: [{ name: cql, containerPort: 9042 }]
`,
  );
});

test('replicas that are filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: \${REPLICAS}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: cassandra:5.0
          ports: [{ name: cql, containerPort: 9042 }]
`,
  );
});

test('a container that is filled in later', () => {
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
          image: cassandra:5.0
          ports: [{ name: cql, containerPort: 9042 }]
        - \${SIDECAR}
`,
  );
});

test('a probe of the first port is added', () => {
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
          ports: [{ name: cql, containerPort: 9042 }]
          image: cassandra:5.0 # the server
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
          ports: [{ name: cql, containerPort: 9042 }]
          image: cassandra:5.0 # the server
          readinessProbe:
            tcpSocket:
              port: cql
`,
    { title: 'Add a readinessProbe of port cql to container "main"' },
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
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, image: "nginx:1.29" }] } }
`,
  );
});
