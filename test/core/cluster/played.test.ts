/** What follows from actions that were not recorded, by the rules of the controllers' source. */
import { describe, expect, test } from 'vitest';
import { readScript, type Script } from '../../../server/src/core/cluster/actions.ts';
import { play, type Run } from '../../../server/src/core/cluster/run.ts';

type Json = Record<string, unknown>;

const set = (spec = '', template = '') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 2
${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }${template} }
    spec: { containers: [{ name: main, image: 'nginx:1', ports: [{ containerPort: 80 }] }] }
`;
const claims = (storageClass: string) => `  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { storageClassName: ${storageClass}, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }`;
const volume = (name: string, more = '') => `---
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name} }
spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], hostPath: { path: /srv/${name} }${more} }
`;
const service = (spec = '') => `---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: web }, ports: [{ name: web, port: 80 }]${spec} }
`;

function run(manifests: string, actions: readonly Json[], more: Json = {}): Run {
  const script = readScript({ manifests, actions: [{ do: 'apply' }, ...actions], ...more }) as Script;
  return play(script, {
    kubernetes: '1.37',
    gates: script.gates,
    clusterDomain: 'cluster.local',
    provisions: () => true,
  });
}
/** What an action brings about, by default the last: `pod-deleted web-0`. Starting is left out. */
const eventsOf = ({ log, states }: Run, action = states.at(-1)?.after) =>
  log
    .filter((entry) => entry.action === action && !/^pod-(?:scheduled|running|unschedulable)$/.test(entry.event))
    .map(({ event, target, detail }) => `${event} ${target}${detail && event !== 'refused' ? ` ${detail}` : ''}`);

const patch = (kind: string, name: string, merge: Json) => ({ do: 'patch', kind, name, merge });
const remove = (kind: string, name: string, cascade = 'background') => ({ do: 'delete', kind, name, cascade });

describe('a finalizer', () => {
  test('of the template keeps a Pod that has ended, and its successor away', () => {
    const kept = [...[remove('Pod', 'web-1')], patch('Pod', 'web-1', { metadata: { finalizers: null } })];
    const played = run(set('', ', finalizers: [example.com/keep]'), kept);
    expect(eventsOf(played, 1)).toEqual(['pod-deleting web-1']);
    expect(played.states[1]?.pods[1]).toMatchObject({ phase: 'Succeeded', ready: false, terminating: true });
    expect(eventsOf(played)).toEqual(['pod-deleted web-1', 'pod-created web-1 web@1', 'pod-ready web-1']);
  });
  test('of a set keeps it, and its Pods with it', () => {
    const played = run(set().replace('{ name: web }', '{ name: web, finalizers: [example.com/keep] }'), [
      remove('StatefulSet', 'web'),
      patch('StatefulSet', 'web', { metadata: { finalizers: null } }),
    ]);
    expect(eventsOf(played, 1)).toEqual(['set-deleting web']);
    expect(eventsOf(played).slice(0, 2)).toEqual(['set-deleted web', 'pod-deleting web-0']);
  });
});

describe('a Pod', () => {
  test('that loses its labels is let go, and its name stays taken', () => {
    const played = run(set(), [
      patch('Pod', 'web-1', { metadata: { labels: { app: 'other' } } }),
      patch('Pod', 'web-1', { metadata: { labels: { app: 'web' } } }),
    ]);
    expect(eventsOf(played, 1)).toEqual(['pod-owned web-1 nobody']);
    expect(eventsOf(played)).toEqual(['pod-owned web-1 StatefulSet/web']);
  });
  test('that tolerates a node without an answer stays on it', () => {
    const played = run(set().replace('spec: { containers', 'spec: { tolerations: [{ operator: Exists }], containers'), [
      { do: 'node-failure', of: 'web-0' },
    ]);
    expect(eventsOf(played)).toEqual(['pod-not-ready web-0']);
  });
  test('in the network of its node needs a node of its own', () => {
    const played = run(set().replace('spec: { containers', 'spec: { hostNetwork: true, containers'), [
      { do: 'scale', set: 'web', replicas: 4 },
    ]);
    expect(played.states.at(-1)?.pods.map(({ scheduled }) => scheduled)).toEqual([true, true, true, false]);
  });
});

test('a name that is taken stops a Parallel set after the batch in which it is: one, two, four at a time', () => {
  const taken = `---
apiVersion: v1
kind: Pod
metadata: { name: web-1, labels: { app: other } }
spec: { containers: [{ name: main, image: nginx }] }
`;
  const parallel = set('  podManagementPolicy: Parallel').replace('replicas: 2', 'replicas: 5');
  const played = run(`${taken.slice(4)}---${parallel}`, [remove('Pod', 'web-1')]);
  const created = (events: readonly string[]) => events.filter((each) => each.startsWith('pod-created'));
  expect(created(eventsOf(played, 0))).toEqual([
    'pod-created web-1',
    'pod-created web-0 web@1',
    'pod-created web-2 web@1',
  ]);
  expect(created(eventsOf(played))).toEqual([
    'pod-created web-1 web@1',
    'pod-created web-3 web@1',
    'pod-created web-4 web@1',
  ]);
});

describe('a volume', () => {
  const manifests = set(claims("''")).replace('replicas: 2', 'replicas: 1') + volume('a');
  const freed = [{ do: 'scale', set: 'web', replicas: 0 }, remove('PersistentVolumeClaim', 'data-web-0')];
  test('that was released is free again without its claimRef', () => {
    const played = run(manifests, [
      ...freed,
      { do: 'scale', set: 'web', replicas: 1 },
      patch('PersistentVolume', 'a', { spec: { claimRef: null } }),
    ]);
    expect(eventsOf(played, 3)).toEqual(['claim-created data-web-0', 'pod-created web-0 web@1']);
    expect(eventsOf(played)).toEqual(['volume-bound a data-web-0', 'claim-bound data-web-0 a', 'pod-ready web-0']);
  });
  test('on a node, with reclaimPolicy Delete, cannot be deleted by anybody', () => {
    const played = run(
      manifests.replace(' }\n', ' }\n').replace('hostPath', 'persistentVolumeReclaimPolicy: Delete, hostPath'),
      freed,
    );
    expect(eventsOf(played).slice(-2)).toEqual(['volume-released a data-web-0', 'volume-failed a data-web-0']);
  });
  test('that is deleted stays while it is bound', () => {
    const played = run(manifests, [remove('PersistentVolume', 'a'), ...freed]);
    expect(eventsOf(played, 1)).toEqual([]);
    expect(eventsOf(played).slice(-2)).toEqual(['volume-released a data-web-0', 'volume-deleted a']);
  });
});

test('a set in another namespace has its own names, and claims', () => {
  const manifests = set(claims('fast')).replace('name: web }', 'name: web, namespace: other }');
  const fast = '---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: fast }\nprovisioner: any\n';
  const played = run(manifests + fast, []);
  expect(eventsOf(played).slice(0, 4)).toEqual([
    'revision-created other/web@1',
    'claim-created other/data-web-0',
    'pod-created other/web-0 web@1',
    'volume-bound volume of other/data-web-0 other/data-web-0',
  ]);
  expect(played.states[0]?.claims.map(({ name, volume }) => [name, volume])).toEqual([
    ['other/data-web-0', 'volume of other/data-web-0'],
    ['other/data-web-1', 'volume of other/data-web-1'],
  ]);
});

describe('Recreate', () => {
  const gates = { gates: { StatefulSetRecreateStrategy: true } };
  test('replaces Pods of a version that does not start, with no hand', () => {
    const played = run(
      set('  updateStrategy: { type: Recreate }'),
      [
        { do: 'set-image', set: 'web', image: 'nginx:broken' },
        { do: 'set-image', set: 'web', image: 'nginx:2' },
      ],
      gates,
    );
    expect(eventsOf(played)).toEqual([
      'revision-created web@3',
      'pod-deleting web-0',
      'pod-deleted web-0',
      'pod-created web-0 web@3',
      'pod-ready web-0',
      'pod-created web-1 web@3',
      'pod-ready web-1',
    ]);
  });
});

test('Pods of a set that was deleted keep their names from its successor until they are gone', () => {
  const played = run(set(), [
    { do: 'hold-termination', pods: ['web-*'] },
    remove('StatefulSet', 'web'),
    { do: 'apply' },
    { do: 'release-termination', pods: ['*'] },
  ]);
  expect(eventsOf(played, 3)).toEqual(['revision-created web@1']);
  expect(eventsOf(played).slice(0, 3)).toEqual(['pod-deleted web-0', 'pod-deleted web-1', 'pod-created web-0 web@1']);
});

describe('DNS', () => {
  const ask = (name: string, type: string, manifests: string) =>
    run(manifests, [], { queries: [[{ name, type }]] }).states[0]?.dns[0];
  const domain = 'nginx.default.svc.cluster.local';
  test('follows an alias inside of the cluster', () => {
    const alias = `---\napiVersion: v1\nkind: Service\nmetadata: { name: db }\nspec: { type: ExternalName, externalName: web-0.${domain} }\n`;
    expect(ask('db.default.svc.cluster.local', 'A', set() + service() + alias)?.answers).toEqual([
      'web-0',
      `CNAME web-0.${domain}`,
    ]);
  });
  test('gives up on aliases that lead in a circle', () => {
    const alias =
      '---\napiVersion: v1\nkind: Service\nmetadata: { name: db }\nspec: { type: ExternalName, externalName: db.default.svc.cluster.local }\n';
    expect(ask('db.default.svc.cluster.local', 'A', alias)?.rcode).toBe('NOERROR');
  });
  test('knows endpoints that somebody wrote', () => {
    const written = `${service().replace('selector: { app: web }, ', '')}---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: nginx-1, labels: { kubernetes.io/service-name: nginx } }
addressType: IPv4
ports: [{ name: web, port: 8080, protocol: TCP }]
endpoints: [{ addresses: [192.0.2.7], hostname: old-0 }, { addresses: [192.0.2.8], conditions: { ready: false } }]
`;
    expect(ask(domain, 'A', written)?.answers).toEqual(['192.0.2.7']);
    expect(ask(`_web._tcp.${domain}`, 'SRV', written)?.answers).toEqual([`old-0.${domain}:8080`]);
  });
  test.each([
    ['cluster.local', 'NOERROR'],
    ['default.svc.cluster.local', 'NOERROR'],
    ['10-0-0-1.default.pod.cluster.local', 'NOERROR'],
    ['web-0.default.pod.cluster.local', 'NXDOMAIN'],
    [`a.b.c.${domain}`, 'NXDOMAIN'],
    ['example.org', 'NXDOMAIN'],
    ['', 'NXDOMAIN'],
  ])('%s: %s', (name, rcode) => {
    expect(ask(name, 'A', set() + service())?.rcode).toBe(rcode);
  });
});
