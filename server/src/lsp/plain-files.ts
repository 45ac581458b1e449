/** Files that are no YAML, of which kustomizations make data: the client is asked to tell of exactly those. */
import {
  BulkRegistration,
  type BulkUnregistration,
  type ClientCapabilities,
  CodeActionKind,
  CodeActionRequest,
  type Connection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { fileNameOf } from '../core/paths.ts';
import { fixAllKind } from './fix-all.ts';

export class PlainFiles {
  readonly #connection: Connection;
  readonly #client: () => ClientCapabilities;
  /** What the client was last asked for. */
  #asked = '';
  #registered: Promise<BulkUnregistration | undefined> = Promise.resolve(undefined);

  constructor(connection: Connection, client: () => ClientCapabilities) {
    this.#connection = connection;
    this.#client = client;
  }

  /** From now on, the client tells of these files: when they are opened, edited, or changed on the disk. */
  watch(uris: ReadonlySet<string>): void {
    const names = [...new Set([...uris].map((uri) => patternOf(fileNameOf(uri))))].sort();
    const schemes = [...new Set([...uris].map((uri) => uri.slice(0, uri.indexOf(':'))))].sort();
    const asked = [...schemes, '', ...names].join('\n');
    if (asked === this.#asked || (this.#asked === '' && names.length === 0)) return;
    this.#asked = asked;
    const before = this.#registered;
    this.#registered = this.#register(names, schemes);
    // One after the other: what both name stays open.
    void Promise.all([before, this.#registered]).then(([old]) => old?.dispose());
  }

  async #register(names: readonly string[], schemes: readonly string[]): Promise<BulkUnregistration | undefined> {
    if (names.length === 0) return undefined;
    const { textDocument, workspace } = this.#client();
    const pattern = names.length === 1 ? `**/${names[0]}` : `**/{${names.join(',')}}`;
    const documentSelector = schemes.map((scheme) => ({ scheme, pattern }));
    const registration = BulkRegistration.create();
    if (textDocument?.synchronization?.dynamicRegistration) {
      registration.add(DidOpenTextDocumentNotification.type, { documentSelector });
      // The whole text: a document that is synchronized for another reason, too, must not take a change twice.
      registration.add(DidChangeTextDocumentNotification.type, {
        documentSelector,
        syncKind: TextDocumentSyncKind.Full,
      });
      registration.add(DidCloseTextDocumentNotification.type, { documentSelector });
    }
    if (textDocument?.codeAction?.dynamicRegistration)
      registration.add(CodeActionRequest.type, {
        documentSelector,
        codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
      });
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
      registration.add(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: pattern }] });
    return this.#connection.client.register(registration).catch(() => undefined);
  }
}

/** A glob for a name: what globs have a meaning for stands for any letter. */
const patternOf = (name: string) => name.replaceAll(/[*?[\]{},!\\]/g, '?');
