/** Where a part of a scalar's text stands in its document: through quotes, escapes, folding and the indentation of block scalars. */
import type { Document, Field, Span } from '../yaml.ts';

/**
 * The stretch of the document that holds `text.slice(start, end)` of a scalar's text; both ends must fall on characters that are no
 * white space. Undefined for text that stands elsewhere (an alias) or that cannot be followed to the letter.
 */
export function spanWithin(field: Field, start: number, end: number): Span | undefined {
  const { text, valueSpan } = field;
  if (text === undefined || !valueSpan || end <= start || field.isShared) return undefined;
  const places = remembered(field, text, valueSpan);
  const [first, last] = [places?.[2 * start] ?? -1, places?.[2 * end - 1] ?? -1];
  return first < 0 || last < 0 ? undefined : { start: first, end: last };
}

/** Those of the scalar that was asked for last in a document: questions come one scalar at a time, and some are a megabyte long. */
const latest = new WeakMap<Document, { readonly start: number; readonly places: Int32Array | undefined }>();

function remembered(field: Field, text: string, valueSpan: Span): Int32Array | undefined {
  const known = latest.get(field.document);
  if (known?.start === valueSpan.start) return known.places;
  const places = placesOf(field, text, valueSpan);
  latest.set(field.document, { start: valueSpan.start, places });
  return places;
}

/**
 * Start and end of each character, one after the other; -1 for white space. YAML changes white space at will (it folds, indents,
 * strips and escapes it) and nothing else. So the characters that are none stand in the document in the same order, and that order
 * is what is followed.
 */
function placesOf(field: Field, text: string, { start, end }: Span): Int32Array | undefined {
  const source = field.document.text;
  const places = new Int32Array(2 * text.length).fill(-1);
  let at = contentStart(field, source, start);
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (isBlank(character)) continue;
    let piece = pieceAt(source, at, field.style);
    while (at < end && isBlank(piece.value)) {
      at += piece.length;
      piece = pieceAt(source, at, field.style);
    }
    if (at >= end || piece.value !== character) return undefined;
    places[2 * i] = at;
    places[2 * i + 1] = at + piece.length;
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
