import * as vscode from 'vscode';
import { type ExportFormat, type ExportParams, type Picture, requests } from '../../server/src/protocol.ts';
import type { Server } from './client.ts';

/** What is to be exported: everything but the format. */
export type Exported = Omit<ExportParams, 'format'>;

interface Choice extends vscode.QuickPickItem {
  readonly format: ExportFormat | 'png';
  readonly extension: string;
}
const choices: readonly Choice[] = [
  { format: 'svg', extension: 'svg', label: 'SVG', description: 'A picture that stays sharp at any size' },
  { format: 'png', extension: 'png', label: 'PNG', description: 'A picture for chats and documents' },
  { format: 'markdown', extension: 'md', label: 'Markdown', description: 'Names, claims, steps and problems as text' },
  { format: 'mermaid', extension: 'mmd', label: 'Mermaid', description: 'A flowchart as text' },
];

/** Puts the set as Markdown into the clipboard. */
export async function copyMarkdown(server: Server, exported: Exported): Promise<void> {
  const text = await ask(server, { ...exported, format: 'markdown' });
  if (typeof text !== 'string') return;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage('$(check) Copied as Markdown', 2000);
}

/** Lets the user choose a format and a file. `paint` makes a PNG of a picture: only a webview can. */
export async function saveAs(
  server: Server,
  exported: Exported,
  paint: (picture: Picture) => Promise<Uint8Array>,
): Promise<void> {
  const choice = await vscode.window.showQuickPick(choices, { placeHolder: `Export ${exported.question.set} as …` });
  if (!choice) return;
  const content = await ask(server, { ...exported, format: choice.format });
  if (content === null) return;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : await paint(content);
  const folder = vscode.Uri.joinPath(vscode.Uri.parse(exported.uri), '..');
  const uri = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `${fileName(exported.question.set)}.${choice.extension}`),
    filters: { [choice.label]: [choice.extension] },
  });
  if (uri) await vscode.workspace.fs.writeFile(uri, bytes);
}

async function ask(server: Server, params: ExportParams): Promise<string | Picture | null> {
  const client = await server.client();
  return (await client?.sendRequest<string | Picture | null>(requests.export, params)) ?? null;
}

/** Whatever somebody wrote for a name, it is no path. */
const fileName = (name: string) => name.replaceAll(/[^A-Za-z0-9._-]+/g, '-') || 'statefulset';
