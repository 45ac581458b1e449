import type { WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Findings } from '../core/check.ts';
import { textOf } from '../core/position.ts';
import { repair } from '../core/repair.ts';
import { bestFix, type Finding, type Fix } from '../core/rule.ts';
import { changesBetween, linesOf } from '../line-diff.ts';
import type { EditAbilities } from './convert.ts';

/** All safe fixes of a file, on saving or when asked. */
export const fixAllKind = 'source.fixAll.ordinal';

/** The safe fix of a finding that changes nothing but this file. */
export const safeFixIn = (uri: string, { fixes }: Finding): Fix | undefined =>
  fixes.find((fix) => fix.safe && isInside(uri, fix));

/** The same, or where there is none, the best of the others: for somebody who asks for them. */
export const anyFixIn = (uri: string, finding: Finding): Fix | undefined =>
  safeFixIn(uri, finding) ?? bestFix({ fixes: finding.fixes.filter((fix) => isInside(uri, fix)) });

const isInside = (uri: string, { edits }: Fix) =>
  edits.every((edit) => (edit.kind === 'replace' ? edit.document.uri : edit.uri) === uri && edit.kind !== 'create');

/**
 * The file with these fixes of its findings made, again and again until none is left, as edits of the lines that
 * differ. Undefined when there is nothing to do, and while not all is checked: nobody waits for that here.
 */
export function fixAll(
  findings: Findings,
  uri: string,
  fixOf: (finding: Finding) => Fix | undefined,
  can: EditAbilities,
): WorkspaceEdit | undefined {
  const manifest = findings.workspace.manifest(uri);
  if (!manifest || findings.pending > 0) return undefined;
  const fixed = repair(findings, { fixOf, uris: [uri], isFree: () => false }).files.get(uri)?.text;
  if (fixed === undefined) return undefined;
  const edits = lineEdits(uri, textOf(manifest), fixed);
  return can.documentChanges
    ? { documentChanges: [{ textDocument: { uri, version: can.versionOf(uri) }, edits }] }
    : { changes: { [uri]: edits } };
}

function lineEdits(uri: string, before: string, after: string) {
  const document = TextDocument.create(uri, 'yaml', 0, before);
  const [old, now] = [linesOf(before), linesOf(after)];
  const starts = [0];
  for (const line of old) starts.push((starts.at(-1) ?? 0) + line.length);
  const positionOf = (line: number) => document.positionAt(starts[line] ?? before.length);
  return changesBetween(old, now).map((change) => ({
    range: { start: positionOf(change.before), end: positionOf(change.beforeEnd) },
    newText: now.slice(change.after, change.afterEnd).join(''),
  }));
}
