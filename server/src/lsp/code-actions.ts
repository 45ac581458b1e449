import { type CodeAction, CodeActionKind, type CodeActionParams, type WorkspaceEdit } from 'vscode-languageserver';
import type { Findings } from '../core/check.ts';
import { switchOff } from '../core/config.ts';
import type { Edit } from '../core/edit.ts';
import type { Finding } from '../core/rule.ts';
import { disableLine, disableObject } from '../core/suppression.ts';
import { placeJson } from '../json.ts';
import type { FixParams } from '../protocol.ts';
import { diagnosticOf, type EditAbilities, sharesLine, workspaceEdit } from './convert.ts';
import { anyFixIn, fixAll, fixAllKind, safeFixIn } from './fix-all.ts';

/** Quick fixes for the findings under the cursor, found afresh in the current workspace; all safe fixes of the file for who asks for that. */
export function codeActions(
  findings: Findings,
  uri: string,
  { range, context: { only } }: CodeActionParams,
  can: EditAbilities,
): CodeAction[] {
  const isAsked = (kind: string) => only?.some((asked) => asked === '' || `${kind}.`.startsWith(`${asked}.`));
  return [
    ...(only === undefined || isAsked(CodeActionKind.QuickFix) ? quickFixes(findings, uri, range, can) : []),
    // On every save, when the user's settings say so; in the menu of a line it would only be in the way.
    ...(isAsked(fixAllKind) ? sourceFix(findings, uri, can) : []),
  ];
}

/** Best first; then all of one rule; then the ways to silence them. */
function quickFixes(
  findings: Findings,
  uri: string,
  range: CodeActionParams['range'],
  can: EditAbilities,
): CodeAction[] {
  const { workspace } = findings;
  const here = findings
    .of(uri)
    .map((finding) => ({ finding, diagnostic: diagnosticOf(workspace, finding) }))
    .filter(({ diagnostic }) => sharesLine(diagnostic.range, range));
  const action = (title: string, edit: WorkspaceEdit | undefined, those: typeof here): CodeAction[] =>
    edit
      ? [{ title, kind: CodeActionKind.QuickFix, diagnostics: those.map(({ diagnostic }) => diagnostic), edit }]
      : [];
  const edited = (edits: readonly Edit[]) => workspaceEdit(workspace, edits, can);
  return [
    ...here.flatMap((each) =>
      each.finding.fixes.flatMap(({ title, edits, safe }, i) =>
        action(title, edited(edits), [each]).map((fix) => ({
          ...fix,
          ...(i === 0 && safe ? { isPreferred: true } : {}),
        })),
      ),
    ),
    ...[...new Set(here.map(({ finding }) => finding.rule))].flatMap((rule) => {
      const fixOf = (finding: Finding) => (finding.rule === rule ? anyFixIn(uri, finding) : undefined);
      const count = findings.of(uri).filter(fixOf).length;
      const those = here.filter(({ finding }) => finding.rule === rule);
      if (count < 2 || !those.some(({ finding }) => fixOf(finding))) return [];
      return action(`Fix all ${count} findings of ${rule} in this file`, fixAll(findings, uri, fixOf, can), those);
    }),
    ...here.flatMap((each) =>
      silencers(findings, each.finding).flatMap(({ title, edit }) => action(title, edited([edit]), [each])),
    ),
  ];
}

/** The edits of one fix, by its finding's rule and place and its own title; undefined when the finding is gone. */
export function chosenFix(
  findings: Findings,
  { file, rule, range, title }: FixParams,
  can: EditAbilities,
): WorkspaceEdit | undefined {
  const { workspace } = findings;
  const isSame = (at: Finding['at']) => JSON.stringify(placeJson(workspace, at).range) === JSON.stringify(range);
  const finding = findings.of(file).find((each) => each.rule === rule && isSame(each.at));
  const fix = finding?.fixes.find((each) => each.title === title);
  return fix && workspaceEdit(workspace, fix.edits, can);
}

function sourceFix(findings: Findings, uri: string, can: EditAbilities): CodeAction[] {
  const edit = fixAll(findings, uri, (finding) => safeFixIn(uri, finding), can);
  return edit ? [{ title: 'Make all safe fixes of Ordinal', kind: fixAllKind, edit }] : [];
}

function silencers(
  { workspace }: Findings,
  finding: Finding,
): readonly { readonly title: string; readonly edit: Edit }[] {
  const { rule, resource, at } = finding;
  if (rule === 'unused-suppression') return [];
  // What cannot be read has no comments to rely on.
  const line = rule === 'yaml-syntax' ? undefined : disableLine(finding);
  const object = disableObject(finding);
  const folder = switchOff(workspace, at.document.uri, rule);
  return [
    ...(line ? [{ title: `Disable ${rule} for this line`, edit: line }] : []),
    ...(object ? [{ title: `Disable ${rule} for this ${resource?.kind ?? 'object'}`, edit: object }] : []),
    ...(folder ? [{ title: `Disable ${rule} for this workspace folder`, edit: folder }] : []),
  ];
}
