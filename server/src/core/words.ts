/** Words that several messages share. */
import type { Resource } from './manifest.ts';

/** `"web"`; in words where there is no name yet. */
export const printName = ({ name, kind }: Resource): string => (name ? `"${name.value}"` : `this ${kind}`);
/** `Service "web"`; in words where there is no name yet. */
export const printObject = ({ name, kind }: Resource): string => (name ? `${kind} "${name.value}"` : `this ${kind}`);

/** `1 file`, `2,000 files`. In English, whatever the locale. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** `a, b and c`. */
export function listed(words: readonly string[], last = 'and'): string {
  return words.length < 3 ? words.join(` ${last} `) : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}
