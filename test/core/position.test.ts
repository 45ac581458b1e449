import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readManifest } from '../../server/src/core/manifest.ts';
import { documentAt, offsetAt, offsetOf, rangeOf, textOf } from '../../server/src/core/position.ts';

/** Where the first occurrence of a word is. */
function rangeOfWord(text: string, word: string) {
  const manifest = readManifest('a.yaml', text);
  const document = manifest.documents.find((each) => each.text.includes(word));
  const start = document?.text.indexOf(word) ?? 0;
  return document && rangeOf(manifest, document, { start, end: start + word.length });
}
const at = (line: number, from: number, to: number) => ({
  start: { line, character: from },
  end: { line, character: to },
});

describe('a range', () => {
  test('counts lines and characters from 0', () => {
    expect(rangeOfWord('word\n', 'word')).toEqual(at(0, 0, 4));
    expect(rangeOfWord('a:\n  b: word\n', 'word')).toEqual(at(1, 5, 9));
  });
  test('counts the lines of the documents above', () => {
    expect(rangeOfWord('a\nb\n---\nc\n---\n  word', 'word')).toEqual(at(5, 2, 6));
  });
  test('counts the line ends of Windows and of the old Macintosh once', () => {
    expect(rangeOfWord('a\r\n---\r\nb\rc\r  word', 'word')).toEqual(at(4, 2, 6));
  });
  test('counts UTF-16 code units', () => {
    expect(rangeOfWord('é😀 word', 'word')).toEqual(at(0, 4, 8));
  });
  test('does not count a byte order mark', () => {
    expect(rangeOfWord('\uFEFFword\nmore', 'word')).toEqual(at(0, 0, 4));
    expect(rangeOfWord('\uFEFFa\nword', 'word')).toEqual(at(1, 0, 4));
  });
  test('may go over several lines', () => {
    expect(rangeOfWord('a: |\n  b\n  c\n', '|\n  b\n  c')).toEqual({
      start: { line: 0, character: 3 },
      end: { line: 2, character: 3 },
    });
  });
  test('may be the end of the file', () => {
    const manifest = readManifest('a.yaml', 'a\n---\nb\n');
    const last = manifest.documents.at(-1);
    const end = last?.text.length ?? 0;
    expect(last && rangeOf(manifest, last, { start: end, end })).toEqual(at(3, 0, 0));
  });
});

describe('a line belongs to', () => {
  const manifest = readManifest('a.yaml', 'a\nb\n---\nc\nd\n');
  const found = (line: number) => {
    const place = documentAt(manifest, line);
    return place && [manifest.documents.indexOf(place.document), place.line];
  };
  test('the document that holds it, where it has a number of its own', () => {
    expect([0, 1, 2, 3, 4].map(found)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
  });
  test('the last document, behind the end', () => {
    expect(found(99)).toEqual([1, 97]);
  });
});

test('the offset of a document is that of its text in the file', () => {
  const text = fc.array(fc.constantFrom('a: 1\n', '---\n', '...\n', '\r\n', '# é😀\n', '\r'), { maxLength: 20 });
  fc.assert(
    fc.property(text, (parts) => {
      const manifest = readManifest('a.yaml', parts.join(''));
      expect(textOf(manifest)).toBe(parts.join(''));
      for (const document of manifest.documents) {
        const offset = offsetOf(manifest, document);
        expect(textOf(manifest).slice(offset, offset + document.text.length)).toBe(document.text);
        const lines = textOf(manifest)
          .slice(0, offset)
          .split(/\r\n|\r|\n/);
        expect(rangeOf(manifest, document, { start: 0, end: 0 }).start.line).toBe(lines.length - 1);
      }
    }),
  );
});

test.each(['\uFEFFa: b\n---\nc: d\n', 'a\r\n---\r\né😀 b\rc', ''])(
  'a position of %j leads back to where a range begins',
  (text) => {
    const manifest = readManifest('a.yaml', text);
    for (const document of manifest.documents) {
      const first = document === manifest.documents[0] && text.startsWith('\uFEFF') ? 1 : 0;
      for (let offset = first; offset < document.text.length; offset++) {
        const { start } = rangeOf(manifest, document, { start: offset, end: offset });
        expect(offsetAt(manifest, start)).toEqual({ document, offset });
      }
    }
  },
);
