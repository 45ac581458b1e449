/** `--since` and `--against`: what changed, and what the API server says to it. */
import { execFileSync } from 'node:child_process';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brief, type Folder, findingsOf, folderOf } from './shell.ts';

const set = (name: string, storage: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name} }
spec:
  serviceName: ${name}
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: "main:1", volumeMounts: [{ name: data, mountPath: /data }] }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: ${storage} } }
`;
const resized = async (folder: Folder, words: string) =>
  (await findingsOf(folder, words)).filter(({ rule }) => rule === 'claim-resize').map(brief);

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

describe('--since', () => {
  test('compares with the revision; without it, nothing is compared', async () => {
    const folder = committed({ 'web.yaml': set('web', '1Gi') });
    folder.write('web.yaml', set('web', '2Gi'));
    expect(await resized(folder, 'check --since HEAD')).toEqual(['web.yaml:14 claim-resize']);
    expect(await resized(folder, 'check')).toEqual([]);
    const { code, out } = await folder.ordinal('check --since HEAD');
    expect(code).toBe(1);
    expect(out).toContain('Claim template "data" asks for 2Gi, and asked for 1Gi before');
    git(folder, 'commit', '-q', '-a', '-m', 'two');
    expect(await resized(folder, 'check --since HEAD')).toEqual([]);
    expect(await resized(folder, 'check --since main~1')).toEqual(['web.yaml:14 claim-resize']);
  });
  test('works from a folder inside of the repository, and for files outside of the current one', async () => {
    const folder = committed({ 'k8s/a/web.yaml': set('web', '1Gi'), 'other/x.yaml': set('x', '1Gi') });
    folder.write('k8s/a/web.yaml', set('web', '2Gi'));
    folder.write('other/x.yaml', set('x', '2Gi'));
    const inside = folderOf();
    rmSync(inside.path, { recursive: true });
    symlinkSync(join(folder.path, 'k8s'), inside.path);
    expect(await resized(inside, 'check --since HEAD')).toEqual(['a/web.yaml:14 claim-resize']);
    expect(await resized(folder, 'check --since HEAD other')).toEqual(['other/x.yaml:14 claim-resize']);
    expect(await resized(folder, 'check --since HEAD k8s/a/web.yaml')).toEqual(['k8s/a/web.yaml:14 claim-resize']);
  });
  test('follows a set into another file', async () => {
    const folder = committed({ 'old.yaml': set('web', '1Gi') });
    renameSync(join(folder.path, 'old.yaml'), join(folder.path, 'new.yaml'));
    folder.write('new.yaml', set('web', '2Gi'));
    expect(await resized(folder, 'check --since HEAD')).toEqual(['new.yaml:14 claim-resize']);
  });
  test('a copy is another set: the one that it was copied from is still there', async () => {
    const folder = committed({ 'dev/web.yaml': set('web', '1Gi') });
    folder.write('prod/web.yaml', set('web', '2Gi'));
    expect(await resized(folder, 'check --since HEAD')).toEqual([]);
  });
  test('leaves out what is excluded, and what nobody asked for', async () => {
    const folder = committed({ '.ordinal.yaml': 'exclude: [vendor]\n', 'vendor/web.yaml': set('web', '1Gi') });
    folder.write('web.yaml', set('web', '2Gi'));
    expect(await resized(folder, 'check --since HEAD')).toEqual([]);
  });
  test('reads odd names, empty files, links and what is no text', async () => {
    const folder = committed({
      'ä "b"\n🚢.yaml': set('web', '1Gi'),
      'empty.yaml': '',
      'nul.yaml': 'kind: Pod\0',
      'z.yaml': set('z', '1Gi'),
    });
    symlinkSync('z.yaml', join(folder.path, 'link.yaml'));
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'two');
    rmSync(join(folder.path, 'nul.yaml'));
    folder.write('ä "b"\n🚢.yaml', set('web', '2Gi'));
    folder.write('z.yaml', set('z', '2Gi'));
    expect(await resized(folder, 'check --since HEAD')).toHaveLength(2);
  });
  test.each([['nonsense'], ['--all'], ['-x'], ['HEAD:web.yaml']])('%s is no revision', async (revision) => {
    const folder = committed({ 'web.yaml': set('web', '1Gi') });
    const { code, out, err } = await folder.ordinal([`check`, `--since=${revision}`]);
    expect([code, out, err]).toEqual([2, '', `ordinal: --since: there is no revision "${revision}" here\n`]);
  });
});

describe('--against', () => {
  test('a folder: the same relative path', async () => {
    const folder = folderOf({
      'new/a/web.yaml': set('web', '2Gi'),
      'new/b/web.yaml': set('web', '5Gi'),
      'old/a/web.yaml': set('web', '2Gi'),
      'old/b/web.yaml': set('web', '1Gi'),
    });
    expect(await resized(folder, 'check new --against old')).toEqual(['new/b/web.yaml:14 claim-resize']);
    expect(await resized(folder, 'check new/a new/b --against old/b')).toEqual(['new/a/web.yaml:14 claim-resize']);
  });
  test('a file against a file, or standard input, whatever both are called', async () => {
    const folder = folderOf({ 'old/was.yaml': set('web', '1Gi'), 'is.yaml': set('web', '2Gi') });
    expect(await resized(folder, 'check is.yaml --against old/was.yaml')).toEqual(['is.yaml:14 claim-resize']);
    const { out } = await folder.ordinal('check - --against old', { input: set('web', '3Gi') });
    expect(out).toContain('asks for 3Gi, and asked for 1Gi before');
  });
  test('an overlay: with the bases that lie around it there, as they do here', async () => {
    const project = (at: string, size: string, patch = '') => ({
      [`${at}/base/kustomization.yaml`]: 'resources: [web.yaml]\n',
      [`${at}/base/web.yaml`]: set('web', size),
      [`${at}/overlays/prod/kustomization.yaml`]: `resources: [../../base]\nnamePrefix: prod-\n${patch}`,
    });
    const folder = folderOf({ ...project('old', '1Gi'), ...project('new', '2Gi') });
    const found = ['new/base/web.yaml:14 claim-resize'];
    for (const path of ['overlays/prod', 'overlays/prod/kustomization.yaml'])
      expect(await resized(folder, `check new/${path} --against old/${path}`), path).toEqual(found);
    // What an older overlay said of a base that has stayed.
    const json = '[{ op: replace, path: /spec/volumeClaimTemplates/0/spec/resources/requests/storage, value: 5Gi }]';
    const patched = folderOf({
      ...project('old', '1Gi', `patches: [{ target: { kind: StatefulSet }, patch: '${json}' }]\n`),
      ...project('new', '1Gi'),
    });
    expect(await resized(patched, 'check new/overlays/prod --against old/overlays/prod')).toEqual(found);
    // Alone, nothing is known of its base.
    rmSync(join(folder.path, 'old/base'), { recursive: true });
    expect(await resized(folder, 'check new/overlays/prod --against old/overlays/prod')).toEqual([]);
  });
  test('objects of another namespace are others', async () => {
    const inNamespace = (name: string, size: string) =>
      set('web', size).replace('name: web }', `name: web, namespace: ${name} }`);
    const folder = folderOf({ 'old/web.yaml': inNamespace('shop', '1Gi'), 'web.yaml': inNamespace('test', '2Gi') });
    expect(await resized(folder, 'check web.yaml --against old')).toEqual([]);
  });
  test('what cannot be read there is reported, and makes the exit code 2', async () => {
    const folder = folderOf({ 'old/web.yaml': 'kind: Pod\0', 'web.yaml': set('web', '1Gi') });
    const { code, err } = await folder.ordinal('check web.yaml --against old');
    expect([code, err]).toEqual([2, 'ordinal: old/web.yaml: not text but binary\n']);
  });
});
