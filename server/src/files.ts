/** Reading files of a disk: which ones, and as what text. Shared by the command line and the server on Node. */
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { isYamlName } from './globs.ts';
import { decodeText, maxBytes, tooLarge } from './text.ts';

/** A file or folder that was not read, and why, in words. */
export interface Unread {
  readonly path: string;
  readonly reason: string;
  /** Nothing is lost by it: a link back into what is read anyway. */
  readonly isHarmless: boolean;
}

/**
 * The YAML files below a folder in the order of their names, and what could not be entered. Links are followed once,
 * and never to a folder that this one is in: `up -> ..` would make everything stand there twice.
 */
export function* filesBelow(folder: string, isExcluded: (path: string) => boolean): Iterable<string | Unread> {
  let root: string;
  try {
    root = realpathSync(folder);
  } catch (error) {
    yield { path: folder, reason: reasonOf(error), isHarmless: false };
    return;
  }
  const seen = new Set<string>([root]);
  const todo = [folder];
  for (let directory = todo.pop(); directory !== undefined; directory = todo.pop()) {
    let entries: readonly Dirent[];
    try {
      entries = readdirSync(directory, { withFileTypes: true });
    } catch (error) {
      yield { path: directory, reason: reasonOf(error), isHarmless: false };
      continue;
    }
    const folders: string[] = [];
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(directory, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      let isFolder = entry.isDirectory();
      if (!isFolder && !entry.isSymbolicLink() && !isYamlName(entry.name)) continue;
      if (isExcluded(isFolder ? `${name}/` : name)) continue;
      if (entry.isSymbolicLink()) {
        const target = targetOf(path);
        if ('reason' in target) {
          if (isYamlName(entry.name)) yield { path, reason: target.reason, isHarmless: false };
          continue;
        }
        isFolder = target.isFolder;
        if (!isFolder && !isYamlName(entry.name)) continue;
        const isFound = (inside: string) => isFolder || (isYamlName(basename(inside)) && !isExcluded(inside));
        const isKnown =
          seen.has(target.path) ||
          isInside(root, target.path) ||
          (isInside(target.path, root) && isFound(relative(root, target.path).split(sep).join('/')));
        if (isKnown) {
          if (isFolder) yield { path, reason: 'a link back into what is read already; not followed', isHarmless: true };
          continue;
        }
        seen.add(target.path);
      }
      if (isFolder) folders.push(path);
      else yield path;
    }
    todo.push(...folders.reverse());
  }
}

export interface FileText {
  readonly text: string;
  readonly hasMark: boolean;
}

/**
 * The text of a file without its byte order mark, or why it has none. Pipes and devices, whose end may never come, are
 * read only where somebody named them: `ordinal check <(helm template shop)`. `most`: bytes of the largest file.
 */
export function readText(path: string, isNamed = false, most = maxBytes): FileText | Unread {
  try {
    const stats = statSync(path);
    if (stats.isSocket() || (!isNamed && !stats.isFile() && !stats.isDirectory()))
      return { path, reason: 'a pipe, a socket or a device, not a file', isHarmless: false };
    // Before it is read: the largest files would not fit into memory.
    if (stats.size > most) return { path, reason: tooLarge(stats.size, most), isHarmless: false };
    return textIn(path, readFileSync(path));
  } catch (error) {
    return { path, reason: reasonOf(error), isHarmless: false };
  }
}

/** The text of what was read from `path`, or why it has none. */
export function textIn(path: string, bytes: Uint8Array): FileText | Unread {
  if (bytes.length > maxBytes) return { path, reason: tooLarge(bytes.length), isHarmless: false };
  const read = decodeText(bytes);
  return read.text.includes('\0') ? { path, reason: 'not text but binary', isHarmless: false } : read;
}

function targetOf(path: string): { readonly path: string; readonly isFolder: boolean } | { readonly reason: string } {
  try {
    return { path: realpathSync(path), isFolder: statSync(path).isDirectory() };
  } catch (error) {
    return { reason: isMissing(error) ? 'the link leads nowhere' : reasonOf(error) };
  }
}
const isInside = (path: string, root: string) =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);

const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
const isMissing = (error: unknown) => codeOf(error) === 'ENOENT';

/** Node's own words for the usual errors are codes. */
export function reasonOf(error: unknown): string {
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'no such file or folder',
    EACCES: 'no permission to read it',
    EPERM: 'no permission to read it',
    ELOOP: 'links that lead in a circle',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is no folder',
  };
  return words[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}
