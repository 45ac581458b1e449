/** The one place that knows both vocabularies: findings → diagnostics, edits → workspace edits. */
import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Edit } from '../core/edit.ts';
import type { Finding } from '../core/rule.ts';
import type { Severity } from '../core/settings.ts';
import type { Workspace } from '../core/workspace.ts';
import { rulePageUrl } from '../docs-url.ts';
import { editJson, placeJson } from '../json.ts';
import type { EditJson, Range } from '../protocol.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A finding as a diagnostic of its file. Its fixes are not in it: they are found afresh when asked for. */
export function diagnosticOf(workspace: Workspace, finding: Finding): Diagnostic {
  const { rule, severity, effect, message, at, related } = finding;
  return {
    range: placeJson(workspace, at).range,
    severity: severities[severity],
    source: 'ordinal',
    code: rule,
    codeDescription: { href: rulePageUrl(rule) },
    message,
    ...(effect === 'ignored' || rule === 'unused-suppression' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length
      ? {
          relatedInformation: related.map(({ at, message }) => {
            const { file, range } = placeJson(workspace, at);
            return { message, location: { uri: file, range } };
          }),
        }
      : {}),
  };
}

/** What a client can do with workspace edits. */
export interface EditAbilities {
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** The version of an open document that the edits are made for; null for any other file. */
  versionOf(uri: string): number | null;
}

/** Edits as one workspace edit; undefined when the client cannot make them or their text is gone. */
export function workspaceEdit(
  workspace: Workspace,
  edits: readonly Edit[],
  can: EditAbilities,
): WorkspaceEdit | undefined {
  const wire = edits.map((edit) => editJson(workspace, edit));
  if (wire.some((edit) => edit === undefined)) return undefined;
  const made = wire.filter((edit) => edit !== undefined);
  if (!can.documentChanges) {
    if (made.some(({ create }) => create)) return undefined;
    return { changes: Object.fromEntries(byFile(made).map(([uri, edits]) => [uri, edits.map(textEdit)])) };
  }
  if (!can.createFiles && made.some(({ create }) => create)) return undefined;
  return {
    documentChanges: byFile(made).flatMap(([uri, edits]) => {
      const change: TextDocumentEdit = {
        textDocument: { uri, version: can.versionOf(uri) },
        edits: edits.map(textEdit),
      };
      return edits.some(({ create }) => create)
        ? [{ kind: 'create' as const, uri, options: { ignoreIfExists: true } }, change]
        : [change];
    }),
  };
}

/** Whether two ranges share a line: a fix is offered on the whole line of its finding. */
export function sharesLine(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}

const textEdit = ({ range, newText }: EditJson) => ({ range, newText });

function byFile(edits: readonly EditJson[]): readonly (readonly [string, readonly EditJson[]])[] {
  return [...new Set(edits.map(({ file }) => file))].map((file) => [file, edits.filter((edit) => edit.file === file)]);
}
