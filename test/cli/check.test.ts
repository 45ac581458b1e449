/** `ordinal check`: what it prints, in which order, and what it ends with. */
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { rules } from '../../server/src/core/rules/index.ts';
import { brief, exampleOf, findingsOf, folderOf, pair, type Report, reportOf } from './shell.ts';

const twoErrors = {
  'web.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: wbe } }
    spec: { containers: [{ name: web, image: web, volumeMounts: [{ name: dta, mountPath: /data }] }] }
`,
};

describe('text', () => {
  test('shows the place, the reason and the repair of each finding, and a sum', async () => {
    const { out, err, code } = await folderOf(pair).ordinal('check');
    expect(out).toMatchInlineSnapshot(`
      "warning[service-target-port-unknown]: No container of "statefulset-web" declares port 9376; declared is 80 (web).
        --> handless-service.yaml:13:19  Service handless-service, spec.ports[0].targetPort
         |
      13 |       targetPort: 9376
         |                   ^^^^
         = statefulset-web.yaml:21:30: Container port 80 ("web")
         = fix: Set targetPort: 80

      information[storage-class-not-found]: StorageClass "managed-nfs-storage" is not in these files; the cluster may have it. If not, the claims stay Pending, and the Pods with them.
        --> statefulset-web.yaml:30:27  StatefulSet statefulset-web, spec.volumeClaimTemplates[0].spec.storageClassName
         |
      30 |         storageClassName: "managed-nfs-storage"
         |                           ^^^^^^^^^^^^^^^^^^^^^
         = fix: Create StorageClass "managed-nfs-storage" in this file (--unsafe)

      hint[storage-quantity-decimal]: 1G is 1 × 10⁹ bytes, 7% less than 1Gi.
        --> statefulset-web.yaml:35:22  StatefulSet statefulset-web, spec.volumeClaimTemplates[0].spec.resources.requests[storage]
         |
      35 |             storage: 1G
         |                      ^^
         = fix: Use 1Gi (--unsafe)

      Found 1 warning, 1 information and 1 hint in 2 files (2 objects, Kubernetes 1.37).
      1 fixable with \`ordinal fix\`, 2 more with \`ordinal fix --unsafe\`.
      "
    `);
    expect(err).toBe('');
    expect(code).toBe(0);
  });
  test('says so when there is nothing to say', async () => {
    const { out, err, code } = await folderOf('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n').ordinal(
      'check',
    );
    expect([out, err, code]).toEqual(['No findings in 1 file (1 object, Kubernetes 1.37).\n', '', 0]);
  });
  test('spells out what would move the cursor of a terminal', async () => {
    const folder = folderOf();
    folder.write('a\x1b[2J.yaml', 'apiVersion: v1\nkind: "Pod\x1b[31m\n');
    folder.write('b\x1b[2J.yaml', 'kind: Pod\0');
    const { out, err } = await folder.ordinal('check');
    expect(out).toContain('a⟨U+001B⟩[2J.yaml:2:');
    expect(err).toContain('b⟨U+001B⟩[2J.yaml: not text but binary');
    expect(out + err).not.toContain('\x1b');
  });
  test('fits into the terminal', async () => {
    const folder = folderOf(`apiVersion: v1\nkind: Pod\nmetadata: { labels: { ${'x'.repeat(500)}: [\n`);
    const { out } = await folder.ordinal('check --no-color', { terminal: 80 });
    const excerpt = out.split('\n').filter((line) => /^\s*\d* \|/.test(line));
    expect(Math.max(...excerpt.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('json', () => {
  test('is what interfaces promise, for the pair', async () => {
    const { out, err, code } = await folderOf(pair).ordinal('check --format json');
    const { findings, ...rest } = JSON.parse(out);
    expect(rest).toEqual({
      version: 1,
      kubernetes: '1.37',
      summary: {
        files: 2,
        documents: 2,
        resources: 2,
        errors: 0,
        warnings: 1,
        information: 1,
        hints: 1,
        unreadable: [],
      },
    });
    expect(findings).toHaveLength(3);
    expect(findings[0]).toEqual({
      rule: 'service-target-port-unknown',
      severity: 'warning',
      effect: 'broken',
      message: expect.stringContaining('9376'),
      file: 'handless-service.yaml',
      range: { start: { line: 12, character: 18 }, end: { line: 12, character: 22 } },
      path: 'spec.ports[0].targetPort',
      resource: { apiVersion: 'v1', kind: 'Service', namespace: null, name: 'handless-service' },
      related: [
        {
          message: 'Container port 80 ("web")',
          file: 'statefulset-web.yaml',
          range: { start: { line: 20, character: 29 }, end: { line: 20, character: 31 } },
        },
      ],
      fixes: [
        {
          title: 'Set targetPort: 80',
          safe: true,
          edits: [
            {
              file: 'handless-service.yaml',
              range: { start: { line: 12, character: 18 }, end: { line: 12, character: 22 } },
              newText: '80',
            },
          ],
        },
      ],
    });
    expect(findings.slice(1)).toMatchObject([
      {
        rule: 'storage-class-not-found',
        severity: 'information',
        effect: 'stuck',
        file: 'statefulset-web.yaml',
        range: { start: { line: 29, character: 26 }, end: { line: 29, character: 47 } },
        path: 'spec.volumeClaimTemplates[0].spec.storageClassName',
      },
      {
        rule: 'storage-quantity-decimal',
        severity: 'hint',
        effect: 'advice',
        file: 'statefulset-web.yaml',
        range: { start: { line: 34, character: 21 }, end: { line: 34, character: 23 } },
      },
    ]);
    expect([err, code]).toEqual(['', 0]);
  });

  test('has the same shape for every rule', async () => {
    const place = {
      file: expect.any(String),
      range: {
        start: { line: expect.any(Number), character: expect.any(Number) },
        end: { line: expect.any(Number), character: expect.any(Number) },
      },
    };
    for (const rule of rules) {
      const { id } = rule;
      const { folder, words } = exampleOf(rule);
      const findings = (await findingsOf(folder, words)).filter(({ rule }) => rule === id);
      expect(findings, id).not.toEqual([]);
      for (const { resource, api, related, fixes, ...rest } of findings) {
        expect(rest, id).toEqual({
          rule: id,
          severity: expect.stringMatching(/^(error|warning|information|hint)$/),
          effect: expect.stringMatching(/^(rejected|stuck|broken|ignored|risky|advice)$/),
          message: expect.any(String),
          path: expect.any(String),
          ...place,
        });
        if (resource !== null) expect(Object.keys(resource), id).toEqual(['apiVersion', 'kind', 'namespace', 'name']);
        for (const each of api ?? []) expect(each, id).toEqual({ type: expect.any(String), field: expect.any(String) });
        for (const each of related) expect(each, id).toEqual({ message: expect.any(String), ...place });
        for (const { title, safe, edits } of fixes) {
          expect([typeof title, typeof safe], id).toEqual(['string', 'boolean']);
          expect(edits, id).not.toEqual([]);
          for (const { create, ...edit } of edits) {
            expect(edit, id).toEqual({ newText: expect.any(String), ...place });
            expect([undefined, true], id).toContain(create);
          }
        }
      }
    }
  });

  test('counts only the documents that hold something', async () => {
    const folder = folderOf('# a comment\n---\n---\nkind: List\napiVersion: v1\nitems: []\n---\na: 1\n...\n');
    expect(reportOf(await folder.ordinal('check --format json')).summary).toMatchObject({ files: 1, documents: 2 });
  });
  test('may carry statistics', async () => {
    const { out } = await folderOf(pair).ordinal('check --format json --statistics');
    expect(JSON.parse(out).statistics).toEqual([
      { rule: 'service-target-port-unknown', count: 1, fixable: 1 },
      { rule: 'storage-class-not-found', count: 1, fixable: 0 },
      { rule: 'storage-quantity-decimal', count: 1, fixable: 0 },
    ]);
  });
});

describe('the exit code', () => {
  test.each([
    ['check', 0],
    ['check --fail-on error', 0],
    ['check --fail-on warning', 1],
    ['check --fail-on information', 1],
    ['check --rule service-target-port-unknown=off --fail-on warning', 0],
    ['check --rule storage-quantity-decimal=error', 1],
    ['check --rule storage-quantity-decimal=error --fail-on never', 0],
    ['check --fail-on warning --quiet', 1],
    ['check --fail-on warning --format json', 1],
    ['check --fail-on warning --statistics', 1],
  ])('of `%s` on the pair is %i', async (words, code) => {
    expect((await folderOf(pair).ordinal(words)).code).toBe(code);
  });
  test('is 0 for information alone, unless that is asked for', async () => {
    const folder = folderOf(pair);
    expect((await folder.ordinal('check --fail-on warning statefulset-web.yaml')).code).toBe(0);
    expect((await folder.ordinal('check --fail-on information statefulset-web.yaml')).code).toBe(1);
  });
  test('is 1 for text that is no YAML, and the other files are checked', async () => {
    const folder = folderOf({ ...pair, 'broken.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: x\n' });
    const { out, code } = await folder.ordinal('check --format json');
    const { findings } = reportOf({ out, code, err: '' });
    expect(findings.map(({ rule }) => rule)).toEqual([
      'yaml-syntax',
      'service-target-port-unknown',
      'storage-class-not-found',
      'storage-quantity-decimal',
    ]);
    expect(code).toBe(1);
  });
});

describe('options', () => {
  test('--quiet shows errors only, and says what is not shown', async () => {
    const folder = folderOf({ ...pair, ...twoErrors });
    expect((await findingsOf(folder, 'check --quiet')).every(({ severity }) => severity === 'error')).toBe(true);
    const { out } = await folder.ordinal('check --quiet');
    expect(out).toContain('Found 2 errors in 3 files');
    expect(out).toContain('findings of less weight not shown.');
  });
  test('--statistics counts in place of showing', async () => {
    const { out } = await folderOf(pair).ordinal('check --statistics');
    expect(out.split('\n').slice(0, 4)).toEqual([
      '1  service-target-port-unknown  1 fixable',
      '1  storage-class-not-found',
      '1  storage-quantity-decimal',
      '',
    ]);
  });
  test('--rule wins over .ordinal.yaml, for that rule', async () => {
    const folder = folderOf(pair);
    folder.write('.ordinal.yaml', 'rules: { storage-quantity-decimal: off, storage-class-not-found: off }\n');
    expect((await findingsOf(folder)).map(({ rule }) => rule)).toEqual(['service-target-port-unknown']);
    expect((await findingsOf(folder, 'check --rule storage-quantity-decimal=error')).map(brief)).toEqual([
      'handless-service.yaml:12 service-target-port-unknown',
      'statefulset-web.yaml:34 storage-quantity-decimal',
    ]);
  });
  test('--kubernetes takes what kubectl prints', async () => {
    const folder = folderOf(pair);
    expect(reportOf(await folder.ordinal('check --format json --kubernetes v1.33.4')).kubernetes).toBe('1.33');
    expect((await folder.ordinal('check --kubernetes 1.31')).out).toContain('Kubernetes 1.31');
  });
  test('--config takes the place of the folder’s own settings', async () => {
    const folder = folderOf(pair);
    folder.write('.ordinal.yaml', 'kubernetesVersion: "1.31"\n');
    folder.write('ci/strict.yaml', 'kubernetesVersion: "1.35"\nrules: { storage-quantity-decimal: error }\n');
    const { out, code } = await folder.ordinal('check --config ci/strict.yaml');
    expect(out).toContain('Kubernetes 1.35');
    expect(code).toBe(1);
  });
});

describe('the files', () => {
  test('are all that are YAML below the current folder, without node_modules and what is excluded', async () => {
    const folder = folderOf(twoErrors);
    const text = folder.read('web.yaml');
    for (const name of [
      'a/b/c.YML',
      'node_modules/x/web.yaml',
      '.git/web.yaml',
      'vendor/web.yaml',
      'web.txt',
      '.x/d.yml',
    ])
      folder.write(name, text);
    folder.write('.ordinal.yaml', 'exclude: [vendor/**]\nrules: { duplicate-resource: off }\n');
    expect([...new Set((await findingsOf(folder)).map(({ file }) => file))]).toEqual([
      '.x/d.yml',
      'a/b/c.YML',
      'web.yaml',
    ]);
  });
  test('that are named are read whatever they are called', async () => {
    const folder = folderOf(twoErrors);
    folder.write('node_modules/web.tmpl', folder.read('web.yaml'));
    expect((await findingsOf(folder, 'check node_modules/web.tmpl')).map(({ file }) => file)).toContain(
      'node_modules/web.tmpl',
    );
  });
  test('are named relative to the current folder, those outside of it as their path was given', async () => {
    const folder = folderOf(twoErrors);
    const inside = await findingsOf(folder, 'check ./x/../web.yaml');
    const elsewhere = folderOf();
    const named = async (...paths: string[]) =>
      reportOf(await elsewhere.ordinal(['check', ...paths, '--format', 'json']));
    const outside = await named(join(folder.path, 'web.yaml'));
    const filesOf = ({ findings }: Report) => [...new Set(findings.map(({ file }) => file))];
    expect([...new Set(inside.map(({ file }) => file))]).toEqual(['web.yaml']);
    expect(filesOf(outside)).toEqual([join(folder.path, 'web.yaml')]);
    expect(filesOf(await named(`../${basename(folder.path)}`))).toEqual([`../${basename(folder.path)}/web.yaml`]);
    expect((await elsewhere.ordinal(['check', join(folder.path, 'gone.yaml')])).err).toContain(
      `ordinal: ${join(folder.path, 'gone.yaml')}: `,
    );
    const fix = await elsewhere.ordinal(['fix', '--dry-run', folder.path]);
    expect(fix.err).toContain(`--> ${join(folder.path, 'web.yaml')}:`);
    expect(outside.findings.map(({ rule }) => rule)).toEqual(inside.map(({ rule }) => rule));
  });
  test('that are named twice count once', async () => {
    const folder = folderOf(pair);
    expect(reportOf(await folder.ordinal('check . ./statefulset-web.yaml --format json')).summary.files).toBe(2);
  });
  test('may be none', async () => {
    const { out, err, code } = await folderOf().ordinal('check');
    expect(out).toContain('No findings in 0 files');
    expect([err, code]).toEqual(['ordinal: there are no YAML files here\n', 0]);
  });
});

test('a rule that fails is told on standard error, and the others report', async () => {
  const rule = rules.find(({ id }) => id === 'storage-quantity-decimal');
  if (!rule) throw new Error('no such rule');
  const { check } = rule;
  onTestFinished(() => void Object.assign(rule, { check }));
  Object.assign(rule, {
    check: () => {
      throw new Error('no luck');
    },
  });
  const { out, err } = await folderOf(pair).ordinal('check');
  expect(out).toContain('Found 1 warning and 1 information in 2 files');
  expect(err).toBe(
    'ordinal: the rule storage-quantity-decimal failed on statefulset-web.yaml, a bug of Ordinal: Error: no luck\n',
  );
});

test('findings come by path, then by position, then by rule', async () => {
  const folder = folderOf(twoErrors);
  for (const name of ['b.yaml', 'a/z.yaml', 'B.yaml', 'a.yaml']) folder.write(name, folder.read('web.yaml'));
  for (const words of ['check', 'check b.yaml a B.yaml a.yaml web.yaml']) {
    const findings = await findingsOf(folder, words);
    const keys = findings.map(({ file, range: { start }, rule }) => [file, start.line, start.character, rule] as const);
    const sorted = keys.toSorted((a, b) => {
      const i = [0, 1, 2, 3].find((each) => a[each as 0] !== b[each as 0]) ?? 0;
      return (a[i as 0] as string) < (b[i as 0] as string) ? -1 : 1;
    });
    expect(keys).toEqual(sorted);
    expect([...new Set(findings.map(({ file }) => file))]).toEqual([
      'B.yaml',
      'a.yaml',
      'a/z.yaml',
      'b.yaml',
      'web.yaml',
    ]);
  }
});

describe('standard input', () => {
  test('is one file, called "-"', async () => {
    const folder = folderOf(pair);
    const input = `${folder.read('statefulset-web.yaml')}---\n${folder.read('handless-service.yaml')}`;
    const { out, code } = await folder.ordinal('check - --format json', { input });
    expect(JSON.parse(out).summary).toMatchObject({ files: 1, documents: 2, resources: 2 });
    expect(reportOf({ out, code, err: '' }).findings.map(brief)).toEqual([
      '-:29 storage-class-not-found',
      '-:34 storage-quantity-decimal',
      '-:48 service-target-port-unknown',
    ]);
  });
  test('is seen together with files', async () => {
    const folder = folderOf(pair);
    const input = folder.read('statefulset-web.yaml');
    const { out } = await folder.ordinal('check - handless-service.yaml --format json', { input });
    expect(reportOf({ out, code: 0, err: '' }).findings.map(brief)).toEqual([
      '-:29 storage-class-not-found',
      '-:34 storage-quantity-decimal',
      'handless-service.yaml:12 service-target-port-unknown',
    ]);
  });
  test('is read once, though it is named twice', async () => {
    const folder = folderOf(pair);
    let input = folder.read('statefulset-web.yaml');
    const once = await folder.ordinal('check -', { input });
    expect(await folder.ordinal('check - -', { input })).toEqual(once);
    input = '';
    expect((await folder.ordinal('check -', { input })).out).toContain('No findings in 1 file (0 objects');
  });
  test.each([
    ['binary', Buffer.from('kind: Pod\0'), 'not text but binary'],
    ['too large', Buffer.alloc(17_000_000, '#'), '16.2 MiB; files of more than 16 MiB are not read'],
  ])('that is %s is reported', async (_, input, reason) => {
    const { err, code } = await folderOf().ordinal('check -', { input });
    expect([err, code]).toEqual([`ordinal: -: ${reason}\n`, 2]);
  });
});

describe('colour', () => {
  const isColoured = async (words: string, surroundings: Parameters<ReturnType<typeof folderOf>['ordinal']>[1]) =>
    (await folderOf(pair).ordinal(words, surroundings)).out.includes('\x1b[');
  test.each([
    ['a pipe', 'check', {}, false],
    ['a terminal', 'check', { terminal: 80 }, true],
    ['a terminal that can nothing', 'check', { terminal: 80, env: { TERM: 'dumb' } }, false],
    ['a terminal with --no-color', 'check --no-color', { terminal: 80 }, false],
    ['a terminal with NO_COLOR', 'check', { terminal: 80, env: { NO_COLOR: '1' } }, false],
    ['a terminal with an empty NO_COLOR', 'check', { terminal: 80, env: { NO_COLOR: '' } }, true],
    ['a terminal with FORCE_COLOR=0', 'check', { terminal: 80, env: { FORCE_COLOR: '0' } }, false],
    ['a pipe with FORCE_COLOR', 'check', { env: { FORCE_COLOR: '1' } }, true],
    ['a pipe with both', 'check', { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, false],
    ['a pipe with FORCE_COLOR and --no-color', 'check --no-color', { env: { FORCE_COLOR: '1' } }, false],
    ['JSON, always', 'check --format json', { terminal: 80, env: { FORCE_COLOR: '1' } }, false],
  ])('%s', async (_, words, surroundings, expected) => {
    expect(await isColoured(words, surroundings)).toBe(expected);
  });
  test('adds nothing but colour', async () => {
    const folder = folderOf(pair);
    const { out } = await folder.ordinal('check', { env: { FORCE_COLOR: '1' } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour is
    expect(out.replaceAll(/\x1b\[\d+m/g, '')).toBe((await folder.ordinal('check')).out);
  });
});
