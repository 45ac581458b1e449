import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import type { Range } from '../../server/src/protocol.ts';

/** Shows a place of a file, beside the preview in column `preview`. */
export async function reveal(
  uri: vscode.Uri,
  { start, end }: Range,
  preview: vscode.ViewColumn | undefined,
): Promise<void> {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(uri, { selection, viewColumn: columnFor(uri, preview) });
}

/** Makes the edits of the server. False when there are none, or when they cannot be made. */
export async function applyEdit(
  client: BaseLanguageClient | undefined,
  edit: WorkspaceEdit | null | undefined,
  preview: vscode.ViewColumn | undefined,
): Promise<boolean> {
  const changes =
    edit && client?.validateWorkspaceEdit(edit) ? await client.protocol2CodeConverter.asWorkspaceEdit(edit) : undefined;
  if (!changes || !(await vscode.workspace.applyEdit(changes))) return false;
  // Files that were changed or created out of sight are shown, unsaved, so that nothing happens behind the user's back.
  for (const [uri] of changes.entries()) {
    if (vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString())) continue;
    await vscode.window.showTextDocument(uri, { viewColumn: columnFor(uri, preview), preview: false });
  }
  return true;
}

/** The column that a file is open in; for a file that is not, one that leaves the preview in sight. */
function columnFor(uri: vscode.Uri, preview: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const same = (editor: vscode.TextEditor) => editor.document.uri.toString() === uri.toString();
  const editors = vscode.window.visibleTextEditors.filter(({ viewColumn }) => viewColumn !== undefined);
  const column = (editors.find(same) ?? editors[0])?.viewColumn;
  return column !== undefined && column !== preview ? column : vscode.ViewColumn.Beside;
}
