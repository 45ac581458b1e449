/** The few surgical edits that fixes are made of. Each changes the characters that must change, and no others. */
import { fileNameOf, folderOf } from './paths.ts';
import { offsetOf, textOf } from './position.ts';
import type { Workspace } from './workspace.ts';
import { type Document, type Field, type ScalarValue, type Span, writeFlow, writeScalar, writeYaml } from './yaml.ts';

export type Edit =
  | {
      readonly kind: 'replace';
      readonly document: Document;
      readonly span: Span;
      readonly text: string;
      /** The text there also stands for other fields (an alias, a merge key, a value that a build makes of it): not to be altered. */
      readonly isShared: boolean;
    }
  /** Another YAML document at the end of a file. Where that is, and what must stand before it, is known when it is applied. */
  | { readonly kind: 'append'; readonly uri: string; readonly text: string }
  /** A file that does not exist yet. */
  | { readonly kind: 'create'; readonly uri: string; readonly text: string };

/** An edit as offsets in a whole file, in UTF-16 code units. `create`: there is no such file yet. */
export interface FileEdit {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly create: boolean;
}

// ---- making ----

/** Puts another value in the place of a scalar, quoted the way it was. */
export function replaceScalar(field: Field, value: ScalarValue): Edit {
  const { written } = field;
  if (written !== undefined) return replaceBuilt(field, written, value);
  return shared(field, replaceValue(field, value));
}

/** A value that a build made of another one, by a prefix or suffix: what is written must become the wanted value without them. */
function replaceBuilt(field: Field, written: string, value: ScalarValue): Edit {
  const built = field.text ?? '';
  const at = written === '' ? -1 : built.indexOf(written);
  const [prefix, suffix] = [built.slice(0, Math.max(0, at)), built.slice(at + written.length)];
  if (at < 0 || typeof value !== 'string') return { ...replaceValue(field, value), isShared: true };
  // One that comes without them is one that is meant as it is written.
  const isBuilt = value.startsWith(prefix) && value.endsWith(suffix) && value.length > prefix.length + suffix.length;
  const wanted = isBuilt ? value.slice(prefix.length, value.length - suffix.length) : value;
  return shared(field, replaceValue(field, wanted));
}

const shared = (field: Field, edit: TextEdit): TextEdit => (field.isShared ? { ...edit, isShared: true } : edit);
type TextEdit = Edit & { readonly kind: 'replace' };

function replaceValue(field: Field, value: ScalarValue): TextEdit {
  // Inside of brackets, a comma or a bracket would end the text.
  const isDelicate = typeof value === 'string' && /[,[\]{}]/.test(value);
  const plain = isDelicate ? JSON.stringify(value) : writeScalar(value);
  const quoted = typeof value === 'string' && !/["'\\\n]/.test(value);
  const text =
    quoted && field.style === 'double' ? `"${value}"` : quoted && field.style === 'single' ? `'${value}'` : plain;
  const { document } = field;
  const span = field.valueSpan ?? field.span;
  // An empty value stands right behind its colon or dash, before any comment.
  const before = document.text.slice(0, span.start).trimEnd().length;
  if (span.start === span.end) {
    const hasColon = /[:-]/.test(document.text[before - 1] ?? '');
    return replaceText(document, { start: before, end: before }, hasColon ? ` ${text}` : `: ${text}`);
  }
  // A block scalar ends behind its last line end, which stays.
  const end =
    field.style === 'block' ? span.start + document.text.slice(span.start, span.end).trimEnd().length : span.end;
  return replaceText(document, { start: span.start, end }, text);
}

/** Puts text in the place of a part of a value. */
export function replaceText(document: Document, span: Span, text: string): TextEdit {
  return { kind: 'replace', document, span, text, isShared: false };
}

/** Adds `key: value` to a mapping, as its last entry or right behind the entry `after`. */
export function insertKey(mapping: Field, key: string, value: unknown, after?: string): Edit {
  return insertKeys(mapping, { [key]: value }, after);
}

/** Adds several entries at once: two insertions at one place would be in each other's way. */
export function insertKeys(mapping: Field, entries: Readonly<Record<string, unknown>>, after?: string): Edit {
  return shared(mapping, insertEntries(mapping, entries, after));
}

/** The same above all that stands there. */
export function insertKeyFirst(mapping: Field, key: string, value: unknown): Edit {
  const { document, span, isFlow, entries } = mapping;
  if (entries.length === 0) return insertKey(mapping, key, value);
  if (!isFlow) return shared(mapping, atStart(mapping, { [key]: value }));
  const start = span.start + 1;
  const text = `${writeScalar(key)}: ${writeFlow(value)},`;
  const words = /\s/.test(document.text[start] ?? '') ? ` ${text}` : `${text} `;
  return shared(mapping, replaceText(document, { start, end: start }, words));
}

function insertEntries(mapping: Field, added: Readonly<Record<string, unknown>>, after?: string): TextEdit {
  const { document } = mapping;
  const entries = mapping.entries.filter(
    ({ keySpan, document: own }) => keySpan && own === document && isWithin(keySpan, mapping.span),
  );
  const neighbour = entries.find(({ step }) => step === after) ?? entries.at(-1);
  if (mapping.isFlow) {
    const flow = Object.entries(added)
      .map(([key, value]) => `${writeScalar(key)}: ${writeFlow(value)}`)
      .join(', ');
    if (!neighbour)
      return replaceText(document, { start: mapping.span.start + 1, end: mapping.span.end - 1 }, ` ${flow} `);
    const end = (neighbour.valueSpan ?? neighbour.span).end;
    return replaceText(document, { start: end, end }, `, ${flow}`);
  }
  if (mapping.kind === 'scalar' && mapping.valueSpan?.end !== mapping.valueSpan?.start)
    return replaceText(document, mapping.span, writeFlow(added)); // instead of `null` or `~`
  // Nothing but merge keys: it goes above them.
  if (!neighbour?.keySpan && mapping.kind === 'mapping') return atStart(mapping, added);
  if (!neighbour?.keySpan) {
    // An empty value (`spec:`): its first entry goes on the next line, one level below its own key.
    const indent = ' '.repeat(columnOf(document, mapping.keySpan?.start ?? 0) + 2);
    const end = lineEnd(document.text, mapping.span.end);
    return replaceText(
      document,
      { start: end, end },
      `${newline(document)}${indented(writeYaml(added), indent).trimEnd()}`.replaceAll(/\r?\n/g, newline(document)),
    );
  }
  const indent = ' '.repeat(columnOf(document, neighbour.keySpan.start));
  const end = endOfEntry(neighbour);
  const text = indented(writeYaml(added), indent).trimEnd();
  return replaceText(
    document,
    { start: end, end },
    `${newline(document)}${text}`.replaceAll(/\r?\n/g, newline(document)),
  );
}

/** Makes another entry of one: `key: value` in its place. A comment behind it stays. */
export function replaceEntry(field: Field, key: string, value: unknown): Edit {
  const { document, keySpan = field.span } = field;
  // A value that stays keeps its quotes.
  if (field.scalar === value && field.keySpan) return shared(field, replaceText(document, keySpan, writeScalar(key)));
  const end = Math.max(keySpan.end, (field.valueSpan ?? field.span).end);
  const span = {
    start: keySpan.start,
    end: keySpan.start + document.text.slice(keySpan.start, end).trimEnd().length,
  };
  const block = writeYaml({ [key]: value }).trimEnd();
  const indent = ' '.repeat(columnOf(document, keySpan.start));
  const text = field.parent?.isFlow
    ? `${writeScalar(key)}: ${writeFlow(value)}`
    : block.replaceAll('\n', `${newline(document)}${indent}`);
  return shared(field, replaceText(document, span, text));
}

/** Gives an entry another key; its value stays as it is written. */
export function renameKey(field: Field, key: string): Edit {
  const { document, keySpan = field.span } = field;
  return shared(field, replaceText(document, keySpan, writeScalar(key)));
}

/**
 * Moves an entry, as it is written with its comments, into another mapping of its document: one above its own, or one beside it.
 * Empty where that takes more than moving lines (flow style, another document).
 */
export function moveEntry(field: Field, mapping: Field): readonly Edit[] {
  const { document, keySpan, parent } = field;
  const last = mapping.entries.findLast(({ keySpan: span, document: own }) => span && own === document);
  if (!keySpan || !last?.keySpan || parent?.isFlow || mapping.isFlow || mapping.document !== document) return [];
  const { text } = document;
  const key = lineStart(text, keySpan.start);
  if (/\S/.test(text.slice(key, keySpan.start))) return []; // the first key of an item
  const start = startOfComments(text, key, text.slice(key, keySpan.start));
  const end = lineEnd(text, endOfEntry(field));
  const columns = columnOf(document, last.keySpan.start) - columnOf(document, keySpan.start);
  const moved = shifted(text.slice(start, end), columns);
  const target = endOfEntry(last);
  // The last words of what it stands in: less far in, it is in the mapping above.
  if (target === end) return [shared(field, replaceText(document, { start, end }, moved))];
  const next = text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
  return [
    shared(field, replaceText(document, { start, end: next }, '')),
    shared(mapping, replaceText(document, { start: target, end: target }, newline(document) + moved)),
  ];
}

/** Where the comments start that stand right above a line, as far in as it. */
function startOfComments(text: string, line: number, indent: string): number {
  let start = line;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!text.startsWith(`${indent}#`, above)) break;
    start = above;
  }
  return start;
}

/** Lines further in, or less far: none loses more than its blanks. */
function shifted(lines: string, columns: number): string {
  return columns >= 0
    ? indented(lines, ' '.repeat(columns))
    : lines.replaceAll(new RegExp(`^ {1,${-columns}}`, 'gm'), '');
}

/** Sets `key` of a mapping: in its place when it is there, else as a new entry. */
export function setKey(mapping: Field, key: string, value: ScalarValue, after?: string): Edit {
  const field = mapping.get(key);
  return field.exists && field.kind === 'scalar' ? replaceScalar(field, value) : insertKey(mapping, key, value, after);
}

/** At the start of a mapping in block style, each of its keys in the column of the others. */
function atStart({ document, span: { start } }: Field, added: Readonly<Record<string, unknown>>): TextEdit {
  const indent = ' '.repeat(columnOf(document, start));
  const text = writeYaml(added).replaceAll(/\n(?=.)/g, `\n${indent}`);
  return replaceText(document, { start, end: start }, `${text}${indent}`.replaceAll(/\r?\n/g, newline(document)));
}

/** Adds an item to a sequence, behind its last one. */
export function insertItem(sequence: Field, value: unknown): Edit {
  return shared(sequence, appendItem(sequence, value));
}

function appendItem(sequence: Field, value: unknown): TextEdit {
  const { document } = sequence;
  const last = sequence.items.findLast((item) => item.document === document);
  if (!last || sequence.isFlow) {
    const end = last ? last.span.end : sequence.span.end - 1;
    return replaceText(document, { start: end, end }, `${last ? ', ' : ''}${writeFlow(value)}`);
  }
  const indent = ' '.repeat(columnOf(document, sequence.span.start)); // its first dash
  const end = endOfEntry(last);
  return replaceText(
    document,
    { start: end, end },
    `${newline(document)}${indented(writeYaml([value]), indent).trimEnd()}`.replaceAll(/\r?\n/g, newline(document)),
  );
}

/** Adds an item to a sequence, before another one. */
export function insertItemBefore(item: Field, value: unknown): Edit {
  const { document, parent, span } = item;
  if (parent?.isFlow)
    return shared(item, replaceText(document, { start: span.start, end: span.start }, `${writeFlow(value)}, `));
  const start = lineStart(document.text, span.start);
  // Up to its dash, which stands as deep as the new one.
  const indent = /^[ \t]*/.exec(document.text.slice(start, span.start))?.[0] ?? '';
  const text = indented(writeYaml([value]), indent).replaceAll('\n', newline(document));
  return shared(item, replaceText(document, { start, end: start }, text));
}

/** Moves an item of a sequence, as it is written, before an earlier one of the same document. */
export function moveItemBefore(item: Field, before: Field): readonly Edit[] {
  const { document, parent } = item;
  const { text } = document;
  const replace = (start: number, end: number, words: string) =>
    shared(item, { ...replaceText(document, { start, end }, words), isShared: before.document !== document });
  if (parent?.isFlow) {
    const previous = parent.items[Number(item.step) - 1]?.span.end ?? item.span.start;
    const words = `${text.slice(item.span.start, item.span.end)}, `;
    return [replace(before.span.start, before.span.start, words), replace(previous, item.span.end, '')];
  }
  const [start, target] = [lineStart(text, item.span.start), lineStart(text, before.span.start)];
  const end = lineEnd(text, endOfEntry(item));
  const next = text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
  return [replace(target, target, text.slice(start, end) + newline(document)), replace(start, next, '')];
}

/** Adds an item to the list under a key of a mapping, which may be empty, or not be there. */
export function addItem(mapping: Field, key: string, item: unknown): Edit {
  const list = mapping.get(key);
  if (list.kind === 'sequence') return insertItem(list, item);
  if (!list.exists) return insertKey(mapping, key, [item]);
  return shared(mapping, fillList(mapping, list, item));
}

function fillList(mapping: Field, list: Field, item: unknown): TextEdit {
  const { document } = list;
  const span = list.valueSpan ?? list.span;
  // In place of `null` or `~`; behind the colon of an empty value.
  if (mapping.isFlow || span.start < span.end)
    return span.start < span.end
      ? replaceText(document, span, writeFlow([item]))
      : replaceText(document, { start: span.start, end: span.start }, ` ${writeFlow([item])}`);
  const indent = ' '.repeat(columnOf(document, list.keySpan?.start ?? 0) + 2);
  const end = lineEnd(document.text, list.keySpan?.end ?? span.end);
  const text = `\n${indented(writeYaml([item]), indent).trimEnd()}`;
  return replaceText(document, { start: end, end }, text.replaceAll('\n', newline(document)));
}

/** Takes an entry out of its mapping: its lines in block style, its words and one comma in flow style. */
export function removeKey(field: Field): Edit {
  return shared(field, withoutEntry(field));
}

function withoutEntry(field: Field): TextEdit {
  const { document, keySpan = field.span, parent } = field;
  const { text } = document;
  if (parent?.isFlow) {
    const all = parent.entries;
    const i = all.findIndex(({ keySpan: other }) => other?.start === keySpan.start);
    const next = all[i + 1]?.keySpan?.start;
    const previous = all[i - 1];
    if (next !== undefined) return replaceText(document, { start: keySpan.start, end: next }, '');
    const start = previous ? (previous.valueSpan ?? previous.span).end : keySpan.start;
    const { end } = field.valueSpan ?? field.span;
    // `{ a: 1, }` would be left with a comma alone.
    const comma = previous ? 0 : (/^\s*,/.exec(text.slice(end))?.[0].length ?? 0);
    return replaceText(document, { start, end: end + comma }, '');
  }
  const start = lineStart(text, keySpan.start);
  const isAlone = /^\s*$/.test(text.slice(start, keySpan.start));
  const end = lineEnd(text, endOfEntry(field));
  // `- name: x` loses its first key, but keeps its dash.
  if (!isAlone) {
    const next = parent?.entries.find(({ keySpan: other }) => other !== undefined && other.start > keySpan.start)
      ?.keySpan?.start;
    return replaceText(document, { start: keySpan.start, end: next ?? end }, next === undefined ? '{}' : '');
  }
  // At the end of a file without a last line end, the one before goes.
  if (end === text.length && start > 0)
    return replaceText(document, { start: start - (text[start - 2] === '\r' ? 2 : 1), end }, '');
  return replaceText(document, { start, end: text.startsWith('\r\n', end) ? end + 2 : end + 1 }, '');
}

/**
 * Takes an item out of its sequence, and the sequence's key with its last one. In block style the line end before its
 * lines goes with them, so that something may be added behind them at the same time.
 */
export function removeItem(item: Field): Edit {
  const isElsewhere = item.parent?.document !== item.document; // a build has put it there
  return isElsewhere ? { ...withoutItem(item), isShared: true } : shared(item, withoutItem(item));
}

function withoutItem(item: Field): TextEdit {
  const { document, parent: sequence = item } = item;
  const items = sequence.items.filter((each) => each.document === document);
  const isLast = items.length === 1 && sequence.keySpan !== undefined;
  if (isLast && sequence.parent?.isFlow) return withoutEntry(sequence);
  if (sequence.isFlow && !isLast) {
    const i = items.findIndex(({ span }) => span.start === item.span.start);
    const [next, previous] = [items[i + 1], items[i - 1]];
    if (next) return replaceText(document, { start: item.span.start, end: next.span.start }, '');
    return replaceText(document, { start: previous?.span.end ?? item.span.start, end: item.span.end }, '');
  }
  const { text } = document;
  const dash = text.lastIndexOf('-', item.span.start - 1);
  const first = isLast ? (sequence.keySpan?.start ?? dash) : dash;
  const start = lineStart(text, first);
  // `- - a`, or the first key of an item: other things stand on this line.
  if (/\S/.test(text.slice(start, first)))
    return isLast ? withoutEntry(sequence) : replaceText(document, item.valueSpan ?? item.span, '{}');
  const end = lineEnd(text, endOfEntry(item));
  if (start === 0) return replaceText(document, { start, end: Math.min(text.length, end + 1) }, '');
  return replaceText(document, { start: start - (text[start - 2] === '\r' ? 2 : 1), end }, '');
}

/** Adds an object as a new YAML document at the end of the file. */
export const appendDocument = (uri: string, object: unknown): Edit => ({
  kind: 'append',
  uri,
  text: writeYaml(object),
});

/** Adds an object as a new file beside another one: `name`, or `name-2`, … when that is taken. */
export function createFileBeside(
  workspace: Workspace,
  uri: string,
  name: string,
  object: unknown,
): Edit & { kind: 'create' } {
  const folder = folderOf(uri);
  const safe = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-'); // whatever somebody wrote for a name, it is no path
  for (let n = 1; ; n++) {
    const file = `${n === 1 ? safe : `${safe}-${n}`}.yaml`;
    const target = folder === '' ? file : `${folder}/${file}`;
    if (!workspace.hasFile(target)) return { kind: 'create', uri: target, text: writeYaml(object) };
  }
}

/**
 * The two ways to bring a new object: into this file, and as a file of its own beside it, which the kustomizations that name
 * this file then name, too. Of a patch or a kustomization only the second is left.
 */
export function bringObject(
  workspace: Workspace,
  uri: string,
  what: string,
  fileName: string,
  object: unknown,
): readonly { readonly title: string; readonly edits: readonly Edit[] }[] {
  const inFile = { title: `Create ${what} in this file`, edits: [appendDocument(uri, object)] };
  if (uri.startsWith('untitled:')) return [inFile];
  const file = createFileBeside(workspace, uri, fileName, object);
  const name = fileNameOf(file.uri);
  const namers = workspace.kustomizationsNaming(uri);
  const listings = namers.map(({ kustomization, path }) =>
    addItem(
      kustomization.field,
      'resources',
      path.replace(/[^/]*$/, () => name),
    ),
  );
  const isHome = namers.length === 0 || namers.some(({ isResource }) => isResource);
  return [...(isHome ? [inFile] : []), { title: `Create ${what} in ${name}`, edits: [file, ...listings] }];
}

// ---- applying ----

/** Where an edit falls in its file. Undefined when the file is not in the workspace, or no longer has that document. */
export function fileEdit(workspace: Workspace, edit: Edit): FileEdit | undefined {
  if (edit.kind === 'create') return { uri: edit.uri, start: 0, end: 0, text: edit.text, create: true };
  if (edit.kind === 'append') {
    const manifest = workspace.manifest(edit.uri);
    if (!manifest) return { uri: edit.uri, start: 0, end: 0, text: edit.text, create: true };
    const text = textOf(manifest);
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const gap =
      text === '' || /(?:^|\n)---[ \t]*\r?\n?$/.test(text)
        ? text.endsWith('\n') || text === ''
          ? ''
          : eol
        : `${text.endsWith('\n') ? '' : eol}---${eol}`;
    return {
      uri: edit.uri,
      start: text.length,
      end: text.length,
      text: gap + edit.text.replaceAll('\n', eol),
      create: false,
    };
  }
  const manifest = workspace.manifest(edit.document.uri);
  if (!manifest?.documents.includes(edit.document)) return undefined;
  const offset = offsetOf(manifest, edit.document);
  return {
    uri: edit.document.uri,
    start: offset + edit.span.start,
    end: offset + edit.span.end,
    text: edit.text,
    create: false,
  };
}

/** The text with the edits made. Edits that overlap one before them are left out; `applied` counts the others. */
export function applyEdits(text: string, edits: readonly FileEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

// ---- text ----

const indented = (text: string, indent: string) => text.replaceAll(/^(?=.)/gm, indent);
const newline = ({ text }: Document) => (text.includes('\r\n') ? '\r\n' : '\n');
const isWithin = (inner: Span, { start, end }: Span) => inner.start >= start && inner.end <= end;
const lineStart = (text: string, offset: number) => text.lastIndexOf('\n', offset - 1) + 1;
/** Before the line end, so that a comment behind the value stays with it. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
}
/** A dash counts as a blank: the keys of `- name: x` stand where `name` stands. */
const columnOf = ({ text }: Document, offset: number) =>
  offset - lineStart(text, offset) - (offset > 0 && text.startsWith('\uFEFF') && lineStart(text, offset) === 0 ? 1 : 0);

/** The end of the last line that belongs to an entry or item, without its line end. */
function endOfEntry(field: Field): number {
  const { text } = field.document;
  const end = (field.valueSpan ?? field.span).end;
  // A block collection or block scalar ends behind its last line end.
  const last = text[end - 1] === '\n' ? end - (text[end - 2] === '\r' ? 2 : 1) : end;
  return lineEnd(text, Math.max(last, field.keySpan?.end ?? 0));
}
