/** Spans of documents ↔ lines and characters of files. Both 0-based, characters in UTF-16 code units, as LSP counts. */
import type { Manifest } from './manifest.ts';
import { remember } from './remember.ts';
import type { Document, Span } from './yaml.ts';

export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Where a span of one of the file's documents is in the file. A document always starts at the start of a line. */
export function rangeOf(manifest: Manifest | undefined, document: Document, { start, end }: Span): Range {
  const first = (manifest && firstLines(manifest).get(document)) ?? 0;
  return { start: positionIn(document, start, first), end: positionIn(document, end, first) };
}

/** The offset in the file at which a document starts. */
export function offsetOf(manifest: Manifest, document: Document): number {
  let offset = 0;
  for (const each of manifest.documents) {
    if (each === document) return offset;
    offset += each.text.length;
  }
  return 0;
}

/** The document that holds a line of the file, and that line's number in it. The last one, for a line behind the end. */
export function documentAt(
  manifest: Manifest,
  line: number,
): { readonly document: Document; readonly line: number } | undefined {
  const lines = firstLines(manifest);
  const document = manifest.documents.findLast((each) => (lines.get(each) ?? 0) <= line);
  return document && { document, line: line - (lines.get(document) ?? 0) };
}

/** The document that holds a position of the file, and the offset in it; the end of the line, for a character behind it. */
export function offsetAt(
  manifest: Manifest,
  { line, character }: Position,
): { readonly document: Document; readonly offset: number } | undefined {
  const found = documentAt(manifest, line);
  if (!found) return undefined;
  const { document } = found;
  const { lineStarts, text } = document;
  const start = lineStarts[found.line] ?? text.length;
  const bom = line === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  return { document, offset: Math.min(start + bom + character, lineStarts[found.line + 1] ?? text.length) };
}

/** The text of the file. */
export const textOf = (manifest: Manifest): string => manifest.documents.map(({ text }) => text).join('');

function positionIn({ lineStarts, text }: Document, offset: number, firstLine: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const bom = low === 0 && firstLine === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  return { line: firstLine + low, character: Math.max(0, offset - (lineStarts[low] ?? 0) - bom) };
}

function firstLines(manifest: Manifest): ReadonlyMap<Document, number> {
  return remember(known, manifest, () => {
    let line = 0;
    return new Map(
      manifest.documents.map((document) => {
        const first = line;
        line += document.lineStarts.length - 1;
        return [document, first];
      }),
    );
  });
}
const known = new WeakMap<Manifest, ReadonlyMap<Document, number>>();
