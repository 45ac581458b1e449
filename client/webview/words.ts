/** Numbers, lists and names as the panel prints them. Pure, and without a clock or a locale: the panel speaks English. */

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

export function number(value: number): string {
  return value.toLocaleString('en');
}

/** `a, b and c`; of more than `limit` the rest is counted. */
export function listed(words: readonly string[], limit = 6): string {
  const said = words.length > limit ? [...words.slice(0, limit), `${number(words.length - limit)} more`] : words;
  return said.length < 3 ? said.join(' and ') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
}

/** The noun with its indefinite article. */
export function aOrAn(noun: string): string {
  return `${/^[AEIO]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Bytes in the largest binary unit that keeps the number at 1 or above: `3Gi`. */
export function quantity(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number(value.toFixed(1)).toLocaleString('en')}${units[unit]}`;
}

/** A text for the middle of a sentence: its two ends when it is long. */
export function brief(text: string, length = 28): string {
  const shown = visible(text);
  return shown.length > length ? `${shown.slice(0, length / 2)}…${shown.slice(-8)}` : shown;
}

/** The local time of day, `10:42`. */
export function clock(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** One word of a shell command. Names come from files that anyone may have written, and a command is there to be pasted. */
export function shellWord(text: string): string {
  return /^[\w./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** No name that the API server takes, and no message, is longer; a browser is slow to lay out what is. */
const longest = 1000;

/**
 * The text with control, bidirectional and zero-width characters spelled out, so that a name cannot look like another one
 * or turn the sentence around it, and without the middle of what is too long to be read. For display only: what is copied and posted
 * stays as it is.
 */
export function visible(text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest - 100)}…${text.slice(-99)}` : text;
  return shown.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' || character === '\t'
      ? character
      : `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
