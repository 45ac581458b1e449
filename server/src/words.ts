/** Numbers, lists, sizes and texts of files as they are printed. In English, whatever the locale. */

export { listed, plural } from './core/words.ts';

/** `2,000`. */
export const number = (value: number): string => value.toLocaleString('en');

/** Bytes in the largest binary unit that keeps the number at 1 or above: `3Gi`. */
export function quantity(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
  const unit = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${Number((bytes / 1024 ** unit).toFixed(1)).toLocaleString('en')}${units[unit] ?? ''}`;
}

/**
 * The text with its control and direction characters spelt out: a manifest must not move the cursor, recolour a
 * terminal or turn a line around. A tab becomes four blanks, so that marks stand where they belong.
 */
export function visible(text: string): string {
  return text.replaceAll('\t', '    ').replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${code}⟩`;
  });
}
