/** Reading files of a disk: which ones, and as what text. Shared by the command line and the server on Node. */
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isYamlName } from './globs.ts';
import { decodeText, maxBytes, tooLarge } from './text.ts';

/** A file or folder that was not read, and why, in words. */
export interface Unread {
  readonly path: string;
  readonly reason: string;
  /** Nothing is lost by it: a link back into what is read anyway. */
  readonly isHarmless: boolean;
}

/** The YAML files below a folder in the order of their names, and what could not be entered. Links are followed once. */
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
        if (!target) {
          if (isYamlName(entry.name)) yield { path, reason: 'the link leads nowhere', isHarmless: false };
          continue;
        }
        isFolder = target.isFolder;
        if (!isFolder && !isYamlName(entry.name)) continue;
        if (seen.has(target.path) || isInside(target.path, root)) {
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

/** The text of a file without its byte order mark, or why it has none. */
export function readText(path: string): { readonly text: string; readonly hasMark: boolean } | Unread {
  try {
    const { size } = statSync(path);
    if (size > maxBytes) return { path, reason: tooLarge(size), isHarmless: false };
    const read = decodeText(readFileSync(path));
    return read.text.includes('\0') ? { path, reason: 'not text but a binary file', isHarmless: false } : read;
  } catch (error) {
    return { path, reason: reasonOf(error), isHarmless: false };
  }
}

function targetOf(path: string): { readonly path: string; readonly isFolder: boolean } | undefined {
  try {
    return { path: realpathSync(path), isFolder: statSync(path).isDirectory() };
  } catch {
    return undefined;
  }
}
const isInside = (path: string, root: string) => path === root || path.startsWith(root + sep);

/** Node's own words for the usual errors are codes. */
export function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'no such file or folder',
    EACCES: 'no permission to read it',
    EPERM: 'no permission to read it',
    ELOOP: 'links that lead in a circle',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is no folder',
  };
  return words[code] ?? (error instanceof Error ? error.message : String(error));
}
