/** How YAML is read: as go-yaml v2 does, which kubectl and the API server read it with. One test for each choice. */
import { describe, expect, test } from 'vitest';
import { commentsOf, Document, type Field, resolveScalar, splitDocuments } from '../../server/src/core/yaml.ts';

const read = (text: string) => new Document('manifest.yaml', text);

function plain(field: Field): unknown {
  if (field.kind === 'mapping') return Object.fromEntries(field.entries.map((entry) => [entry.step, plain(entry)]));
  return field.kind === 'sequence' ? field.items.map(plain) : field.scalar;
}
/** What a text means, which must be free of problems. */
function meaning(text: string): unknown {
  const document = read(text);
  expect(document.problems).toEqual([]);
  return plain(document.root);
}
const messages = (text: string) => read(text).problems.map(({ message }) => message);
/** The stretch of the text that the first problem marks. */
function marked(text: string): string | undefined {
  const [problem] = read(text).problems;
  return problem && text.slice(problem.span.start, problem.span.end);
}

describe('a plain scalar', () => {
  test.each([
    ['true in YAML 1.1', ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'], true],
    ['false in YAML 1.1', ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'], false],
    ['null', ['', '~', 'null', 'Null', 'NULL'], null],
    ['an octal number', ['0644', '0o644', '0O644'], 420],
    ['a binary number', ['0b101', '0B101', '+0b101'], 5],
    ['a hexadecimal number', ['0xFF', '0xff', '0Xff', '0xF_F'], 255],
    ['a number with underscores', ['1000', '1_000', '1__000', '1000_'], 1000],
    ['a number with a sign', ['5', '+5', '+0x5'], 5],
    ['a negative number', ['-8', '-010', '-0x8', '-0b1000'], -8],
    ['a number with an exponent', ['1e3', '1E3', '1.0e+3', '10000e-1'], 1000],
    ['a fraction', ['.5', '0.5', '00.5', '+.5', '5e-1'], 0.5],
    ['a number that ends in a point', ['5.', '5'], 5],
    ['eight, though it looks octal', ['08'], 8],
    ['zero', ['0', '00', '0x0', '-0', '0.'], 0],
    ['infinite', ['.inf', '.Inf', '.INF', '+.inf'], Number.POSITIVE_INFINITY],
    ['negatively infinite', ['-.inf'], Number.NEGATIVE_INFINITY],
    ['not a number', ['.nan', '.NaN', '.NAN'], Number.NaN],
  ])('is %s', (_, texts, value) => {
    for (const text of texts) expect(resolveScalar(text), text).toBe(value);
  });

  test.each([
    ['a time of day', '12:30:00'],
    ['a date', '2024-01-01'],
    ['a date and time', '2024-01-01T12:00:00Z'],
    ['a version', '1.2.3'],
    ['a word of mixed case', 'tRUE'],
    ['a word of YAML 1.2', 'TRue'],
    ['nothing but a prefix', '0x'],
    ['a digit that is not binary', '0b2'],
    ['a digit that is not octal', '0o8'],
    ['an underscore in front', '_1'],
    ['an exponent without a number', '.e3'],
    ['a number without an exponent', '1e'],
    ['a point', '.'],
    ['a sign', '+'],
    ['a thousands separator', '1,000'],
    ['a quantity', '10Gi'],
    ['a digit of another script', '١'],
  ])('stays text: %s', (_, text) => {
    expect(resolveScalar(text)).toBe(text);
  });

  test('goes on in lines that are indented further', () => {
    expect(meaning('a: one\n  two\n\n  three\n')).toEqual({ a: 'one two\nthree' });
  });
  test('ends at a comment, which needs a blank before it', () => {
    expect(meaning('a: b #c\nd: e#f\n')).toEqual({ a: 'b', d: 'e#f' });
  });
});

describe('quoted text', () => {
  test('is never anything else', () => {
    expect(meaning(`a: "yes"\nb: '1'\nc: ""\n`)).toEqual({ a: 'yes', b: '1', c: '' });
  });
  test('resolves its escapes', () => {
    expect(meaning(`a: "x\\n\\u00e9\\x41\\\\"\nb: 'it''s \\n'\n`)).toEqual({ a: 'x\néA\\', b: "it's \\n" });
  });
  test('goes on at the indentation of its key', () => {
    expect(read(`a:\n  b: "one\n  two"\n  c: 'three\n  four'\n`).problems).toEqual([]);
  });
  test('keeps the spans behind it true when it does', () => {
    const text = 'a: "one\r\ntwo"\r\nb: here\r\n';
    const { start, end } = read(text).root.get('b').span;
    expect(text.slice(start, end)).toBe('here');
  });
});

describe('a block scalar', () => {
  test('keeps its lines, or folds them', () => {
    expect(meaning('a: |\n  x\n   y\nb: >-\n  x\n  y\nc: |+\n  x\n\n')).toEqual({ a: 'x\n y\n', b: 'x y', c: 'x\n\n' });
  });
  test('takes its indentation from its header', () => {
    expect(meaning('a: |2\n    x\n')).toEqual({ a: '  x\n' });
  });
  test('is text, whatever stands in it', () => {
    expect(meaning('a: |\n  b: 1\n  # no comment\n  {{ template }}\n')).toEqual({
      a: 'b: 1\n# no comment\n{{ template }}\n',
    });
  });
  test('may hold an indented ---', () => {
    expect(splitDocuments('a: |\n  ---\n  x\n')).toHaveLength(1);
  });
  test('is ended by a --- at column 0', () => {
    expect(splitDocuments('a: |\n  x\n---\nb: 1\n')).toEqual(['a: |\n  x\n', '---\nb: 1\n']);
  });
});

describe('a mapping', () => {
  test('with a key twice has the last of them, and shows both', () => {
    const { root } = read('a: 1\nb: 2\na: 3\n');
    expect(root.get('a').scalar).toBe(3);
    expect(root.entries.map(({ step, scalar }) => [step, scalar])).toEqual([
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ]);
  });
  test('has keys that are text, whatever they look like', () => {
    expect(meaning('true: 1\n1: 2\n~: 3\n"": 4\n')).toEqual({ true: 1, 1: 2, null: 3, '': 4 });
  });
  test('takes in the entries of a merge key', () => {
    expect(meaning('x: &x { a: 1, b: 2 }\ny:\n  <<: *x\n  b: 3\n')).toEqual({ x: { a: 1, b: 2 }, y: { a: 1, b: 3 } });
  });
  test('takes in several, and the first wins', () => {
    expect(meaning('y:\n  <<: [{ a: 1 }, { a: 2, b: 3 }]\n')).toEqual({ y: { a: 1, b: 3 } });
  });
  test('has entries that are shared when they came in', () => {
    const { root } = read('x: &x { a: 1 }\ny:\n  <<: *x\n  b: 3\n');
    expect(root.get('y', 'a').isShared).toBe(true);
    expect(root.get('y', 'b').isShared).toBe(false);
  });
  test('takes in nothing but maps', () => {
    expect(messages('a: { <<: text }\n')).toEqual(['A merge key (<<) takes a map or a list of maps.']);
  });
  test('may be called << in quotes', () => {
    expect(meaning('"<<": { a: 1 }\n')).toEqual({ '<<': { a: 1 } });
  });
  test('in flow style may have keys without values', () => {
    expect(meaning('{ a, b: , "c":d }\n')).toEqual({ a: null, b: null, c: 'd' });
  });
  test('of one pair may be the item of a flow list', () => {
    expect(meaning('[a, b: c]\n')).toEqual(['a', { b: 'c' }]);
  });
  test('has no keys that are lists or maps', () => {
    expect(messages('? [a]\n: b\n')).toEqual(['A key must be a plain word or text, not a list or a map.']);
    expect(marked('{ a: 1 }: b\n')).toBe('{ a: 1 }');
  });
});

describe('a list', () => {
  test('may stand at the column of its key', () => {
    expect(meaning('a:\n- b\n- c\n')).toEqual({ a: ['b', 'c'] });
  });
  test('may hold lists, and items without a value', () => {
    expect(meaning('- - a\n  - b\n-\n- c\n')).toEqual([['a', 'b'], null, 'c']);
  });
  test('in flow style goes on at the indentation of its key', () => {
    expect(meaning('a:\n  b: [c,\n  d]\n  e: {\nf: 1\n}\n')).toEqual({ a: { b: ['c', 'd'], e: { f: 1 } } });
  });
});

describe('anchors', () => {
  test('stand for what they are put on', () => {
    expect(meaning('a: &x 1\nb: *x\nc: &y [2]\nd: *y\n')).toEqual({ a: 1, b: 1, c: [2], d: [2] });
  });
  test('may be put on anew', () => {
    expect(meaning('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });
  test('make what they are used for shared', () => {
    const { root } = read('a: &x { b: 1 }\nc: *x\n');
    expect(root.get('a', 'b').isShared).toBe(false);
    expect(root.get('c', 'b').isShared).toBe(true);
  });
  test('must stand above', () => {
    expect(messages('a: *x\nb: &x 1\n')).toEqual(['No anchor "&x" stands above.']);
    expect(messages('a: &x [*x]\n')).toEqual(['No anchor "&x" stands above.']);
  });
  test('do not set off a bomb of aliases', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `a${i}: &a${i} [${Array(10).fill(i ? `*a${i - 1}` : 'x')}]\n`);
    const document = read(levels.join(''));
    expect(document.root.exists).toBe(false);
    expect(document.problems[0]?.message).toMatch(/^Its aliases expand to [0-9,]+ values/);
  });
  test('nor one of merge keys', () => {
    const levels = Array.from(
      { length: 40 },
      (_, i) => `a${i}: &a${i} { <<: [${i ? `*a${i - 1}, *a${i - 1}` : ''}], x: 1 }\n`,
    );
    expect(read(levels.join('')).problems).not.toEqual([]);
  });
});

describe('tags', () => {
  test('say what a scalar is', () => {
    expect(meaning('a: !!str 5\nb: !!int "5"\nc: !!bool "yes"\nd: !!null ""\ne: !!float 1\n')).toEqual({
      a: '5',
      b: 5,
      c: true,
      d: null,
      e: 1,
    });
  });
  test('that nobody knows leave text', () => {
    expect(meaning('a: !foo 5\nb: !!binary aGk=\n')).toEqual({ a: '5', b: 'aGk=' });
  });
});

describe('line ends', () => {
  const value = { a: 1, b: 'x\ny\n' };
  test('of Windows', () => {
    expect(meaning('a: 1\r\nb: |\r\n  x\r\n  y\r\n')).toEqual(value);
  });
  test('of the old Macintosh', () => {
    expect(meaning('a: 1\rb: |\r  x\r  y\r')).toEqual(value);
  });
  test('are counted as editors count them', () => {
    expect(read('a\nb\r\nc\rd').lineStarts).toEqual([0, 2, 5, 7]);
  });
  test('end a document in Windows files, too', () => {
    expect(splitDocuments('a\r\n---\r\nb\r\n')).toEqual(['a\r\n', '---\r\nb\r\n']);
  });
});

describe('tabs', () => {
  test('may stand between a key and its value', () => {
    expect(meaning('a:\tb\t# c\n')).toEqual({ a: 'b' });
  });
  test('may indent inside of flow collections', () => {
    expect(meaning('a: {\n\tb: 1\n  }\n')).toEqual({ a: { b: 1 } });
  });
  test('must not indent keys', () => {
    expect(messages('a:\n\tb: 1\n')).toContain('A tab cannot indent YAML; use spaces.');
  });
});

describe('documents', () => {
  test('start at --- and end at ...', () => {
    expect(splitDocuments('a\n---\nb\n...\nc\n')).toEqual(['a\n', '---\nb\n...\n', 'c\n']);
  });
  test('start once where both stand', () => {
    expect(splitDocuments('a\n...\n---\nb\n')).toEqual(['a\n...\n', '---\nb\n']);
  });
  test('start at --- with something behind it', () => {
    expect(splitDocuments('--- a\n--- # b\n---c\n')).toEqual(['--- a\n', '--- # b\n---c\n']);
    expect(meaning('--- { a: 1 }\n')).toEqual({ a: 1 });
  });
  test('have the directives above them', () => {
    expect(splitDocuments('# c\n%YAML 1.1\n---\na: 1\n')).toEqual(['# c\n%YAML 1.1\n---\na: 1\n']);
    expect(meaning('%YAML 1.1\n---\na: 1\n')).toEqual({ a: 1 });
  });
  test('may be empty', () => {
    expect(splitDocuments('---\n---\n')).toEqual(['---\n', '---\n']);
    for (const text of ['', '---\n', '---\n...\n', '\n\n']) expect(read(text).root.exists, text).toBe(false);
  });
  test('may hold comments only', () => {
    expect(read('# a: 1\n').root.exists).toBe(false);
    expect(read('# a: 1\n').problems).toEqual([]);
  });
  test('may be a scalar', () => {
    expect(meaning('text\n')).toBe('text');
    expect(meaning('null\n')).toBe(null);
  });
  test('may follow a byte order mark', () => {
    expect(splitDocuments('\uFEFF---\na: 1\n')).toHaveLength(1);
    expect(meaning('\uFEFFa: 1\n')).toEqual({ a: 1 });
  });
  test('are, joined, the text again', () => {
    const text = '\uFEFF# a\n%YAML 1.1\n---\na\r\n---\n...\n\n...\n--- b\rc\n---';
    expect(splitDocuments(text).join('')).toBe(text);
  });
});

describe('comments', () => {
  const found = (text: string) =>
    commentsOf(text).map(({ start, end, text: comment }) => [text.slice(start, end), comment]);
  test('go from # to the end of the line', () => {
    expect(found('# a\na: b # c\r\n#d')).toEqual([
      ['# a', '# a'],
      ['# c', '# c'],
      ['#d', '#d'],
    ]);
  });
  test('are none in text', () => {
    expect(found('a: |\n  # no\nb: "# no"\nc: d#no\n')).toEqual([]);
  });
  test('stand in flow collections', () => {
    expect(found('a: [ # yes\n  b ]\n')).toEqual([['# yes', '# yes']]);
  });
});

describe('fields', () => {
  const text = 'a:\n  b: [x, "y"]\n  c:\n  labels:\n    app.kubernetes.io/name: z\n';
  const { root } = read(text);
  const slice = (field: Field) => text.slice(field.span.start, field.span.end);

  test('span their value, quotes included', () => {
    expect(slice(root.get('a', 'b', 1))).toBe('"y"');
    expect(slice(root.get('a', 'b'))).toBe('[x, "y"]');
  });
  test('span their key when the value is empty', () => {
    expect(slice(root.get('a', 'c'))).toBe('c');
  });
  test('that are not there span the nearest one above', () => {
    expect(slice(root.get('a', 'b', 7, 'd', 'e'))).toBe('[x, "y"]');
    expect(root.get('a', 'b', 7).exists).toBe(false);
  });
  test("have the API server's paths", () => {
    expect(root.get('a', 'b', 1).path).toBe('a.b[1]');
    expect(root.get('a', 'labels', 'app.kubernetes.io/name').path).toBe('a.labels[app.kubernetes.io/name]');
    expect(read('kind: Service\nspec: { selector: { app: x } }').root.get('spec', 'selector', 'app').path).toBe(
      'spec.selector[app]',
    );
  });
  test('of the wrong kind have nothing below', () => {
    expect(root.get('a', 'b', 'key').exists).toBe(false);
    expect(root.get('a', 0).exists).toBe(false);
    expect(root.get('a', 'b', 0, 'x').exists).toBe(false);
    expect(root.get('a', 'c').text).toBeUndefined();
    expect(root.get('a').scalar).toBeUndefined();
  });
});

describe('what YAML refuses', () => {
  test.each([
    ['a quote that is not closed', 'a: "b\nc: d\n', 'The text that starts here has no closing ".', '"b'],
    ['one behind escaped quotes', 'a: "b \\" c\nd: e\n', 'The text that starts here has no closing ".', '"b \\" c'],
    ['a single quote behind a pair', "a: 'it''s\nb: c\n", "The text that starts here has no closing '.", "'it''s"],
    ['a bracket that is not closed', 'a: [b\nc: d\n', 'A closing ] is missing here.', 'c'],
    ['a bracket that is closed by another', 'a: { b: c ]\n', 'A closing } is missing here.', ']'],
    ['a key behind a value', 'a: { b: c }: d\n', /^A second "key:" on one line/, ':'],
    ['a second key on one line', 'a: b: c\n', /^A second "key:" on one line/, 'b'],
    ['a line that fits no other', 'a:\n    b: 1\n  c: 2\n', /^This line is indented in a way/, 'c'],
    ['a reserved character', 'a: @b\n', 'Plain value cannot start with reserved character @.', '@'],
  ])('%s', (_, text, message, where) => {
    expect(messages(text)[0]).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(marked(text)?.startsWith(where)).toBe(true);
  });
  test('leaves the rest readable', () => {
    expect(read('a: 1\nb: [2\nc: 3\n').root.get('a').scalar).toBe(1);
  });
  test('a comment in a flow collection is not joined with the next line', () => {
    expect(messages('a:\n  b: [c, # x\n  d]\n')).not.toEqual([]);
  });
  test.each([
    ['a control character', 'a: \u0001\n', /U\+0001/],
    ['NUL', 'a: \0\n', /U\+0000/],
    ['DEL', 'a: \u007F\n', /U\+007F/],
    ['bytes that are not UTF-8', 'a: \uFFFD\n', /not UTF-8/],
  ])('%s makes all of it unreadable', (_, text, message) => {
    const document = read(text);
    expect(document.root.exists).toBe(false);
    expect(document.problems).toEqual([{ message: expect.stringMatching(message), span: { start: 3, end: 4 } }]);
  });
});

describe('however large, it is read or refused', () => {
  test.each([
    ['flow lists', '['.repeat(100_000)],
    ['flow lists that are closed', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['flow maps', '{a: '.repeat(100_000)],
    ['block lists', '- '.repeat(100_000)],
    ['block maps', Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['keys of keys', '? '.repeat(100_000)],
  ])('100,000 levels of %s', (_, text) => {
    const document = read(text);
    expect(document.problems).toContainEqual(expect.objectContaining({ message: 'Nested too deeply to be read.' }));
  });
  test('some hundred levels are no problem', () => {
    expect(read(`a: ${'['.repeat(300)}${']'.repeat(300)}\n`).problems).toEqual([]);
  });
  test('a line of 10 MB', () => {
    expect(read(`a: ${'x'.repeat(10_000_000)}\n`).root.get('a').text).toHaveLength(10_000_000);
  });
  test('a quote that is never closed, and 20,000 lines below it', () => {
    expect(marked(`a: "b\n${'c: d\n'.repeat(20_000)}`)).toBe('"b');
  });
  test('a thousand documents', () => {
    expect(splitDocuments('---\na: 1\n'.repeat(1000))).toHaveLength(1000);
  });
});
