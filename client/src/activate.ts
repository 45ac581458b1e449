import * as vscode from 'vscode';
import { requests } from '../../server/src/protocol.ts';
import { type CreateClient, isEnabled, Server } from './client.ts';
import { LastCommit } from './git.ts';
import { PreviewPanel } from './preview-panel.ts';
import { SetsView } from './sets-view.ts';

interface WorkspaceCheck {
  readonly files: number;
  readonly findings: number;
}

/** What both entries do: start the server, and register the commands and the preview. Returns the server, to be stopped at the end. */
export function activateWith(context: vscode.ExtensionContext, createClient: CreateClient): Server {
  const output = vscode.window.createOutputChannel('Ordinal', { log: true });
  const server = new Server(createClient, output);
  const preview = new PreviewPanel(context.extensionUri, server, output);
  const sets = new SetsView(server, output);

  context.subscriptions.push(
    output,
    preview,
    sets,
    new LastCommit(server, output),
    vscode.window.registerWebviewPanelSerializer(PreviewPanel.viewType, preview),
    // A code lens is clicked by someone who reads the manifest: the preview then opens beside it, not over it.
    vscode.commands.registerCommand('ordinal.preview', (target?: unknown, name?: unknown) =>
      preview.open(target, name, typeof target === 'string' ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active),
    ),
    vscode.commands.registerCommand('ordinal.previewToSide', (target?: unknown, name?: unknown) =>
      preview.open(target, name, vscode.ViewColumn.Beside),
    ),
    vscode.commands.registerCommand('ordinal.revealSet', (set: Parameters<SetsView['reveal']>[0]) => sets.reveal(set)),
    vscode.commands.registerCommand('ordinal.checkWorkspace', () => checkWorkspace(server)),
    vscode.commands.registerCommand('ordinal.restartServer', () => (isEnabled() ? server.restart() : tellDisabled())),
    vscode.commands.registerCommand('ordinal.showOutput', () => output.show()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('ordinal.enable')) void (isEnabled() ? server.client() : server.stop());
    }),
  );
  // Not awaited: a server that starts slowly keeps no command waiting that does not need it.
  void server.client();
  return server;
}

async function checkWorkspace(server: Server): Promise<void> {
  if (!isEnabled()) return tellDisabled();
  const client = await server.client();
  if (!client) return;
  const { files, findings } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Ordinal: checking all files of the workspace' },
    () => client.sendRequest<WorkspaceCheck>(requests.checkWorkspace),
  );
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  const found = findings === 0 ? 'no problems' : counted(findings, 'problem');
  void vscode.window.showInformationMessage(`Ordinal: ${found} in ${counted(files, 'file')}.`);
}

async function tellDisabled(): Promise<void> {
  const openSettings = 'Open Settings';
  const choice = await vscode.window.showInformationMessage(
    'Ordinal is turned off by the setting “ordinal.enable”.',
    openSettings,
  );
  if (choice) await vscode.commands.executeCommand('workbench.action.openSettings', 'ordinal.enable');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
