import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith } from './activate.ts';
import type { Server } from './client.ts';

let server: Server | undefined;

/** Entry on the desktop and on a remote machine: the server is a Node process that talks over IPC. */
export function activate(context: vscode.ExtensionContext): void {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.cjs').fsPath;
  const run = { module, transport: TransportKind.ipc };
  server = activateWith(context, (options) => new LanguageClient('ordinal', 'Ordinal', run, options));
}

export function deactivate(): Promise<void> | undefined {
  return server?.dispose();
}
