import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient';
import { notifications } from '../../server/src/protocol.ts';
import { isLeftToAnother } from './other-schemas.ts';

/** Makes a client that is not yet started: over IPC in Node, over a worker in a browser. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** True unless the user has turned Ordinal off. */
export function isEnabled(): boolean {
  return vscode.workspace.getConfiguration('ordinal').get('enable', true);
}

/** True for a document that may hold manifests. */
export function isManifest(document: vscode.TextDocument): boolean {
  return vscode.languages.match(manifests(), document) > 0;
}

/**
 * The language server as the rest of the extension sees it. Starting, stopping and restarting take their turns, because a language
 * client throws when it is stopped while it starts.
 */
export class Server {
  readonly #createClient: CreateClient;
  readonly #output: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #started = new vscode.EventEmitter<void>();
  #client: BaseLanguageClient | undefined;
  #disposed = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(createClient: CreateClient, output: vscode.LogOutputChannel) {
    this.#createClient = createClient;
    this.#output = output;
  }

  /** The answers of the server may have changed: files or settings did, or it has just started. */
  get onDidChange(): vscode.Event<void> {
    return this.#changed.event;
  }

  /** A server has started, and knows nothing but the files yet. */
  get onDidStart(): vscode.Event<void> {
    return this.#started.event;
  }

  /** The running client, started if need be. Undefined while `ordinal.enable` is false and when the server does not start. */
  client(): Promise<BaseLanguageClient | undefined> {
    return this.#inTurn(async () => {
      if (this.#disposed || !isEnabled()) return undefined;
      this.#client ??= this.#connect();
      try {
        await this.#client.start();
      } catch (error) {
        // The client has told the user. A client that failed to start never starts again, so the next request gets a new one.
        this.#output.error('The language server did not start.', error);
        this.#client = undefined;
      }
      return this.#client;
    });
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.client();
  }

  stop(): Promise<void> {
    return this.#inTurn(async () => {
      const client = this.#client;
      this.#client = undefined;
      try {
        await client?.dispose();
      } catch (error) {
        this.#output.warn('The language server did not stop in order.', error);
      }
      this.#changed.fire();
    });
  }

  /** Stops the server for good: whoever still asks for a client gets none. */
  dispose(): Promise<void> {
    this.#disposed = true;
    return this.stop();
  }

  #connect(): BaseLanguageClient {
    const client = this.#createClient(clientOptions(this.#output));
    client.onNotification(notifications.previewChanged, () => this.#changed.fire());
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) return;
      this.#changed.fire();
      this.#started.fire();
    });
    return client;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function clientOptions(output: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: [
      ...manifests(),
      // The settings file is known by its name, whatever language it was given.
      ...schemes().map((scheme) => ({ scheme, pattern: '**/.ordinal.yaml' })),
    ],
    synchronize: { configurationSection: 'ordinal' },
    diagnosticCollectionName: 'ordinal',
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: {
      provideHover: (document, position, token, next) =>
        isLeftToAnother(document) ? undefined : next(document, position, token),
    },
  };
}

function manifests() {
  return schemes().map((scheme) => ({ scheme, language: 'yaml' }));
}

/**
 * Where manifests are edited. Not every scheme: the same file also opens as `git:` beside a diff, as `vscode-local-history:` and the
 * like, and the past is not to be checked.
 */
function schemes(): string[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  return [...new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', ...folders])];
}
