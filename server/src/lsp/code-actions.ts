import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import type { Findings } from '../core/check.ts';
import { switchOff } from '../core/config.ts';
import type { Edit } from '../core/edit.ts';
import type { Finding } from '../core/rule.ts';
import { disableLine, disableObject } from '../core/suppression.ts';
import { diagnosticOf, type EditAbilities, sharesLine, workspaceEdit } from './convert.ts';

/** Quick fixes for the findings under the cursor, found afresh in the current workspace, best first; then the ways to silence them. */
export function codeActions(
  findings: Findings,
  uri: string,
  { range, context }: CodeActionParams,
  can: EditAbilities,
): CodeAction[] {
  const { workspace } = findings;
  if (context.only && !context.only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
  const here = findings
    .of(uri)
    .map((finding) => ({ finding, diagnostic: diagnosticOf(workspace, finding) }))
    .filter(({ diagnostic }) => sharesLine(diagnostic.range, range));

  const action = (
    title: string,
    edits: readonly Edit[],
    { finding, diagnostic }: (typeof here)[number],
    isPreferred = false,
  ): CodeAction[] => {
    const edit = workspaceEdit(workspace, edits, can);
    return edit
      ? [
          {
            title,
            kind: CodeActionKind.QuickFix,
            diagnostics: [diagnostic],
            edit,
            ...(isPreferred && finding.fixes[0]?.safe ? { isPreferred } : {}),
          },
        ]
      : [];
  };
  return [
    ...here.flatMap((each) => each.finding.fixes.flatMap(({ title, edits }, i) => action(title, edits, each, i === 0))),
    ...here.flatMap((each) =>
      silencers(findings, each.finding).flatMap(({ title, edit }) => action(title, [edit], each)),
    ),
  ];
}

function silencers(
  { workspace }: Findings,
  finding: Finding,
): readonly { readonly title: string; readonly edit: Edit }[] {
  const { rule, resource, at } = finding;
  if (rule === 'unused-suppression') return [];
  const object = disableObject(finding);
  const folder = switchOff(workspace, at.document.uri, rule);
  return [
    // What cannot be read has no comments to rely on.
    ...(rule === 'yaml-syntax' ? [] : [{ title: `Disable ${rule} for this line`, edit: disableLine(finding) }]),
    ...(object ? [{ title: `Disable ${rule} for this ${resource?.kind ?? 'object'}`, edit: object }] : []),
    ...(folder ? [{ title: `Disable ${rule} for this workspace folder`, edit: folder }] : []),
  ];
}
