/** The objects as they were, for `--since REV` and `--against PATH`: a second, older set of files beside the Workspace. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, dirname, posix, relative, resolve, sep } from 'node:path';
import { isConfig } from '../core/config.ts';
import { type Manifest, readManifest, readPlain } from '../core/manifest.ts';
import { textOf } from '../core/position.ts';
import { filesBelow, readText, reasonOf, textIn } from '../files.ts';
import { isYamlName } from '../globs.ts';
import { maxPlainBytes } from '../text.ts';
import type { Arguments } from './arguments.ts';
import { follow } from './follow.ts';
import { kindOf, type Scope, standardInput } from './scope.ts';
import { complain, type Shell, UsageError } from './shell.ts';

/** The scope with what was before, if that is asked for. Throws a UsageError for a revision or a path that is not there. */
export function withBefore(given: Arguments, shell: Shell, scope: Scope): Scope {
  const since = given.one('since');
  const against = given.one('against');
  if (since !== undefined && against !== undefined)
    throw new UsageError('--since and --against both say what was before; give one of them');
  if (since !== undefined) {
    const texts = textsOfRevision(shell, scope, since);
    return older(scope, new Map([...texts].map(([uri, text]) => [uri, asBefore(scope, uri, text)])));
  }
  if (against !== undefined) return olderFolder(shell, scope, given.positionals, against);
  return scope;
}

/** What is not among them was not there. */
function older(scope: Scope, manifests: ReadonlyMap<string, Manifest>): Scope {
  const { workspace, uris } = scope;
  const files = [...new Set([...uris, ...manifests.keys()])].map((uri) => [uri, manifests.get(uri)] as const);
  return { ...scope, workspace: workspace.withBefore(new Map(files)) };
}

/** Documents that did not change are the same objects in both, and are read once. */
function asBefore({ workspace }: Scope, uri: string, text: string, read = readManifest): Manifest {
  const now = workspace.manifest(uri);
  return now && textOf(now) === text ? now : read(uri, text, now);
}

// ---- a folder, or a file ----

function olderFolder(shell: Shell, scope: Scope, paths: readonly string[], against: string): Scope {
  const path = resolve(shell.cwd, against);
  const manifests = new Map<string, Manifest>();
  const unreadable: string[] = [];
  const read = (file: string, uri: string) => {
    const result = readText(file, file === path);
    if ('text' in result) manifests.set(uri, asBefore(scope, uri, result.text));
    else fail(file, result.reason);
    return manifests.get(uri);
  };
  const fail = (file: string, reason: string) => {
    const name = relative(shell.cwd, file).split(sep).join('/') || '.';
    unreadable.push(name);
    complain(shell, `${name}: ${reason}`);
  };
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch (error) {
    throw new UsageError(`--against ${against}: ${reasonOf(error)}`);
  }
  // Where the older files lie, and where those that are looked at.
  let [folder, asked]: readonly [string, readonly string[]] = [path, askedFolders(shell, paths)];
  if (isFolder) {
    const twin = twins(scope, asked);
    for (const file of filesBelow(path, scope.isExcluded)) {
      if (typeof file === 'string') read(file, twin(relative(path, file).split(sep).join('/')));
      else if (!file.isHarmless) fail(file.path, file.reason);
    }
  } else {
    // A file against a file, whatever both are called.
    const given = scope.uris.filter((uri) => !scope.followed.has(uri));
    const [only = ''] = given;
    const uri = given.length === 1 ? only : basename(path);
    read(path, uri);
    [folder, asked] = [dirname(path), [posix.dirname(uri)]];
  }
  // A kustomization was built of files that lay around it as they do now.
  const pathOf = (uri: string) =>
    asked.map((each) => resolve(folder, posix.relative(each, uri))).find((file) => kindOf(file) !== undefined);
  follow([...manifests.values()], {
    kindOf: (uri) => (manifests.has(uri) ? 'file' : kindOf(pathOf(uri) ?? '')),
    read: (uri) => (manifests.has(uri) ? undefined : read(pathOf(uri) ?? '', uri)),
    readPlain: (uri) => {
      const result = manifests.has(uri) ? undefined : readText(pathOf(uri) ?? '', false, maxPlainBytes);
      if (result && 'text' in result)
        manifests.set(
          uri,
          asBefore(scope, uri, result.text, isYamlName(posix.basename(uri)) ? readManifest : readPlain),
        );
    },
    // What is missing there was missing before.
    complain: () => undefined,
  });
  return { ...older(scope, manifests), unreadable: [...scope.unreadable, ...unreadable].sort() };
}

/** The folders among the paths that were given, as URIs. */
const askedFolders = ({ cwd }: Shell, paths: readonly string[]): readonly string[] =>
  (paths.length === 0 ? ['.'] : paths)
    .filter((path) => path !== standardInput)
    .map((path) => relative(cwd, resolve(cwd, path)).split(sep).join('/'));

/** The file of the same relative path: below that one of the folders asked for that has it, else below the first. */
function twins({ uris }: Scope, folders: readonly string[]): (path: string) => string {
  const known = new Set(uris);
  return (path) => {
    const candidates = folders.map((folder) => (folder === '' ? path : `${folder}/${path}`));
    return candidates.find((uri) => known.has(uri)) ?? candidates[0] ?? path;
  };
}

// ---- a revision ----

/** The files that would be looked at, as they were in the revision. Runs git, and nothing that the repository brings. */
function textsOfRevision({ cwd }: Shell, { isAsked }: Scope, revision: string): ReadonlyMap<string, string> {
  const git = (words: readonly string[], input?: string) =>
    execFileSync('git', words, {
      cwd,
      maxBuffer: Number.POSITIVE_INFINITY,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    });
  const ask = (words: readonly string[], otherwise: (said: string) => string) => {
    try {
      return git(words).toString();
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        throw new UsageError('--since needs git, which is not installed here');
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n', 1)[0] : '';
      throw new UsageError(otherwise(said ?? ''));
    }
  };
  const prefix = ask(['rev-parse', '--show-prefix'], (said) =>
    said.includes('not a git repository')
      ? '--since needs a git repository, and this folder is in none'
      : `--since: ${said.replace(/^fatal: /, '')}`,
  ).trimEnd();
  const commit = ask(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    () => `--since: there is no revision "${revision}" here`,
  ).trim();

  // Each entry: `100644 blob <id>\t<path>`; links and submodules are no files of ours.
  const entries = ask(['ls-tree', '-r', '-z', '--full-tree', commit], (said) => `--since: ${said}`)
    .split('\0')
    .flatMap((entry) => {
      const [, id, path] = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
      if (id === undefined || path === undefined) return [];
      const uri = posix.relative(prefix === '' ? '.' : prefix, path);
      return isAsked(uri) && !isConfig(uri) ? [{ id, uri }] : [];
    });
  if (entries.length === 0) return new Map();

  const contents = blobsIn(git(['cat-file', '--batch'], `${entries.map(({ id }) => id).join('\n')}\n`));
  return new Map(
    entries.flatMap(({ uri }, i): [string, string][] => {
      const bytes = contents[i];
      const read = bytes && textIn(uri, bytes);
      return read && 'text' in read ? [[uri, read.text]] : [];
    }),
  );
}

/** What `cat-file --batch` writes: `<id> blob <size>`, a line end, the bytes, a line end, for each; `<id> missing` for none. */
function blobsIn(output: Buffer): readonly (Uint8Array | undefined)[] {
  const blobs: (Uint8Array | undefined)[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    if (end < 0) break;
    const size = /^\S+ blob (\d+)$/.exec(output.subarray(at, end).toString())?.[1];
    at = end + 1;
    if (size === undefined) {
      blobs.push(undefined);
      continue;
    }
    blobs.push(output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}
