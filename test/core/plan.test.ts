/** What applying does to what ran before: sets of three Pods with a claim each, as they were and as they are. */
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../server/src/core/plan.ts';
import type { Settings } from '../../server/src/core/settings.ts';
import { effectRows } from '../../server/src/plan-words.ts';
import { plansOf } from '../plans.ts';

interface Fields {
  readonly name?: string;
  readonly replicas?: number | string;
  readonly serviceName?: string;
  readonly image?: string;
  readonly size?: string;
  readonly claim?: string;
  readonly app?: string;
  /** Further lines of the set's spec. */
  readonly spec?: string;
  /** Of the Service. */
  readonly address?: string;
  readonly port?: string;
  readonly selects?: string;
}
const files = (fields: Fields = {}) => {
  const { name = 'web', replicas = 3, serviceName = 'nginx', image = 'nginx:1', size = '1Gi', claim = 'www' } = fields;
  const { app = 'web', spec = '', address = 'clusterIP: None', port = 'web', selects = app } = fields;
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name}, namespace: shop }
spec:
  serviceName: ${serviceName}
  replicas: ${replicas}
  ${spec}
  selector: { matchLabels: { app: ${app} } }
  template:
    metadata: { labels: { app: ${app} } }
    spec: { containers: [{ name: main, image: "${image}", volumeMounts: [{ name: ${claim}, mountPath: /data }] }] }
  volumeClaimTemplates:
    - metadata: { name: ${claim} }
      spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: ${size} } } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { ${address}, selector: { app: ${selects} }, ports: [{ name: ${port}, port: 80 }] }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: disk.example.com
`;
};

function compare(was: Fields, now: Fields, settings: Partial<Settings> = {}, most?: number): readonly Plan[] {
  return plansOf(`#- web.yaml (as it was)\n${files(was)}#- web.yaml\n${files(now)}`, settings, most);
}
function planOfChange(was: Fields, now: Fields, settings: Partial<Settings> = {}, most?: number): Plan {
  const [plan] = compare(was, now, settings, most);
  if (!plan) throw new Error('no plan');
  return plan;
}
const rows = (plan: Plan, effects = plan.effects) =>
  effectRows(plan.name, effects).map(({ what, names, between }) => `${what}: ${names.join(between)}`);
const byHand = (plan: Plan) => (plan.byHand ? rows(plan, plan.byHand) : undefined);
const changes = ({ changes }: Plan) => changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`);
const titles = ({ manual }: Plan) => manual.map(({ title }) => title);
const commands = ({ manual }: Plan) => manual.flatMap(({ command }) => command ?? []);

describe('a new image', () => {
  test('restarts the Pods from the highest ordinal down, one at a time', () => {
    const plan = planOfChange({}, { image: 'nginx:2' });
    expect(plan.sentence).toBe('Three Pods restart, one at a time. Nothing is refused.');
    expect(changes(plan)).toEqual(['spec.template.spec.containers[0].image: nginx:1 → nginx:2']);
    expect(rows(plan)).toEqual(['Restart: web-2 → web-1 → web-0']);
    expect(titles(plan)).toEqual([
      'If web-2 never becomes Ready, the set waits for it for ever: put the old image back, and delete that Pod',
    ]);
    expect(commands(plan)).toEqual(['kubectl delete pod -n shop web-2']);
  });
  test('with Parallel, too, and a Pod that does not start blocks nothing', () => {
    const spec = 'podManagementPolicy: Parallel';
    const plan = planOfChange({ spec }, { spec, image: 'nginx:2' });
    expect(plan.sentence).toBe('Three Pods restart, one at a time. Nothing is refused.');
    expect(rows(plan)).toEqual(['Restart: web-2 → web-1 → web-0']);
    expect(plan.manual).toEqual([]);
  });
  test('several at a time where that is allowed and known', () => {
    const spec = 'updateStrategy: { rollingUpdate: { maxUnavailable: 2 } }';
    expect(rows(planOfChange({ spec }, { spec, image: 'nginx:2' }))).toEqual([
      'Restart, up to 2 at a time: web-2 → web-1 → web-0',
    ]);
    expect(rows(planOfChange({ spec }, { spec, image: 'nginx:2' }, { kubernetes: '1.36' }))).toEqual([
      'Restart: web-2 → web-1 → web-0',
    ]);
  });
  test('stops at the partition', () => {
    const spec = 'updateStrategy: { rollingUpdate: { partition: 2 } }';
    const plan = planOfChange({ spec }, { spec, image: 'nginx:2' });
    expect(plan.sentence).toBe('One Pod restarts. Two Pods go on in the old version. Nothing is refused.');
    expect(rows(plan)).toEqual(['Restart: web-2', 'Old version: web-0, web-1']);
    expect(titles(plan)[0]).toBe(
      'partition 2 holds web-0 and web-1 back in the old version. Lower it when the new one has proved itself; they restart then',
    );
    const all = 'updateStrategy: { rollingUpdate: { partition: 3 } }';
    expect(rows(planOfChange({ spec: all }, { spec: all, image: 'nginx:2' }))).toEqual([
      'Old version: web-0, web-1, web-2',
    ]);
  });
  test('a partition is counted from the first ordinal', () => {
    const spec = 'ordinals: { start: 5 }\n  updateStrategy: { rollingUpdate: { partition: 2 } }';
    expect(rows(planOfChange({ spec }, { spec, image: 'nginx:2' }))).toEqual([
      'Restart: web-7',
      'Old version: web-5, web-6',
    ]);
  });
  test('with OnDelete waits for somebody to delete the Pods', () => {
    const spec = 'updateStrategy: { type: OnDelete }';
    const plan = planOfChange({ spec }, { spec, image: 'nginx:2' });
    expect(plan.sentence).toBe('Three Pods go on in the old version. Nothing is refused.');
    expect(rows(plan)).toEqual(['Old version: web-0, web-1, web-2']);
    expect(commands(plan)).toEqual(['for i in 2 1 0; do kubectl delete pod -n shop web-$i; done']);
    expect(byHand(plan)).toEqual(['Restart: web-2 → web-1 → web-0']);
  });
  test('and a lower partition: what it held back before may follow', () => {
    const partition = (value: number) => `updateStrategy: { rollingUpdate: { partition: ${value} } }`;
    const plan = planOfChange({ spec: partition(2) }, { spec: partition(0) });
    expect(plan.sentence).toBe(
      'No Pod restarts. Nothing is refused. Pods that partition 2 has held back in an older version restart now, too.',
    );
  });
});

describe('replicas', () => {
  test('more of them: Pods, claims and names come, before what restarts', () => {
    const plan = planOfChange({}, { replicas: 5, image: 'nginx:2' });
    expect(plan.sentence).toBe('Two Pods are added, then three restart, one at a time. Nothing is refused.');
    expect(rows(plan)).toEqual([
      'New Pods: web-3, web-4',
      'Restart: web-2 → web-1 → web-0',
      'New claims: www-web-3, www-web-4',
      'New names: web-3.nginx, web-4.nginx',
    ]);
  });
  test('fewer of them: the claims stay, without a Pod', () => {
    const plan = planOfChange({ replicas: 4 }, { replicas: 2, image: 'nginx:2' });
    expect(plan.sentence).toBe(
      'Two Pods leave, highest first, then two restart, one at a time. Two claims stay without a Pod. Nothing is refused.',
    );
    expect(rows(plan)).toEqual([
      'Pods that leave: web-2, web-3',
      'Restart: web-1 → web-0',
      'Orphaned claims: www-web-2, www-web-3',
      'Names gone: web-2.nginx, web-3.nginx',
    ]);
    expect(titles(plan).at(-1)).toBe(
      'The claims www-web-2 and www-web-3 keep their disks. Delete them yourself if the data is not needed',
    );
  });
  test.each(['Retain', 'Delete'])('fewer of them with whenDeleted %s: whenScaled decides', (whenDeleted) => {
    const policy = (whenScaled: string) =>
      `persistentVolumeClaimRetentionPolicy: { whenScaled: ${whenScaled}, whenDeleted: ${whenDeleted} }`;
    const kept = planOfChange({ spec: policy('Retain') }, { spec: policy('Retain'), replicas: 1 });
    expect(rows(kept)).toContain('Orphaned claims: www-web-1, www-web-2');
    const deleted = planOfChange({ spec: policy('Delete') }, { spec: policy('Delete'), replicas: 1 });
    expect(rows(deleted)).toContain('Deleted claims (whenScaled): www-web-1, www-web-2');
    expect(deleted.sentence).toBe(
      'Two Pods leave, highest first. Two claims are deleted: whenScaled is Delete. Nothing is refused.',
    );
    expect(titles(deleted)).toEqual([
      'www-web-1 and www-web-2 are deleted, because whenScaled is Delete, and their disks, too: class fast reclaims with Delete. Copy what you need before',
    ]);
    // The policy of the files that are applied counts.
    expect(rows(planOfChange({ spec: policy('Retain') }, { spec: policy('Delete'), replicas: 1 }))).toContain(
      'Deleted claims (whenScaled): www-web-1, www-web-2',
    );
  });
  test('none: the names of the Service are gone, too', () => {
    expect(rows(planOfChange({ replicas: 1 }, { replicas: 0 }))).toEqual([
      'Pods that leave: web-0',
      'Orphaned claims: www-web-0',
      'Names gone: web-0.nginx, nginx, _web._tcp.nginx',
    ]);
  });
  test('another first ordinal moves the range', () => {
    const plan = planOfChange({}, { spec: 'ordinals: { start: 1 }' });
    expect(plan.sentence).toBe('One Pod is added, then one leaves. One claim stays without a Pod. Nothing is refused.');
    expect(rows(plan)).toEqual([
      'New Pods: web-3',
      'Pods that leave: web-0',
      'New claims: www-web-3',
      'Orphaned claims: www-web-0',
      'New names: web-3.nginx',
      'Names gone: web-0.nginx',
    ]);
  });
});

describe('what is refused', () => {
  test('another serviceName: the way round restarts the Pods under their new names', () => {
    const plan = planOfChange({}, { serviceName: 'other' });
    expect(plan.sentence).toBe('The API server refuses this change. Nothing happens.');
    expect(plan.refused.map(({ field, message }) => [field, message])).toEqual([
      ['spec.serviceName', 'serviceName cannot be changed after creation.'],
    ]);
    expect(rows(plan)).toEqual([]);
    expect(commands(plan)).toEqual([
      'kubectl delete statefulset -n shop web --cascade=orphan',
      'kubectl apply -n shop -f web.yaml',
      'kubectl rollout restart -n shop statefulset/web',
    ]);
    expect(byHand(plan)).toEqual([
      'Restart: web-2 → web-1 → web-0',
      'Names gone: web-0.nginx, web-1.nginx, web-2.nginx',
    ]);
  });
  test('larger claims: each is grown, and only new ones are made from the template', () => {
    const plan = planOfChange({}, { size: '2Gi', replicas: 4 });
    expect(plan.refused.map(({ field }) => field)).toEqual([
      'spec.volumeClaimTemplates[0].spec.resources.requests.storage',
    ]);
    expect(commands(plan)).toEqual([
      `for i in 0 1 2; do kubectl patch pvc -n shop www-web-$i -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'; done`,
      'kubectl delete statefulset -n shop web --cascade=orphan',
      'kubectl apply -n shop -f web.yaml',
    ]);
    expect(titles(plan)[2]).toBe('Apply again: the new set takes over its Pods');
    expect(byHand(plan)).toEqual(['New Pods: web-3', 'New claims: www-web-3', 'New names: web-3.nginx']);
  });
  test('smaller claims: those that exist keep their size', () => {
    expect(titles(planOfChange({ size: '2Gi' }, { size: '1Gi' })).at(-1)).toMatch(
      /^The claims of template www that exist keep their size for ever/,
    );
  });
  test('the same size, written otherwise, is no change', () => {
    expect(planOfChange({}, { size: '1024Mi' }).state).toBe('unchanged');
  });
  test('another name of the claims: the Pods get empty ones when they are deleted', () => {
    const plan = planOfChange({}, { claim: 'data' });
    expect(commands(plan).at(-1)).toBe('for i in 0 1 2; do kubectl delete pod -n shop web-$i; done');
    expect(byHand(plan)).toEqual([
      'Restart: web-0 → web-1 → web-2',
      'New claims: data-web-0, data-web-1, data-web-2',
      'Orphaned claims: www-web-0, www-web-1, www-web-2',
    ]);
  });
  test('other labels: the new set does not take the old Pods over, and those that are too many are left behind', () => {
    const plan = planOfChange({}, { app: 'shop', replicas: 2 });
    expect(titles(plan)).toEqual([
      'Delete the set and leave its Pods running',
      'Apply again',
      'Delete web-0 and web-1, each when the one before is Ready again: the new set does not select web-0 and web-1, which have its names, and waits',
      'Delete web-2: no set owns it any more',
      'The claim www-web-2 keeps its disk. Delete it yourself if the data is not needed',
    ]);
    expect(rows(plan)).not.toContain('Pods that leave: web-2');
    expect(byHand(plan)).toContain('Pods that leave: web-2');
  });
  test('what the API server would not take at all has no way round', () => {
    const plan = planOfChange({}, { spec: 'updateStrategy: { type: Sometimes }' });
    expect(plan.sentence).toBe('The API server refuses this change. Nothing happens.');
    expect(plan.manual).toEqual([]);
  });
  test('what was not taken before never ran', () => {
    const plan = planOfChange({ spec: 'updateStrategy: { type: Sometimes }' }, {});
    expect(plan.state).toBe('new');
    expect(plan.sentence).toBe('The API server did not take it as it was. Three Pods are added. Nothing is refused.');
  });
});

describe('Services', () => {
  test('one that loses clusterIP: None stays headless until it is deleted; then the names of Pods are gone', () => {
    const plan = planOfChange({}, { address: 'type: ClusterIP' });
    expect(changes(plan)).toEqual(['Service nginx: spec.clusterIP: None → undefined']);
    expect(plan.sentence).toBe('No Pod restarts. Nothing is refused.');
    expect(rows(plan)).toEqual([]);
    expect(commands(plan)).toEqual(['kubectl delete service -n shop nginx', 'kubectl apply -n shop -f web.yaml']);
    expect(byHand(plan)).toEqual(['Names gone: web-0.nginx, web-1.nginx, web-2.nginx, _web._tcp.nginx']);
  });
  test('one that becomes headless is refused', () => {
    const plan = planOfChange({ address: 'type: ClusterIP' }, {});
    expect(plan.refused.map(({ field }) => field)).toEqual(['Service nginx']);
    expect(commands(plan)).toEqual(['kubectl delete service -n shop nginx', 'kubectl apply -n shop -f web.yaml']);
    expect(byHand(plan)).toEqual(['New names: web-0.nginx, web-1.nginx, web-2.nginx, _web._tcp.nginx']);
  });
  test('one that selects other Pods takes the names away', () => {
    expect(rows(planOfChange({}, { selects: 'db' }))).toEqual([
      'Names gone: web-0.nginx, web-1.nginx, web-2.nginx, nginx, _web._tcp.nginx',
    ]);
  });
  test('another name of a port is another name in DNS', () => {
    expect(rows(planOfChange({}, { port: 'http' }))).toEqual([
      'New names: _http._tcp.nginx',
      'Names gone: _web._tcp.nginx',
    ]);
  });
  test('one that is in no file any more stays until somebody deletes it', () => {
    const [set = '', service = '', ...more] = files().split('---\n');
    const [plan] = plansOf(`#- web.yaml (as it was)\n${files()}#- web.yaml\n${[set, ...more].join('---\n')}`);
    expect(plan && rows(plan)).toEqual([]);
    expect(plan && commands(plan)).toEqual(['kubectl delete service -n shop nginx']);
    expect(plan && byHand(plan)).toEqual(['Names gone: web-0.nginx, web-1.nginx, web-2.nginx, nginx, _web._tcp.nginx']);
    expect(service).toContain('kind: Service');
  });
});

describe('what the Pods read of ConfigMaps and Secrets', () => {
  const withConfig = (container: string, data: string, more = '', kind = 'ConfigMap') =>
    `${files({}).replace('{ name: main, image: "nginx:1",', `{ name: main, image: "nginx:1", ${container},`).replace('spec: { containers:', `spec: { ${more}containers:`)}---
apiVersion: v1
kind: ${kind}
metadata: { name: app, namespace: shop }
data: { ${data} }
`;
  const plan = (container: string, was: string, now: string, more = '', kind = 'ConfigMap') => {
    const [only] = plansOf(
      `#- web.yaml (as it was)\n${withConfig(container, was, more, kind)}#- web.yaml\n${withConfig(container, now, more, kind)}`,
    );
    if (!only) throw new Error('no plan');
    return only;
  };
  const env = 'env: [{ name: LEVEL, valueFrom: { configMapKeyRef: { name: app, key: level } } }]';

  test('into the environment stays old until somebody restarts them', () => {
    const told = plan(env, 'level: info', 'level: debug');
    expect(changes(told)).toEqual(['ConfigMap app: level: info → debug']);
    expect(told.sentence).toBe('No Pod restarts. Nothing is refused.');
    expect(titles(told)).toEqual([
      'ConfigMap app is read into the environment when a Pod starts: the Pods go on with the old values until they are restarted',
    ]);
    expect(commands(told)).toEqual(['kubectl rollout restart -n shop statefulset/web']);
  });
  test('as files changes by itself, but for subPath', () => {
    const volume = 'volumes: [{ name: conf, configMap: { name: app } }], ';
    const mount = 'envFrom: [], resources: {}';
    const text = (data: string) =>
      withConfig(mount, data, volume).replace('volumeMounts: [', 'volumeMounts: [{ name: conf, mountPath: /conf }, ');
    const [told] = plansOf(`#- web.yaml (as it was)\n${text('a: x')}#- web.yaml\n${text('a: y')}`);
    expect(told && titles(told)[0]).toMatch(/^ConfigMap app changes in the files of running Pods/);
  });
  test('and is not theirs is no change for them', () => {
    expect(plan(env, 'level: info, other: a', 'level: info, other: b').state).toBe('unchanged');
  });
  test('and is secret is not printed', () => {
    const secret = 'env: [{ name: KEY, valueFrom: { secretKeyRef: { name: app, key: key } } }]';
    expect(changes(plan(secret, 'key: QQ==', 'key: Qg==', '', 'Secret'))).toEqual([
      'Secret app: key: (not shown) → (not shown)',
    ]);
  });
});

describe('sets that come and go', () => {
  test('another name is another set: the old one goes on running, and keeps its claims when it is deleted', () => {
    const [now, gone] = compare({}, { name: 'site' });
    expect(now?.state).toBe('new');
    expect(now && rows(now)).toEqual([
      'New Pods: site-0, site-1, site-2',
      'New claims: www-site-0, www-site-1, www-site-2',
      'New names: site-0.nginx, site-1.nginx, site-2.nginx, nginx, _web._tcp.nginx',
    ]);
    expect(gone?.state).toBe('gone');
    expect(gone?.sentence).toBe(
      'It is in none of the files any more. Applying them leaves it running, with three Pods.',
    );
    expect(gone && commands(gone)).toEqual(['kubectl delete statefulset -n shop web']);
    expect(gone && rows(gone)).toEqual([]);
    expect(gone && byHand(gone)).toContain('Orphaned claims: www-web-0, www-web-1, www-web-2');
  });
  test('whoever deletes a set with whenDeleted Delete deletes its claims', () => {
    const [, gone] = compare(
      { spec: 'persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete }' },
      { name: 'site' },
    );
    expect(gone && byHand(gone)).toContain('Deleted claims (whenDeleted): www-web-0, www-web-1, www-web-2');
    expect(gone && titles(gone).at(-1)).toMatch(/^www-web-0 to www-web-2 are deleted, because whenDeleted is Delete/);
  });
  test('the same in another file is the same set', () => {
    const plans = plansOf(`#- old.yaml (as it was)\n${files()}#- new.yaml\n${files()}`);
    expect(plans.map(({ state }) => state)).toEqual(['unchanged']);
  });
  test('one of two copies is gone, the other is not', () => {
    const plans = plansOf(
      `#- a/web.yaml (as it was)\n${files()}#- b/web.yaml (as it was)\n${files()}#- a/web.yaml\n${files()}`,
    );
    expect(plans.map(({ state }) => state)).toEqual(['unchanged', 'gone']);
  });
});

describe('whatever stands in the files, there is an answer', () => {
  const lines = files().split('\n');
  test.each(lines.map((_, i) => [i]))('up to line %i, before or now', (end) => {
    const part = lines.slice(0, end).join('\n');
    plansOf(`#- web.yaml (as it was)\n${files()}#- web.yaml\n${part}\n`);
    plansOf(`#- web.yaml (as it was)\n${part}\n#- web.yaml\n${files()}`);
  });
  const odd = ['-3', '0', '1.5', '1e12', '2147483648', 'x', '[]', '{}', 'null', '"3"', 'true', '~'];
  test.each([
    ...odd.map((value) => ['replicas: 3', `replicas: ${value}`] as const),
    ...odd.map((value) => ['replicas: 3', `replicas: 3\n  ordinals: { start: ${value} }`] as const),
    ...odd.map(
      (value) =>
        [
          'replicas: 3',
          `replicas: 3\n  updateStrategy: { rollingUpdate: { partition: ${value}, maxUnavailable: ${value} } }`,
        ] as const,
    ),
    ...odd.map((value) => ['serviceName: nginx', `serviceName: ${value}`] as const),
    ...odd.map((value) => ['storage: 1Gi', `storage: ${value}`] as const),
    ...odd.map((value) => ['accessModes: [ReadWriteOnce]', `accessModes: ${value}`] as const),
    ...odd.map((value) => ['selector: { matchLabels: { app: web } }', `selector: ${value}`] as const),
    ...odd.map((value) => ['selector: { app: web }', `selector: ${value}`] as const),
    ...odd.map((value) => ['clusterIP: None', `clusterIP: ${value}`] as const),
  ])('%s as %s', (field, other) => {
    const changed = files({ image: 'nginx:2' }).replace(field, other);
    expect(changed).not.toBe(files({ image: 'nginx:2' }));
    plansOf(`#- web.yaml (as it was)\n${files()}#- web.yaml\n${changed}`);
    plansOf(`#- web.yaml (as it was)\n${changed}#- web.yaml\n${files()}`);
  });
});

describe('nothing is said', () => {
  test('where nothing is known of before', () => {
    expect(plansOf(`#- web.yaml\n${files()}`)).toEqual([]);
  });
  test('of what somebody fills in later', () => {
    expect(compare({ replicas: 3 }, { replicas: '$' + '{REPLICAS}' })).toEqual([]);
    expect(compare({ replicas: '"{{ .Values.replicas }}"' }, { replicas: 3 })).toEqual([]);
  });
});

test('defaults that are spelt out are no change, nor is another order', () => {
  const plan = planOfChange({ replicas: 1 }, { replicas: 1, spec: 'podManagementPolicy: OrderedReady' });
  expect([plan.state, plan.sentence, plan.changes]).toEqual(['unchanged', 'Nothing differs.', []]);
});

test('a class that is nowhere is taken to be in the cluster, as what ran before shows', () => {
  const without = (text: string) => text.split('---\n').slice(0, 2).join('---\n');
  const both = `#- web.yaml (as it was)\n${without(files())}#- web.yaml\n${without(files({ image: 'nginx:2' }))}`;
  for (const name of ['fast', '""', 'kubernetes.io/no-provisioner'])
    expect(
      plansOf(both.replaceAll('storageClassName: fast', `storageClassName: ${name}`)).map((plan) => rows(plan)),
    ).toEqual([['Restart: web-2 → web-1 → web-0']]);
});

test('where what ran before cannot be played, nothing is told but that', () => {
  const broken = 'volumes: [{ name: all, persistentVolumeClaim: { claimName: <NAME> } }]';
  const both = `#- web.yaml (as it was)\n${files()}#- web.yaml\n${files({ image: 'nginx:2' })}`;
  const [plan] = plansOf(both.replaceAll('spec: { containers:', `spec: { ${broken}, containers:`));
  expect(plan?.sentence).toBe('What happens cannot be told: as it was, web-0 does not come to run here.');
  expect(plan && rows(plan)).toEqual([]);
});
test('a claim that the Pods mount by its name is taken to be there, too', () => {
  const shared = 'volumes: [{ name: all, persistentVolumeClaim: { claimName: elsewhere } }]';
  const both = `#- web.yaml (as it was)\n${files({ replicas: 2 })}#- web.yaml\n${files({ replicas: 4 })}`;
  expect(
    plansOf(both.replaceAll('spec: { containers:', `spec: { ${shared}, containers:`)).map((plan) => rows(plan)[0]),
  ).toEqual(['New Pods: web-2, web-3']);
});

describe('of many Pods a few are played', () => {
  test('and the others go the same way, up to the last', () => {
    const spec = 'updateStrategy: { rollingUpdate: { partition: 300, maxUnavailable: 10% } }';
    const started = performance.now();
    const { effects, sentence } = planOfChange(
      { replicas: 1000, spec },
      { replicas: 2_000_000_000, image: 'nginx:2', spec },
    );
    expect(performance.now() - started).toBeLessThan(2000);
    expect(effects.pods).toEqual([
      { from: 0, to: 299, fate: 'held' },
      { from: 300, to: 999, fate: 'restart' },
      { from: 1000, to: 1_999_999_999, fate: 'new' },
    ]);
    expect(effects.restarts).toEqual([{ from: 999, to: 300 }]);
    expect(effects.atOnce).toBe(200_000_000);
    expect(effects.claims).toEqual([
      { from: 0, to: 999, template: 'www', fate: 'kept' },
      { from: 1000, to: 1_999_999_999, template: 'www', fate: 'new' },
    ]);
    expect(effects.names.begin).toEqual([{ from: 1000, to: 1_999_999_999, suffix: '.nginx' }]);
    expect(sentence).toMatch(/^1,999,999,000 Pods are added, then 700 restart/);
  });
  test('a Service for one Pod is left out: that Pod may stand for others', () => {
    const single = `---
apiVersion: v1
kind: Service
metadata: { name: web-5, namespace: shop }
spec: { clusterIP: None, selector: { app: web, statefulset.kubernetes.io/pod-name: web-5 } }
`;
    const [plan] = plansOf(
      `#- web.yaml (as it was)\n${files({ replicas: 3 })}${single}#- web.yaml\n${files({ replicas: 500 })}${single}`,
    );
    expect(plan?.effects.names).toEqual({ begin: [{ from: 3, to: 499, suffix: '.nginx' }], cease: [] });
  });
  const policy = 'persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }';
  const cases: readonly (readonly [Fields, Fields])[] = [
    [{ replicas: 30 }, { replicas: 30, image: 'nginx:2' }],
    [{ replicas: 15 }, { replicas: 40, image: 'nginx:2', spec: 'minReadySeconds: 5' }],
    [
      { replicas: 40 },
      { replicas: 25, image: 'nginx:2', spec: 'updateStrategy: { rollingUpdate: { partition: 12 } }' },
    ],
    [{ replicas: 30 }, { replicas: 30, spec: 'ordinals: { start: 20 }' }],
    [{ replicas: 30 }, { replicas: 30, spec: 'ordinals: { start: 100 }' }],
    [
      { replicas: 30, spec: 'ordinals: { start: 7 }' },
      { replicas: 35, serviceName: 'other', spec: 'ordinals: { start: 3 }' },
    ],
    [{ replicas: 30 }, { replicas: 25, claim: 'data' }],
    [{ replicas: 30 }, { replicas: 25, app: 'other', selects: 'web' }],
    [
      { replicas: 30, spec: policy },
      { replicas: 3, spec: policy },
    ],
    [{ replicas: 30 }, { replicas: 30, image: 'nginx:2', spec: 'updateStrategy: { type: OnDelete }' }],
    [{ replicas: 30 }, { replicas: 30, image: 'nginx:2', spec: 'podManagementPolicy: Parallel' }],
  ];
  test.each(cases.map((each) => [JSON.stringify(each[1]), ...each] as const))('as if all were: %s', (_, was, now) => {
    const all = planOfChange(was, now, {}, Number.POSITIVE_INFINITY);
    const few = planOfChange(was, now, {}, 20);
    const told = ({ effects, byHand, sentence, manual }: Plan) => ({ effects, byHand, sentence, manual });
    expect(told(few)).toEqual(told(all));
  });
});
