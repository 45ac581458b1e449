/** Numbers, lists and sizes as the command line prints them. It speaks English, whatever the locale. */

/** `1 file`, `2,000 files`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** `a, b and c`. */
export function listed(words: readonly string[], last = 'and'): string {
  return words.length < 3 ? words.join(` ${last} `) : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

/** Bytes in the largest binary unit that keeps the number at 1 or above: `3Gi`. */
export function quantity(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
  const unit = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${Number((bytes / 1024 ** unit).toFixed(1)).toLocaleString('en')}${units[unit] ?? ''}`;
}
