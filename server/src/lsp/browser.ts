/** The server in a web worker: files come through the client. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  type Connection,
  createConnection,
} from 'vscode-languageserver/browser';
import { URI } from 'vscode-uri';
import { excludes, isYamlName } from '../globs.ts';
import { requests } from '../protocol.ts';
import { decodeText, maxBytes, tooLarge } from '../text.ts';
import type { Files } from './files.ts';
import { startServer } from './server.ts';

/** VS Code's FileType, whose bits may come together. */
const isFolderType = (type: number) => (type & 2) !== 0;
const isLink = (type: number) => (type & 64) !== 0;

function clientFiles(connection: Connection): Files {
  const entries = (uri: string) =>
    connection.sendRequest<readonly (readonly [string, number])[] | null>(requests.readDirectory, { uri });
  return {
    async *list(folder, isExcluded) {
      const todo = [folder];
      for (let uri = todo.pop(); uri !== undefined; uri = todo.pop()) {
        const found = await entries(uri);
        if (!found) {
          yield { uri, reason: 'the folder cannot be entered', isHarmless: false };
          continue;
        }
        for (const [name, type] of found.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
          const child = `${uri}/${encodeURIComponent(name).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
          const path = decodeURIComponent(child.slice(folder.length + 1));
          // A link to a folder may lead in a circle, and here is nothing to find out by.
          if (isFolderType(type) && !isLink(type) && !isExcluded(`${path}/`)) todo.push(child);
          else if (!isFolderType(type) && isYamlName(name) && !isExcluded(path)) yield child;
        }
      }
    },
    async read(uri, most = maxBytes) {
      const base64 = await connection.sendRequest<string | null>(requests.readFile, { uri });
      if (base64 === null) return undefined;
      if (base64.length > (most / 3) * 4) return { reason: tooLarge((base64.length / 4) * 3, most), isHarmless: false };
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const { text } = decodeText(bytes);
      return text.includes('\0') ? { reason: 'not text but a binary file', isHarmless: false } : { text };
    },
    isYaml: (uri) => isYamlName(uri.slice(uri.lastIndexOf('/') + 1)),
    isFolder: async (uri) => (await entries(uri)) !== null,
    excludes,
    normal: (uri) => URI.parse(uri).toString(),
  };
}

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
startServer(connection, clientFiles(connection));
