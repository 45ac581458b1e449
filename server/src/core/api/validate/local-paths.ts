/** Paths of files: below a folder that is given elsewhere, and from the root. Source: pkg/apis/core/validation/validation.go. */
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';

/** A path that does not lead back up by `..`. */
export function withoutBacksteps(check: Check, path: Path, value: string): FieldError | undefined {
  if (!value.split('/').includes('..')) return undefined;
  return check.invalid(path, `"${value}" has "..": the path may not lead back up.`);
}

/** A relative path that stays below where it starts. */
export function descendingPath(check: Check, path: Path, value: string): void {
  if (value.startsWith('/'))
    check.invalid(path, `"${value}" is absolute: the path is relative here.`, {
      repairs: [{ kind: 'replace', value: value.replace(/^\/+/, '') }],
    });
  withoutBacksteps(check, path, value);
}

/** A path of a file that is put into a volume: names that start with ".." are kept for the kubelet. */
export function filePath(check: Check, path: Path, text: string): void {
  descendingPath(check, path, text);
  if (/^\.\.(?!\/)/.test(text)) check.invalid(path, `"${text}" starts with "..", which names in a volume may not.`);
}

/** A path from the root; `follows` where it is missing altogether. */
export function absolutePath(check: Check, path: Path, text: string, follows?: FieldError): void {
  if (text.startsWith('/')) return;
  check.invalid(path, `"${text}" is no absolute path: it must start with "/".`, {
    repairs: text === '' || text.startsWith('.') ? [] : [{ kind: 'replace', value: `/${text}` }],
    follows,
  });
}
