/** `ordinal preview --scenario` and `--actions`: what happens, as text and as JSON. */
import { describe, expect, test } from 'vitest';
import { folderOf } from './shell.ts';

const web = {
  'web.yaml': `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: disk.ordinal.example
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ name: web, port: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 1
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec: { containers: [{ name: nginx, image: 'nginx:1.27' }] }
  volumeClaimTemplates:
    - metadata: { name: www }
      spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,
};

describe('--scenario', () => {
  test('tells each step with its reason', async () => {
    const { out, err, code } = await folderOf(web).ordinal('preview --scenario scale --replicas 2');
    expect([err, code]).toEqual(['', 0]);
    expect(out).toBe(`StatefulSet web  web.yaml:14:19
Scale from 1 to 2: 1 Pod more.

 1  replicas goes from 1 to 2.
 2  Create claim www-web-1. No claim of this name exists. A claim is made before its Pod.
 3  Create Pod web-1. All Pods up to web-0 are Running and Ready, so the next ordinal may start.
 4  Claim www-web-1 is bound. Class fast waits for the first consumer: the volume is made where
    web-1 was scheduled.
 5  web-1 becomes Ready. From now on web-1.nginx resolves.
`);
  });

  test('as JSON: the scenario, and its steps in the place of those of creation', async () => {
    const { out } = await folderOf(web).ordinal('preview --scenario delete --cascade orphan --format json');
    const [{ scenario, steps }] = JSON.parse(out).statefulSets;
    expect(scenario).toMatchObject({ name: 'delete', options: { cascade: 'orphan' }, outcome: { state: 'complete' } });
    expect(steps).toEqual([
      { step: 1, action: 'apply', target: 'web', after: [], why: 'Deleted with --cascade=orphan.', field: 'set' },
    ]);
  });

  test('says how many Pods it leaves out', async () => {
    const { out } = await folderOf(web).ordinal('preview --scenario create --replicas 1000');
    expect(out).toMatch(/\n {3}… and 900 Pods from web-100 on go the same way\.\n$/);
  });
});

describe('--actions', () => {
  const actions = [
    { do: 'apply' },
    { do: 'delete', kind: 'Pod', name: 'web-0' },
    { do: 'scale', set: 'db', replicas: 1 },
  ];

  test('plays them on the manifests that are named, and prints what follows', async () => {
    const folder = folderOf(web);
    folder.write('run.json', JSON.stringify({ actions }));
    const { out, err, code } = await folder.ordinal('preview web.yaml --actions run.json');
    expect([err, code]).toEqual(['', 0]);
    expect(out).toBe(`1. apply
     revision-created  web@1
     claim-created     www-web-0
     pod-created       web-0 (web@1)
     volume-bound      volume of www-web-0 (www-web-0)
     claim-bound       www-web-0
     pod-scheduled     web-0
     pod-running       web-0
     pod-ready         web-0
2. delete Pod web-0 background
     pod-deleting      web-0
     pod-deleted       web-0
     pod-created       web-0 (web@1)
     pod-scheduled     web-0
     pod-running       web-0
     pod-ready         web-0
3. scale db 1
     refused           StatefulSet/db (there is no StatefulSet "db")
`);
  });

  test('as JSON: the log, and the cluster at rest with answers of DNS', async () => {
    const folder = folderOf();
    const queries = [[{ name: 'web-0.nginx', type: 'A', from: 'default' }]];
    folder.write('run.json', JSON.stringify({ manifests: web['web.yaml'], actions: [actions[0]], queries }));
    const { out, code } = await folder.ordinal('preview --format json --actions run.json');
    const { log, states } = JSON.parse(out);
    expect(code).toBe(0);
    expect(log[0]).toEqual({ action: 0, event: 'revision-created', target: 'web@1', detail: '' });
    expect(states[0].dns).toEqual([
      {
        name: 'web-0.nginx',
        from: 'default',
        type: 'A',
        resolved: 'web-0.nginx.default.svc.cluster.local',
        rcode: 'NOERROR',
        answers: ['web-0'],
      },
    ]);
    expect(states[0].claims[0]).toMatchObject({ name: 'www-web-0', phase: 'Bound', storage: '1Gi' });
  });

  test.each([
    ['{', /^ordinal: run\.json: it is no JSON: /],
    ['[]', 'it must be an object with a list "actions"'],
    ['{"actions":{}}', '"actions" must be a list'],
    ['{"actions":[{"do":"fly"}]}', /actions\[0\]: "do" must be one of apply, scale, .*, not "fly"/],
    [
      '{"actions":[{"do":"apply"},{"do":"scale","set":"web","replicas":-1}]}',
      'actions[1]: scale needs "replicas", a whole number from 0 to 2147483647',
    ],
    ['{"actions":[{"do":"hold","pods":[]}]}', 'actions[0]: hold needs "pods", a list of names, in which * may stand'],
    [
      '{"actions":[{"do":"delete","kind":"Pod","name":"a","cascade":"all"}]}',
      'actions[0]: "cascade" must be background, foreground or orphan',
    ],
    ['{"actions":[],"queries":[1]}', '"queries" must hold a list of { "name", "type", "from"? } for each state'],
    ['{"actions":[],"gates":{"A":1}}', '"gates" must give true or false for each feature gate'],
    ['{"actions":[],"kubernetes":"1.2"}', /^ordinal: unknown Kubernetes version "1\.2"/],
  ])('%s is refused', async (content, message) => {
    const folder = folderOf();
    folder.write('run.json', content);
    const { out, err, code } = await folder.ordinal('preview --actions run.json');
    expect([out, code]).toEqual(['', 2]);
    if (typeof message === 'string') expect(err).toBe(`ordinal: run.json: ${message}\n`);
    else expect(err).toMatch(message);
  });
});
