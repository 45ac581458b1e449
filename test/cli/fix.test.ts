/** `ordinal fix`: what it writes, what it leaves alone, and how it shows what it would write. */
import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, pair } from './shell.ts';

const service = 'handless-service.yaml';
const fixed = (text: string) => text.replace('targetPort: 9376', 'targetPort: 80');

describe('the safe fixes', () => {
  test('are made, and what is left is reported', async () => {
    const folder = folderOf(pair);
    const [before, set] = [folder.read(service), folder.read('statefulset-web.yaml')];
    const { out, err, code } = await folder.ordinal('fix');
    expect(folder.read(service)).toBe(fixed(before));
    expect(folder.read('statefulset-web.yaml')).toBe(set);
    expect(out).toContain('information[storage-class-not-found]');
    expect(out).toContain(`Fixed ${service}\n    13  Set targetPort: 80 [service-target-port-unknown]\n`);
    expect(out).toContain('Fixed 1 finding; 1 information and 1 hint left.\n');
    expect([err, code]).toEqual(['', 0]);
    expect(readdirSync(folder.path).sort()).toEqual([service, 'statefulset-web.yaml']);
  });
  test('are made once', async () => {
    const folder = folderOf(pair);
    await folder.ordinal('fix');
    const { mtimeMs, ino } = statSync(join(folder.path, service));
    expect((await folder.ordinal('fix')).out).toContain('Nothing to fix; 1 information and 1 hint left.');
    expect(statSync(join(folder.path, service))).toMatchObject({ mtimeMs, ino });
  });
  test('are not all: --unsafe makes the others too', async () => {
    const folder = folderOf(pair);
    const { out, code } = await folder.ordinal('fix --unsafe');
    expect(out).toContain('Fixed 3 findings; nothing left.');
    expect(folder.read('statefulset-web.yaml')).toContain('storage: 1Gi');
    expect(code).toBe(0);
    expect((await folder.ordinal('check --fail-on information')).code).toBe(0);
  });
  test('may be those of one rule', async () => {
    const folder = folderOf(pair);
    const before = folder.read(service);
    const { out } = await folder.ordinal('fix --unsafe --rule storage-quantity-decimal');
    expect(out).toContain('Fixed 1 finding; 1 warning and 1 information left.');
    expect(folder.read(service)).toBe(before);
  });
  test('count for the exit code by what is left', async () => {
    expect((await folderOf(pair).ordinal('fix --fail-on warning')).code).toBe(0);
    expect((await folderOf(pair).ordinal('fix --fail-on information')).code).toBe(1);
  });
});

describe('--unsafe', () => {
  test('makes one guess, and looks again: the second may be none after it', async () => {
    const folder = folderOf(`
#- cassandra.yaml
apiVersion: v1
kind: Service
metadata: { name: cassandra-svc }
spec: { clusterIP: None, selector: { name: cassandra }, ports: [{ port: 9042 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: cassandra }
spec:
  serviceName: cassandra
  replicas: 3
  selector: { matchLabels: { app: cassandra } }
  template:
    metadata: { labels: { app: cassandra } }
    spec:
      containers: [{ name: db, image: registry.example/db:1, ports: [{ containerPort: 9042 }] }]
`);
    const { out } = await folder.ordinal('fix --unsafe --rule service-selects-nothing --rule service-not-found');
    const text = folder.read('cassandra.yaml');
    expect(text.match(/^kind: .*/gm)).toEqual(['kind: Service', 'kind: StatefulSet']);
    expect(text).toContain('selector: { app: cassandra }');
    expect(text).toContain('serviceName: cassandra-svc');
    expect(out).toContain(`Fixed cassandra.yaml
     4  Select app=cassandra [service-selects-nothing]
    10  Change serviceName to "cassandra-svc" [service-not-found]

Fixed 2 findings;`);
  });
  test('creates what several miss once', async () => {
    const set = (name: string) => `
#- ${name}.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name} }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db, image: registry.example/db:1 }] } }`;
    const folder = folderOf(`${set('a')}${set('b')}`);
    await folder.ordinal('fix --unsafe --rule service-not-found');
    expect(folder.read('a.yaml')).toContain('kind: Service');
    expect(folder.read('b.yaml')).not.toContain('kind: Service');
  });
});

describe('what is not the fix stays:', () => {
  test.each([
    ['line ends of Windows', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['both', (text: string) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`)],
    ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 with its bytes swapped', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['no line end at the end', (text: string) => Buffer.from(text.trimEnd())],
    [
      'comments and characters of all kinds',
      (text: string) => Buffer.from(text.replace('port: 80', 'port:   80 # 🚢 ä')),
    ],
  ])('%s', async (_, encoded) => {
    const folder = folderOf(pair);
    const text = folder.read(service);
    folder.write(service, encoded(text));
    expect((await folder.ordinal('fix')).out).toContain('Fixed 1 finding');
    expect(readFileSync(join(folder.path, service))).toEqual(encoded(fixed(text)));
  });
  test('the mode of the file', async () => {
    const folder = folderOf(pair);
    for (const mode of [0o666, 0o600]) {
      folder.write(service, folder.read(service).replace('targetPort: 80\n', 'targetPort: 9376\n'));
      chmodSync(join(folder.path, service), mode);
      await folder.ordinal('fix');
      expect(statSync(join(folder.path, service)).mode & 0o777).toBe(mode);
      expect(folder.read(service)).toContain('targetPort: 80\n');
    }
  });
  test('a link, whose target is repaired', async () => {
    const [folder, elsewhere] = [folderOf(pair), folderOf(pair)];
    folder.write('none.txt', '');
    symlinkSync(join(elsewhere.path, service), join(folder.path, 'linked.yaml'));
    await folder.ordinal('fix linked.yaml statefulset-web.yaml');
    expect(lstatSync(join(folder.path, 'linked.yaml')).isSymbolicLink()).toBe(true);
    expect(elsewhere.read(service)).toContain('targetPort: 80\n');
  });
  test('a file with bytes that are not UTF-8: it is not written', async () => {
    const folder = folderOf(pair);
    const bytes = Buffer.concat([Buffer.from(`${folder.read(service)}---\n# caf`), Buffer.from([0xe9, 0x0a])]);
    folder.write(service, bytes);
    const { err, code } = await folder.ordinal('fix');
    expect([err, code]).toEqual([
      `ordinal: ${service}: holds bytes that are not UTF-8, which would be lost; not written\n`,
      2,
    ]);
    expect(readFileSync(join(folder.path, service))).toEqual(bytes);
  });
});

describe('standard input', () => {
  const input = Object.values(pair).join('---\n');
  test('is written repaired to standard output, the report to standard error', async () => {
    const { out, err, code } = await folderOf().ordinal('fix -', { input });
    expect(out).toBe(fixed(input));
    expect(err).toContain('Fixed 1 finding; 1 information and 1 hint left.');
    expect(code).toBe(0);
  });
  test('is passed on as it came when there is nothing to fix', async () => {
    const text = '\uFEFFkind: Pod\r\napiVersion: v1 # ok';
    expect((await folderOf().ordinal('fix -', { input: text })).out).toBe(text);
  });
  test('keeps its byte order mark and line ends', async () => {
    const text = `\uFEFF${input.replaceAll('\n', '\r\n')}`;
    expect((await folderOf().ordinal('fix -', { input: text })).out).toBe(fixed(text));
  });
  test('that cannot be read is not passed on', async () => {
    const { out, code } = await folderOf().ordinal('fix -', { input: 'a: 1\0' });
    expect([out, code]).toEqual(['', 2]);
  });
  test('that would lose bytes is not passed on', async () => {
    const bytes = Buffer.concat([Buffer.from(`${input}---\n# caf`), Buffer.from([0xe9, 0x0a])]);
    const { out, err, code } = await folderOf().ordinal('fix -', { input: bytes });
    expect([out, code]).toEqual(['', 2]);
    expect(err).toContain('ordinal: -: holds bytes that are not UTF-8, which would be lost; not written\n');
  });
});

describe('--dry-run', () => {
  test('prints a unified diff, reports on standard error and writes nothing', async () => {
    const folder = folderOf(pair);
    const before = folder.read(service);
    const { out, err, code } = await folder.ordinal('fix --dry-run');
    expect(out).toBe(`--- a/handless-service.yaml
+++ b/handless-service.yaml
@@ -10,4 +10,4 @@
   ports:
     - protocol: TCP
       port: 80
-      targetPort: 9376
+      targetPort: 80
`);
    expect(err).toContain('Would fix 1 finding; 1 information and 1 hint left.');
    expect(code).toBe(0);
    expect(folder.read(service)).toBe(before);
  });
  test('prints nothing when there is nothing to fix', async () => {
    expect((await folderOf('apiVersion: v1\nkind: Pod\n').ordinal('fix --dry-run')).out).toBe('');
  });
  test.each([
    ['plain', 'k8s/service.yaml', (text: string) => text],
    [
      'line ends of Windows and a byte order mark',
      'service.yaml',
      (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`,
    ],
    ['no line end at the end', 'service.yaml', (text: string) => text.trimEnd()],
    ['a name with blanks', 'my own service.yaml', (text: string) => text],
    ['a name with quotes and a tab', 'my\t"own".yaml', (text: string) => text],
    ['a name beyond ASCII', 'dienst-ä-🚢.yaml', (text: string) => text],
  ])('git applies it: %s', async (_, name, change) => {
    const folder = folderOf(pair);
    folder.write(name, change(folder.read(service)));
    folder.write(service, '');
    const { out } = await folder.ordinal('fix --dry-run --unsafe');
    execFileSync('git', ['init', '--quiet'], { cwd: folder.path });
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder.path, input: out });
    const [patched, set] = [folder.read(name), folder.read('statefulset-web.yaml')];
    const other = folderOf(pair);
    other.write(name, change(other.read(service)));
    other.write(service, '');
    await other.ordinal('fix --unsafe');
    expect([patched, set]).toEqual([other.read(name), other.read('statefulset-web.yaml')]);
    expect(patched).toContain('targetPort: 80');
  });
});

describe('--format json', () => {
  const range = { start: { line: 12, character: 18 }, end: { line: 12, character: 22 } };
  test('tells what was fixed, and what is left as check does', async () => {
    const folder = folderOf(pair);
    const { out, err, code } = await folder.ordinal('fix --format json');
    const { fixed: made, ...rest } = JSON.parse(out);
    expect(made).toEqual([{ rule: 'service-target-port-unknown', title: 'Set targetPort: 80', file: service, range }]);
    expect(rest).toEqual(JSON.parse((await folder.ordinal('check --format json')).out));
    expect([err, code]).toEqual(['', 0]);
  });
  test('has the diff of a dry run', async () => {
    const folder = folderOf(pair);
    const { out: diff } = await folder.ordinal('fix --dry-run');
    const { out, err } = await folder.ordinal('fix --dry-run --format json');
    expect(JSON.parse(out)).toMatchObject({ fixed: [{ range }], diff });
    expect(err).toBe('');
  });
});
