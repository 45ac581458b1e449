/** Paths below a folder that is given elsewhere. Source: pkg/apis/core/validation (validateLocalDescendingPath). */
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
