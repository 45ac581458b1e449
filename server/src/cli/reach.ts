/** Which fixes `ordinal fix` makes with the paths that were given, and with which others it would make the rest. */
import { folderOf } from '../core/paths.ts';
import type { Finding, Fix } from '../core/rule.ts';
import type { Scope } from './scope.ts';

type Reach = Pick<Scope, 'paths' | 'followed' | 'nameOf'>;

/** Whether a fix stays in what was given. What a kustomization names elsewhere may be for others, too: it is not written unasked. */
export const staysInside = (reach: Reach, finding: Finding, fix: Fix): boolean =>
  outsideOf(reach, finding, fix).length === 0;

/** The files out of the given paths that a fix is about. */
export function outsideOf({ followed }: Reach, { at }: Finding, { edits }: Fix): readonly string[] {
  const uris = [at.document.uri, ...edits.map((edit) => (edit.kind === 'replace' ? edit.document.uri : edit.uri))];
  return [...new Set(uris)].filter((uri) => followed.has(uri));
}

/** The words of a command that makes fixes in these files, too. */
export function commandFor({ paths, nameOf }: Reach, uris: Iterable<string>, isUnsafe: boolean): string {
  const folders = [...new Set([...uris].map((uri) => folderOf(nameOf(uri)) || nameOf(uri)))].sort();
  const outer = folders.filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)));
  const words = [...(paths.length === 0 ? ['.'] : paths), ...outer].map(quoted);
  return ['ordinal', 'fix', ...(isUnsafe ? ['--unsafe'] : []), ...words].join(' ');
}
const quoted = (word: string) => (/^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
