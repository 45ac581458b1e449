/** How text stands in a terminal: what it shows, and how many cells of a line that takes. */
import { visible } from '../words.ts';

export { visible };

const zeroWidth = /^(?:\p{Mn}|\p{Me}|\u200c|\u200d)$/u;
const doubleWidth =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u;

/** How many cells visible text takes: two for wide characters, none for those that join the one before. */
export function cellsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += cellsOfCharacter(character);
  return cells;
}
const cellsOfCharacter = (character: string) => (zeroWidth.test(character) ? 0 : doubleWidth.test(character) ? 2 : 1);

/** Visible text, filled up with blanks. */
export const padded = (text: string, cells: number): string => text + ' '.repeat(Math.max(0, cells - cellsOf(text)));

/** A line of a file with one stretch of it marked. */
export interface Excerpt {
  readonly text: string;
  /** Cells before the mark, and of the mark; the mark has at least one. */
  readonly before: number;
  readonly marked: number;
}

/** No terminal shows more; a line of a megabyte is not looked at as a whole. */
const near = 1000;

/** The line and the mark under `start … end`, cut around the mark to at most `width` cells. */
export function excerptOf(line: string, start: number, end: number, width: number): Excerpt {
  const from = start > near ? boundary(line, start - near) : 0;
  const to = boundary(line, Math.min(line.length, Math.max(start + near, Math.min(end, start + 2 * near))));
  const before = visible(line.slice(from, start));
  const inside = visible(line.slice(start, Math.max(start, Math.min(end, to))));
  const after = visible(line.slice(Math.max(start, Math.min(end, to)), to));
  const all = cellsOf(before) + cellsOf(inside) + cellsOf(after);
  const isWhole = from === 0 && to === line.length;
  if (isWhole && all <= width)
    return { text: before + inside + after, before: cellsOf(before), marked: marked(inside) };

  // A third of the room for what leads there, the rest for the mark and what follows.
  const room = Math.max(8, width - 2);
  const lead = tail(before, Math.max(Math.floor(room / 3), room - cellsOf(inside) - cellsOf(after)));
  const rest = room - cellsOf(lead);
  const shown = head(inside, rest);
  const follow = head(after, rest - cellsOf(shown));
  const open = lead === before && from === 0 ? '' : '…';
  const close = shown === inside && follow === after && to === line.length ? '' : '…';
  return {
    text: open + lead + shown + follow + close,
    before: cellsOf(open + lead),
    marked: marked(shown),
  };
}
const marked = (text: string) => Math.max(1, cellsOf(text));

/** The same offset, or the one before it where it would cut a character in two. */
const boundary = (text: string, offset: number) => (/[\udc00-\udfff]/.test(text[offset] ?? '') ? offset - 1 : offset);

function head(text: string, width: number): string {
  if (cellsOf(text) <= width) return text;
  let cells = 0;
  let result = '';
  for (const character of text) {
    cells += cellsOfCharacter(character);
    if (cells > width) break;
    result += character;
  }
  return result;
}
function tail(text: string, width: number): string {
  if (cellsOf(text) <= width) return text;
  let cells = 0;
  let result = '';
  for (const character of [...text].reverse()) {
    cells += cellsOfCharacter(character);
    if (cells > width) break;
    result = character + result;
  }
  return result;
}
