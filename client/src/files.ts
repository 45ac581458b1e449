import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { requests } from '../../server/src/protocol.ts';

interface FileParams {
  readonly uri: string;
}

/** Reads files for a server that runs in a browser and has no file system of its own. What cannot be read is null. */
export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest(requests.readDirectory, ({ uri }: FileParams) =>
    orNull(async () => vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri, true))),
  );
  client.onRequest(requests.readFile, ({ uri }: FileParams) =>
    orNull(async () => base64(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)))),
  );
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}

function base64(bytes: Uint8Array): string {
  // In pieces, because a call takes only so many arguments.
  const piece = 0x8000;
  let text = '';
  for (let start = 0; start < bytes.length; start += piece)
    text += String.fromCharCode(...bytes.subarray(start, start + piece));
  return btoa(text);
}
