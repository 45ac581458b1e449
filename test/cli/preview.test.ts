/** `ordinal preview`: what the sets will make, as text and as the JSON that others rely on. */
import { describe, expect, test } from 'vitest';
import { folderOf, pair } from './shell.ts';

const web = {
  'web.yaml': `apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  clusterIP: None
  selector: { app: nginx }
  ports: [{ name: web, port: 80 }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 2
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers: [{ name: nginx, image: nginx, ports: [{ containerPort: 80 }], volumeMounts: [{ name: www, mountPath: /www }] }]
  volumeClaimTemplates:
    - metadata: { name: www }
      spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,
  'storage.yaml': `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: example.com/disk
reclaimPolicy: Retain
volumeBindingMode: WaitForFirstConsumer
`,
};
const line = (number: number, start: number, end: number) => ({
  start: { line: number, character: start },
  end: { line: number, character: end },
});

describe('json', () => {
  test('is what interfaces promise', async () => {
    const { out, err, code } = await folderOf(web).ordinal('preview --format json');
    const pod = (ordinal: number) => ({
      ordinal,
      name: `web-${ordinal}`,
      hostname: `web-${ordinal}`,
      subdomain: 'nginx',
      fqdn: `web-${ordinal}.nginx.default.svc.cluster.local`,
      labels: {
        app: 'nginx',
        'statefulset.kubernetes.io/pod-name': `web-${ordinal}`,
        'apps.kubernetes.io/pod-index': `${ordinal}`,
      },
      claims: [`www-web-${ordinal}`],
      waitsFor: ordinal === 0 ? [] : [`web-${ordinal - 1}`],
    });
    const claim = (ordinal: number) => ({
      name: `www-web-${ordinal}`,
      template: 'www',
      pod: `web-${ordinal}`,
      storageClassName: 'fast',
      storageClass: 'found',
      accessModes: ['ReadWriteOnce'],
      storage: '1Gi',
      bytes: 1073741824,
      labels: { app: 'nginx' },
      whenScaled: 'Retain',
      whenDeleted: 'Retain',
      reclaimPolicy: 'Retain',
    });
    const step = (step: number, action: string, target: string, after: readonly number[]) => ({
      step,
      action,
      target,
      after,
      why: expect.stringMatching(/\.$/),
    });
    expect(JSON.parse(out)).toEqual({
      version: 1,
      clusterDomain: 'cluster.local',
      statefulSets: [
        {
          namespace: null,
          name: 'web',
          file: 'web.yaml',
          range: line(10, 18, 21),
          replicas: 2,
          start: 0,
          podManagementPolicy: 'OrderedReady',
          updateStrategy: { type: 'RollingUpdate', partition: 0 },
          minReadySeconds: 0,
          retention: { whenScaled: 'Retain', whenDeleted: 'Retain' },
          service: {
            name: 'nginx',
            state: 'headless',
            publishNotReadyAddresses: false,
            ports: [{ name: 'web', port: 80, targetPort: 80, protocol: 'TCP' }],
            file: 'web.yaml',
            range: line(2, 18, 23),
          },
          pods: [pod(0), pod(1)],
          claims: [claim(0), claim(1)],
          dns: [
            { name: 'nginx.default.svc.cluster.local', type: 'A', answers: ['web-0', 'web-1'] },
            {
              name: '_web._tcp.nginx.default.svc.cluster.local',
              type: 'SRV',
              answers: ['web-0.nginx.default.svc.cluster.local:80', 'web-1.nginx.default.svc.cluster.local:80'],
            },
          ],
          steps: [
            step(1, 'create-claim', 'www-web-0', []),
            step(2, 'create-pod', 'web-0', [1]),
            step(3, 'bind-claim', 'www-web-0', [2]),
            step(4, 'wait-ready', 'web-0', [3]),
            step(5, 'create-claim', 'www-web-1', [4]),
            step(6, 'create-pod', 'web-1', [5]),
            step(7, 'bind-claim', 'www-web-1', [6]),
            step(8, 'wait-ready', 'web-1', [7]),
          ],
        },
      ],
    });
    expect([err, code]).toEqual(['', 0]);
  });

  test('has null where there is no such record', async () => {
    const { out } = await folderOf({
      'web.yaml': web['web.yaml'].replace('clusterIP: None', 'type: ClusterIP'),
    }).ordinal('preview --format json');
    const [{ service, pods, dns }] = JSON.parse(out).statefulSets;
    expect([service.state, pods[0].fqdn, dns]).toEqual(['not-headless', null, []]);
  });
  test('speaks of the written namespace, and of the asked cluster domain', async () => {
    const text = web['web.yaml'].replaceAll('metadata: { name: nginx }', 'metadata: { name: nginx, namespace: shop }');
    const folder = folderOf({
      'web.yaml': text.replace('{ name: web }\nspec', '{ name: web, namespace: shop }\nspec'),
    });
    const answer = JSON.parse((await folder.ordinal('preview --format json --cluster-domain example.com.')).out);
    expect(answer.clusterDomain).toBe('example.com');
    expect(answer.statefulSets[0].namespace).toBe('shop');
    expect(answer.statefulSets[0].pods[0].fqdn).toBe('web-0.nginx.shop.svc.example.com');
  });
  test('answers a what-if and leaves the file alone', async () => {
    const folder = folderOf(web);
    const { out } = await folder.ordinal('preview --format json --replicas 4');
    const [set] = JSON.parse(out).statefulSets;
    expect([set.replicas, set.pods.length, set.claims.at(-1).name]).toEqual([4, 4, 'www-web-3']);
    expect(folder.read('web.yaml')).toBe(web['web.yaml']);
    expect(JSON.parse((await folder.ordinal('preview --format json --replicas 0')).out).statefulSets[0]).toMatchObject({
      pods: [],
      claims: [],
      dns: [],
      steps: [],
    });
  });
  test('is refused for more Pods than anybody can list', async () => {
    const { out, err, code } = await folderOf(web).ordinal('preview --format json --replicas 2147483647');
    expect([out, code]).toEqual(['', 2]);
    expect(err).toContain('4,294,967,294 Pods and claims are too many for JSON');
  });
});

describe('text', () => {
  test('is a sentence and a table', async () => {
    const { out, err, code } = await folderOf(pair).ordinal('preview');
    expect(out).toMatchInlineSnapshot(`
      "StatefulSet statefulset-web, in no namespace (shown as default)  statefulset-web.yaml:5:9
      3 Pods, statefulset-web-0 to statefulset-web-2, one after the other. Each has the name
      statefulset-web-N.handless-service. 3 disks, 2.8Gi of class managed-nfs-storage.

      POD = HOST NAME    DNS NAME                                                      CLAIM                  SIZE  CLASS
      statefulset-web-0  statefulset-web-0.handless-service.default.svc.cluster.local  www-statefulset-web-0  1G    managed-nfs-storage (not in these files)
      statefulset-web-1  statefulset-web-1.handless-service.default.svc.cluster.local  www-statefulset-web-1  1G    managed-nfs-storage (not in these files)
      statefulset-web-2  statefulset-web-2.handless-service.default.svc.cluster.local  www-statefulset-web-2  1G    managed-nfs-storage (not in these files)

      DNS: handless-service.default.svc.cluster.local answers with Ready Pods
      handless-service.default.svc.cluster.local  A  3 answers: statefulset-web-0, statefulset-web-1, statefulset-web-2
      "
    `);
    expect([err, code]).toEqual(['', 0]);
  });
  test('folds what would not fit', async () => {
    const { out } = await folderOf(web).ordinal('preview --replicas 2147483647');
    expect(out).toContain('… 2,147,483,642 more Pods, web-3 to web-2147483644');
    expect(out.split('\n').length).toBeLessThan(20);
  });
  test('fits into a narrow terminal', async () => {
    const { out } = await folderOf(web).ordinal('preview --no-color', { terminal: 60 });
    const table = out.split('\n\n')[1] ?? '';
    expect(table.split('\n')[0]).toBe('web-0');
    expect(Math.max(...table.split('\n').map((each) => each.length))).toBeLessThanOrEqual(60);
  });
});

describe('which sets', () => {
  const both = { ...pair, ...web };
  const names = async (words: string) =>
    JSON.parse((await folderOf(both).ordinal(`preview --format json ${words}`)).out).statefulSets.map(
      ({ name }: { name: string }) => name,
    );
  test('all, by their files', async () => {
    expect(await names('')).toEqual(['statefulset-web', 'web']);
  });
  test('those of a name, or of a namespace', async () => {
    expect(await names('--name web')).toEqual(['web']);
    expect(await names('--namespace shop')).toEqual(['statefulset-web', 'web']); // neither says where it belongs
  });
  test('one that is nowhere is a mistake', async () => {
    const { err, code } = await folderOf(both).ordinal('preview --name wbe');
    expect([err, code]).toEqual(['ordinal: there is no StatefulSet "wbe" in 4 files\n', 2]);
  });
  test('none at all is an answer', async () => {
    const folder = folderOf({ 'storage.yaml': web['storage.yaml'] });
    expect(await folder.ordinal('preview')).toEqual({ out: '', err: 'ordinal: no StatefulSet in 1 file\n', code: 0 });
    expect(JSON.parse((await folder.ordinal('preview --format json')).out).statefulSets).toEqual([]);
  });
  test('not one whose text is no YAML: that is said, and the others are shown', async () => {
    const broken = web['web.yaml'].replaceAll('name: web }', 'name: half }').concat('    broken: [\n');
    const { out, err, code } = await folderOf({ ...pair, 'broken.yaml': broken }).ordinal('preview --format json');
    expect(JSON.parse(out).statefulSets).toMatchObject([{ name: 'statefulset-web' }]);
    expect(err).toMatch(/^ordinal: broken\.yaml:\d+:\d+: .+\. StatefulSet "half" is not shown\.\n$/);
    expect(code).toBe(1);
  });
});

describe('to be passed on', () => {
  test('as Markdown, with what is asked besides the file', async () => {
    const { code, out } = await folderOf(web).ordinal('preview --format markdown --replicas 1');
    expect(code).toBe(0);
    expect(out).toContain('### StatefulSet `web`\n\nIn no namespace, shown as `default`, `web.yaml:11`.');
    expect(out).toContain('**What if:** replicas 1, not 2. The file is unchanged.');
    expect(out).toContain('| `web-0` | `web-0.nginx.default.svc.cluster.local` | `www-web-0` 1Gi, class fast |');
  });
  test('as Mermaid and SVG, of all sets in one', async () => {
    const folder = folderOf({ ...web, 'two.yaml': pair['statefulset-web.yaml'] });
    const mermaid = (await folder.ordinal('preview --format mermaid')).out;
    expect(mermaid.match(/subgraph \w+ \["StatefulSet [\w-]+"\]/g)).toHaveLength(2);
    const svg = (await folder.ordinal('preview --format svg')).out;
    expect(svg.match(/<svg /g)).toHaveLength(1);
    expect(svg).toContain('>StatefulSet statefulset-web in default</text>');
  });
  test('as nothing when there is no set', async () => {
    expect((await folderOf({ 'a.yaml': 'kind: Pod\napiVersion: v1\n' }).ordinal('preview --format svg')).out).toBe('');
  });
});
