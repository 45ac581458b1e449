import type {
  FromWebview,
  Position,
  PreviewJson,
  Question,
  Range,
  ScenarioName,
  ScenarioOptions,
  WebviewState,
  WhatIf,
} from '../../server/src/protocol.ts';

/** A message of the webview, or undefined for anything that is not one: whatever runs in a webview can post whatever it likes. */
export function readMessage(value: unknown): FromWebview | undefined {
  if (!isObject(value)) return undefined;
  const { type, file, range, rule, title, text, name, pinned, from, step, format, png } = value;
  switch (type) {
    case 'ready':
      return { type };
    case 'reveal':
      return isString(file) && isRange(range) ? { type, file, range } : undefined;
    case 'fix':
      return isRule(rule) && isString(file) && isRange(range) && isString(title)
        ? { type, rule, file, range, title }
        : undefined;
    case 'preview': {
      const question = readQuestion(value);
      return question && { type, ...question };
    }
    case 'resolve':
      return isString(name) && isOneOf(from, ['same', 'other', 'self'] as const) && isCount(step)
        ? { type, name: name.slice(0, longestName), from, step }
        : undefined;
    case 'write':
      return { type };
    case 'export':
      return format === 'markdown' || format === null ? { type, format } : undefined;
    case 'painted':
      return isString(png) && /^[A-Za-z0-9+/]+=*$/.test(png) ? { type, png } : undefined;
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

/** No name in DNS is longer than 253; whoever types more gets an answer for the beginning of it. */
const longestName = 1000;

const scenarioNames: readonly ScenarioName[] = ['create', 'scale', 'update', 'delete', 'recreate'];

/** What is asked about a set, with nothing in it but what can be asked; undefined when a value is none that a field can have. */
function readQuestion({
  set,
  namespace,
  scenario,
  options,
  whatIf,
}: Readonly<Record<string, unknown>>): Question | undefined {
  if (!isString(set) || !(namespace === null || isString(namespace)) || !isOneOf(scenario, scenarioNames))
    return undefined;
  const read = { options: readFields(options, optionFields), whatIf: readFields(whatIf, whatIfFields) };
  if (!read.options || !read.whatIf) return undefined;
  return { set, namespace, scenario, options: read.options as ScenarioOptions, whatIf: read.whatIf as WhatIf };
}

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;
const isKept = (value: unknown) => value === 'Retain' || value === 'Delete';
const isBoolean = (value: unknown) => typeof value === 'boolean';
const isSmallCount = (value: unknown) => isCount(value) && Number(value) < 2 ** 31;
const whatIfFields: Fields = {
  replicas: isSmallCount,
  start: isSmallCount,
  podManagementPolicy: (value) => value === 'OrderedReady' || value === 'Parallel',
  partition: isSmallCount,
  whenScaled: isKept,
  whenDeleted: isKept,
  headless: isBoolean,
  publishNotReadyAddresses: isBoolean,
};
const optionFields: Fields = {
  to: isSmallCount,
  fails: isString,
  cascade: (value) => isOneOf(value, ['background', 'scale', 'orphan']),
};

function readFields(value: unknown, fields: Fields): object | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.keys(fields).flatMap((key) => (Object.hasOwn(value, key) ? [[key, value[key]] as const] : []));
  return entries.every(([key, each]) => fields[key]?.(each)) ? Object.fromEntries(entries) : undefined;
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

function isOneOf<Value extends string>(value: unknown, known: readonly Value[]): value is Value {
  return known.some((each) => each === value);
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

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
