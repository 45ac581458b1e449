/** Everything that is found in the corpus. */
import { createHash } from 'node:crypto';
import { check } from '../../server/src/core/check.ts';
import { type Resource, resourcesOf } from '../../server/src/core/manifest.ts';
import type { Effect, Finding, Place } from '../../server/src/core/rule.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { findingJson } from '../../server/src/json.ts';
import { isWhole, printed, refused, resourceAt } from './refused.ts';
import { worldsOf } from './worlds.ts';

export interface Found {
  readonly rule: string;
  readonly severity: string;
  /** `wild/owner__repository/web.yaml:7`, the line counted from 1. */
  readonly place: string;
  readonly message: string;
  readonly effect: Effect;
  /** It says that the API server refuses an object, and a real one has refused that one, or the one that it lies in. */
  readonly isConfirmed: boolean;
}
/** What became of a document that a real API server refuses. */
export interface Answer {
  readonly place: string;
  readonly isFound: boolean;
  readonly isWhole: boolean;
}
export interface Survey {
  readonly found: readonly Found[];
  readonly answers: readonly Answer[];
  readonly files: number;
  readonly sets: number;
  readonly milliseconds: number;
}

export function survey(folder: string): Survey {
  const found: Found[] = [];
  const answers: Answer[] = [];
  const known = refused();
  let [files, sets, milliseconds] = [0, 0, 0];
  for (const { workspace, texts } of worldsOf(folder)) {
    const start = performance.now();
    const findings = check(workspace, rules);
    milliseconds += performance.now() - start;
    files += texts.size;
    for (const [, { documents }] of workspace.manifests)
      sets += documents.flatMap(resourcesOf).filter(({ type }) => type === 'StatefulSet').length;
    const asked = [...texts.keys()].flatMap((file) => known.get(file) ?? []);
    const objects = new Map(asked.map((each) => [printed(each), resourceAt(workspace, each)]));
    const isConfirmed = ({ effect, at, resource }: Finding) =>
      effect === 'rejected' &&
      [...objects.values()].some((each) => each && (isSameObject(each, resource) || isIn(at, each)));
    for (const finding of findings) {
      const { rule, severity, effect } = finding;
      const { file, range, message } = findingJson(workspace, finding);
      const place = `${file}:${range.start.line + 1}`;
      found.push({ rule, severity, effect, place, message, isConfirmed: isConfirmed(finding) });
    }
    for (const [place, object] of objects)
      answers.push({
        place,
        isFound: findings.some(
          ({ effect, at, resource }) =>
            effect === 'rejected' && object && (isSameObject(object, resource) || isIn(at, object)),
        ),
        isWhole: object !== undefined && isWhole(workspace, object),
      });
  }
  return { found, answers, files, sets, milliseconds };
}

/** The same place in the same file: what is checked may have been built of it. */
const isSameObject = (a: Resource, b: Resource | undefined): boolean =>
  b !== undefined && a.field.document === b.field.document && a.field.path === b.field.path;
const isIn = ({ document, path }: Place, { field }: Resource): boolean =>
  document === field.document && (field.path === '' || path === field.path || path.startsWith(`${field.path}.`));

/** How often each rule speaks, and how loud. */
export function countsOf({ found, answers, files, sets }: Survey): string {
  const counts = new Map<string, number>();
  for (const { rule, severity } of found)
    counts.set(`${rule} ${severity}`, (counts.get(`${rule} ${severity}`) ?? 0) + 1);
  const count = (is: (answer: Answer) => boolean) => answers.filter(is).length;
  const lines = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `${files} files, ${sets} StatefulSets`,
    `${answers.length} objects are refused by a real API server: of ${count(({ isWhole }) => isWhole)} that are whole,`,
    `${count(({ isWhole, isFound }) => isWhole && isFound)} are found, and ${count(({ isWhole, isFound }) => !isWhole && isFound)} of the patches, templates and parts`,
    ...lines.map(([name, count]) => `${String(count).padStart(5)}  ${name}`),
    '',
  ].join('\n');
}

/** A row of sample.md. */
export interface Verdict {
  readonly rule: string;
  readonly severity: string;
  readonly place: string;
  /** `true`, `false` or `arguable`; `mended`: it was wrong, and is no longer said. */
  readonly verdict: string;
  readonly reason: string;
}

export function verdictsIn(markdown: string): readonly Verdict[] {
  let rule = '';
  return markdown.split('\n').flatMap((line) => {
    rule = /^## (\S+)/.exec(line)?.[1] ?? rule;
    const [, severity = '', place = '', verdict = '', reason = ''] = line.split('|').map((cell) => cell.trim());
    return /:\d+$/.test(place) ? [{ rule, severity, place, verdict, reason }] : [];
  });
}

export const keyOf = ({ rule, severity, place }: Found | Verdict) => `${rule} ${severity} ${place}`;

/** Objects whose every value is filler for a test of reading and writing: no cluster takes them. */
const isFiller = ({ place }: Found) => place.startsWith('manifests/kubernetes-api-testdata/');

/**
 * The findings of a severity in a random order that stays: each has its place by its own name, so that findings that come or go
 * do not shuffle the others.
 */
export function shuffled(found: readonly Found[], severity: string): readonly Found[] {
  const rank = (each: Found) =>
    createHash('sha256')
      .update(`sample ${keyOf(each)}`)
      .digest('hex');
  const distinct = new Map(found.filter((each) => !isFiller(each)).map((each) => [keyOf(each), each]));
  return [...distinct.values()]
    .filter((each) => each.severity === severity)
    .map((each) => [rank(each), each] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => each);
}

/** Rows to be judged and put into sample.md. */
export function rowsOf(found: readonly Found[]): string {
  return [...found]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map(({ rule, severity, place, message }) => `${rule}: | ${severity} | ${place} | ? | ${message} |`)
    .join('\n');
}
