import type { FromWebview, Position, PreviewJson, Range, WebviewState } from '../../server/src/protocol.ts';

/** A message of the webview, or undefined for anything that is not one: whatever runs in a webview can post whatever it likes. */
export function readMessage(value: unknown): FromWebview | undefined {
  if (!isObject(value)) return undefined;
  const { type, file, range, rule, title, text, name, pinned } = value;
  switch (type) {
    case 'ready':
      return { type };
    case 'reveal':
      return isString(file) && isRange(range) ? { type, file, range } : undefined;
    case 'fix':
      return isRule(rule) && isString(file) && isRange(range) && isString(title)
        ? { type, rule, file, range, title }
        : undefined;
    case 'explain':
      return isRule(rule) ? { type, rule } : undefined;
    case 'copy':
      return isString(text) ? { type, text } : undefined;
    case 'choose':
      return isString(name) ? { type, name } : undefined;
    case 'pin':
      return typeof pinned === 'boolean' ? { type, pinned } : undefined;
    default:
      return undefined;
  }
}

/** What the webview had kept before the window was reloaded; undefined when it is of another version, or damaged. */
export function readState(value: unknown): WebviewState | undefined {
  if (!isObject(value) || !isString(value.uri) || typeof value.pinned !== 'boolean') return undefined;
  const { uri, name, pinned } = value;
  return isString(name) ? { uri, name, pinned } : { uri, pinned };
}

/** The name of the set that a cursor is in: the last one that starts at or before it, the first one for a cursor above them all. */
export function setAt({ statefulSets }: PreviewJson, cursor: Position): string | undefined {
  return (statefulSets.findLast(({ range }) => !isBefore(cursor, range.start)) ?? statefulSets[0])?.name;
}

/** The URIs of all files that a preview names: those it prints, and the only ones that the webview may ask to open or to change. */
export function filesOf(preview: PreviewJson): Set<string> {
  const files = new Set([preview.document.file]);
  const visit = (value: unknown) => {
    if (!isObject(value)) return;
    if (isString(value.file) && isRange(value.range)) files.add(value.file);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(preview);
  return files;
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isRule(value: unknown): value is string {
  return isString(value) && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value);
}

function isRange(value: unknown): value is Range {
  return isObject(value) && isPosition(value.start) && isPosition(value.end);
}

function isPosition(value: unknown): value is Position {
  return isObject(value) && isCount(value.line) && isCount(value.character);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
