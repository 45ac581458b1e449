import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { activateWith } from './activate.ts';
import type { Server } from './client.ts';
import { serveFiles } from './files.ts';

// The extension host of a browser is itself a worker. The DOM's types would claim `window` and `document`, too, which it has not.
declare class Worker {
  constructor(url: string);
  terminate(): void;
}

let server: Server | undefined;

/** Entry in a browser: the server is a worker, and reads files through this extension. */
export function activate(context: vscode.ExtensionContext): void {
  server = activateWith(context, (options) => {
    let worker: Worker | undefined;
    const start = async () => {
      // A worker outlives its connection, so the one of a server that crashed or was stopped is ended here.
      worker?.terminate();
      worker = await startWorker(vscode.Uri.joinPath(context.extensionUri, 'dist', 'server-web.js'));
      // Given the worker itself, the client asks for `instanceof Worker`, which VS Code's own Worker of this host is not.
      return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    };
    const client = new LanguageClient('ordinal', 'Ordinal', start, options);
    serveFiles(client);
    return client;
  });
}

export function deactivate(): Promise<void> | undefined {
  return server?.dispose();
}

/** An extension that a server delivers has a `vscode-remote:` address, which `new Worker` refuses; a blob of the same script runs anywhere. */
async function startWorker(script: vscode.Uri): Promise<Worker> {
  if (/^https?$/.test(script.scheme)) return new Worker(script.toString(true));
  const code = await vscode.workspace.fs.readFile(script);
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  return new Worker(url);
}
