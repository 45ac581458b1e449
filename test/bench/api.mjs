// The API server's own answer to one object, in this process: what the walk over it costs, and what the table of the API costs to load.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** A StatefulSet of a hundred lines with a little of everything that people write, and nothing wrong in it. */
const hundredLines = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  labels: &labels
    app.kubernetes.io/name: web
    app.kubernetes.io/component: server
spec:
  serviceName: web
  replicas: 3
  podManagementPolicy: Parallel
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      partition: 0
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Retain
    whenScaled: Delete
  selector:
    matchLabels:
      app.kubernetes.io/name: web
  template:
    metadata:
      labels: *labels
      annotations:
        prometheus.io/scrape: "true"
    spec:
      serviceAccountName: web
      terminationGracePeriodSeconds: 60
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        fsGroup: 1000
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  app.kubernetes.io/name: web
      initContainers:
        - name: init
          image: busybox:1.37
          command: [sh, -c, "echo $(POD_NAME) > /data/id"]
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          volumeMounts:
            - name: data
              mountPath: /data
      containers:
        - name: web
          image: nginx:1.29
          ports:
            - name: http
              containerPort: 8080
            - name: metrics
              containerPort: 9090
          env:
            - name: MODE
              value: production
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  name: web
                  key: password
          resources:
            requests:
              cpu: 250m
              memory: 512Mi
            limits:
              memory: 1Gi
          readinessProbe:
            httpGet:
              path: /ready
              port: http
            periodSeconds: 5
          livenessProbe:
            tcpSocket:
              port: http
            initialDelaySeconds: 30
          volumeMounts:
            - name: data
              mountPath: /data
            - name: config
              mountPath: /etc/web
      volumes:
        - name: config
          configMap:
            name: web
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: fast
        resources:
          requests:
            storage: 10Gi
`;

const core = `
export { answerAs } from './server/src/core/api/answer.ts';
export { readManifest, resourcesOf } from './server/src/core/manifest.ts';
`;

/** Milliseconds: to load and ask once, to read the text, and to ask again. */
export async function timesOfAnswers(folder, rounds = 2_000) {
  const outfile = join(folder, 'answers.cjs');
  await build({
    stdin: { contents: core, resolveDir: process.cwd(), loader: 'ts' },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  const lines = hundredLines.split('\n').length - 1;
  const start = performance.now();
  const { answerAs, readManifest, resourcesOf } = await import(pathToFileURL(outfile).href);
  const loaded = performance.now() - start;
  const read = () => readManifest('web.yaml', hundredLines).documents.flatMap(resourcesOf);
  const [object] = read();
  const first = performance.now();
  const refused = answerAs(object, 'StatefulSet', '1.37');
  const asked = performance.now() - first;
  if (refused.length > 0) throw new Error(`the object is refused: ${refused[0].error.message}`);
  const each = (work) => {
    for (let i = 0; i < rounds; i++) work(); // warms up
    const begin = performance.now();
    for (let i = 0; i < rounds; i++) work();
    return (performance.now() - begin) / rounds;
  };
  return {
    lines,
    loaded,
    asked,
    reading: each(() => read()[0].field.node),
    answering: each(() => answerAs(object, 'StatefulSet', '1.37')),
  };
}
