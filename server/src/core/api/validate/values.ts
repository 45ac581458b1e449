/** Checks of single values that many fields share. */
import { nearest } from '../../did-you-mean.ts';
import { listed as inWords } from '../../words.ts';
import type { Check, FieldError, Repair } from '../field-error.ts';
import type { Path } from '../path.ts';

/** `"A", "B" or "C"`, for messages. */
export const listed = (values: readonly string[]): string =>
  inWords(
    values.map((value) => `"${value}"`),
    'or',
  );

/** The allowed value that was probably meant, as repairs: by letters, whatever their case. */
export function meant(value: string, allowed: readonly string[]): readonly Repair[] {
  const same = allowed.find((each) => each.toLowerCase() === value.toLowerCase());
  const near = same ?? nearest(value, allowed, (each) => each);
  return near === undefined ? [] : [{ kind: 'replace', value: near }];
}

/** A value out of a closed list; absent and empty ones are the caller's business. */
export function oneOf(check: Check, path: Path, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  const what = value === '' ? 'An empty text' : `"${value}"`;
  check.report('Unsupported value', path, `${what} is not allowed here: it must be ${listed(allowed)}.`, {
    repairs: meant(value, allowed),
  });
}

/** A number that may not be negative; absent is fine. */
export function nonNegative(check: Check, path: Path, value: number | undefined): void {
  if (value !== undefined && value < 0) check.invalid(path, `${value} is negative: it must be 0 or more.`);
}

/** Whether a text is there at all: Go knows no difference between an absent and an empty one. */
export const isEmpty = (value: string | undefined): value is undefined | '' => value === undefined || value === '';

/** Something that must be written; answers whether it is. */
export function required(check: Check, path: Path, value: string | undefined, message: string): value is string {
  if (!isEmpty(value)) return true;
  check.required(path, message);
  return false;
}

/** The same thing twice in a list: told at each one after the first. */
export function unique<T>(
  check: Check,
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
  pathOf: (i: number) => Path,
  messageOf: (key: string) => string,
): readonly FieldError[] {
  const seen = new Set<string>();
  return items.flatMap((item, i) => {
    const key = keyOf(item);
    if (key === undefined) return [];
    if (seen.has(key)) return [check.duplicate(pathOf(i), messageOf(key))];
    seen.add(key);
    return [];
  });
}
