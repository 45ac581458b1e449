/** The few surgical edits that fixes are made of. Each changes the characters that must change, and no others. */
import { fileNameOf, folderOf } from './paths.ts';
import { offsetOf, textOf } from './position.ts';
import type { Workspace } from './workspace.ts';
import { type Document, type Field, type ScalarValue, type Span, writeFlow, writeScalar, writeYaml } from './yaml.ts';

export type Edit =
  | { readonly kind: 'replace'; readonly document: Document; readonly span: Span; readonly text: string }
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
export function replaceText(document: Document, span: Span, text: string): Edit {
  return { kind: 'replace', document, span, text };
}

/** Adds `key: value` to a mapping, as its last entry or right behind the entry `after`. */
export function insertKey(mapping: Field, key: string, value: unknown, after?: string): Edit {
  const { document } = mapping;
  const entries = mapping.entries.filter(({ keySpan }) => keySpan && isWithin(keySpan, mapping.span));
  const neighbour = entries.find(({ step }) => step === after) ?? entries.at(-1);
  if (mapping.isFlow) {
    const flow = `${writeScalar(key)}: ${writeFlow(value)}`;
    if (!neighbour)
      return replaceText(document, { start: mapping.span.start + 1, end: mapping.span.end - 1 }, ` ${flow} `);
    const end = (neighbour.valueSpan ?? neighbour.span).end;
    return replaceText(document, { start: end, end }, `, ${flow}`);
  }
  if (mapping.kind === 'scalar' && mapping.valueSpan?.end !== mapping.valueSpan?.start)
    return replaceText(document, mapping.span, `{ ${writeScalar(key)}: ${writeFlow(value)} }`); // instead of `null` or `~`
  if (!neighbour?.keySpan && mapping.kind === 'mapping') {
    // Nothing but merge keys: it goes above them.
    const { start } = mapping.span;
    const text = `${entryText(key, value)}`.replaceAll(/\n(?=.)/g, `\n${' '.repeat(columnOf(document, start))}`);
    return replaceText(
      document,
      { start, end: start },
      `${text}${' '.repeat(columnOf(document, start))}`.replaceAll(/\r?\n/g, newline(document)),
    );
  }
  if (!neighbour?.keySpan) {
    // An empty value (`spec:`): its first entry goes on the next line, one level below its own key.
    const indent = ' '.repeat(columnOf(document, mapping.keySpan?.start ?? 0) + 2);
    const end = lineEnd(document.text, mapping.span.end);
    return replaceText(
      document,
      { start: end, end },
      `${newline(document)}${indented(entryText(key, value), indent).trimEnd()}`.replaceAll(
        /\r?\n/g,
        newline(document),
      ),
    );
  }
  const indent = ' '.repeat(columnOf(document, neighbour.keySpan.start));
  const end = endOfEntry(neighbour);
  const text = indented(entryText(key, value), indent).trimEnd();
  return replaceText(
    document,
    { start: end, end },
    `${newline(document)}${text}`.replaceAll(/\r?\n/g, newline(document)),
  );
}

/** Sets `key` of a mapping: in its place when it is there, else as a new entry. */
export function setKey(mapping: Field, key: string, value: ScalarValue, after?: string): Edit {
  const field = mapping.get(key);
  return field.exists && field.kind === 'scalar' ? replaceScalar(field, value) : insertKey(mapping, key, value, after);
}

/** Adds an item to a sequence, behind its last one. */
export function insertItem(sequence: Field, value: unknown): Edit {
  const { document } = sequence;
  const last = sequence.items.at(-1);
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
  if (parent?.isFlow) return replaceText(document, { start: span.start, end: span.start }, `${writeFlow(value)}, `);
  const start = lineStart(document.text, span.start);
  const indent = ' '.repeat(columnOf(document, parent?.span.start ?? span.start));
  const text = indented(writeYaml([value]), indent).replaceAll(/\r?\n/g, newline(document));
  return replaceText(document, { start, end: start }, text);
}

/** Moves an item of a sequence, as it is written, before an earlier one. */
export function moveItemBefore(item: Field, before: Field): readonly Edit[] {
  const { document, parent } = item;
  const { text } = document;
  if (parent?.isFlow) {
    const previous = parent.items[Number(item.step) - 1]?.span.end ?? item.span.start;
    return [
      replaceText(
        document,
        { start: before.span.start, end: before.span.start },
        `${text.slice(item.span.start, item.span.end)}, `,
      ),
      replaceText(document, { start: previous, end: item.span.end }, ''),
    ];
  }
  const [start, target] = [lineStart(text, item.span.start), lineStart(text, before.span.start)];
  const end = lineEnd(text, endOfEntry(item));
  const next = text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
  return [
    replaceText(document, { start: target, end: target }, text.slice(start, end) + newline(document)),
    replaceText(document, { start, end: next }, ''),
  ];
}

/** Puts another entry in the place of one; a comment behind it stays. */
export function replaceEntry(field: Field, key: string, value: unknown): Edit {
  const { document, keySpan = field.span, parent } = field;
  const span = { start: keySpan.start, end: Math.max(keySpan.end, field.valueSpan?.end ?? 0) };
  if (parent?.isFlow) return replaceText(document, span, `${writeScalar(key)}: ${writeFlow(value)}`);
  const end = span.start + document.text.slice(span.start, span.end).trimEnd().length;
  const indent = ' '.repeat(columnOf(document, keySpan.start));
  const text = indented(entryText(key, value), indent).trim().replaceAll(/\r?\n/g, newline(document));
  return replaceText(document, { start: span.start, end }, text);
}

/** Takes an entry out of its mapping: its lines in block style, its words and one comma in flow style. */
export function removeKey(field: Field): Edit {
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
  return replaceText(
    document,
    { start, end: text.startsWith('\r\n', end) ? end + 2 : end < text.length ? end + 1 : end },
    '',
  );
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

/** The two ways to bring a new object: into this file, and as a file of its own beside it. */
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
  return [inFile, { title: `Create ${what} in ${fileNameOf(file.uri)}`, edits: [file] }];
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

const entryText = (key: string, value: unknown) => writeYaml({ [key]: value });
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
