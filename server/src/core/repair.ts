/** Findings → the files with their fixes made. Pure: nothing is written here. */
import type { Findings } from './check.ts';
import { applyEdits, type FileEdit, fileEdit } from './edit.ts';
import { readManifest } from './manifest.ts';
import { offsetOf, type Range, rangeOf, textOf } from './position.ts';
import { remember } from './remember.ts';
import type { Finding, Fix } from './rule.ts';
import type { Workspace } from './workspace.ts';
import type { Document } from './yaml.ts';

/** A finding that is gone, its place in the text before all fixes, and the fix that was made for it. */
export interface Fixed {
  readonly uri: string;
  readonly range: Range;
  readonly rule: string;
  readonly title: string;
}

interface Change {
  /** Undefined for a new file. */
  readonly before: string | undefined;
  readonly text: string;
}

export interface Repair {
  readonly findings: Findings;
  readonly fixed: readonly Fixed[];
  /** The files that are different now. */
  readonly files: ReadonlyMap<string, Change>;
}

/** Which fixes are to be made. */
export interface Choice {
  /** The one of a finding's fixes that is to be made; undefined for none. */
  readonly fixOf: (finding: Finding) => Fix | undefined;
  /** The only files whose findings are looked at; all, when it is absent. */
  readonly uris?: readonly string[];
  /** Whether there is no file of this name: only files that were read are known to the workspace. */
  readonly isFree: (uri: string) => boolean;
}

/**
 * Makes one fix of each finding, until none is left to make: the safe ones first; then fields that nobody knows; then the other
 * guesses, each when those around it are made and looked at again; what brings new objects, when nothing else can be done.
 */
export function repair(found: Findings, choice: Choice): Repair {
  let findings = found;
  const made: Made[] = [];
  const rounds: Round[] = [];
  const texts = new Map<string, readonly (string | undefined)[]>();
  // Fixes that undo each other, or call for each other, would be a bug, and must not go on for ever.
  const limit = 10 + lookedAt(found, choice).length;
  while (rounds.length < limit) {
    const { workspace } = findings;
    const round = nextRound(workspace, lookedAt(findings, choice), choice);
    const changed = [...round.edits].map(([uri, edits]) => [uri, applyEdits(textIn(workspace, uri), edits)] as const);
    if (changed.length === 0 || changed.some(([uri, text]) => texts.get(uri)?.includes(text))) break;
    made.push(...round.made.map((each) => ({ ...each, key: originOf(workspace, rounds, each.finding) })));
    rounds.push(round.edits);
    for (const [uri, text] of changed) {
      const manifest = workspace.manifest(uri);
      texts.set(uri, [...(texts.get(uri) ?? [manifest && textOf(manifest)]), text]);
    }
    const manifests = changed.map(([uri, text]) => [uri, readManifest(uri, text, workspace.manifest(uri))] as const);
    findings = findings.after(workspace.with(new Map(manifests))).advance();
  }
  const files = [...texts].map(([uri, all]) => [uri, { before: all[0], text: all.at(-1) ?? '' }] as const);
  return { findings, fixed: fixedOf(found, findings, made, rounds, choice), files: new Map(files.sort(byName)) };
}

interface Made {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly key: string;
}
type Round = ReadonlyMap<string, readonly FileEdit[]>;

function lookedAt(findings: Findings, { uris }: Choice): readonly Finding[] {
  const all = uris ?? [...findings.workspace.manifests].map(([uri]) => uri).sort();
  return all.flatMap((uri) => findings.of(uri));
}
const textIn = (workspace: Workspace, uri: string) => {
  const manifest = workspace.manifest(uri);
  return manifest ? textOf(manifest) : '';
};
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0);

// ---- a round ----

interface Candidate {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly edits: readonly FileEdit[];
}

/** As many fixes as go together. Of two that do not, the one of the earlier finding is made. */
function nextRound(workspace: Workspace, findings: readonly Finding[], { fixOf, isFree }: Choice) {
  const candidates = findings.flatMap((finding): Candidate[] => {
    const fix = fixOf(finding);
    const edits = fix && editsOf(workspace, fix);
    return fix && edits?.every((edit) => !edit.create || isFree(edit.uri)) ? [{ finding, fix, edits }] : [];
  });
  const made = nextIn(candidates);
  const edits = new Map<string, FileEdit[]>();
  return {
    edits: edits as Round,
    made: made.filter((each) => {
      if (each.edits.some((edit) => edits.get(edit.uri)?.some((other) => touches(edit, other)))) return false;
      for (const edit of each.edits) remember(edits, edit.uri, () => []).push(edit);
      return true;
    }),
  };
}

/** The cause before what comes of it: a misspelt `volumeClaimTemplate` before the claim template that is missing then. */
function nextIn(candidates: readonly Candidate[]): readonly Candidate[] {
  const safe = candidates.filter(({ fix }) => fix.safe);
  if (safe.length > 0) return safe;
  const guesses = candidates.filter(({ fix }) => !isCreation(fix));
  const names = guesses.filter(({ finding }) => finding.api.some(({ type }) => type === 'unknown field'));
  if (names.length > 0) return names;
  return guesses.length > 0 ? apart(guesses) : candidates.slice(0, 1);
}

const isCreation = ({ edits }: Fix) => edits.some(({ kind }) => kind !== 'replace');

/** Those that are about objects of their own: one that shares an object with another may be none after it. */
function apart(candidates: readonly Candidate[]): readonly Candidate[] {
  const taken = new Set<Document>();
  return candidates.filter(({ finding: { at, related }, fix }) => {
    const about = [at, ...related.map((each) => each.at), ...fix.edits];
    const documents = about.flatMap((each) => ('document' in each ? each.document : []));
    const isApart = documents.every((document) => !taken.has(document));
    if (isApart) for (const document of documents) taken.add(document);
    return isApart;
  });
}

/** All edits of a fix, or undefined: half a fix is none. */
function editsOf(workspace: Workspace, { edits }: Fix): readonly FileEdit[] | undefined {
  const resolved = edits.flatMap((edit) => fileEdit(workspace, edit) ?? []);
  return resolved.length === edits.length && resolved.length > 0 ? resolved : undefined;
}

/** Two insertions at one place are in each other's way, too: each was thought out without the other. */
const touches = (a: FileEdit, b: FileEdit) => a.create || b.create || (a.start <= b.end && b.start <= a.end);

// ---- what came of them ----

/** The findings that there were and are no more, each with the last fix that was made for it. */
function fixedOf(
  found: Findings,
  left: Findings,
  made: readonly Made[],
  rounds: readonly Round[],
  choice: Choice,
): readonly Fixed[] {
  const isLeft = new Set(lookedAt(left, choice).map((finding) => originOf(left.workspace, rounds, finding)));
  const fixes = new Map(made.filter(({ key }) => !isLeft.has(key)).map(({ key, fix }) => [key, fix]));
  return lookedAt(found, choice).flatMap((finding) => {
    const key = originOf(found.workspace, [], finding);
    const fix = fixes.get(key);
    fixes.delete(key);
    const { document, span } = finding.at;
    const range = rangeOf(found.workspace.manifest(document.uri), document, span);
    return fix ? [{ uri: document.uri, range, rule: finding.rule, title: fix.title }] : [];
  });
}

/** A finding by its rule and its place in the text before all rounds. */
function originOf(workspace: Workspace, rounds: readonly Round[], { at: { document, span }, rule }: Finding): string {
  const { uri } = document;
  const manifest = workspace.manifest(uri);
  const offset = (manifest ? offsetOf(manifest, document) : 0) + span.start;
  return `${rule} ${uri} ${rounds.reduceRight((at, edits) => offsetBefore(at, edits.get(uri) ?? []), offset)}`;
}

function offsetBefore(offset: number, edits: readonly FileEdit[]): number {
  let shift = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (offset < start + shift) break;
    if (offset < start + shift + text.length) return start;
    shift += text.length - (end - start);
  }
  return offset - shift;
}
