/** The program itself: bundled as the package is, and started by Node. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { type Folder, folderOf, pair, reportOf } from './shell.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let workshop: string;
let program: string;

// The real build, in a folder that only links to the sources: dist/ of this one stays as it is.
beforeAll(() => {
  workshop = realpathSync(mkdtempSync(join(tmpdir(), 'ordinal-build-')));
  chmodSync(workshop, 0o755); // another user runs it, too
  for (const name of ['client', 'server', 'node_modules'])
    symlinkSync(join(root, name), join(workshop, name), 'junction');
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: workshop });
  program = join(workshop, 'dist/cli.js');
}, 60_000);
afterAll(() => rmSync(workshop, { recursive: true }));

interface Started {
  readonly input?: string | Uint8Array;
  readonly stdin?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: number;
}
const start = (cwd: string, words: string, { stdin, env = {}, user }: Started = {}) =>
  spawn(process.execPath, [program, ...words.split(' ')], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: [stdin ?? 'pipe', 'pipe', 'pipe'],
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
const codeOf = (child: ReturnType<typeof start>) =>
  new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));

async function ordinal({ path }: Folder, words: string, started: Started = {}) {
  const child = start(path, words, started);
  const ended = codeOf(child);
  child.stdin?.end(started.input ?? '');
  const { stdout, stderr } = child;
  const [out, err] = await Promise.all([stdout ? text(stdout) : '', stderr ? text(stderr) : '']);
  return { out, err, code: (await ended) ?? -1 };
}

test('it answers as it does in the other tests', async () => {
  const folder = folderOf(pair);
  for (const words of [
    'check',
    'check --format json --fail-on warning',
    'preview',
    'explain yaml-syntax',
    'fix --dry-run',
    'chek',
  ])
    expect(await ordinal(folder, words)).toEqual(await folder.ordinal(words));
});
test('it knows its version', async () => {
  expect(await ordinal(folderOf(), '--version')).toEqual({ out: `ordinal ${version}\n`, err: '', code: 0 });
});
test('it repairs files', async () => {
  const folder = folderOf(pair);
  await ordinal(folder, 'fix');
  expect(folder.read('handless-service.yaml')).toContain('targetPort: 80\n');
});

describe('in a pipe', () => {
  const input = Object.values(pair).join('---\n');
  test('it reads and writes', async () => {
    const { out, code } = await ordinal(folderOf(), 'fix -', { input });
    expect([out, code]).toEqual([input.replace('9376', '80'), 0]);
  });
  test('it has no colours, unless they are forced', async () => {
    const folder = folderOf(pair);
    expect((await ordinal(folder, 'check')).out).not.toContain('\x1b');
    expect((await ordinal(folder, 'check', { env: { FORCE_COLOR: '1' } })).out).toContain('\x1b[33m');
  });
  test.skipIf(process.platform === 'win32')('it reads a pipe that is named as a file', async () => {
    // What Node calls a pipe is a socket; those of a shell are pipes.
    const { path } = folderOf({ 'pair.txt': input });
    const command = 'cat pair.txt | "$0" "$1" check /dev/stdin --format json';
    const out = execFileSync('sh', ['-c', command, process.execPath, program], { cwd: path, encoding: 'utf8' });
    expect(reportOf({ out, err: '', code: 0 }).findings).toHaveLength(3);
  });
  test('it ends as it would have ended when nobody reads on', async () => {
    const folder = folderOf({ 'broken.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: [ }\n---\n'.repeat(1000) });
    const child = start(folder.path, 'check');
    const ended = codeOf(child);
    let err = '';
    child.stderr?.on('data', (chunk) => (err += chunk));
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect([await ended, err]).toEqual([1, '']);
  });
  test('it says that standard input cannot be read', async () => {
    const folder = folderOf();
    const stdin = openSync(folder.path, 'r');
    const { err, code } = await ordinal(folder, 'check -', { stdin });
    closeSync(stdin);
    expect([err, code]).toEqual(['ordinal: -: it is a folder\n', 2]);
  });
});

// Root may read everything, so root asks as nobody.
test.skipIf(process.platform === 'win32')('what it has no permission to read costs the others nothing', async () => {
  const folder = folderOf({ ...pair, 'secret.yaml': 'kind: Pod\n', 'secrets/pod.yaml': 'kind: Pod\n' });
  chmodSync(folder.path, 0o755);
  chmodSync(join(folder.path, 'secret.yaml'), 0o000);
  chmodSync(join(folder.path, 'secrets'), 0o000);
  const user = process.getuid?.() === 0 ? { user: 65534 } : {};
  const { out, err, code } = await ordinal(folder, 'check --format json', user);
  chmodSync(join(folder.path, 'secrets'), 0o700);
  expect(err).toBe('ordinal: secret.yaml: no permission to read it\nordinal: secrets: no permission to read it\n');
  const { findings, summary } = reportOf({ out, err, code });
  expect(findings).toHaveLength(3);
  expect(summary).toMatchObject({ files: 2, unreadable: ['secret.yaml', 'secrets'] });
  expect(code).toBe(2);
});

test.skipIf(process.platform === 'win32')('a pipe in a folder is not waited for', async () => {
  const folder = folderOf(pair);
  execFileSync('sh', ['-c', 'mkfifo x.yaml'], { cwd: folder.path });
  const { err, code } = await ordinal(folder, 'check');
  expect([err, code]).toEqual(['ordinal: x.yaml: a pipe, a socket or a device, not a file\n', 2]);
});

test.skipIf(process.platform === 'win32')('its own failures are not taken for findings', async () => {
  const command = 'cd gone && rmdir ../gone && exec "$0" "$1" check'; // where no folder is the current one
  const folder = folderOf({ 'gone/x': '' });
  rmSync(join(folder.path, 'gone/x'));
  const child = spawn('sh', ['-c', command, process.execPath, program], { cwd: folder.path, stdio: 'pipe' });
  const [err, code] = await Promise.all([text(child.stderr), codeOf(child)]);
  expect(err).toContain('ordinal: this is a mistake in Ordinal, please report it: Error: ENOENT');
  expect(code).toBe(2);
});

test('lsp is the language server on standard input and output', async () => {
  const child = start(folderOf().path, 'lsp --stdio');
  const ended = codeOf(child);
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('pipes were asked for');
  const connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  connection.listen();
  const answer = await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  expect(answer).toMatchObject({ serverInfo: { name: 'ordinal' } });
  await connection.sendNotification('initialized', {});
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  expect(await ended).toBe(0);
  connection.dispose();
});
