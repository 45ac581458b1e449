import { insertKey } from '../edit.ts';
import { imageName, knownContainers } from '../known/images.ts';
import { asObject } from '../objects.ts';
import { defineRule, type Fix, type Place } from '../rule.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'liveness-too-early',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'information',
  misses: ['startupProbe', 'initialDelaySeconds', 'periodSeconds', 'failureThreshold'],
  summary: 'A `livenessProbe` that kills a database which needs a minute to start.',
  why: `A liveness probe begins \`initialDelaySeconds\` after the start and restarts the container after \`failureThreshold\` failures, one each
\`periodSeconds\`. A database that recovers after a crash, or loads a large volume, needs longer than on an empty disk; killed in the middle, it begins
again from the start, and never ends. A \`startupProbe\` holds the liveness probe back until the first success, and costs nothing later.`,
  source:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-startup-probes',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: postgres
spec:
  selector:
    matchLabels:
      app: postgres
  template:
    metadata:
      labels:
        app: postgres
    spec:
      containers:
        - name: postgres
          image: postgres:17.6
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
              subPath: pgdata
          livenessProbe:
            tcpSocket:
              port: 5432
            initialDelaySeconds: 5
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: postgres
spec:
  selector:
    matchLabels:
      app: postgres
  template:
    metadata:
      labels:
        app: postgres
    spec:
      containers:
        - name: postgres
          image: postgres:17.6
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
              subPath: pgdata
          livenessProbe:
            tcpSocket:
              port: 5432
            initialDelaySeconds: 5
          startupProbe:
            tcpSocket:
              port: 5432
            periodSeconds: 10
            failureThreshold: 30
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,

  *check({ pods }) {
    for (const { container, known } of knownContainers(pods)) {
      const probe = container.field.get('livenessProbe');
      const seconds = patienceOf(probe);
      if (!known.recoversSlowly || isAboutTheProcess(probe) || container.field.get('startupProbe').exists) continue;
      if (seconds === undefined || seconds >= 60) continue;
      const name = container.image ? imageName(container.image.value) : '';
      yield {
        at: placeOf(probe),
        message: `${name} is killed when it does not answer within about ${seconds} seconds of its start; a recovery after a crash can take longer, and then it never ends.`,
        fixes: startupProbe(container.field, probe),
      };
    }
  },
});

/** Seconds from the start to the kill, if no probe succeeds; undefined when there is none, or it cannot be read. */
function patienceOf(probe: Field): number | undefined {
  if (probe.kind !== 'mapping') return undefined;
  const number = (key: string, absent: number) => {
    const field = probe.get(key);
    return field.exists && field.scalar !== null ? (field.number?.value ?? Number.NaN) : absent;
  };
  const [delay, period, failures] = [
    number('initialDelaySeconds', 0),
    number('periodSeconds', 10),
    number('failureThreshold', 3),
  ];
  const seconds = delay + period * failures;
  return Number.isNaN(seconds) ? undefined : seconds;
}

/** Looks whether the process is there, which it is from the start. */
const isAboutTheProcess = (probe: Field) =>
  /\b(?:pgrep|pidof|ps)\b/.test(
    probe
      .get('exec', 'command')
      .items.map(({ text }) => text ?? '')
      .join(' '),
  );

/** The delay that is too short, else the probe's key. */
function placeOf(probe: Field): Place {
  const delay = probe.get('initialDelaySeconds');
  if (delay.exists) return delay;
  return probe.keySpan ? { document: probe.document, span: probe.keySpan, path: probe.path } : probe;
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

/** The same question, asked for five minutes. */
function startupProbe(container: Field, probe: Field): readonly Fix[] {
  const handler = probe.entries.filter(({ step }) => handlers.includes(String(step)));
  const timeout = probe.get('timeoutSeconds').number;
  if (handler.length !== 1) return [];
  const value = {
    ...Object.fromEntries(handler.map((field) => [String(field.step), asObject(field)])),
    ...(timeout ? { timeoutSeconds: timeout.value } : {}),
    periodSeconds: 10,
    failureThreshold: 30,
  };
  return [
    {
      title: 'Add a startupProbe that waits for 5 minutes',
      safe: false,
      edits: [insertKey(container, 'startupProbe', value, 'livenessProbe')],
    },
  ];
}
