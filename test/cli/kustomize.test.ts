/** Kustomizations on the command line: a build is whole, whatever part of its files was asked for. */
import { describe, expect, test } from 'vitest';
import { brief, findingsOf, folderOf, ordinal, reportOf } from './shell.ts';

const web = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 2
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers: [{ name: nginx, image: nginx:1.27, ports: [{ name: web, containerPort: 80 }] }]
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  clusterIP: None
  selector: { app: nginx }
  ports: [{ name: web, port: 80, targetPort: 81 }]
`;
const base = {
  'base/kustomization.yaml': 'resources: [web.yaml, service.yaml]\n',
  'base/web.yaml': web,
  'base/service.yaml': service,
  'base/other.yaml': web.replaceAll('web', 'other'),
};
const overlay = (name: string) => ({
  [`overlays/${name}/kustomization.yaml`]: `resources: [../../base]\nnamePrefix: ${name}-\npatches: [{ path: replicas.yaml }]\n`,
  [`overlays/${name}/replicas.yaml`]:
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: web }\nspec: { replicas: 5 }\n',
});
const pods = (out: string) => {
  const { statefulSets } = JSON.parse(out) as { statefulSets: { name: string; replicas: number; file: string }[] };
  return statefulSets.map(({ name, replicas, file }) => `${name} ${replicas} ${file}`);
};

describe('a preview', () => {
  test('shows each set that is built once, as JSON and as text', async () => {
    const folder = folderOf({ ...base, ...overlay('prod'), ...overlay('test') });
    const { out } = await folder.ordinal('preview --format json');
    expect(pods(out).sort()).toEqual([
      'other 2 base/other.yaml',
      'prod-web 5 base/web.yaml',
      'test-web 5 base/web.yaml',
    ]);
    const text = (await folder.ordinal('preview')).out;
    expect(text.match(/^StatefulSet prod-web,/gm)?.length).toBe(1);
  });
  test('of an overlay alone shows what it builds', async () => {
    const { path, ordinal: run } = folderOf({ ...base, ...overlay('prod') });
    expect(pods((await run('preview overlays/prod --format json')).out)).toEqual(['prod-web 5 base/web.yaml']);
    expect(pods((await ordinal(`${path}/overlays/prod`, 'preview --format json')).out)).toEqual([
      'prod-web 5 ../../base/web.yaml',
    ]);
  });
  test('shows no fragment where its base is not there', async () => {
    expect(await folderOf(overlay('prod')).ordinal('preview overlays/prod')).toEqual({
      code: 0,
      out: '',
      err: 'ordinal: overlays/prod/kustomization.yaml names ../../base, which is not there\nordinal: no StatefulSet in 2 files\n',
    });
  });
});

describe('a check of an overlay', () => {
  const found = 'base/service.yaml:6 service-target-port-unknown';
  test('reports what is wrong in its base, and reads no other files', async () => {
    const folder = folderOf({ ...base, ...overlay('prod') });
    for (const path of ['overlays/prod', 'overlays/prod/kustomization.yaml']) {
      const report = reportOf(await folder.ordinal(`check --format json ${path}`));
      expect(report.findings.map(brief)).toContain(found);
    }
    const { summary } = reportOf(await folder.ordinal('check --format json overlays/prod'));
    expect(summary.files).toBe(5);
    const inside = reportOf(await ordinal(`${folder.path}/overlays/prod`, 'check --format json'));
    expect(inside.findings.map(brief)).toContain(`../../${found}`);
  });
  test('reads what is left out, and says nothing of it', async () => {
    const folder = folderOf({ ...base, ...overlay('prod'), '.ordinal.yaml': 'exclude: [base/**]\n' });
    expect((await findingsOf(folder)).map(brief)).not.toContain(found);
    expect(pods((await folder.ordinal('preview --format json')).out)).toEqual(['prod-web 5 base/web.yaml']);
  });
  test('says once what is not there, and nothing of what is elsewhere', async () => {
    const { code, err } = await folderOf({
      'kustomization.yaml': `resources: [gone.yaml, empty, web.yaml, 'https://example.com/x.yaml', example.com/team/base]
bases: [gone.yaml]
components: [../parts]
replacements: [{ path: values.yaml }]
transformers: [names.yaml, folder]
patches: [{ path: patch.yaml }, { patch: 'a: b' }]
patchesStrategicMerge: ["kind: Pod\\nmetadata: { name: a }"]
`,
      'web.yaml': web,
      'empty/web.yaml': web,
    }).ordinal('check --fail-on never');
    expect([code, err.split('\n')]).toEqual([
      0,
      [
        'ordinal: kustomization.yaml names gone.yaml, which is not there',
        'ordinal: kustomization.yaml names empty, where there is no kustomization.yaml',
        'ordinal: kustomization.yaml names ../parts, which is not there',
        'ordinal: kustomization.yaml names patch.yaml, which is not there',
        'ordinal: kustomization.yaml names values.yaml, which is not there',
        'ordinal: kustomization.yaml names names.yaml, which is not there',
        '',
      ],
    ]);
  });
  test('reads the replacements and transformers that it names', async () => {
    const folder = folderOf({
      ...base,
      'prod/kustomization.yaml':
        'resources: [../base]\nreplacements: [{ path: ../shared/values.yaml }]\ntransformers: [../shared/names.yaml]\n',
      'shared/values.yaml': `source: { kind: Service, fieldPath: spec.ports.0.port }
targets: [{ select: { kind: StatefulSet }, fieldPaths: [spec.replicas] }]
`,
      'shared/names.yaml': `apiVersion: builtin
kind: PrefixTransformer
metadata: { name: names }
prefix: prod-
fieldSpecs: [{ path: metadata/name }]
`,
    });
    expect(pods((await folder.ordinal('preview prod --format json')).out)).toEqual(['prod-web 80 base/web.yaml']);
  });
  test('goes in no circles', async () => {
    const folder = folderOf({
      'a/kustomization.yaml': 'resources: [../b]\n',
      'b/kustomization.yaml': 'resources: [../a, ../b]\n',
    });
    expect(await folder.ordinal('check a')).toMatchObject({ code: 0, err: '' });
  });
});

describe('files that are no YAML, of which a kustomization makes data', () => {
  const files = {
    'base/kustomization.yaml':
      'resources: [web.yaml, service.yaml]\nconfigMapGenerator: [{ name: app, files: [app.conf, ../top.conf, big.conf, bytes.conf, gone.conf] }]\n',
    'base/web.yaml': web,
    'base/service.yaml': service.replace('81', '80'),
    'base/app.conf': '\uFEFFhost web-9.nginx:80\r\nhost web-0.ngnix:80\r\n',
    'top.conf': 'host web-8.nginx:80\n',
    'base/big.conf': `host web-7.nginx:80\n${'#\n'.repeat(2 ** 19)}`,
    'base/bytes.conf': 'host web-7.nginx:80\n\0',
    'base/other.conf': 'host web-7.nginx:80\n',
  };
  const found = [
    'base/app.conf:0 dns-unknown-pod',
    'base/app.conf:1 dns-unknown-service',
    'top.conf:0 dns-unknown-pod',
  ];
  const isData = (place: string) => place.includes('.conf:');

  test('are read with it, as far as they are text that fits into a ConfigMap', async () => {
    const folder = folderOf(files);
    for (const path of ['base', 'base/kustomization.yaml', '.']) {
      const { code, out, err } = await folder.ordinal(`check --format json ${path} --fail-on never`);
      expect(reportOf({ code, out, err }).findings.map(brief).filter(isData), path).toEqual(found);
      expect([code, err]).toEqual([0, '']);
    }
  });
  test('are not read out of the current folder', async () => {
    const { path } = folderOf(files);
    const report = reportOf(await ordinal(`${path}/base`, 'check --format json'));
    expect(report.findings.map(brief).filter((each) => each.includes('.conf:'))).toEqual(
      found.slice(0, 2).map((each) => each.replace('base/', '')),
    );
  });
  test('are repaired with the folder that they are in, byte order mark and line ends as they were', async () => {
    const folder = folderOf(files);
    await folder.ordinal('fix base --unsafe --fail-on never');
    expect(folder.read('base/app.conf')).toBe('\uFEFFhost web-1.nginx:80\r\nhost web-0.nginx:80\r\n');
    expect(folder.read('top.conf')).toBe(files['top.conf']);
  });
});

test('a fix writes nothing out of the paths that were given, and a check says with which it would', async () => {
  const folder = folderOf({ ...base, ...overlay('prod') });
  const { out: report } = await folder.ordinal('check overlays/prod');
  expect(report).toContain('= fix: Set targetPort: 80 (give base/service.yaml, too)\n');
  expect(report).toMatch(/\n1 fixable with `ordinal fix overlays\/prod base`\.\n$/);
  expect((await folder.ordinal('check overlays/prod --statistics')).out).toContain('1  service-target-port-unknown\n');
  expect((await folder.ordinal('check --statistics')).out).toContain('1  service-target-port-unknown  1 fixable\n');
  const { code, out } = await folder.ordinal('fix --unsafe overlays/prod --fail-on never');
  expect(code).toBe(0);
  expect(out).toContain('service-target-port-unknown');
  expect(folder.read('base/service.yaml')).toBe(service);
  expect(folder.read('base/web.yaml')).toBe(web);
  await folder.ordinal('fix overlays/prod base');
  expect(folder.read('base/service.yaml')).toBe(service.replace('81', '80'));
});
