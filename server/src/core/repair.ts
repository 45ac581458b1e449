/** Findings → the files with their fixes made. Pure: nothing is written here. */
import type { Findings } from './check.ts';
import { applyEdits, type FileEdit, fileEdit } from './edit.ts';
import { readManifest } from './manifest.ts';
import { type Range, rangeOf, textOf } from './position.ts';
import type { Finding, Fix } from './rule.ts';
import type { Workspace } from './workspace.ts';

/** A fix that was made, and the place of its finding in the text before it. */
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
 * Makes one fix of each finding, until none is left to make. Of two fixes that touch the same text, the one of the
 * earlier finding wins; the other finding is looked at again afterwards, as it then is.
 */
export function repair(found: Findings, choice: Choice): Repair {
  let findings = found;
  const fixed: Fixed[] = [];
  const files = new Map<string, Change>();
  // Every round makes a fix or is the last one. Fixes that undo each other, which would be a bug, must not go on for ever.
  let rounds = 10 + urisOf(found, choice).reduce((sum, uri) => sum + found.of(uri).length, 0);
  while (rounds-- > 0) {
    const { workspace } = findings;
    const looked = urisOf(findings, choice).flatMap((uri) => findings.of(uri));
    const round = roundOf(workspace, looked, choice);
    if (round.fixed.length === 0) break;
    fixed.push(...round.fixed);
    for (const [uri, text] of round.texts) {
      const manifest = workspace.manifest(uri);
      const before = files.has(uri) ? files.get(uri)?.before : manifest && textOf(manifest);
      files.set(uri, { before, text });
    }
    const changed = [...round.texts].map(
      ([uri, text]) => [uri, readManifest(uri, text, workspace.manifest(uri))] as const,
    );
    findings = findings.after(workspace.with(new Map(changed))).advance();
  }
  return { findings, fixed, files: new Map([...files].filter(([, { before, text }]) => before !== text).sort(byName)) };
}
const urisOf = ({ workspace }: Findings, { uris }: Choice) =>
  uris ?? [...workspace.manifests].map(([uri]) => uri).sort();
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0);

/** As many fixes as go together. */
function roundOf(workspace: Workspace, findings: readonly Finding[], { fixOf, isFree }: Choice) {
  const byFile = new Map<string, FileEdit[]>();
  const fixed: Fixed[] = [];
  for (const finding of findings) {
    const fix = fixOf(finding);
    const edits = fix && editsOf(workspace, fix);
    if (!fix || !edits || edits.some((edit) => edit.create && !isFree(edit.uri))) continue;
    if (edits.some((edit) => byFile.get(edit.uri)?.some((other) => touches(edit, other)))) continue;
    for (const edit of edits) byFile.set(edit.uri, [...(byFile.get(edit.uri) ?? []), edit]);
    const { document, span } = finding.at;
    const range = rangeOf(workspace.manifest(document.uri), document, span);
    fixed.push({ uri: document.uri, range, rule: finding.rule, title: fix.title });
  }
  const texts = [...byFile].map(([uri, edits]): [string, string] => {
    const manifest = workspace.manifest(uri);
    return [uri, applyEdits(manifest ? textOf(manifest) : '', edits)];
  });
  return { fixed, texts };
}

/** All edits of a fix, or undefined: half a fix is none. */
function editsOf(workspace: Workspace, { edits }: Fix): readonly FileEdit[] | undefined {
  const resolved = edits.flatMap((edit) => fileEdit(workspace, edit) ?? []);
  return resolved.length === edits.length && resolved.length > 0 ? resolved : undefined;
}

/** Two insertions at one place are in each other's way, too: each was thought out without the other. */
const touches = (a: FileEdit, b: FileEdit) => a.create || b.create || (a.start <= b.end && b.start <= a.end);
