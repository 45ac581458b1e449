import { test } from 'vitest';
import rule from '../../server/src/core/rules/env-used-before-defined.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('defined below', () => {
  checkFindings(
    rule,
    `
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
            - name: ADDRESS
              value: http://$(POD_NAME).nginx
#                           ^^^^^^^^^^^ warning: $(POD_NAME) stays as it is written: "POD_NAME" is defined below "ADDRESS", and a value sees only what stands above it.
            - name: POD_NAME
              valueFrom: { fieldRef: { fieldPath: metadata.name } }
`,
  );
});

test('not defined at all', () => {
  checkFindings(
    rule,
    `
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
            - name: ADDRESS
              value: $(POD_NAME).$(POD_NAMESPACE).svc
#                                ^^^^^^^^^^^^^^^^ warning: $(POD_NAMESPACE) stays as it is written: container "main" of "web" has no variable "POD_NAMESPACE".
            - name: OTHER
              value: $(POD_NAMES)
#                    ^^^^^^^^^^^^ warning: $(POD_NAMES) stays as it is written: container "main" of "web" has no variable "POD_NAMES".
            - name: PLACEHOLDER
              value: $(IMAGE_TAG)
#                    ^^^^^^^^^^^^ information: $(IMAGE_TAG) stays as it is written: container "main" of "web" has no variable "IMAGE_TAG".
`,
  );
});

test("the shell's way without a shell", () => {
  checkFindings(
    rule,
    `
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
          command: [etcd, "--name=\${POD_NAME}", "--x=$POD_NAME", "--y=\${OTHER}", "--z=$(POD_NAME)"]
#                                 ^^^^^^^^^^^ warning: \${POD_NAME} reaches the program as it is written: no shell reads it. Kubernetes' own way is $(POD_NAME).
#                                                    ^^^^^^^^^ warning: $POD_NAME reaches the program as it is written: no shell reads it. Kubernetes' own way is $(POD_NAME).
`,
  );
});

test('an entrypoint that nobody sees', () => {
  checkFindings(
    rule,
    `
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
          args: ["--name=\${POD_NAME}"]
#                        ^^^^^^^^^^^ information: \${POD_NAME} reaches the image's entrypoint as it is written; unless that is a shell, it stays so. Kubernetes' own way is $(POD_NAME).
`,
  );
});

test('in arguments, the order does not count', () => {
  checkFindings(
    rule,
    `
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
            - name: A
              value: $$(POD_NAME)
            - name: POD_NAME
              valueFrom: { fieldRef: { fieldPath: metadata.name } }
          args: ["$(POD_NAME)", "$$(NOTHING)"]
`,
  );
});

test('a shell, variables of Services, and those from elsewhere', () => {
  checkFindings(
    rule,
    `
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
            - name: DB
              value: $(DB_SERVICE_HOST):$(DB_SERVICE_PORT)
          command: [bash, -c, "echo $(HOSTNAME) \${DB}"]
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
            - name: A
              value: $(POD_NAME)
          envFrom: [{ configMapRef: { name: conf } }]
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
          readinessProbe: { exec: { command: [check, "$(POD_NAME)"] } }
`,
  );
});

test('variables of kustomize', () => {
  checkFindings(
    rule,
    `
#- web.yaml
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
            - name: A
              value: $(POD_NAME)
#- kustomization.yaml
resources: [web.yaml]
vars: [{ name: POD_NAME }]
`,
  );
});

test('the definition moves up, with its comments', () => {
  checkFix(
    rule,
    `
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
            - name: ADDRESS # first
              value: http://$(POD_NAME).nginx
            - name: MORE
              value: x
            - name: POD_NAME # who
              valueFrom:
                fieldRef: { fieldPath: metadata.name } # own
            - name: LAST
              value: y
`,
    `
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
            - name: POD_NAME # who
              valueFrom:
                fieldRef: { fieldPath: metadata.name } # own
            - name: ADDRESS # first
              value: http://$(POD_NAME).nginx
            - name: MORE
              value: x
            - name: LAST
              value: y
`,
    { title: 'Move "POD_NAME" above "ADDRESS"' },
  );
});

test('in brackets', () => {
  checkFix(
    rule,
    `
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
          env: [{ name: A, value: $(POD_NAME) }, { name: B, value: b }, { name: POD_NAME, value: web }]
`,
    `
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
          env: [{ name: POD_NAME, value: web }, { name: A, value: $(POD_NAME) }, { name: B, value: b }]
`,
    { title: 'Move "POD_NAME" above "A"' },
  );
});

test('the variable is defined from the Pod', () => {
  checkFix(
    rule,
    `
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
            - name: ADDRESS
              value: $(POD_NAME).nginx # own
`,
    `
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
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
            - name: ADDRESS
              value: $(POD_NAME).nginx # own
`,
    { title: 'Define "POD_NAME" from metadata.name' },
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
            - name: ADDRESS
              value: $(POD_NAEM).nginx
`,
    `
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
            - name: ADDRESS
              value: $(POD_NAME).nginx
`,
    { title: 'Write $(POD_NAME)' },
  );
});

test("Kubernetes' own way is written", () => {
  checkFix(
    rule,
    `
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
          command: [etcd, "--name=\${POD_NAME}"] # no shell
`,
    `
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
          command: [etcd, "--name=$(POD_NAME)"] # no shell
`,
    { title: 'Write $(POD_NAME)' },
  );
});
