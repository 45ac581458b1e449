/** Where somebody is typing: what is missing there is not missing yet. */
import { changedDocuments, type Manifest } from './manifest.ts';
import type { Finding } from './rule.ts';
import type { Document, Field, Span } from './yaml.ts';

export interface Typing {
  readonly document: Document;
  /** The end of what was changed last. */
  readonly offset: number;
  /** What differs from the saved file. */
  readonly unsaved: Span;
}

/**
 * Where a file was changed last: where it was before, if nothing has changed since. Undefined where it is as it was saved.
 */
export function typingIn(
  saved: Manifest | undefined,
  before: Manifest | undefined,
  now: Manifest,
  was: Typing | undefined,
): Typing | undefined {
  const last = changeOf(before, now);
  const document = last?.documents.find(({ from, to }) => from <= last.end && last.end <= to)?.document;
  if (!document) return was && now.documents.includes(was.document) ? was : undefined;
  const unsaved = spanIn(document, changeOf(saved, now));
  if (!unsaved) return undefined;
  const blanks = /[ \t]*/y;
  blanks.lastIndex = spanIn(document, last)?.end ?? 0;
  // Which blank of an indentation is new, nobody can tell by the text.
  return { document, offset: blanks.lastIndex + (blanks.exec(document.text)?.[0].length ?? 0), unsaved };
}

/** A stretch of the text of several documents in a row. */
interface Change extends Span {
  readonly documents: readonly { readonly document: Document; readonly from: number; readonly to: number }[];
}

/** What differs in a file, as one stretch: the one furthest up, where several would do. Undefined where nothing does. */
function changeOf(before: Manifest | undefined, now: Manifest): Change | undefined {
  const { gone, come } = changedDocuments(before, now);
  const text = (documents: readonly Document[]) => documents.map((each) => each.text).join('');
  const [old, young] = [text(gone), text(come)];
  if (old === young) return undefined;
  const most = Math.min(old.length, young.length);
  let tail = 0;
  while (tail < most && old[old.length - 1 - tail] === young[young.length - 1 - tail]) tail++;
  let head = 0;
  while (head < most - tail && old[head] === young[head]) head++;
  let from = 0;
  const documents = come.map((document) => {
    const place = { document, from, to: from + document.text.length };
    from = place.to;
    return place;
  });
  return { start: head, end: young.length - tail, documents };
}

/** The part of a change that lies in a document; undefined where none does. */
function spanIn(document: Document, change: Change | undefined): Span | undefined {
  const place = change?.documents.find((each) => each.document === document);
  if (!change || !place || change.start > place.to || change.end < place.from) return undefined;
  return { start: Math.max(0, change.start - place.from), end: Math.min(place.to, change.end) - place.from };
}

/** Rules that say that something is missing in the map at which, or at a field of which, they report. */
const missing: ReadonlySet<string> = new Set([
  'api-required',
  'readiness-missing',
  'service-name-unset',
  'storage-class-unset',
]);

/** Rules that say that something is missing in the Pod: a mount. It is written with a container, or with a volume. */
const missingInPod: ReadonlySet<string> = new Set(['claim-template-unmounted', 'data-on-ephemeral-volume']);
const podLists: ReadonlySet<unknown> = new Set([
  'containers',
  'initContainers',
  'volumeMounts',
  'volumes',
  'volumeClaimTemplates',
]);

/** Whether a finding says that something is missing in what is being typed: it may be what comes next. */
export function isBeingTyped({ rule, at }: Finding, { document, offset, unsaved }: Typing): boolean {
  const isAboutPod = missingInPod.has(rule);
  if ((!missing.has(rule) && !isAboutPod) || at.document !== document) return false;
  const chain = fieldsAt(document, offset);
  const innermost = chain.findLastIndex(({ kind }) => kind === 'mapping');
  return chain.some((field, i) => {
    const { start } = field.keySpan ?? field.span;
    // Further out, only what has been begun since the file was saved.
    if (i < innermost && (start < unsaved.start || start >= unsaved.end)) return false;
    if (isAboutPod) return podLists.has(field.step) || podLists.has(field.parent?.step);
    const places = rule === 'api-required' ? [field] : [field, ...field.entries];
    return places.some((place) => isSame(place.span, at.span) || isSame(place.keySpan, at.span));
  });
}

const isSame = (a: Span | undefined, b: Span) => a?.start === b.start && a.end === b.end;

/** The fields around an offset, from the top on; behind the end of one too, where the line is indented as if it went on. */
function fieldsAt(document: Document, offset: number): readonly Field[] {
  const chain: Field[] = [];
  for (let field: Field | undefined = document.root; field?.exists; ) {
    chain.push(field);
    const below: readonly Field[] = field.kind === 'sequence' ? field.items : field.entries;
    field = below.findLast((each) => !each.isShared && holds(document, each, offset));
  }
  return chain;
}

function holds({ text }: Document, field: Field, offset: number): boolean {
  const { valueSpan, keySpan } = field;
  const start = (keySpan ?? valueSpan)?.start;
  if (!valueSpan || start === undefined || start > offset) return false;
  let { end } = valueSpan;
  // A block ends where the next one begins, behind blank lines.
  if (!field.isFlow) while (end > valueSpan.start && /\s/.test(text[end - 1] ?? '')) end--;
  if (offset <= end) return true;
  const lines = text.slice(end, offset).split(/[\r\n]/);
  if (field.isFlow || !lines.every((line) => /^[ \t]*(?:#|$)/.test(line))) return false;
  if (lines.length === 1) return true;
  const [column, own] = [columnOf(text, offset), columnOf(text, start)];
  // The keys of an item stand under its first one.
  return keySpan ? column > own : column >= own;
}

function columnOf(text: string, offset: number): number {
  return offset - Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) - 1;
}
