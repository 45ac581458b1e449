/** Paths of files in volumes. Source: pkg/apis/core/validation/validation.go. */
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';
import { descendingPath } from './local-paths.ts';

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
