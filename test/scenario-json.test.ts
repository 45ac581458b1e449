/** What happens to a set, as the panel gets it: of many Pods a few are played, and the rest follows by arithmetic. */
import { describe, expect, test } from 'vitest';
import { answerJson, answerResolution } from '../server/src/answers.ts';
import { Findings } from '../server/src/core/check.ts';
import { rules } from '../server/src/core/rules/index.ts';
import type { Question, ScenarioJson } from '../server/src/protocol.ts';
import { stretched } from '../server/src/scenario-json.ts';
import { happeningsAt, phasesOf, spelled } from '../server/src/timeline.ts';
import { filesIn, workspaceOf } from './harness.ts';

const files = (replicas: number, spec: string) => `
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: disk.ordinal.example
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: ${replicas}
${spec}
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec: { containers: [{ name: nginx, image: nginx:1.29, volumeMounts: [{ name: www, mountPath: /www }] }] }
  volumeClaimTemplates:
    - metadata: { name: www }
      spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: 1Gi } } }
`;
function scenarioOf(
  replicas: number,
  scenario: Question['scenario'],
  spec = '',
  options: Question['options'] = {},
): ScenarioJson {
  const findings = Findings.of(workspaceOf(filesIn(files(replicas, spec))), rules).advance();
  const [uri = ''] = [...findings.workspace.manifests].map(([each]) => each);
  const preview = answerJson(findings, uri, { set: 'web', namespace: null, scenario, options, whatIf: {} });
  const [set] = preview?.statefulSets ?? [];
  if (!set) throw new Error('no set');
  return set.scenario;
}
const phases = (scenario: ScenarioJson, ordinal: number) =>
  phasesOf(scenario, ordinal).map(({ from, phase }) => `${from} ${phase}`);

describe.each(['OrderedReady', 'Parallel'])('under %s', (policy) => {
  const spec = `  podManagementPolicy: ${policy}`;
  test.each(['create', 'update', 'delete', 'recreate'] as const)(
    'twenty Pods are told as sixty by arithmetic: %s',
    (name) => {
      const [some, all] = [scenarioOf(20, name, spec), scenarioOf(60, name, spec)];
      expect(stretched(some.runs, 10, 40)).toMatchObject({ runs: all.runs, last: all.steps });
    },
  );
  test.each(['create', 'scale', 'update', 'delete', 'recreate'] as const)(
    'as many Pods as a number can count are told as three are: %s',
    (name) => {
      const scenario = scenarioOf(2 ** 31 - 1, name, spec);
      expect(JSON.stringify(scenario).length).toBeLessThan(3000);
      expect(scenario.outcome.state).toBe('complete');
    },
  );
});

test('of a thousand Pods each comes in its turn', () => {
  const scenario = scenarioOf(1000, 'create');
  expect(scenario.steps).toBe(4000);
  for (const ordinal of [0, 1, 77, 150, 998, 999])
    expect(phases(scenario, ordinal)).toEqual(['0 absent', `${4 * ordinal + 2} starting`, `${4 * ordinal + 4} ready`]);
  const [ready] = happeningsAt(scenario, 4 * 600);
  expect(spelled(ready?.event.why ?? '', ready?.event.ordinal)).toContain('web-599.nginx resolves');
});

test('what a partition holds back stays, however many there are', () => {
  const held = (partition: number) =>
    scenarioOf(1000, 'update', `  updateStrategy: { rollingUpdate: { partition: ${partition} } }`);
  const some = held(700);
  expect(some.steps).toBe(1 + 3 * 300);
  expect(phases(some, 700)).toHaveLength(4);
  expect(phases(some, 699)).toEqual(['0 ready']);
  expect(phases(held(980), 979)).toEqual(['0 ready']);
  expect(held(980).steps).toBe(1 + 3 * 20);
});

test('of five hundred Pods that become two, the highest goes first', () => {
  const scenario = scenarioOf(500, 'scale', '', { to: 2 });
  expect(scenario.title).toBe('from 500 to 2');
  const goneAt = (ordinal: number) => phasesOf(scenario, ordinal).findLast(({ phase }) => phase === 'gone')?.from ?? 0;
  expect(goneAt(499)).toBeGreaterThan(0);
  expect(goneAt(499)).toBeLessThan(goneAt(250));
  expect(goneAt(250)).toBeLessThan(goneAt(2));
  expect(phases(scenario, 1)).toEqual(['0 ready']);
  expect(scenario.before.claims).toEqual([{ template: 'www', from: 0, to: 499 }]);
});

describe('a name of one of a thousand Pods', () => {
  const findings = Findings.of(workspaceOf(filesIn(files(5000, ''))), rules).advance();
  const [uri = ''] = [...findings.workspace.manifests].map(([each]) => each);
  const question: Question = { set: 'web', namespace: null, scenario: 'create', options: {}, whatIf: {} };
  const resolved = (name: string, step: number) =>
    answerResolution(findings, uri, { uri, question, name, from: 'same', step });

  test('resolves from the step on at which it is Ready', () => {
    expect(resolved('web-4321.nginx', 4 * 4322)).toMatchObject({ found: true, tries: [{ targets: ['web-4321'] }] });
    expect(resolved('web-4321.nginx', 4 * 4322 - 1)).toMatchObject({ found: false });
  });
  test('of the Service names some, and says that there are more', () => {
    const all = resolved('nginx', 20_000);
    expect(all?.isPart).toBe(true);
    expect(all?.tries[0]?.targets.length).toBeGreaterThan(999);
    expect(resolved('nginx', 40)).toMatchObject({ found: true, tries: [{ targets: { length: 10 } }] });
    expect(resolved('nginx', 40)?.isPart).toBeUndefined();
  });
});
