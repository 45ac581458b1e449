/** Scenarios of a set, told as steps. */
import { describe, expect, test } from 'vitest';
import { Findings } from '../../server/src/core/check.ts';
import { type Preview, previewsOf } from '../../server/src/core/preview.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { headline } from '../../server/src/core/scenario/sentences.ts';
import {
  type Scenario,
  type ScenarioName,
  type ScenarioOptions,
  scenarioNames,
} from '../../server/src/core/scenario/told.ts';
import { scenarioOf } from '../../server/src/core/scenario.ts';
import { aboutSet, statefulSetsIn } from '../../server/src/json.ts';
import { filesIn, workspaceOf } from '../harness.ts';

interface Written {
  readonly spec?: string;
  readonly storageClass?: string;
  readonly service?: string;
  readonly binding?: string;
  readonly more?: string;
  readonly namespace?: string;
}
function files({
  spec = '',
  storageClass = 'fast',
  service = '',
  binding = 'WaitForFirstConsumer',
  more = '',
  namespace = 'shop',
}: Written): string {
  const claims =
    storageClass === '-'
      ? ''
      : `  volumeClaimTemplates:
    - metadata: { name: www }
      spec: { storageClassName: ${storageClass}, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
  return `
#- web.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
volumeBindingMode: ${binding}
---
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: ${namespace} }
spec: { clusterIP: None, ${service}selector: { app: nginx }, ports: [{ name: web, port: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: ${namespace} }
spec:
  serviceName: nginx
${spec}
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec: { containers: [{ name: nginx, image: 'nginx:1.27', ports: [{ name: web, containerPort: 80 }] }] }
${claims}${more}`;
}

function tell(written: Written, name: ScenarioName, options?: ScenarioOptions): Scenario {
  const workspace = workspaceOf(filesIn(files(written)));
  const sets = [...workspace.manifests].flatMap(([, manifest]) => statefulSetsIn(workspace, manifest));
  const findings = Findings.of(workspace, rules).advance();
  const [preview] = previewsOf(
    workspace,
    sets,
    aboutSet((uri) => findings.of(uri)),
  ) as readonly [Preview];
  return scenarioOf(workspace, preview, name, options);
}

/** `3 web-0 becomes Ready`, one step a line; those that never happen are marked. */
const shown = ({ steps }: Scenario) =>
  steps.map(({ step, action, target, state, field }) => {
    const what = action === 'apply' ? `change ${field}` : headline(action, [target], state === 'stuck');
    return `${step} ${what}${state === 'by-hand' ? ' (by hand)' : ''}`;
  });
const three = { spec: '  replicas: 3' };

describe('create', () => {
  test('one Pod after the other, each with its claim', () => {
    const scenario = tell({ spec: '  replicas: 2' }, 'create');
    expect(shown(scenario)).toEqual([
      '1 Create claim www-web-0',
      '2 Create Pod web-0',
      '3 Claim www-web-0 is bound',
      '4 web-0 becomes Ready',
      '5 Create claim www-web-1',
      '6 Create Pod web-1',
      '7 Claim www-web-1 is bound',
      '8 web-1 becomes Ready',
    ]);
    expect(scenario.steps.map(({ after }) => after)).toEqual([[], [1], [2], [3], [4], [5], [6], [7]]);
    expect(scenario.steps.filter(({ dns }) => dns).map(({ step, dns }) => [step, dns])).toEqual([
      [4, { add: ['web-0.nginx.shop.svc.cluster.local'] }],
      [8, { add: ['web-1.nginx.shop.svc.cluster.local'] }],
    ]);
    expect(scenario.steps[3]?.why).toBe('From now on web-0.nginx resolves. web-1 was waiting for this.');
    expect(scenario.outcome).toEqual({ state: 'complete', sentence: 'All 2 Pods Ready.' });
  });

  test('all at once with Parallel, in the steps that they share', () => {
    const scenario = tell(
      { spec: '  replicas: 2\n  podManagementPolicy: Parallel', service: 'publishNotReadyAddresses: true, ' },
      'create',
    );
    expect(shown(scenario)).toEqual([
      '1 Create claim www-web-0',
      '1 Create claim www-web-1',
      '2 Create Pod web-0',
      '2 Create Pod web-1',
      '3 Claim www-web-0 is bound',
      '3 Claim www-web-1 is bound',
      '4 web-0 becomes Ready',
      '4 web-1 becomes Ready',
    ]);
    // Published before they are Ready: their names are there as soon as they run.
    expect(scenario.steps.filter(({ dns }) => dns).map(({ step }) => step)).toEqual([2, 2]);
  });

  test('a class that is not there stops it at the first Pod', () => {
    const { steps, outcome } = tell({ ...three, storageClass: 'fats' }, 'create');
    expect(steps.at(-1)).toMatchObject({
      step: 3,
      action: 'bind-claim',
      target: 'www-web-0',
      state: 'stuck',
      after: [2],
    });
    expect(steps.at(-1)?.why).toContain('There is no StorageClass fats');
    expect(outcome).toEqual({
      state: 'stuck',
      step: 3,
      sentence: 'Stuck at web-0. web-1 and web-2 are never created.',
    });
  });

  test('volumes made by hand that are too few stop it where they end', () => {
    const volume = (name: string) =>
      `---\napiVersion: v1\nkind: PersistentVolume\nmetadata: { name: ${name} }\nspec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], hostPath: { path: /srv/${name} } }\n`;
    const { outcome, steps } = tell({ ...three, storageClass: "''", more: volume('a') + volume('b') }, 'create');
    expect(outcome.sentence).toBe('Stuck at web-2.');
    expect(steps.filter(({ action, state }) => action === 'wait-ready' && !state)).toHaveLength(2);
  });

  test('no Pods', () => {
    expect(tell({ spec: '  replicas: 0' }, 'create')).toMatchObject({
      steps: [],
      outcome: { state: 'complete', sentence: 'Nothing to do: replicas is 0.' },
    });
  });

  test('minReadySeconds is waited for', () => {
    expect(tell({ spec: '  replicas: 2\n  minReadySeconds: 30' }, 'create').steps[3]?.why).toBe(
      'From now on web-0.nginx resolves. It must stay so for 30 seconds (minReadySeconds). web-1 was waiting for this.',
    );
  });
});

describe('scale', () => {
  test('down: the highest ordinal first, and the claims stay', () => {
    const scenario = tell({ spec: '  replicas: 4' }, 'scale', { to: 2 });
    expect(shown(scenario)).toEqual([
      '1 change replicas',
      '2 Delete Pod web-3',
      '3 web-3 is gone',
      '3 Keep claim www-web-3',
      '4 Delete Pod web-2',
      '5 web-2 is gone',
      '5 Keep claim www-web-2',
    ]);
    expect(scenario.title).toBe('from 4 to 2');
    expect(scenario.outcome.sentence).toBe('2 Pods gone, 2 claims kept.');
    expect(scenario.before.records).toHaveLength(4);
    expect(scenario.steps[4]?.why).toBe('web-3 is completely gone and all others are Ready, so the next one leaves.');
  });

  test('down with whenScaled Delete: the claims go', () => {
    const spec = '  replicas: 2\n  persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }';
    const scenario = tell({ spec }, 'scale', { to: 1 });
    expect(shown(scenario)).toEqual([
      '1 change replicas',
      '2 Delete Pod web-1',
      '3 web-1 is gone',
      '3 Delete claim www-web-1',
    ]);
    expect(scenario.steps.at(-1)?.why).toContain('so the disk is erased');
  });

  test('up, to claims that are still there', () => {
    expect(shown(tell({ spec: '  replicas: 1' }, 'scale', { to: 2, claimsExist: true }))).toEqual([
      '1 change replicas',
      '2 Use claim www-web-1 again',
      '3 Create Pod web-1',
      '4 web-1 becomes Ready',
    ]);
  });
});

describe('update', () => {
  test('from the highest ordinal down to the partition, counted from ordinals.start', () => {
    const spec =
      '  replicas: 3\n  ordinals: { start: 5 }\n  updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 2 } }';
    const scenario = tell({ spec }, 'update');
    expect(shown(scenario)).toEqual([
      '1 change template',
      '2 Delete Pod web-7',
      '3 Create Pod web-7',
      '4 web-7 becomes Ready',
    ]);
    expect(scenario.steps[2]?.revision).toBe('new');
    expect(scenario.outcome.sentence).toBe('web-7 updated. partition 2 holds back the first 2 Pods.');
  });

  test('a new version that does not start: putting the old one back is not enough', () => {
    const scenario = tell(three, 'update', { fails: 'The image does not exist.' });
    expect(shown(scenario)).toEqual([
      '1 change template',
      '2 Delete Pod web-2',
      '3 Create Pod web-2',
      '4 Stuck: web-2 never becomes Ready',
      '5 change template',
      '6 Stuck: web-2 never becomes Ready',
      '7 Delete Pod web-2 (by hand)',
      '8 Create Pod web-2 (by hand)',
      '9 web-2 becomes Ready (by hand)',
    ]);
    expect(scenario.steps[7]?.revision).toBe('old');
    expect(scenario.outcome).toEqual({
      state: 'stuck',
      step: 6,
      sentence: 'Stuck at web-2 until you delete it by hand.',
      command: 'kubectl delete pod web-2 -n shop',
    });
  });

  test('with Parallel putting it back is enough', () => {
    const scenario = tell({ spec: `${three.spec}\n  podManagementPolicy: Parallel` }, 'update', { fails: 'No.' });
    expect(scenario.outcome.state).toBe('complete');
    expect(shown(scenario).slice(-4)).toEqual([
      '5 change template',
      '6 Delete Pod web-2',
      '7 Create Pod web-2',
      '8 web-2 becomes Ready',
    ]);
  });

  test('OnDelete', () => {
    const { steps, outcome } = tell({ spec: '  replicas: 2\n  updateStrategy: { type: OnDelete }' }, 'update');
    expect([steps.length, outcome.state]).toEqual([1, 'by-hand']);
  });
});

test('what stands outside of the files is no hindrance: images, volumes, claims that are mounted or that a set finds', () => {
  const container = "containers: [{ name: nginx, image: 'nginx:1.27', ports: [{ name: web, containerPort: 80 }] }]";
  const open = files({ ...three, more: claimOf('www-web-0', 'volumeName: pvc-1, ') }).replace(
    container,
    'volumes: [{ name: shared, persistentVolumeClaim: { claimName: shared } }], containers: [{ name: nginx, volumeMounts: [{ name: shared, mountPath: /a }, { name: tls, mountPath: /b }] }]',
  );
  const workspace = workspaceOf(filesIn(open));
  const [statefulSet] = [...workspace.manifests].flatMap(([, manifest]) => statefulSetsIn(workspace, manifest));
  const [preview] = previewsOf(workspace, statefulSet ? [statefulSet] : [], () => []) as readonly [Preview];
  const scenario = scenarioOf(workspace, preview, 'create');
  expect(scenario.outcome.state).toBe('complete');
  expect(scenario.before.claims).toEqual(['www-web-0']);
  expect(shown(scenario)[0]).toBe('1 Use claim www-web-0 again');
});
const claimOf = (name: string, spec: string) =>
  `---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: ${name}, namespace: shop }\nspec: { ${spec}storageClassName: gp3, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n`;

test('what the API server does not take is said', () => {
  const spec = '  updateStrategy: { type: Recreate }';
  for (const name of scenarioNames)
    expect(tell({ spec }, name)).toMatchObject({ steps: [], outcome: { state: 'refused' } });
});

describe('delete', () => {
  test('all Pods at once; the claims stay', () => {
    expect(shown(tell({ spec: '  replicas: 2' }, 'delete'))).toEqual([
      '1 change set',
      '2 Delete Pod web-0',
      '2 Delete Pod web-1',
      '3 web-0 is gone',
      '3 Keep claim www-web-0',
      '3 web-1 is gone',
      '3 Keep claim www-web-1',
    ]);
  });
  test('whenDeleted Delete takes the claims along', () => {
    const spec = '  replicas: 1\n  persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete }';
    expect(tell({ spec }, 'delete').outcome.sentence).toBe('No Pods left. 1 claim deleted.');
    expect(tell({ spec }, 'recreate').outcome.sentence).toContain('begins with an empty one');
  });
  test('scaled to 0 first, in order', () => {
    const { steps } = tell({ spec: '  replicas: 2' }, 'delete', { cascade: 'scale' });
    expect(steps.filter(({ action }) => action === 'delete-pod').map(({ target }) => target)).toEqual([
      'web-1',
      'web-0',
    ]);
  });
  test('orphans stay', () => {
    expect(shown(tell(three, 'delete', { cascade: 'orphan' }))).toEqual(['1 change set']);
  });
});

test('re-created, each Pod finds its claim', () => {
  const scenario = tell({ spec: '  replicas: 1' }, 'recreate');
  expect(scenario.before).toEqual({ pods: [], claims: ['www-web-0'], records: [] });
  expect(shown(scenario)).toEqual(['1 Use claim www-web-0 again', '2 Create Pod web-0', '3 web-0 becomes Ready']);
});

describe('more Pods than anyone follows', () => {
  const many = (replicas: number) => ({ spec: `  replicas: ${replicas}` });
  test('begin and are counted', () => {
    const scenario = tell(many(2 ** 31 - 1), 'create');
    expect(scenario.rest).toEqual({ from: 100, count: 2 ** 31 - 101 });
    expect(scenario.steps.at(-1)?.target).toBe('web-99');
  });
  test('are told next to what changes', () => {
    const up = tell(many(1000), 'scale', { to: 1001 });
    expect(up.rest).toBeUndefined();
    expect(up.steps.map(({ pod }) => pod).filter((pod) => pod !== undefined)).toEqual(Array(4).fill('web-1000'));
    const down = tell(many(1000), 'scale', { to: 1 });
    expect(down.steps[1]?.target).toBe('web-999');
    expect(down.rest?.from).toBe(1);
    expect(tell(many(1000), 'update').steps[1]?.target).toBe('web-999');
    // Per cent are those of all Pods.
    const spec =
      '  replicas: 1000\n  podManagementPolicy: Parallel\n  updateStrategy: { rollingUpdate: { maxUnavailable: 5% } }';
    const first = tell({ spec }, 'update').steps.filter(({ step }) => step === 2);
    expect(first.map(({ target }) => target)).toHaveLength(50);
  });
});

test('each scenario of each policy tells every step after those that it follows from', () => {
  for (const policy of ['OrderedReady', 'Parallel'])
    for (const binding of ['Immediate', 'WaitForFirstConsumer'])
      for (const namespace of ['default', 'shop'])
        for (const name of scenarioNames)
          for (const storageClass of ['fast', '-']) {
            const spec = `  replicas: 3\n  podManagementPolicy: ${policy}`;
            const { steps } = tell({ spec, binding, namespace, storageClass }, name);
            expect(steps.length).toBeGreaterThan(0);
            for (const { step, after, why } of steps) {
              expect(after.every((each) => each < step)).toBe(true);
              expect(why).toMatch(/[.”]$/);
            }
          }
});
