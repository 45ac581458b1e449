/** The server on Node: files come from the disk. */
import { statSync } from 'node:fs';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { filesBelow, readText } from '../files.ts';
import { excludes, isYamlName } from '../globs.ts';
import type { Files } from './files.ts';
import { startServer } from './server.ts';

/** On standard input and output, for editors that start servers so; otherwise as the arguments of the process say. */
export function start(isStdio: boolean): void {
  const connection = isStdio
    ? createConnection(ProposedFeatures.all, process.stdin, process.stdout)
    : createConnection(ProposedFeatures.all);
  startServer(connection, diskFiles);
}

const pathOf = (uri: string) => URI.parse(uri).fsPath;
const uriOf = (path: string) => URI.file(path).toString();

export const diskFiles: Files = {
  async *list(folder, isExcluded) {
    for (const file of filesBelow(pathOf(folder), isExcluded))
      yield typeof file === 'string'
        ? uriOf(file)
        : { uri: uriOf(file.path), reason: file.reason, isHarmless: file.isHarmless };
  },
  async read(uri, most) {
    if (!uri.startsWith('file:')) return undefined;
    const path = pathOf(uri);
    if (!statSync(path, { throwIfNoEntry: false })) return undefined;
    return readText(path, false, most);
  },
  isYaml: (uri) => isYamlName(uri.slice(uri.lastIndexOf('/') + 1)),
  isFolder: async (uri) =>
    uri.startsWith('file:') && (statSync(pathOf(uri), { throwIfNoEntry: false })?.isDirectory() ?? false),
  excludes,
  normal: (uri) => URI.parse(uri).toString(),
};
