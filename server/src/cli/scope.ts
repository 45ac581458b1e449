/** PATHs → one Workspace. Paths relative to the current folder, with `/`, are its URIs. */
import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { type Config, configName, isConfig, readConfig } from '../core/config.ts';
import { type Manifest, readManifest, readPlain } from '../core/manifest.ts';
import { rangeOf } from '../core/position.ts';
import type { Place } from '../core/rule.ts';
import { rules } from '../core/rules/index.ts';
import type { Settings } from '../core/settings.ts';
import { Workspace } from '../core/workspace.ts';
import { type FileText, filesBelow, readText, reasonOf, textIn, type Unread } from '../files.ts';
import { excludes, isYamlName } from '../globs.ts';
import { maxPlainBytes } from '../text.ts';
import { follow } from './follow.ts';
import type { Progress } from './progress.ts';
import { didYouMean } from './settings.ts';
import { complain, type Shell, UsageError } from './shell.ts';

/** Everything that a command looks at. */
export interface Scope {
  readonly workspace: Workspace;
  /** As they were given; none for the current folder. */
  readonly paths: readonly string[];
  /** The manifests that are looked at, in the order of their names; settings are none of them. */
  readonly uris: readonly string[];
  /** Files that only a kustomization asked for. */
  readonly followed: ReadonlySet<string>;
  /** Paths that could not be read, as they are printed. */
  readonly unreadable: readonly string[];
  /** How a file is printed. */
  readonly nameOf: (uri: string) => string;
  /** Files that begin with a byte order mark, which is no part of their text. */
  readonly marked: ReadonlySet<string>;
  /** Where a file is on the disk; undefined for standard input. */
  readonly pathOf: (uri: string) => string | undefined;
  /** Whether a file of this name is looked at, or would be if it were there. */
  readonly isAsked: (uri: string) => boolean;
  /** Whether a path below a folder of its own is left out. */
  readonly isExcluded: (path: string) => boolean;
}

/** What standard input is called. */
export const standardInput = '-';
const alwaysExcluded = ['**/node_modules/**', '**/.git/**'];

/** Reads all files of a command. What cannot be read is complained about, and is no reason to stop. Throws a UsageError for broken settings. */
export function readScope(
  shell: Shell,
  { paths, config, settings }: { paths: readonly string[]; config: string | undefined; settings: Partial<Settings> },
  progress: Progress,
): Scope {
  const { cwd } = shell;
  const uriOf = (path: string) => relative(cwd, resolve(cwd, path)).split(sep).join('/');
  const read = new Map<string, Manifest>();
  const marked = new Set<string>();
  const unreadable = new Set<string>();
  const printed = printedIn(cwd, paths);
  const fail = (path: string, reason: string) => {
    const name = path === standardInput ? path : printed(uriOf(path)) || '.';
    unreadable.add(name);
    complain(shell, `${name}: ${reason}`);
  };
  const take = (uri: string, path: string, file: FileText | Unread) => {
    if ('text' in file) {
      read.set(uri, readManifest(uri, file.text));
      if (file.hasMark) marked.add(uri);
    } else fail(path, file.reason);
  };
  const readFile = (path: string, isNamed: boolean, uri = uriOf(path)) => {
    if (read.has(uri)) return;
    take(uri, path, readText(resolve(cwd, path), isNamed));
    progress(() => `Reading ${read.size.toLocaleString('en')} files`);
  };

  const settingsFile = readSettings(shell, config);
  const isExcluded = excludes([...alwaysExcluded, ...(settingsFile?.config.exclude ?? [])]);
  const fromRoot = (path: string) =>
    relative(settingsFile?.root ?? cwd, resolve(cwd, path))
      .split(sep)
      .join('/');
  const isLeftOut = (path: string) => isExcluded(fromRoot(path));
  const named = new Set<string>();
  const folders: { readonly uri: string; readonly leavesOut: (path: string) => boolean }[] = [];
  for (const path of paths.length === 0 ? ['.'] : paths) {
    if (path === standardInput) {
      // Once: it is at its end afterwards.
      if (!read.has(path)) take(path, path, readInput(shell));
      continue;
    }
    // An empty variable of a script must not mean the current folder.
    if (path === '') throw new UsageError('a PATH is empty; the current folder is "."');
    const absolute = resolve(cwd, path);
    let isFolder: boolean;
    try {
      isFolder = statSync(absolute).isDirectory();
    } catch (error) {
      fail(path, reasonOf(error));
      continue;
    }
    if (!isFolder) {
      named.add(uriOf(path));
      readFile(path, true);
      continue;
    }
    const leavesOut = excludedBelow(fromRoot(path), isExcluded);
    folders.push({ uri: uriOf(path), leavesOut });
    for (const file of filesBelow(absolute, leavesOut)) {
      if (typeof file === 'string') readFile(file, false);
      else if (!file.isHarmless) fail(file.path, file.reason);
    }
  }

  const given = new Set(read.keys());
  const isBelowAsked = (uri: string, isRead = (_name: string) => true) =>
    folders.some((folder) => {
      const below = posix.relative(folder.uri, uri);
      return !below.startsWith('../') && isRead(posix.basename(below)) && !folder.leavesOut(below);
    });
  follow(
    [...read.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1)),
    {
      kindOf: (uri) => (read.has(uri) ? 'file' : kindOf(resolve(cwd, uri))),
      read: (uri) => {
        // The same file by another name has been read.
        if (read.has(uri) || given.has(uriOf(uri)) || unreadable.has(uriOf(uri))) return undefined;
        readFile(resolve(cwd, uri), false, uri);
        return read.get(uri);
      },
      readPlain: (uri) => {
        if (read.has(uri) || given.has(uriOf(uri)) || unreadable.has(uriOf(uri))) return;
        const file = readText(resolve(cwd, uri), false, maxPlainBytes);
        if (!('text' in file)) return;
        read.set(uri, isYamlName(posix.basename(uri)) ? readManifest(uri, file.text) : readPlain(uri, file.text));
        if (file.hasMark) marked.add(uri);
        if (isBelowAsked(uri)) given.add(uri);
      },
      complain: (message) => complain(shell, message),
    },
  );

  const manifests = new Map([...read].sort(byName));
  // What is left out is no less a part of what is built.
  const isSeen = (uri: string) => given.has(uri) || !isLeftOut(uri);
  const uris = [...manifests.keys()].filter((uri) => !isConfig(uri) && isSeen(uri));
  const followed = new Set([...manifests.keys()].filter((uri) => !given.has(uri)));
  // The settings stand where the core looks for them, whatever file they come from.
  manifests.delete(configName);
  if (settingsFile) manifests.set(configName, settingsFile.manifest);
  return {
    workspace: Workspace.of([''], settings).with(manifests),
    paths,
    uris,
    followed,
    unreadable: [...unreadable].sort(),
    marked,
    nameOf: (uri) => printed(uri === configName && settingsFile ? uriOf(settingsFile.path) : uri),
    pathOf: (uri) =>
      uri === standardInput ? undefined : resolve(cwd, uri === configName && settingsFile ? settingsFile.path : uri),
    isAsked: (uri) =>
      named.has(uri) || followed.has(uri) || isBelowAsked(uri, (name) => isYamlName(name) || manifests.has(uri)),
    isExcluded,
  };
}

/** How a file is printed: below the current folder from there, elsewhere as its path was given. */
function printedIn(cwd: string, paths: readonly string[]): (uri: string) => string {
  const isBelow = (path: string, uri: string) =>
    !/^\.\.(?:[\\/]|$)/.test(relative(resolve(cwd, path), resolve(cwd, uri)));
  const isGivenFromHere = (uri: string) => paths.some((path) => !isAbsolute(path) && isBelow(path, uri));
  return (uri) =>
    /^\.\.(?:\/|$)/.test(uri) && paths.some(isAbsolute) && !isGivenFromHere(uri)
      ? resolve(cwd, uri).split(sep).join('/')
      : uri;
}

function readInput(shell: Shell): FileText | Unread {
  try {
    return textIn(standardInput, shell.readInput());
  } catch (error) {
    return { path: standardInput, reason: reasonOf(error), isHarmless: false };
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Globs are relative to the folder of the settings. A folder outside of it, or one that was named although a glob excludes it,
 * is looked at as a folder of its own.
 */
function excludedBelow(folder: string, isExcluded: (path: string) => boolean): (path: string) => boolean {
  if (folder === '' || folder.startsWith('..') || isExcluded(`${folder}/`)) return isExcluded;
  return (path) => isExcluded(`${folder}/${path}`);
}

/** What is there on the disk. */
export function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

interface SettingsFile {
  /** As it is printed. */
  readonly path: string;
  /** The folder that its globs start from. */
  readonly root: string;
  readonly manifest: Manifest;
  readonly config: Config;
}

/** The settings of `--config`, else the nearest ones of the repository; undefined where there are none. */
function readSettings(shell: Shell, given: string | undefined): SettingsFile | undefined {
  const { cwd } = shell;
  const root = given === undefined ? folderWithSettings(cwd) : cwd;
  if (root === undefined) return undefined;
  const path = given ?? relative(cwd, join(root, configName)).split(sep).join('/');
  const file = readText(resolve(cwd, path), given !== undefined);
  if (!('text' in file)) throw new UsageError(`${path}: ${file.reason}`);
  const manifest = readManifest(configName, file.text);
  const config = readConfig(manifest);
  const place = ({ document, span }: Pick<Place, 'document' | 'span'>) => {
    const { start } = rangeOf(manifest, document, span);
    return `${path}:${start.line + 1}:${start.character + 1}`;
  };
  if (config.problems.length > 0)
    throw new UsageError(config.problems.map(({ at, message }) => `${place(at)}: ${message}`).join('\n'));
  // Another version may know the rule: that is worth a word, and no reason to refuse.
  for (const { step, document, span, keySpan = span } of config.rules) {
    const id = String(step);
    if (!rules.some((rule) => rule.id === id))
      complain(shell, `${place({ document, span: keySpan })}: there is no rule "${id}"${didYouMean(id)}`);
  }
  return { path, root, manifest, config };
}

/** This folder or the nearest above it with settings, up to the root of the git repository. */
function folderWithSettings(folder: string): string | undefined {
  if (existsSync(join(folder, configName))) return folder;
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, '.git')) ? undefined : folderWithSettings(above);
}
