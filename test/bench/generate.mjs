// Makes workspaces for measuring: the same ones for the same numbers, on every machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A StatefulSet with its headless Service, as two documents. `i` gives it its name; a few have a slip in them. */
export function pair(i, slip = i % 50 === 0) {
  const name = `app-${i}`;
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: team-${i % 40}
spec:
  clusterIP: None
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 8080
      targetPort: ${slip ? 'htpp' : 'http'}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  namespace: team-${i % 40}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: bench
spec:
  serviceName: ${name}
  replicas: ${(i % 7) + 1}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
        app.kubernetes.io/part-of: bench
    spec:
      terminationGracePeriodSeconds: 60
      containers:
        - name: main
          image: registry.example.com/${name}:1.${i % 20}.0
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          readinessProbe:
            httpGet:
              path: /ready
              port: http
          resources:
            requests:
              cpu: 100m
              memory: 256Mi
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 10Gi
`;
}

/** Other things that stand in repositories: they are read, and mostly not for us. */
const bystander = (i) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: config-${i}
  namespace: team-${i % 40}
data:
  application.properties: |
    name=config-${i}
    level=info
    peers=app-${i}-0.app-${i},app-${i}-1.app-${i}
`;

/** `files` files in folders of twenty: half of them a pair, half a ConfigMap. */
export function makeWorkspace(folder, files) {
  for (let i = 0; i < files; i++) {
    const below = join(folder, `team-${Math.floor(i / 400)}`, `app-${Math.floor(i / 20)}`);
    mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `manifest-${i}.yaml`), i % 2 ? bystander(i) : pair(i));
  }
}

/** One file of at least this many characters, of many documents. */
export function longFile(characters) {
  let text = '';
  for (let i = 0; text.length < characters; i++) text += `${text === '' ? '' : '---\n'}${pair(100_000 + i, false)}`;
  return text;
}
