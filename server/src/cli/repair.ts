/** Findings → the files with their fixes made. Pure: nothing is written here. */
import type { Findings } from '../core/check.ts';
import { applyEdits, type FileEdit, fileEdit } from '../core/edit.ts';
import { readManifest } from '../core/manifest.ts';
import { type Range, rangeOf, textOf } from '../core/position.ts';
import type { Finding, Fix } from '../core/rule.ts';
import type { Workspace } from '../core/workspace.ts';

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
  /** The first fix of every finding, rather than the first safe one. */
  readonly unsafe: boolean;
  readonly isWanted: (finding: Finding) => boolean;
  /** Whether there is no file of this name: only files that were read are known to the workspace. */
  readonly isFree: (uri: string) => boolean;
}

/**
 * Makes one fix of each finding, until none is left to make. Of two fixes that touch the same text, the one of the
 * earlier finding wins; the other finding is looked at again afterwards, as it then is.
 */
export function repair({ uris }: { readonly uris: readonly string[] }, found: Findings, choice: Choice): Repair {
  let findings = found;
  const fixed: Fixed[] = [];
  const files = new Map<string, Change>();
  // Every round makes a fix or is the last one. Fixes that undo each other, which would be a bug, must not go on for ever.
  let rounds = 10 + uris.reduce((sum, uri) => sum + found.of(uri).length, 0);
  while (rounds-- > 0) {
    const { workspace } = findings;
    const wanted = [...workspace.manifests]
      .map(([uri]) => uri)
      .sort()
      .flatMap((uri) => findings.of(uri))
      .filter(choice.isWanted);
    const round = roundOf(workspace, wanted, choice);
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
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0);

/** As many fixes as go together. */
function roundOf(workspace: Workspace, findings: readonly Finding[], { unsafe, isFree }: Choice) {
  const byFile = new Map<string, FileEdit[]>();
  const fixed: Fixed[] = [];
  for (const finding of findings) {
    const fix = unsafe ? finding.fixes[0] : finding.fixes.find(({ safe }) => safe);
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
