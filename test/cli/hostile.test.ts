/** What no reader likes: it is survived, reported once in words, and costs the other files nothing. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { brief, type Folder, findingsOf, folderOf, pair, reportOf } from './shell.ts';

const ofPair = [
  'handless-service.yaml:12 service-target-port-unknown',
  'statefulset-web.yaml:29 storage-class-not-found',
  'statefulset-web.yaml:34 storage-quantity-decimal',
];
const configMap = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata:\n${data}\n`;

let closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers) close();
  closers = [];
});
async function socketAt(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  closers.push(() => server.close());
}

describe('a path that cannot be read is reported once, counted, and makes the exit code 2:', () => {
  const link = (folder: Folder, target: string, name: string) => symlinkSync(target, join(folder.path, name));
  const cases: readonly [what: string, reason: string, make: (folder: Folder) => void | Promise<void>][] = [
    ['a binary file', 'not text but binary', (folder) => folder.write('x.yaml', 'kind: StatefulSet\0\x01\x02')],
    [
      '17 MB',
      '16.2 MiB; files of more than 16 MiB are not read',
      (folder) => folder.write('x.yaml', '#'.repeat(17_000_000)),
    ],
    [
      '50 MB',
      '47.7 MiB; files of more than 16 MiB are not read',
      (folder) => folder.write('x.yaml', '#'.repeat(50_000_000)),
    ],
    ['a link to nothing', 'the link leads nowhere', (folder) => link(folder, 'nowhere.yaml', 'x.yaml')],
    ['a link to itself', 'links that lead in a circle', (folder) => link(folder, 'x.yaml', 'x.yaml')],
    ['a socket', 'a pipe, a socket or a device, not a file', (folder) => socketAt(join(folder.path, 'x.yaml'))],
    ['a link to a device', 'a pipe, a socket or a device, not a file', (folder) => link(folder, '/dev/zero', 'x.yaml')],
  ];
  test.each(cases)('%s', async (_, reason, make) => {
    const folder = folderOf(pair);
    await make(folder);
    const answer = await folder.ordinal('check --format json');
    const { findings, summary } = reportOf(answer);
    expect(answer.err).toBe(`ordinal: x.yaml: ${reason}\n`);
    expect(findings.map(brief)).toEqual(ofPair);
    expect(summary).toMatchObject({ files: 2, unreadable: ['x.yaml'] });
    expect(answer.code).toBe(2);

    const text = await folder.ordinal('check');
    expect([text.err, text.code]).toEqual([answer.err, 2]);
    expect(text.out).toContain('1 path could not be read.');
    for (const words of ['fix --dry-run', 'preview']) {
      const { err, code } = await folder.ordinal(words);
      expect([err.split('\n').filter((line) => line.startsWith('ordinal: ')), code]).toEqual([
        [`ordinal: x.yaml: ${reason}`],
        2,
      ]);
    }
  });
  test('a path that is not there', async () => {
    const { err, code, out } = await folderOf(pair).ordinal('check nowhere . no/where.yaml --format json');
    expect(err).toBe('ordinal: nowhere: no such file or folder\nordinal: no/where.yaml: no such file or folder\n');
    expect(reportOf({ out, code, err }).summary).toMatchObject({ files: 2, unreadable: ['no/where.yaml', 'nowhere'] });
    expect(code).toBe(2);
  });
  test('a path below a file', async () => {
    const { err, code } = await folderOf(pair).ordinal('check handless-service.yaml/x');
    expect([err, code]).toEqual(['ordinal: handless-service.yaml/x: a part of its path is no folder\n', 2]);
  });
});

describe('what only looks odd is read:', () => {
  test('a folder that is called like a file', async () => {
    const folder = folderOf(pair);
    mkdirSync(join(folder.path, 'x.yaml'));
    folder.write('x.yaml/pod.yaml', 'kind: Pod\napiVersion: v1\nmetadata: { name: [ }\n');
    expect((await findingsOf(folder)).map(brief)).toEqual([...ofPair, 'x.yaml/pod.yaml:2 yaml-syntax']);
  });
  test('a link to a file elsewhere, once', async () => {
    const [folder, elsewhere] = [folderOf(pair), folderOf(pair)];
    for (const name of ['a.yaml', 'b.yaml'])
      symlinkSync(join(elsewhere.path, 'statefulset-web.yaml'), join(folder.path, name));
    expect((await findingsOf(folder)).filter(({ file }) => /^[ab]\.yaml/.test(file))).not.toEqual([]);
    expect(reportOf(await folder.ordinal('check --format json')).summary.files).toBe(3);
  });
  test('a link to a file that would not be read under its own name', async () => {
    const folder = folderOf();
    folder.write('node_modules/web.yaml', configMap('  a: ['));
    folder.write('web.txt', configMap('  a: ['));
    symlinkSync('node_modules/web.yaml', join(folder.path, 'a.yaml'));
    symlinkSync('web.txt', join(folder.path, 'b.yaml'));
    expect((await findingsOf(folder)).map(({ file }) => file)).toEqual(['a.yaml', 'b.yaml']);
  });
});

describe('folders that lead into themselves', () => {
  test('are read once', async () => {
    const folder = folderOf(pair);
    mkdirSync(join(folder.path, 'a/b'), { recursive: true });
    for (const [target, name] of [
      ['.', 'self'],
      ['..', 'a/up'],
      ['../..', 'a/b/top'],
      ['b/top', 'a/round'],
      ['a', 'again'],
    ] as const)
      symlinkSync(target, join(folder.path, name));
    const answer = await folder.ordinal('check --format json');
    expect(reportOf(answer).findings.map(brief)).toEqual(ofPair);
    expect(reportOf(answer).summary.files).toBe(2);
    expect([answer.err, answer.code]).toEqual(['', 0]);
  });
  test('also when they lead to a folder around the one that is asked for', async () => {
    const folder = folderOf();
    for (const [name, text] of Object.entries({
      'k8s/web.yaml': configMap('  a: ['),
      'other.yaml': configMap('  a: ['),
    }))
      folder.write(name, text);
    symlinkSync('..', join(folder.path, 'k8s/up'));
    symlinkSync('/', join(folder.path, 'k8s/all'));
    expect((await findingsOf(folder, 'check k8s')).map(({ file }) => file)).toEqual(['k8s/web.yaml']);
  });
  test('and two that link to each other', async () => {
    const [a, b] = [folderOf(pair), folderOf(pair)];
    symlinkSync(b.path, join(a.path, 'b'));
    symlinkSync(a.path, join(b.path, 'a'));
    expect(reportOf(await a.ordinal('check --format json')).summary).toMatchObject({ files: 4, unreadable: [] });
  });
});

describe('text that is a finding of its file, and of no other:', () => {
  const bomb = Array.from({ length: 40 }, (_, i) =>
    i === 0
      ? '  a0: &a0 x'
      : `  a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
  ).join('\n');
  const latin1 = Buffer.from(configMap('  name: caf\xe9'), 'latin1');
  const depth = 100_000;
  test.each([
    ['bytes that are not UTF-8', latin1, 'Here stand bytes that are not UTF-8.'],
    ['100,000 open brackets', configMap(`  a: ${'['.repeat(depth)}`), 'Nested too deeply to be read.'],
    ['100,000 lists', configMap(`  a: ${'['.repeat(depth)}${']'.repeat(depth)}`), 'Nested too deeply to be read.'],
    ['100,000 mappings', configMap(`  a: ${'{ a: '.repeat(depth)}`), 'Nested too deeply to be read.'],
    ['100,000 dashes', configMap(`  a:\n    ${'- '.repeat(depth)}x`), 'Nested too deeply to be read.'],
    ['aliases that multiply', configMap(bomb), expect.stringMatching(/^Its aliases expand to [\d,]+ values: refused/)],
  ])('%s', async (_, content, message) => {
    const folder = folderOf(pair);
    writeFileSync(join(folder.path, 'x.yaml'), content);
    const answer = await folder.ordinal('check --format json');
    const { findings, summary } = reportOf(answer);
    expect(findings.filter(({ file }) => file === 'x.yaml')).toMatchObject([
      { rule: 'yaml-syntax', severity: 'error', message, resource: null, fixes: [] },
    ]);
    expect(findings.filter(({ file }) => file !== 'x.yaml').map(brief)).toEqual(ofPair);
    expect(summary).toMatchObject({ files: 3, errors: 1, unreadable: [] });
    expect([answer.err, answer.code]).toEqual(['', 1]);
    expect((await folder.ordinal('check')).out.length).toBeLessThan(5000);
    const preview = await folder.ordinal('preview');
    expect([preview.err, preview.code]).toEqual(['', 0]);
  });
});
