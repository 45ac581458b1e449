/** One slip in the name of a field is told once: what it hides is not missing. */
import { expect, test } from 'vitest';
import { check } from '../../../server/src/core/check.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import { filesIn, workspaceOf } from '../../harness.ts';

const app = `
apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  clusterIP: None
  selector:
    app: db
  ports:
    - name: pg
      port: 5432
      targetPort: pg
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: db
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: db
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  replicas: 3
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: postgres
          image: postgres:17
          ports:
            - name: pg
              containerPort: 5432
          readinessProbe:
            tcpSocket:
              port: pg
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 1Gi
`;
const keys = [...app.matchAll(/^[ -]*([a-zA-Z]{4,}):/gm)].map(({ 0: line, 1: key = '', index }) => ({
  key,
  at: index + line.length - 1 - key.length,
}));
/** The rules that report anew. */
const reported = (text: string) => check(workspaceOf(filesIn(text)), rules).map(({ rule }) => rule);
const usual = reported(app);
const anew = (text: string) => reported(text).filter((rule) => !usual.includes(rule));

test.each(
  keys
    .filter(({ key }) => !['apiVersion', 'kind', 'storage'].includes(key))
    .map(({ key, at }) => [`${key} on line ${app.slice(1, at).split('\n').length}`, key, at] as const),
)('a slip in %s', (_, key, at) => {
  const slip = `${key.slice(0, -2)}${key.at(-1)}`;
  const rules = new Set(anew(`${app.slice(0, at)}${slip}${app.slice(at + key.length)}`));
  expect([...rules]).toEqual(['api-unknown-field']);
});

test('what is nowhere is missing all the same', () => {
  const without = (line: string) => {
    expect(app).toContain(line);
    return anew(app.replace(line, line.replace(/\S.*/, `${line.includes('- ') ? '- ' : ''}strange: 1`)));
  };
  expect(without('  serviceName: db\n')).toEqual(expect.arrayContaining(['api-unknown-field', 'service-name-unset']));
  expect(anew(app.replace('name: data\n              mountPath', 'name: date\n              mountPath'))).toContain(
    'volume-mount-not-found',
  );
});
