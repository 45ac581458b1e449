import { describe, expect, test } from 'vitest';
import { spanWithin } from '../../../server/src/core/names/within.ts';
import { Document, type Field } from '../../../server/src/core/yaml.ts';

/** What stands in the document for a word of the scalar `a`. */
function found(text: string, word: string, field = (root: Field) => root.get('a')): string | undefined {
  const document = new Document('a.yaml', text);
  const scalar = field(document.root);
  const start = scalar.text?.indexOf(word) ?? -1;
  expect(start, scalar.text).toBeGreaterThanOrEqual(0);
  const span = spanWithin(scalar, start, start + word.length);
  return span && `${span.start} ${document.text.slice(span.start, span.end)}`;
}

describe('a part of a scalar is found', () => {
  test.each([
    ['plain', 'a: one web-0 two', '7 web-0'],
    ['plain over lines', 'a: one\n  web-0 two', '9 web-0'],
    ['in single quotes, behind a doubled one', "a: 'it''s web-0'", '10 web-0'],
    ['in double quotes, behind escapes', 'a: "\\t\\"x\\" \\u0041 web-0"', '19 web-0'],
    ['behind an escaped line end', 'a: "one \\\n   web-0"', '13 web-0'],
    ['in a literal block', 'a: |\n    one\n      web-0\n', '19 web-0'],
    ['in a literal block with an indicator and a comment', 'a: |2- # text\n    web-0\n', '18 web-0'],
    ['in a folded block', 'a: >-\n  one\n  two\n\n  web-0\n', '21 web-0'],
    ['between CRLF', 'a: |\r\n  one\r\n  web-0\r\n', '15 web-0'],
    ['behind a letter beyond the BMP', 'a: "😀 web-0"', '7 web-0'],
    ['with an anchor and a tag', 'a: &x !!str web-0', '12 web-0'],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'web-0')).toBe(expected);
  });

  test('also when it is broken by an escaped line end', () => {
    expect(found('a: "we\\\n   b-0"', 'web-0')).toBe('4 we\\\n   b-0');
  });
});

describe('a part of a scalar is not found', () => {
  test('behind an alias: it stands elsewhere', () => {
    expect(found('x: &x web-0\na: *x', 'web-0')).toBeUndefined();
  });
  test('behind an escape that nobody writes', () => {
    expect(found('a: "\\e web-0"', 'web-0')).toBeUndefined();
  });
  test('when it is empty', () => {
    expect(spanWithin(new Document('a.yaml', 'a: web').root.get('a'), 1, 1)).toBeUndefined();
  });
});
