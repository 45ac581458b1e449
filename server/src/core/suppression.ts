/** How a manifest says "I know": comments and an annotation. Source: the catalogue's §4. */
import { type Edit, insertKey, replaceScalar, replaceText } from './edit.ts';
import { isGenerated, type Resource } from './manifest.ts';
import type { Finding, Place } from './rule.ts';
import { commentsOf, type Document, type Field, type Span } from './yaml.ts';

export interface Suppression {
  /** Of the comment, or of the annotation's value. */
  readonly place: Place;
  /** Rule ids; empty: all rules. */
  readonly rules: readonly string[];
  /** The stretch of the document whose findings it silences. */
  readonly scope: Span;
  /** The annotation's object; undefined for a comment. */
  readonly resource: Resource | undefined;
}

const annotation = 'ordinal/ignore';
const comment =
  /^#\s*ordinal-disable(-next-line)?(?:[ \t]+(?!--)([\w-]+(?:[ \t]*[, \t][ \t]*(?!--)[\w-]+)*))?[ \t]*(?:--.*)?\r?$/;
const idsIn = (text: string) => text.split(/[,\s]+/).filter((id) => id !== '');

/** The comments of a document that suppress. */
export function suppressionsIn(document: Document): readonly Suppression[] {
  if (!document.text.includes('ordinal-disable')) return [];
  const comments = document.isPlain ? hashLinesOf(document.text) : commentsOf(document.text);
  return comments.flatMap(({ start, end, text }) => {
    const match = comment.exec(text);
    if (!match) return [];
    const scope = match[1] ? nextLine(document.text, end) : { start: end, end: document.text.length };
    return [
      {
        place: { document, span: { start, end: start + text.trimEnd().length }, path: '' },
        rules: idsIn(match[2] ?? ''),
        scope,
        resource: undefined,
      },
    ];
  });
}

/** Lines that start with `#`: in data, what stands behind other words may be a part of them. */
const hashLinesOf = (text: string) =>
  [...text.matchAll(/^[ \t]*(#[^\n]*)/gm)].map(({ 0: line, 1: words = '', index }) => {
    const end = index + line.length;
    return { start: end - words.length, end, text: words };
  });

/** The annotation of one object, if it has it. */
export function annotatedSuppression(resource: Resource): Suppression | undefined {
  const field = annotationOf(resource);
  const rules = idsIn(field.string?.value ?? '');
  return rules.length === 0 ? undefined : { place: field, rules, scope: resource.field.span, resource };
}
const annotationOf = ({ field }: Resource) => field.get('metadata', 'annotations', annotation);

/** Whether a finding is silenced. A finding inside of a longer value counts for the line on which its key stands, too. */
export function isSuppressed({ rule, at, resource }: Finding, suppression: Suppression): boolean {
  if (suppression.rules.length > 0 && !suppression.rules.includes(rule)) return false;
  if (suppression.resource) return suppression.resource === resource;
  const { start, end } = suppression.scope;
  const key = 'keySpan' in at ? (at as Field).keySpan?.start : undefined;
  return (at.span.start >= start && at.span.start < end) || (key !== undefined && key >= start && key < end);
}

/** The first line below that is neither empty nor a comment. */
function nextLine(text: string, from: number): Span {
  let start = text.indexOf('\n', from) + 1;
  while (start > 0) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    if (!/^\s*(?:#|$)/.test(line)) return { start, end: start + line.length + 1 };
    if (end < 0) break;
    start = end + 1;
  }
  return { start: text.length, end: text.length };
}

// ---- the ways to silence a finding ----

/** A comment above the line that the finding is on; undefined where `#` may begin none. */
export function disableLine({ rule, at }: Finding): Edit | undefined {
  const { document } = at;
  if (document.isPlain && !takesHash(document.uri)) return undefined;
  const { text } = document;
  const anchor = 'keySpan' in at ? ((at as Field).keySpan?.start ?? at.span.start) : at.span.start;
  const start = text.lastIndexOf('\n', anchor - 1) + 1;
  const above = text.slice(text.lastIndexOf('\n', start - 2) + 1, Math.max(0, start - 1));
  const existing = /#\s*ordinal-disable-next-line[ \t]+[\w-]+(?:[ \t]*[, \t][ \t]*[\w-]+)*/.exec(above);
  if (existing) {
    const end = text.lastIndexOf('\n', start - 2) + 1 + existing.index + existing[0].length;
    return replaceText(document, { start: end, end }, `, ${rule}`);
  }
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return replaceText(
    document,
    { start, end: start },
    `${indent}# ordinal-disable-next-line ${rule}${text.includes('\r\n') ? '\r\n' : '\n'}`,
  );
}

/** Data in which a line that starts with `#` is a comment. */
const takesHash = (uri: string) => /(?:\.(?:cfg|cnf|conf|config|env|ini|properties|py|sh|toml)|\/\.?env)$/.test(uri);

/** The annotation on the object that the finding is about; undefined where there is no object to annotate. */
export function disableObject({ rule, resource }: Finding): Edit | undefined {
  const metadata = resource?.field.get('metadata');
  if (!resource || metadata?.kind !== 'mapping' || isGenerated(resource)) return undefined;
  const existing = annotationOf(resource);
  if (existing.string) return replaceScalar(existing, [...idsIn(existing.string.value), rule].join(','));
  const annotations = metadata.get('annotations');
  if (annotations.kind === 'mapping') return insertKey(annotations, annotation, rule);
  if (annotations.exists) return undefined;
  return insertKey(metadata, 'annotations', { [annotation]: rule });
}
