/** Where a part of a scalar's text stands in its document: through quotes, escapes, folding and the indentation of block scalars. */
import type { Field, Span } from './yaml.ts';

/**
 * The stretch of the document that holds `text.slice(start, end)` of a scalar's text; both ends must fall on characters that are no
 * white space. Undefined for text that stands elsewhere (an alias) or that cannot be followed to the letter.
 */
export function spanWithin(field: Field, start: number, end: number): Span | undefined {
  const { text, valueSpan } = field;
  if (text === undefined || !valueSpan || end <= start || field.isShared) return undefined;
  const places = placesOf(field, text, valueSpan);
  const [first, last] = [places?.[start], places?.[end - 1]];
  return first && last ? { start: first.start, end: last.end } : undefined;
}

/**
 * YAML changes white space at will (it folds, indents, strips and escapes it) and nothing else. So the characters that are none stand
 * in the document in the same order, and that order is what is followed.
 */
function placesOf(field: Field, text: string, { start, end }: Span): readonly (Span | undefined)[] | undefined {
  const source = field.document.text;
  const places: (Span | undefined)[] = [];
  let at = contentStart(field, source, start);
  for (const character of text.split('')) {
    if (isBlank(character)) {
      places.push(undefined);
      continue;
    }
    let piece = pieceAt(source, at, field.style);
    while (at < end && isBlank(piece.value)) {
      at += piece.length;
      piece = pieceAt(source, at, field.style);
    }
    if (at >= end || piece.value !== character) return undefined;
    places.push({ start: at, end: at + piece.length });
    at += piece.length;
  }
  return places;
}

const isBlank = (character: string) => character === '' || /\s/.test(character);

function contentStart(field: Field, source: string, start: number): number {
  if (field.style === 'block') return source.indexOf('\n', start) + 1;
  return field.style === 'plain' ? start : start + 1;
}

/** What stands here for one character of the text; `value` is blank for what stands for none. */
function pieceAt(
  source: string,
  at: number,
  style: Field['style'],
): { readonly value: string; readonly length: number } {
  const character = source[at] ?? '';
  if (style === 'single' && source.startsWith("''", at)) return { value: "'", length: 2 };
  if (style !== 'double' || character !== '\\') return { value: character, length: 1 };
  const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(source.slice(at, at + 6));
  if (code)
    return { value: String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '', 16)), length: code[0].length };
  const escaped = source[at + 1] ?? '';
  return { value: /["\\/]/.test(escaped) ? escaped : /[nrt\s]/.test(escaped) ? ' ' : '\uFFFF', length: 2 };
}
