/** The surgical edits: what they change, and that they change nothing else. */
import { describe, expect, test } from 'vitest';
import {
  addItem,
  appendDocument,
  applyEdits,
  createFileBeside,
  type Edit,
  fileEdit,
  insertItem,
  insertKey,
  insertKeys,
  removeItem,
  removeKey,
  replaceScalar,
  setKey,
} from '../../server/src/core/edit.ts';
import { commentsOf, Document, type Field } from '../../server/src/core/yaml.ts';
import { workspaceOf } from '../harness.ts';

type Path = readonly (string | number)[];

/** The text with an edit made of the top of its first document. */
function edited(text: string, make: (root: Field) => Edit): string {
  const workspace = workspaceOf(new Map([['manifest.yaml', text]]));
  const document = workspace.manifest('manifest.yaml')?.documents[0] ?? new Document('manifest.yaml', '');
  const edit = fileEdit(workspace, make(document.root));
  expect(edit).toBeDefined();
  return edit ? applyEdits(text, [edit]) : text;
}

function plain(field: Field): unknown {
  if (field.kind === 'mapping') return Object.fromEntries(field.entries.map((entry) => [entry.step, plain(entry)]));
  return field.kind === 'sequence' ? field.items.map(plain) : field.scalar;
}

describe('a key is inserted', () => {
  const insert = (text: string, path: Path, value: unknown = 1) =>
    edited(text, (root) => insertKey(root.get(...path), 'k', value));

  test.each<[string, string, Path, string]>([
    ['behind the last one', 'a:\n  b: 1\nc: 2\n', ['a'], 'a:\n  b: 1\n  k: 1\nc: 2\n'],
    ['at the end of a file without a line end', 'a:\n  b: 1', ['a'], 'a:\n  b: 1\n  k: 1'],
    ['behind a comment', 'a:\n  b: 1 # c\n# d\n', ['a'], 'a:\n  b: 1 # c\n  k: 1\n# d\n'],
    ['before the blank lines', 'a:\n  b:\n    c: 1\n\n\nd: 2\n', ['a'], 'a:\n  b:\n    c: 1\n  k: 1\n\n\nd: 2\n'],
    ['behind a block scalar', 'a:\n  b: |\n    x\n    y\nd: 2\n', ['a'], 'a:\n  b: |\n    x\n    y\n  k: 1\nd: 2\n'],
    [
      'behind one that keeps its blank lines',
      'a:\n  b: |+\n    x\n\nd: 2\n',
      ['a'],
      'a:\n  b: |+\n    x\n\n  k: 1\nd: 2\n',
    ],
    ['behind text of several lines', 'a:\n  b: "x\n    y"\nd: 2\n', ['a'], 'a:\n  b: "x\n    y"\n  k: 1\nd: 2\n'],
    ['behind a list', 'a:\n  b:\n  - x\n  - y # z\n', ['a'], 'a:\n  b:\n  - x\n  - y # z\n  k: 1\n'],
    ['behind an empty value', 'a:\n  b: # x\nc: 1\n', ['a'], 'a:\n  b: # x\n  k: 1\nc: 1\n'],
    ['behind an alias', 'x: &x 1\na:\n  b: *x\n', ['a'], 'x: &x 1\na:\n  b: *x\n  k: 1\n'],
    ['into an item of a list', '- a: 1\n  b: 2\n- c: 3\n', [0], '- a: 1\n  b: 2\n  k: 1\n- c: 3\n'],
    ['into an item with more blanks', '-   a: 1\n- c: 3\n', [0], '-   a: 1\n    k: 1\n- c: 3\n'],
    ['into a list of lists', '- - a: 1\n', [0, 0], '- - a: 1\n    k: 1\n'],
    ['at the top, behind a byte order mark', '\uFEFFa: 1\n', [], '\uFEFFa: 1\nk: 1\n'],
    ['into a flow map', 'a: { b: 1 } # c\n', ['a'], 'a: { b: 1, k: 1 } # c\n'],
    ['into an empty flow map', 'a: {}\n', ['a'], 'a: { k: 1 }\n'],
    ['before a comma at the end', 'a: { b: 1, }\n', ['a'], 'a: { b: 1, k: 1, }\n'],
    ['into a flow map of several lines', 'a: {\n  b: 1 # x\n}\n', ['a'], 'a: {\n  b: 1, k: 1 # x\n}\n'],
    ['into JSON', '{"a": {"b": 1}}', ['a'], '{"a": {"b": 1, k: 1}}'],
    ['into an empty value', 'a:\nb: 1\n', ['a'], 'a:\n  k: 1\nb: 1\n'],
    ['into an empty value with a comment', 'a: # c\nb: 1\n', ['a'], 'a: # c\n  k: 1\nb: 1\n'],
    ['into an empty value of an item', '- a:\n  b: 1\n', [0, 'a'], '- a:\n    k: 1\n  b: 1\n'],
    ['instead of null', 'a: null # c\n', ['a'], 'a: { k: 1 } # c\n'],
    [
      'above merge keys, when there is nothing else',
      'x: &x { b: 1 }\na:\n  <<: *x\n',
      ['a'],
      'x: &x { b: 1 }\na:\n  k: 1\n  <<: *x\n',
    ],
    [
      'behind its own keys, not those that came in',
      'x: &x { b: 1 }\na:\n  c: 2\n  <<: *x\n',
      ['a'],
      'x: &x { b: 1 }\na:\n  c: 2\n  k: 1\n  <<: *x\n',
    ],
  ])('%s', (_, before, path, after) => {
    expect(insert(before, path)).toBe(after);
    expect(new Document('', after).problems).toEqual([]);
    expect(new Document('', after).root.get(...path, 'k').scalar).toBe(1);
  });

  test('with a value of several lines, indented', () => {
    expect(insert('a:\n    b: 1\n', ['a'], { x: 1, list: ['z'] })).toBe(
      'a:\n    b: 1\n    k:\n      x: 1\n      list:\n        - z\n',
    );
  });
  test('with a flow value where the map is in flow style', () => {
    expect(insert('a: { b: 1 }\n', ['a'], { x: ['z'] })).toBe('a: { b: 1, k: { x: [ z ] } }\n');
  });
  test('with the line ends of the document', () => {
    expect(insert('a:\r\n  b: 1\r\n', ['a'], { x: 1 })).toBe('a:\r\n  b: 1\r\n  k:\r\n    x: 1\r\n');
    expect(insert('a:\r\nb: 1\r\n', ['a'], { x: 1 })).toBe('a:\r\n  k:\r\n    x: 1\r\nb: 1\r\n');
  });
  test('behind a named one', () => {
    expect(edited('a: 1\nc: 3\n', (root) => insertKey(root, 'b', 2, 'a'))).toBe('a: 1\nb: 2\nc: 3\n');
    expect(edited('a: 1\nc: 3\n', (root) => insertKey(root, 'b', 2, 'absent'))).toBe('a: 1\nc: 3\nb: 2\n');
  });
  test('in quotes where it would be something else', () => {
    expect(edited('a: 1\n', (root) => insertKey(root, 'on', 'yes'))).toBe('a: 1\n"on": "yes"\n');
  });
});

describe('a scalar is replaced', () => {
  const set = (text: string, value: string | number | boolean | null, path: Path = ['a']) =>
    edited(text, (root) => replaceScalar(root.get(...path), value));

  test.each<[string, string, string, string]>([
    ['before its comment', 'a: x # c\n', 'y1', 'a: y1 # c\n'],
    ['in its double quotes', 'a: "x" # c\n', 'y1', 'a: "y1" # c\n'],
    ['in its single quotes', "a: 'x'\n", 'y1', "a: 'y1'\n"],
    ['in other quotes than its own when it holds them', `a: 'x'\n`, "it's", `a: it's\n`],
    ['in quotes where it would be true', 'a: x\n', 'yes', 'a: "yes"\n'],
    ['in quotes where it would be a number', 'a: x\n', '0o10', 'a: "0o10"\n'],
    ['in quotes where it would be a map', 'a: x\n', 'b: c', 'a: "b: c"\n'],
    ['in quotes where it would be nothing', 'a: x\n', '', 'a: ""\n'],
    ['in quotes where it would end a flow map', '{ a: x }\n', 'y, z', '{ a: "y, z" }\n'],
    ['behind an anchor', 'a: &x 1\nb: *x\n', 'y1', 'a: &x y1\nb: *x\n'],
    ['where none stands', 'a:\nb: 1\n', 'y1', 'a: y1\nb: 1\n'],
    ['where only a comment stands', 'a: # c\n', 'y1', 'a: y1 # c\n'],
    ['where none stands, at the end', 'a:', 'y1', 'a: y1'],
    ['where none stands, in a flow map', '{ a: , b: 1 }\n', 'y1', '{ a: y1 , b: 1 }\n'],
    ['where only a key stands, in a flow map', '{ a, b: 1 }\n', 'y1', '{ a: y1, b: 1 }\n'],
    ['instead of a block scalar', 'a: |\n  x\n  z\nb: 1\n', 'y1', 'a: y1\nb: 1\n'],
    ['in JSON', '{"a":""}', 'y1', '{"a":"y1"}'],
  ])('%s', (_, before, value, after) => {
    expect(set(before, value)).toBe(after);
    expect(new Document('', after).root.get('a').scalar).toBe(value);
  });
  test('by a number, without quotes', () => {
    expect(set('a: "80"\n', 80)).toBe('a: 80\n');
  });
  test('in a list', () => {
    expect(set('-\n- b\n', 'x', [0])).toBe('- x\n- b\n');
  });
  test('in its place when its key is there, else with its key', () => {
    expect(edited('a: 1\n', (root) => setKey(root, 'a', 2))).toBe('a: 2\n');
    expect(edited('a: 1\n', (root) => setKey(root, 'b', 2))).toBe('a: 1\nb: 2\n');
    expect(edited('a:\n', (root) => setKey(root, 'a', 2))).toBe('a: 2\n');
  });
});

describe('an item is inserted', () => {
  test.each<[string, string, Path, string]>([
    ['behind the last one', 'a:\n- b # c\nd: 1\n', ['a'], 'a:\n- b # c\n- k\nd: 1\n'],
    ['where the others stand', 'a:\n    - b\n', ['a'], 'a:\n    - b\n    - k\n'],
    ['at the end of a file without a line end', 'a:\n- b', ['a'], 'a:\n- b\n- k'],
    ['behind a map', 'a:\n- x: 1\n  y:\n  - p\nb: 1\n', ['a'], 'a:\n- x: 1\n  y:\n  - p\n- k\nb: 1\n'],
    ['behind a list', '- - b\n', [], '- - b\n- k\n'],
    ['into the inner list', '- - b\n', [0], '- - b\n  - k\n'],
    ['behind an item without a value', 'a:\n-\nb: 1\n', ['a'], 'a:\n-\n- k\nb: 1\n'],
    ['behind a number with a sign', 'a:\n- -1\n', ['a'], 'a:\n- -1\n- k\n'],
    ['behind an anchor with a dash', 'a:\n- &b-c d\n', ['a'], 'a:\n- &b-c d\n- k\n'],
    ['behind a comment with a dash', 'a:\n  - # b - c\n    x: 1\n', ['a'], 'a:\n  - # b - c\n    x: 1\n  - k\n'],
    ['behind a block scalar', 'a:\n- |\n  x - y\n', ['a'], 'a:\n- |\n  x - y\n- k\n'],
    ['into a flow list', 'a: [b] # c\n', ['a'], 'a: [b, k] # c\n'],
    ['into an empty flow list', 'a: []\n', ['a'], 'a: [k]\n'],
    ['before a comma at the end', 'a: [b,]\n', ['a'], 'a: [b, k,]\n'],
    ['into a flow list of several lines', 'a: [\n  b, # c\n  d\n]\n', ['a'], 'a: [\n  b, # c\n  d, k\n]\n'],
    ['with the line ends of the document', 'a:\r\n- b\r\n', ['a'], 'a:\r\n- b\r\n- k\r\n'],
  ])('%s', (_, before, path, after) => {
    expect(edited(before, (root) => insertItem(root.get(...path), 'k'))).toBe(after);
    expect(new Document('', after).problems).toEqual([]);
    expect(new Document('', after).root.get(...path).items.at(-1)?.scalar).toBe('k');
  });
  test('that is a map', () => {
    expect(edited('a:\r\n  - b\r\n', (root) => insertItem(root.get('a'), { x: 1, z: { w: 2 } }))).toBe(
      'a:\r\n  - b\r\n  - x: 1\r\n    z:\r\n      w: 2\r\n',
    );
  });
});

describe('an item is added under a key', () => {
  const add = (text: string) => edited(text, (root) => addItem(root, 'list', { name: 'x' }));

  test.each([
    ['that is not there', 'a: 1\n', 'a: 1\nlist:\n  - name: x\n'],
    ['that is empty', 'list: # none yet\na: 1\n', 'list: # none yet\n  - name: x\na: 1\n'],
    ['that is null', 'list: null # none yet\n', 'list: [ { name: x } ] # none yet\n'],
    ['that has items', 'list:\n- name: a\n', 'list:\n- name: a\n- name: x\n'],
    ['that is empty, at the end of a file without a line end', 'list:', 'list:\n  - name: x'],
    ['of a Windows file', 'list:\r\na: 1\r\n', 'list:\r\n  - name: x\r\na: 1\r\n'],
  ])('%s', (_, before, after) => {
    expect(add(before)).toBe(after);
  });
});

test('several keys are inserted as one edit', () => {
  expect(edited('a:\n  b: 1\n', (root) => insertKeys(root.get('a'), { c: 2, d: 3 }))).toBe(
    'a:\n  b: 1\n  c: 2\n  d: 3\n',
  );
  expect(edited('a: { b: 1 }\n', (root) => insertKeys(root.get('a'), { c: 2, d: 3 }))).toBe(
    'a: { b: 1, c: 2, d: 3 }\n',
  );
});

test('what also stands for other fields says so', () => {
  const { root } = new Document('a.yaml', 'x: &x [1]\na: *x\nb: { <<: { c: 1 } }\nd: 1\n');
  const isShared = (edit: Edit) => edit.kind === 'replace' && edit.isShared;
  expect(isShared(insertItem(root.get('a'), 2))).toBe(true);
  expect(isShared(replaceScalar(root.get('b', 'c'), 2))).toBe(true);
  expect(isShared(replaceScalar(root.get('d'), 2))).toBe(false);
  const copy = new Document('a.yaml', 'x: &x { list: }\na: *x\n').root.get('a');
  expect(isShared(addItem(copy, 'list', 1))).toBe(true);
});

describe('a key is removed', () => {
  test.each<[string, string, Path, string]>([
    ['with its line', 'a: 1 # x\nb: 2\n', ['a'], 'b: 2\n'],
    ['at the end', 'a: 1\nb: 2\n', ['b'], 'a: 1\n'],
    ['at the end without a line end', 'a: 1\nb: 2', ['b'], 'a: 1'],
    ['at the end without a line end, in DOS text', 'a: 1\r\nb: 2', ['b'], 'a: 1'],
    ['with all lines of its value', 'a: # x\n  b: 1 # d\n# e\nf: 1\n', ['a'], '# e\nf: 1\n'],
    ['with its block scalar', 'a: |\n  x\n  y\nb: 2\n', ['a'], 'b: 2\n'],
    ['with its list', 'a:\n- x\n- y\nb: 2\n', ['a'], 'b: 2\n'],
    ['without a value', 'a:\nb: 2\n', ['a'], 'b: 2\n'],
    ['with the line end of Windows', 'a: 1\r\nb: 2\r\n', ['a'], 'b: 2\r\n'],
    ['behind ---', '---\na: 1\nb: 2\n', ['a'], '---\nb: 2\n'],
    ['first of an item, whose dash stays', '- a: 1\n  b: 2\n', [0, 'a'], '- b: 2\n'],
    ['second of an item', '- a: 1\n  b: 2\n', [0, 'b'], '- a: 1\n'],
    ['the only one of an item', '- a: 1\n', [0, 'a'], '- {}\n'],
    ['first of an item, with a map', 'x:\n  - a:\n      b: 1\n    c: 2\n', ['x', 0, 'a'], 'x:\n  - c: 2\n'],
    ['first of a flow map', 'a: { b: 1, c: 2 }\n', ['a', 'b'], 'a: { c: 2 }\n'],
    ['last of a flow map', 'a: { b: 1, c: 2 }\n', ['a', 'c'], 'a: { b: 1 }\n'],
    ['without a value, of a flow map', '{ a: 1, b: , c: 2 }\n', ['b'], '{ a: 1, c: 2 }\n'],
    ['the only one of a flow map', 'a: { b: 1 }\n', ['a', 'b'], 'a: {  }\n'],
    ['the only one before a comma', 'a: {b: 1,}\n', ['a', 'b'], 'a: {}\n'],
  ])('%s', (_, before, path, after) => {
    expect(edited(before, (root) => removeKey(root.get(...path)))).toBe(after);
    expect(new Document('', after).problems).toEqual([]);
    expect(new Document('', after).root.get(...path).exists).toBe(false);
  });
});

describe('a document is appended', () => {
  const append = (text: string) => edited(text, () => appendDocument('manifest.yaml', { a: 1, b: { c: 2 } }));

  test.each<[string, string, string]>([
    ['behind a --- of its own', 'x: 1\n', 'x: 1\n---\na: 1\nb:\n  c: 2\n'],
    ['behind a line end of its own', 'x: 1', 'x: 1\n---\na: 1\nb:\n  c: 2\n'],
    ['behind a --- that is there', 'x: 1\n---\n', 'x: 1\n---\na: 1\nb:\n  c: 2\n'],
    ['behind a --- at the very end', 'x: 1\n---', 'x: 1\n---\na: 1\nb:\n  c: 2\n'],
    ['to nothing', '', 'a: 1\nb:\n  c: 2\n'],
    ['to comments', '# x\n', '# x\n---\na: 1\nb:\n  c: 2\n'],
    ['behind ...', 'x: 1\n...\n', 'x: 1\n...\n---\na: 1\nb:\n  c: 2\n'],
    ['behind a block scalar that keeps its blank lines', 'x: |+\n  y\n\n', 'x: |+\n  y\n\n---\na: 1\nb:\n  c: 2\n'],
    ['with the line ends of the file', 'x: 1\r\n', 'x: 1\r\n---\r\na: 1\r\nb:\r\n  c: 2\r\n'],
  ])('%s', (_, before, after) => {
    expect(append(before)).toBe(after);
  });
  test('to a file that is not there yet', () => {
    const workspace = workspaceOf(new Map());
    expect(fileEdit(workspace, appendDocument('new.yaml', { a: 1 }))).toEqual({
      uri: 'new.yaml',
      start: 0,
      end: 0,
      text: 'a: 1\n',
      create: true,
    });
  });
});

describe('a file is created', () => {
  const workspace = workspaceOf(new Map(['x/a.yaml', 'x/s.yaml', 'x/s-2.yaml'].map((path) => [path, ''])));
  const created = (beside: string, name: string) => createFileBeside(workspace, beside, name, { a: 1 }).uri;

  test('beside another one', () => {
    expect(created('a.yaml', 's')).toBe('s.yaml');
    expect(created('file:///x%20y/a.yaml', 's')).toBe('file:///x%20y/s.yaml');
  });
  test('under a name that is free', () => {
    expect(created('x/a.yaml', 's')).toBe('x/s-3.yaml');
  });
  test('in that folder, whatever its name is', () => {
    expect(created('x/a.yaml', '../../etc/passwd')).toBe('x/..-..-etc-passwd.yaml');
    expect(created('x/a.yaml', 'a b%?#é')).toBe('x/a-b-.yaml');
  });
});

test('edits are made in the order of the text, and those that overlap are left out', () => {
  const edit = (start: number, end: number, text: string) => ({ uri: '', start, end, text, create: false });
  expect(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 2, 'AB'), edit(1, 3, '!')])).toBe('ABcdEf');
});

test('an edit of a document that is no longer there is none', () => {
  const workspace = workspaceOf(new Map([['manifest.yaml', 'a: 1\n']]));
  const { root } = new Document('manifest.yaml', 'a: 1\n');
  expect(fileEdit(workspace, replaceScalar(root.get('a'), 2))).toBeUndefined();
});

describe('wherever it is made, an edit changes what it says and nothing else', () => {
  const texts = [
    'a: 1 # one\nb:\n  c: two # 2\n\n  # three\n  d: { e: 3, f: [] }\n# end\n',
    '- a: 1\n  b:\n  - c # d\n  - - e\n    - f: { g: h }\n-\n  i: "j" # k\n- l\n',
    '---\na: &x\n  b: |\n    # text\n  c: >-\n    folded\n\nd: [ { e: 1 }, [f], g ] # h\ni:\n',
    '{ "a": { "b": [ 1, { "c": "d" } ] },\n  "e": "f" } # end',
  ];
  function* fieldsOf(field: Field): Iterable<Field> {
    yield field;
    for (const child of [...field.entries, ...field.items]) yield* fieldsOf(child);
  }
  const pathOf = (field: Field): Path =>
    field.step === undefined || !field.parent ? [] : [...pathOf(field.parent), field.step];
  const comments = (text: string) => commentsOf(text).map((comment) => comment.text.trimEnd());
  const withCrlf = texts.map((text) => text.replaceAll('\n', '\r\n'));

  for (const text of [...texts, ...withCrlf])
    for (const field of fieldsOf(new Document('', text).root)) {
      const path = pathOf(field);
      const name = `${JSON.stringify(text.slice(0, 12))} ${path.join('.')}`;
      const at = (root: Field) => root.get(...path);
      const expectation = (after: string, change: (copy: Field) => unknown) => {
        const document = new Document('', after);
        expect(document.problems, after).toEqual([]);
        expect(plain(document.root), after).toEqual(change(document.root));
        expect(comments(after)).toEqual(comments(text));
        expect(after.includes('\r')).toBe(text.includes('\r'));
        expect(after).not.toMatch(text.includes('\r') ? /[^\r]\n/ : /\r/);
      };
      /** The value as it was, with another one at the path. */
      const changed = (make: (value: unknown) => unknown) => {
        const replace = (value: unknown, steps: Path): unknown => {
          const [step, ...rest] = steps;
          if (step === undefined) return make(value);
          if (Array.isArray(value)) return value.with(Number(step), replace(value[Number(step)], rest));
          return { ...Object(value), [step]: replace(Object(value)[step], rest) };
        };
        return replace(plain(new Document('', text).root), path);
      };
      if (field.kind === 'mapping')
        test(`insert a key: ${name}`, () => {
          expectation(
            edited(text, (root) => insertKey(at(root), 'new', { x: ['y1'] })),
            () => changed((value) => ({ ...Object(value), new: { x: ['y1'] } })),
          );
        });
      if (field.kind === 'sequence')
        test(`insert an item: ${name}`, () => {
          expectation(
            edited(text, (root) => insertItem(at(root), { x: ['y1'] })),
            () => changed((value) => [...(value as unknown[]), { x: ['y1'] }]),
          );
        });
      if (field.kind === 'scalar')
        test(`replace a scalar: ${name}`, () => {
          expectation(
            edited(text, (root) => replaceScalar(at(root), 'new')),
            () => changed(() => 'new'),
          );
        });
    }
});

describe('an item is removed', () => {
  const remove = (text: string, i: number) => edited(text, (root) => removeItem(root.get('a', i)));

  test.each<[string, string, number, string]>([
    ['with its lines', 'a:\n  - x: 1\n    y: 2 # c\n  - x: 3 # d\n', 0, 'a:\n  - x: 3 # d\n'],
    ['the last of several', 'a:\n  - x: 1 # c\n  - x: 3\nb: 1\n', 1, 'a:\n  - x: 1 # c\nb: 1\n'],
    ['the last of several at the end of a file', 'a:\n- x: 1\n- x: 3', 1, 'a:\n- x: 1'],
    ['the only one, with its key', 'b: 1\na: # c\n  - x: 1\n', 0, 'b: 1\n'],
    ['the only one, with the first key', 'a:\n  - x: 1\nb: 1\n', 0, 'b: 1\n'],
    ['the first in brackets', 'a: [{ x: 1 }, { x: 2 }] # c\n', 0, 'a: [{ x: 2 }] # c\n'],
    ['the last in brackets', 'a: [{ x: 1 }, { x: 2 }] # c\n', 1, 'a: [{ x: 1 }] # c\n'],
    ['the only one in braces', '{ b: 1, a: [{ x: 1 }] }\n', 0, '{ b: 1 }\n'],
    ['in a file with other line ends', 'a:\r\n  - x: 1\r\n  - x: 2\r\nb: 1\r\n', 0, 'a:\r\n  - x: 2\r\nb: 1\r\n'],
    ['a negative number beside others', 'a:\n  - -1\n  - -2\n', 0, 'a:\n  - -2\n'],
  ])('%s', (_, before, i, after) => {
    expect(remove(before, i)).toBe(after);
  });
});
