/** `ordinal plan`: against a revision of a real repository, against a folder, in each format. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { PlanJson } from '../../server/src/protocol.ts';
import { type Folder, findingsOf, folderOf } from './shell.ts';

const set = (
  name: string,
  { replicas = 3, image = 'main:1', serviceName = 'web', storage = '1Gi' } = {},
) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name} }
spec:
  serviceName: ${serviceName}
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: "${image}", volumeMounts: [{ name: data, mountPath: /data }] }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: ${storage} } } }
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { clusterIP: None, selector: { app: web }, ports: [{ name: web, port: 80 }] }
`;

function git(folder: Folder, ...words: readonly string[]): void {
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...words], { cwd: folder.path, stdio: 'ignore' });
}
function committed(files: Readonly<Record<string, string>>): Folder {
  const folder = folderOf(files);
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'one');
  return folder;
}
interface Answer {
  readonly version: number;
  readonly against: string;
  readonly statefulSets: readonly {
    readonly name: string;
    readonly namespace: string | null;
    readonly file: string;
    readonly range: { readonly start: { readonly line: number } };
    readonly plan: Omit<PlanJson, 'pods' | 'claims'> & {
      readonly pods: Readonly<Record<string, string>>;
      readonly claims: Readonly<Record<string, string>>;
    };
  }[];
}
async function answer(folder: Folder, words: string): Promise<Answer> {
  const { out } = await folder.ordinal(`plan --format json ${words}`);
  return JSON.parse(out) as Answer;
}
const changed = () => {
  const folder = committed({ 'k8s/web.yaml': set('web'), 'k8s/service.yaml': service });
  folder.write('k8s/web.yaml', set('web', { replicas: 4, image: 'main:2' }));
  return folder;
};

describe('text', () => {
  test('says what differs, what happens and what is left to do', async () => {
    const { code, out, err } = await changed().ordinal('plan --since HEAD');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toBe(`StatefulSet web, in no namespace (taken as default)  k8s/web.yaml:3:19
One Pod is added, then three restart, one at a time. Nothing is refused.

Changes
  spec.replicas                           3 → 4
  spec.template.spec.containers[0].image  main:1 → main:2

What happens
  New Pods    web-3
  Restart     web-2 → web-1 → web-0
  New claims  data-web-3
  New names   web-3.web

By hand
  1. If web-2 never becomes Ready, the set waits for it for ever: put the old image back, and delete
     that Pod.
     kubectl delete pod web-2

1 StatefulSet changed.
`);
  });
  test('tells the way round what is refused, and what that does; then the exit code is 1', async () => {
    const folder = committed({ 'web.yaml': set('web'), 'service.yaml': service });
    folder.write('web.yaml', set('web', { serviceName: 'other' }));
    const { code, out } = await folder.ordinal('plan --since HEAD');
    expect(code).toBe(1);
    expect(out).toContain(`Refused
  ✗ spec.serviceName: serviceName cannot be changed after creation.

Way round
  1. Delete the set and leave its Pods running.
     kubectl delete statefulset web --cascade=orphan
  2. Apply again: the new set takes over its Pods.
     kubectl apply -f web.yaml
  3. Restart the Pods: they keep the names under the old Service until they are made again.
     kubectl rollout restart statefulset/web

What these steps do
  Restart     web-2 → web-1 → web-0
  Names gone  web-0.web, web-1.web, web-2.web
`);
  });
  test('says so when nothing differs', async () => {
    const folder = committed({ 'web.yaml': set('web'), 'service.yaml': service });
    expect(await folder.ordinal('plan --since HEAD')).toMatchObject({
      code: 0,
      out: 'Nothing differs from HEAD: 1 StatefulSet unchanged.\n',
    });
  });
  test('counts the sets, and tells those that are gone where they stood', async () => {
    const folder = committed({ 'a.yaml': set('a'), 'b.yaml': set('b'), 'c.yaml': set('c') });
    rmSync(`${folder.path}/b.yaml`);
    folder.write('a.yaml', set('a', { replicas: 2 }));
    folder.write('d.yaml', set('d'));
    const { out, code } = await folder.ordinal('plan --since main');
    expect(code).toBe(0);
    expect(out).toContain('StatefulSet b, in no namespace (taken as default)  b.yaml:3:19\nIt is in none of the files');
    expect(out).toMatch(/\n1 StatefulSet changed, 1 new, 1 gone, 1 unchanged\.\n$/);
    expect((await folder.ordinal('plan --since main --name b')).out).toMatch(/\n1 StatefulSet gone\.\n$/);
  });
  test('fits the terminal', async () => {
    const { out } = await changed().ordinal('plan --since HEAD', { terminal: 60 });
    const lines = stripVTControlCharacters(out).split('\n');
    expect(out).not.toBe(lines.join('\n'));
    expect(lines).toContain('  1. If web-2 never becomes Ready, the set waits for it for');
  });
});

describe('JSON', () => {
  test('names every Pod, claim and name', async () => {
    const { statefulSets, against, version } = await answer(changed(), '--since HEAD');
    expect({ against, version }).toEqual({ against: 'HEAD', version: 1 });
    expect(statefulSets).toMatchObject([
      {
        namespace: null,
        name: 'web',
        file: 'k8s/web.yaml',
        range: { start: { line: 2, character: 18 } },
        plan: {
          against: 'HEAD',
          state: 'changed',
          sentence: 'One Pod is added, then three restart, one at a time. Nothing is refused.',
          changes: [
            { field: 'spec.replicas', from: '3', to: '4', file: 'k8s/web.yaml', line: 6 },
            { field: 'spec.template.spec.containers[0].image', from: 'main:1', to: 'main:2', line: 10 },
          ],
          refused: [],
          pods: { 'web-0': 'restart', 'web-1': 'restart', 'web-2': 'restart', 'web-3': 'new' },
          restarts: ['web-2', 'web-1', 'web-0'],
          atOnce: 1,
          claims: { 'data-web-0': 'kept', 'data-web-1': 'kept', 'data-web-2': 'kept', 'data-web-3': 'new' },
          names: { begin: ['web-3.web'], cease: [] },
          manual: [{ command: 'kubectl delete pod web-2' }],
        },
      },
    ]);
  });
  test('tells what the steps by hand do', async () => {
    const folder = committed({ 'web.yaml': set('web') });
    folder.write('web.yaml', set('web', { storage: '2Gi', replicas: 4 }));
    const [only] = (await answer(folder, '--since HEAD')).statefulSets;
    expect(only?.plan.refused).toMatchObject([
      { field: 'spec.volumeClaimTemplates[0].spec.resources.requests.storage', line: 13 },
    ]);
    expect(only?.plan.pods).toEqual({ 'web-0': 'same', 'web-1': 'same', 'web-2': 'same' });
    expect(only?.plan.byHand).toMatchObject({
      pods: { 'web-0': 'same', 'web-1': 'same', 'web-2': 'same', 'web-3': 'new' },
      claims: { 'data-web-2': 'kept', 'data-web-3': 'new' },
    });
  });
  test('is refused for more Pods than anybody lists', async () => {
    const folder = committed({ 'web.yaml': set('web', { replicas: 60_000 }) });
    folder.write('web.yaml', set('web', { replicas: 60_001 }));
    const { code, err } = await folder.ordinal('plan --since HEAD --format json');
    expect([code, err]).toEqual([
      2,
      'ordinal: 120,002 Pods and claims are too many for JSON, which lists each of them (at most 100,000); use --format text or --name\n',
    ]);
    expect((await folder.ordinal('plan --since HEAD')).out).toContain('New Pods    web-60000\n');
  });
});

describe('Markdown', () => {
  test('has a table of what differs and one of what happens, and folds what is left to do', async () => {
    const { out } = await changed().ordinal('plan --since HEAD --format markdown');
    expect(out).toBe(`## What applying does, compared with \`HEAD\`

1 StatefulSet changed.

### StatefulSet \`web\`

In no namespace, taken as \`default\`, \`k8s/web.yaml:3:19\`.

**One Pod is added, then three restart, one at a time. Nothing is refused.**

| Field | Before | Now |
| --- | --- | --- |
| \`spec.replicas\` | \`3\` | \`4\` |
| \`spec.template.spec.containers[0].image\` | \`main:1\` | \`main:2\` |

| What | Which |
| --- | --- |
| New Pods | \`web-3\` |
| Restart | \`web-2\` → \`web-1\` → \`web-0\` |
| New claims | \`data-web-3\` |
| New names | \`web-3.web\` |

<details><summary>By hand: 1 step</summary>

1. If web-2 never becomes Ready, the set waits for it for ever: put the old image back, and delete that Pod.
   \`\`\`sh
   kubectl delete pod web-2
   \`\`\`

</details>
`);
  });
  test('nothing in a manifest becomes markup', async () => {
    const folder = committed({ 'web.yaml': set('web') });
    folder.write('web.yaml', set('web', { image: '`|</details><b>x`' }));
    const { out } = await folder.ordinal('plan --since HEAD --format markdown');
    expect(out).toContain('| `` `\\|</details><b>x` `` |');
  });
});

describe('what was before', () => {
  test('may be a folder, or a file', async () => {
    const old = folderOf({ 'web.yaml': set('web'), 'service.yaml': service });
    const now = folderOf({ 'web.yaml': set('web', { replicas: 4 }), 'service.yaml': service });
    expect((await now.ordinal(`plan --against ${old.path}`)).out).toContain('New Pods    web-3');
    expect((await now.ordinal(`plan web.yaml --against ${old.path}/web.yaml`)).out).toContain('New Pods    web-3');
  });
  test('may be what a cluster gives back: what it filled in is no change', async () => {
    const live = folderOf({ 'live.yaml': liveObjects });
    const now = folderOf({ 'web.yaml': set('web'), 'service.yaml': service });
    expect((await now.ordinal(`plan --against ${live.path}/live.yaml`)).out).toBe(
      `Nothing differs from ${live.path}/live.yaml: 1 StatefulSet unchanged.\n`,
    );
    const checked = await findingsOf(now, `check --against ${live.path}/live.yaml`);
    expect(checked.filter(({ effect }) => effect === 'rejected')).toEqual([]);
    now.write('web.yaml', set('web', { image: 'main:2' }));
    expect((await now.ordinal(`plan --against ${live.path}/live.yaml`)).out).toContain(`
Changes
  spec.template.spec.containers[0].image  main:1 → main:2

What happens
  Restart  web-2 → web-1 → web-0
`);
  });
  test('is built by the kustomization as it was', async () => {
    const overlay = (replicas: number) => `resources: [../base]\nreplicas: [{ name: web, count: ${replicas} }]\n`;
    const folder = committed({
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': set('web'),
      'prod/kustomization.yaml': overlay(3),
    });
    folder.write('prod/kustomization.yaml', overlay(5));
    const { statefulSets } = await answer(folder, '--since HEAD prod');
    expect(statefulSets.map(({ plan }) => [plan.state, plan.pods])).toEqual([
      ['changed', { 'web-0': 'same', 'web-1': 'same', 'web-2': 'same', 'web-3': 'new', 'web-4': 'new' }],
    ]);
    expect(statefulSets[0]?.plan.changes).toMatchObject([{ field: 'spec.replicas', file: 'prod/kustomization.yaml' }]);
  });
});

test('what the API server refuses in the file itself is refused, also where nothing differs', async () => {
  const folder = committed({ 'web.yaml': set('web', { replicas: -1 }) });
  const { code, out } = await folder.ordinal('plan --since HEAD');
  expect(code).toBe(1);
  expect(out).toContain('The API server refuses this set. Nothing happens.');
  expect(out).toContain('✗ spec.replicas: ');
});

test('a set that cannot be read is told, and is the exit code 1', async () => {
  const folder = committed({ 'web.yaml': set('web') });
  folder.write('web.yaml', `${set('web')}"\n`);
  const { code, err } = await folder.ordinal('plan --since HEAD');
  expect([code, err]).toEqual([1, expect.stringContaining('StatefulSet "web" is not shown.')]);
});

/** As `kubectl get sts,svc -o yaml` prints the set and its Service. */
const liveObjects = `apiVersion: v1
kind: List
metadata: { resourceVersion: "" }
items:
- apiVersion: apps/v1
  kind: StatefulSet
  metadata:
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"apps/v1","kind":"StatefulSet"}
    creationTimestamp: "2026-01-01T00:00:00Z"
    generation: 1
    name: web
    namespace: default
    resourceVersion: "100"
    uid: 00000000-0000-0000-0000-000000000001
  spec:
    persistentVolumeClaimRetentionPolicy: { whenDeleted: Retain, whenScaled: Retain }
    podManagementPolicy: OrderedReady
    replicas: 3
    revisionHistoryLimit: 10
    selector: { matchLabels: { app: web } }
    serviceName: web
    template:
      metadata:
        creationTimestamp: null
        labels: { app: web }
      spec:
        containers:
        - image: main:1
          imagePullPolicy: IfNotPresent
          name: main
          resources: {}
          terminationMessagePath: /dev/termination-log
          terminationMessagePolicy: File
          volumeMounts:
          - { mountPath: /data, name: data }
        dnsPolicy: ClusterFirst
        restartPolicy: Always
        schedulerName: default-scheduler
        securityContext: {}
        terminationGracePeriodSeconds: 30
    updateStrategy: { rollingUpdate: { partition: 0 }, type: RollingUpdate }
    volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: { creationTimestamp: null, name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Gi } }
        volumeMode: Filesystem
      status: { phase: Pending }
  status: { availableReplicas: 3, collisionCount: 0, currentReplicas: 3, replicas: 3 }
- apiVersion: v1
  kind: Service
  metadata: { creationTimestamp: "2026-01-01T00:00:00Z", name: web, namespace: default, resourceVersion: "101" }
  spec:
    clusterIP: None
    clusterIPs: [None]
    internalTrafficPolicy: Cluster
    ipFamilies: [IPv4]
    ipFamilyPolicy: SingleStack
    ports:
    - { name: web, port: 80, protocol: TCP, targetPort: 80 }
    selector: { app: web }
    sessionAffinity: None
    type: ClusterIP
  status: { loadBalancer: {} }
`;
