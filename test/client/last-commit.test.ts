/** Which manifests are read from the last commit, and how often git is asked. */
import { describe, expect, test } from 'vitest';
import { URI } from 'vscode-uri';
import { type Known, lastCommit, type Repository } from '../../client/src/last-commit.ts';

const uri = (path: string) => URI.file(path);

/** A repository at a path, with what its last commit holds. */
function repository(root: string, commit: string | undefined, texts: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const changes = (paths: readonly (string | readonly [from: string, to: string])[]) =>
    paths.map((path) =>
      typeof path === 'string'
        ? { uri: uri(path), originalUri: uri(path) }
        : { uri: uri(path[1]), originalUri: uri(path[0]) },
    );
  const with_ = (
    state: Partial<Record<'indexChanges' | 'workingTreeChanges' | 'mergeChanges', Parameters<typeof changes>[0]>>,
  ): Repository => ({
    rootUri: uri(root),
    state: {
      HEAD: commit === undefined ? undefined : { commit },
      indexChanges: changes(state.indexChanges ?? []),
      workingTreeChanges: changes(state.workingTreeChanges ?? []),
      mergeChanges: changes(state.mergeChanges ?? []),
      onDidChange: () => ({ dispose() {} }),
    },
    async show(revision, path) {
      asked.push(`${revision} ${path}`);
      const text = texts[path];
      if (text === undefined) throw new Error('not there');
      return text;
    },
  });
  return { with: with_, asked };
}
const none: Known = new Map();
const paths = (files: readonly { readonly uri: string }[]) => files.map((each) => URI.parse(each.uri).path);

describe('of a repository', () => {
  test('the manifests that were changed are read, wherever git lists them, and those that are open', async () => {
    const texts = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`/r/${name}.yaml`, name]));
    const { with: state } = repository('/r', '1', texts);
    const { files } = await lastCommit(
      [
        state({
          indexChanges: ['/r/a.yaml'],
          workingTreeChanges: ['/r/b.yaml', '/r/x.txt'],
          mergeChanges: ['/r/c.yaml'],
        }),
      ],
      [uri('/r/d.yaml'), uri('/elsewhere/e.yaml'), URI.parse('untitled:x.yaml')],
      none,
    );
    expect(files.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd']);
    expect(paths(files)).toEqual(['/r/a.yaml', '/r/b.yaml', '/r/c.yaml', '/r/d.yaml']);
  });
  test('the commit is told, unless the files are from several', async () => {
    const [one, other] = [repository('/r', '1', {}), repository('/s', '2', {})];
    const open = [uri('/r/a.yaml'), uri('/s/b.yaml')];
    expect((await lastCommit([one.with({})], open, none)).commit).toBe('1');
    expect((await lastCommit([one.with({}), other.with({})], open, none)).commit).toBeUndefined();
  });
  test('a renamed file is read where it was, and was not where it is', async () => {
    const { with: state } = repository('/r', '1', { '/r/old.yml': 'x' });
    const { files } = await lastCommit([state({ indexChanges: [['/r/old.yml', '/r/new.yml']] })], [], none);
    expect(paths(files)).toEqual(['/r/new.yml', '/r/old.yml']);
    expect(files.map(({ text }) => text)).toEqual([null, 'x']);
  });
  test('a kustomization without an ending is one', async () => {
    const { with: state } = repository('/r', '1', { '/r/Kustomization': 'x' });
    expect((await lastCommit([state({ workingTreeChanges: ['/r/Kustomization'] })], [], none)).files).toHaveLength(1);
  });
  test('a file is asked of the innermost one', async () => {
    const [outer, inner] = [repository('/r', '1', {}), repository('/r/sub', '2', { '/r/sub/a.yaml': 'x' })];
    const { files } = await lastCommit([outer.with({}), inner.with({})], [uri('/r/sub/a.yaml')], none);
    expect(files).toHaveLength(1);
    expect(outer.asked).toEqual([]);
  });
  test('without a commit, nothing is read', async () => {
    const { with: state, asked } = repository('/r', undefined, { '/r/a.yaml': 'x' });
    expect((await lastCommit([state({ workingTreeChanges: ['/r/a.yaml'] })], [], none)).files).toEqual([]);
    expect(asked).toEqual([]);
  });
});

test('without a repository, nothing is read', async () => {
  expect(await lastCommit([], [uri('/r/a.yaml')], none)).toEqual({ files: [], known: new Map() });
});

test('git is asked once for each file and commit, also for files that are new', async () => {
  const first = repository('/r', '1', { '/r/a.yaml': 'x' });
  const changed = { workingTreeChanges: ['/r/a.yaml', '/r/new.yaml'] };
  const { files, known } = await lastCommit([first.with(changed)], [], none);
  const again = await lastCommit([first.with(changed)], [], known);
  expect(again.files).toEqual(files);
  expect(first.asked).toEqual(['1 /r/a.yaml', '1 /r/new.yaml']);
  const second = repository('/r', '2', { '/r/a.yaml': 'y', '/r/new.yaml': 'z' });
  const later = await lastCommit([second.with(changed)], [], again.known);
  expect(later.files.map(({ text }) => text)).toEqual(['y', 'z']);
  expect([...later.known.keys()].every((key) => key.startsWith('2 '))).toBe(true);
});

test('a change of everything is cut short', async () => {
  const all = Array.from({ length: 1500 }, (_, i) => `/r/${i}.yaml`);
  const { with: state, asked } = repository('/r', '1', {});
  await lastCommit([state({ workingTreeChanges: all })], [], none);
  expect(asked).toHaveLength(1000);
});
