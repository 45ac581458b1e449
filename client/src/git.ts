import * as vscode from 'vscode';
import { requests } from '../../server/src/protocol.ts';
import { isManifest, type Server } from './client.ts';
import { type Known, lastCommit, type Repository } from './last-commit.ts';

interface GitExtension {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): GitApi;
}
interface GitApi {
  readonly repositories: readonly Repository[];
  readonly onDidOpenRepository: vscode.Event<Repository>;
  readonly onDidCloseRepository: vscode.Event<Repository>;
}

/** Milliseconds of quiet before git is asked: a checkout or a rebase changes much at once. */
const quiet = 300;

/**
 * Tells the server what manifests were in the last commit. It asks VS Code's own git extension, which is there already;
 * where that is absent or off, or where nothing is a repository, nobody is asked and nothing is told.
 */
export class LastCommit implements vscode.Disposable {
  readonly #server: Server;
  readonly #output: vscode.LogOutputChannel;
  readonly #listeners: vscode.Disposable[] = [];
  readonly #ofRepositories = new Map<Repository, { dispose(): void }>();
  #git: GitApi | undefined;
  #known: Known = new Map();
  #sent = '[]';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(server: Server, output: vscode.LogOutputChannel) {
    this.#server = server;
    this.#output = output;
    void this.#connect().catch((error: unknown) => output.warn('The git extension does not answer.', error));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of [...this.#listeners, ...this.#ofRepositories.values()]) listener.dispose();
  }

  async #connect(): Promise<void> {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    if (!extension) return;
    const git = await extension.activate();
    this.#listeners.push(
      git.onDidChangeEnablement((isEnabled) => this.#use(isEnabled ? git.getAPI(1) : undefined)),
      vscode.workspace.onDidOpenTextDocument((document) => isManifest(document) && this.#later()),
      this.#server.onDidStart(() => {
        // A new server knows nothing.
        this.#sent = '[]';
        this.#later();
      }),
    );
    this.#use(git.enabled ? git.getAPI(1) : undefined);
  }

  #use(git: GitApi | undefined): void {
    this.#git = git;
    if (git) {
      const listen = (repository: Repository) => {
        this.#ofRepositories.get(repository)?.dispose();
        this.#ofRepositories.set(
          repository,
          repository.state.onDidChange(() => this.#later()),
        );
        this.#later();
      };
      for (const repository of git.repositories) listen(repository);
      this.#listeners.push(
        git.onDidOpenRepository(listen),
        git.onDidCloseRepository((repository) => {
          this.#ofRepositories.get(repository)?.dispose();
          this.#ofRepositories.delete(repository);
          this.#later();
        }),
      );
    }
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#turn = this.#turn
        .then(() => this.#tell())
        .catch((error: unknown) => this.#output.warn('What the last commit holds could not be told.', error));
    }, quiet);
  }

  async #tell(): Promise<void> {
    const open = vscode.workspace.textDocuments.filter(isManifest).map(({ uri }) => uri);
    const { known, ...params } = await lastCommit(this.#git?.repositories ?? [], open, this.#known);
    this.#known = known;
    const text = JSON.stringify(params);
    if (text === this.#sent) return;
    const client = await this.#server.client();
    await client?.sendRequest(requests.before, params);
    this.#sent = text;
  }
}
