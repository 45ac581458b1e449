/** Puts faults into clean worlds, one at a time, and looks at what is said of each. */

import type { Findings } from '../../server/src/core/check.ts';
import { readManifest } from '../../server/src/core/manifest.ts';
import type { Finding, Place } from '../../server/src/core/rule.ts';
import type { Workspace } from '../../server/src/core/workspace.ts';
import type { Field } from '../../server/src/core/yaml.ts';
import { applyFix } from '../harness.ts';
import { asItIs, type Clean, hasWeight } from './clean.ts';
import type { Fault, Mutator, Spot } from './fault.ts';

/** A fault, and the world that it goes into. */
export interface Mutant {
  readonly clean: Clean;
  readonly fault: Fault;
  readonly name: string;
}

export interface Outcome {
  readonly isFound: boolean;
  readonly isFixed: boolean;
  /** What is not as it should be; empty when all is. */
  readonly complaints: readonly string[];
}

/** Up to `limit` mutants, but one of every spelling: of each about as many, in as many worlds as there are, always the same ones. */
export function mutantsOf(mutator: Mutator, worlds: readonly Clean[], limit: number): readonly Mutant[] {
  const bySpelling = new Map<string, { readonly mutant: Mutant; readonly order: number }[]>();
  for (const clean of worlds) {
    const count = new Map<string, number>();
    for (const { mutant, order } of mutantsIn(mutator, clean)) {
      const { how } = mutant.fault;
      const nth = count.get(how) ?? 0;
      count.set(how, nth + 1);
      bySpelling.set(how, [...(bySpelling.get(how) ?? []), { mutant, order: nth + order }]);
    }
  }
  const spellings = [...bySpelling.values()].map((mutants) => mutants.sort((a, b) => a.order - b.order));
  const longest = Math.max(0, ...spellings.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => spellings.flatMap((mutants) => mutants[i]?.mutant ?? []))
    .flat()
    .slice(0, Math.max(limit, spellings.length));
}

/** In an order that has nothing to do with that of the files, but is always the same. */
function mutantsIn(mutator: Mutator, clean: Clean) {
  const settings = mutator.settings ?? asItIs;
  const found = [...mutator.faults(clean)].flatMap((fault) => {
    // Two objects behind the `---` that a file ends in would be one.
    const isCut = fault.edits.filter(({ kind }) => kind === 'append').length < 2 || !endsInMarker(fault, clean);
    const isPossible =
      isCut &&
      fault.edits.length > 0 &&
      !fault.edits.some((edit) => edit.kind === 'replace' && edit.isShared) &&
      stands(fault.at, clean);
    if (!isPossible) return [];
    const name = `${clean.name}: ${fault.how}, ${printed(fault.at)}`;
    return [{ mutant: { clean, fault, name }, order: fraction(name) }];
  });
  return found.length === 0 || !clean.isClean(settings) ? [] : found.sort((a, b) => a.order - b.order);
}

const endsInMarker = ({ edits }: Fault, { files }: Clean) =>
  edits.some((edit) => edit.kind === 'append' && /^---\s*$/m.test(files.get(edit.uri)?.slice(-6) ?? ''));

/** A number from 0 to 1 for a text. */
function fraction(text: string): number {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
  return hash / 2 ** 32;
}

export function outcomeOf(rule: string, { clean, fault }: Mutant, settings = asItIs): Outcome {
  const base = clean.under(settings);
  const faulty = withEdits(clean.files, base, fault);
  const news = newsIn(faulty.findings, base, faulty.changed);
  const own = news.filter((finding) => finding.rule === rule);
  const spot = spotIn(fault.at, clean.workspace, faulty.findings.workspace);
  const here = own.filter(({ at }) => spot && isAt(at, spot));
  const [finding] = here;
  const strange = news.filter(
    (each) => each.rule !== rule && hasWeight(each) && !isKnown(each, base) && !fault.also?.includes(each.rule),
  );
  const complaints = [
    ...(finding ? [] : [own.length > 0 ? `it is told elsewhere: ${own.map(print).join(' | ')}` : 'it is not found']),
    ...(own.length > 1 && finding && !fault.isToldOften
      ? [`it is told ${own.length} times: ${own.map(print).join(' | ')}`]
      : []),
    ...strange.map((each) => `another finding: ${print(each)}`),
  ];
  if (!finding) return { isFound: false, isFixed: false, complaints };

  const [fix] = finding.fixes;
  if (!fix || fault.fix === 'none') {
    const isRight = fault.fix === 'none' || fault.fix === 'maybe';
    return { isFound: true, isFixed: false, complaints: isRight ? complaints : [...complaints, 'it has no fix'] };
  }
  const repaired = withEdits(faulty.files, faulty.findings, fix);
  const left = newsIn(repaired.findings, base, new Set([...faulty.changed, ...repaired.changed]));
  // Told often, it is repaired place by place.
  const isRest = (each: Finding) =>
    fault.isToldOften === true && own.some((other) => other !== finding && isSame(each, other));
  const wrong = [
    ...left
      .filter(
        (each) =>
          (hasWeight(each) || isSame(each, finding)) &&
          !isKnown(each, base) &&
          !isRest(each) &&
          !fault.also?.includes(each.rule),
      )
      .map((each) => `after "${fix.title}": ${print(each)}`),
    ...(fault.fix === 'restores' && !isSameText(clean.files, repaired.files)
      ? [`"${fix.title}" makes another text: ${difference(clean.files, repaired.files)}`]
      : []),
  ];
  return { isFound: true, isFixed: wrong.length === 0, complaints: [...complaints, ...wrong] };
}

function withEdits(files: ReadonlyMap<string, string>, findings: Findings, { edits }: Pick<Fault, 'edits'>) {
  const { workspace } = findings;
  const after = applyFix(files, workspace, { title: '', safe: false, edits });
  const changes = [...after].filter(([path, text]) => files.get(path) !== text);
  const pending = findings.after(
    workspace.with(new Map(changes.map(([path, text]) => [path, readManifest(path, text, workspace.manifest(path))]))),
  );
  const checked = pending.advance();
  for (const { rule, error } of checked.failures) throw new Error(`${rule} failed`, { cause: error });
  return { files: after, findings: checked, changed: new Set([...pending.changed, ...checked.changed]) };
}

/** What is said now, and was not said before. */
function newsIn(now: Findings, before: Findings, uris: ReadonlySet<string>): readonly Finding[] {
  return [...uris].flatMap((uri) => {
    const known = before.of(uri).map(idOf);
    return now.of(uri).filter((finding) => {
      const i = known.indexOf(idOf(finding));
      if (i >= 0) known.splice(i, 1);
      return i < 0;
    });
  });
}
/** The same was said there before, in other words or more softly: what the files show has changed, not what is wrong. */
const isKnown = ({ rule, at }: Finding, base: Findings) =>
  base.of(at.document.uri).some((each) => each.rule === rule && each.at.path === at.path);
const idOf = ({ rule, message }: Finding) => `${rule} ${message}`;
const isSame = (a: Finding, b: Finding) => idOf(a) === idOf(b);

// ---- places ----

/** A spot that is there before the fault is where its path leads; a build may have moved it. */
function stands(spot: Spot, { workspace }: Clean): boolean {
  if ('addedTo' in spot) return true;
  const field = nearestThere(spot.field);
  const place = spotIn({ field }, workspace, workspace);
  return place !== undefined && isAt(field, place);
}

const nearestThere = (field: Field): Field => (field.exists || !field.parent ? field : nearestThere(field.parent));

function spotIn(spot: Spot, before: Workspace, after: Workspace): Place | undefined {
  const words = 'words' in spot ? spot.words : undefined;
  if ('addedTo' in spot) {
    const last = after
      .manifest(spot.addedTo)
      ?.documents.at(-1)
      ?.root.get(...spot.steps);
    return last && (words === undefined ? last : wordsIn(last, words));
  }
  const steps = stepsTo(spot.field);
  const { document } = topOf(spot.field);
  const position = before.manifest(document.uri)?.documents.indexOf(document) ?? -1;
  const field = after.manifest(document.uri)?.documents[position]?.root.get(...steps);
  if (field && words !== undefined) return wordsIn(field, words);
  return field && placeOf(field, 'isKey' in spot ? spot.isKey : undefined);
}
function wordsIn({ document, span, path }: Field, words: string): Place {
  const start = document.text.indexOf(words, span.start);
  return { document, span: { start, end: start + words.length }, path };
}
const placeOf = (field: Field, isKey?: true): Place =>
  isKey && field.keySpan ? { document: field.document, span: field.keySpan, path: field.path } : field;

const topOf = (field: Field): Field => (field.parent ? topOf(field.parent) : field);
function stepsTo({ parent, step }: Field): readonly (string | number)[] {
  return parent && step !== undefined ? [...stepsTo(parent), step] : [];
}
const isAt = (a: Place, b: Place) =>
  a.document === b.document && a.span.start === b.span.start && a.span.end === b.span.end;

// ---- words ----

const print = ({ rule, severity, message, at }: Finding) =>
  `${severity}[${rule}] at ${at.document.uri} ${at.path}: ${message}`;

function printed(spot: Spot): string {
  return 'addedTo' in spot
    ? `in a new object of ${spot.addedTo}`
    : `${'isKey' in spot && spot.isKey ? 'key ' : ''}${topOf(spot.field).document.uri} ${topOf(spot.field).get('metadata', 'name').text ?? ''} ${spot.field.path}`;
}

const isSameText = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);

/** The first line that differs. */
function difference(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string {
  for (const [path, text] of b) {
    const [was, is] = [(a.get(path) ?? '').split('\n'), text.split('\n')];
    const line = is.findIndex((each, i) => each !== was[i]);
    if (line >= 0 || was.length !== is.length)
      return `${path}:${line + 1} ${JSON.stringify(is[line])} for ${JSON.stringify(was[line])}`;
  }
  return 'a file more or less';
}
