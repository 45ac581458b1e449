/** The language server: which message asks the session for what. Parameters in, one call, the answer out. */
import {
  CodeLensRefreshRequest,
  CompletionRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { answerEdits, answerExport, answerJson, answerResolution } from '../answers.ts';
import { configName } from '../core/config.ts';
import { setsJson } from '../json.ts';
import {
  type BeforeParams,
  type ExportParams,
  type FixParams,
  notifications,
  type Picture,
  type PreviewParams,
  type ResolveParams,
  requests,
  type WriteParams,
} from '../protocol.ts';
import { chosenFix, codeActions } from './code-actions.ts';
import { codeLenses } from './code-lens.ts';
import { completions } from './completion.ts';
import { type EditAbilities, workspaceEdit } from './convert.ts';
import type { Files } from './files.ts';
import { fixAllKind } from './fix-all.ts';
import { hover } from './hover.ts';
import { PlainFiles } from './plain-files.ts';
import { lateProgress } from './progress.ts';
import { Publisher } from './publisher.ts';
import { Session, stackOf } from './session.ts';
import { readSettings } from './settings.ts';

const completionProvider = { triggerCharacters: [' ', '[', '{', '"'] };
const fileEvents = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'gone',
} as const;

export function startServer(connection: Connection, files: Files): void {
  const documents = new TextDocuments(TextDocument);
  /** An open document by the normal spelling of its URI. */
  const openDocument = (uri: string) => documents.all().find((each) => files.normal(each.uri) === uri);
  const publisher = new Publisher((uri, diagnostics) => {
    const document = openDocument(uri);
    void connection.sendDiagnostics({
      uri: document?.uri ?? uri,
      diagnostics,
      ...(document ? { version: document.version } : {}),
    });
  });
  let client: InitializeParams['capabilities'] = {};
  const plainFiles = new PlainFiles(connection, () => client);
  const session = new Session(files, {
    changed(findings, uris, notes, typing) {
      publisher.publish(findings, uris, notes, typing);
      void connection.sendNotification(notifications.previewChanged);
    },
    log: (message) => connection.console.log(message),
    watching: (uris) => plainFiles.watch(uris),
    reading: () => lateProgress(connection, client.window?.workDoneProgress ?? false),
  });

  // ---- life ----

  let folders: readonly string[] = [];
  let initial = readSettings(undefined);
  const folderUri = ({ uri }: { readonly uri: string }) => files.normal(uri).replace(/\/$/, '');
  const isCompletionDynamic = () => client.textDocument?.completion?.dynamicRegistration ?? false;

  connection.onInitialize(({ capabilities, workspaceFolders, rootUri, initializationOptions }) => {
    client = capabilities;
    // Only clients that know no workspace folders mean something by their root.
    folders = (workspaceFolders ?? (rootUri ? [{ uri: rootUri }] : [])).map(folderUri);
    initial = readSettings(initializationOptions);
    return {
      serverInfo: { name: 'ordinal' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind] },
        codeLensProvider: {},
        hoverProvider: true,
        // Only for one file, where a client lets us say so.
        ...(isCompletionDynamic() ? {} : { completionProvider }),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onInitialized(async () => {
    const { workspace } = client;
    if (workspace?.didChangeConfiguration?.dynamicRegistration)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'ordinal' });
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        // A folder that comes or goes is one event, whatever is in it.
        watchers: [
          { globPattern: '**/{*.yaml,*.yml,*.YAML,*.YML,Kustomization}' },
          { globPattern: '**/*', kind: 1 | 4 },
        ],
      });
    if (isCompletionDynamic())
      void connection.client.register(CompletionRequest.type, {
        ...completionProvider,
        documentSelector: [{ pattern: `**/${configName}` }],
      });
    if (workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        void session.changeFolders(added.map(folderUri), removed.map(folderUri));
      });
    await session.start(folders, (await pulledSettings()) ?? initial);
  });
  const pulledSettings = async () =>
    client.workspace?.configuration ? readSettings(await connection.workspace.getConfiguration('ordinal')) : undefined;

  connection.onDidChangeConfiguration(async ({ settings }) => {
    const { codeLens } = session.settings;
    session.configure(
      (await pulledSettings()) ?? readSettings((settings as { readonly ordinal?: unknown } | null)?.ordinal),
    );
    if (codeLens !== session.settings.codeLens && client.workspace?.codeLens?.refreshSupport)
      void connection.sendRequest(CodeLensRefreshRequest.type);
  });
  connection.onShutdown(() => session.stop());

  // ---- files ----

  // Also comes when a document is opened.
  documents.onDidChangeContent(({ document }) => session.edit(files.normal(document.uri), document));
  documents.onDidSave(({ document }) => session.save(files.normal(document.uri)));
  documents.onDidClose(({ document }) => session.close(files.normal(document.uri)));
  connection.onDidChangeWatchedFiles(({ changes }) =>
    session.watched(changes.map(({ uri, type }) => ({ uri: files.normal(uri), type: fileEvents[type] }))),
  );

  // ---- requests ----

  const can = (): EditAbilities => ({
    documentChanges: client.workspace?.workspaceEdit?.documentChanges ?? false,
    createFiles: client.workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false,
    versionOf: (uri) => openDocument(uri)?.version ?? null,
  });
  connection.onCodeAction((params) =>
    answer(() => codeActions(session.findings, files.normal(params.textDocument.uri), params, can())),
  );
  connection.onCodeLens(({ textDocument: { uri } }) =>
    answer(() => (session.settings.codeLens ? codeLenses(session.findings.workspace, files.normal(uri)) : [])),
  );
  connection.onCompletion(({ textDocument: { uri }, position }) =>
    answer(() => completions(session.findings.workspace, files.normal(uri), position)),
  );
  connection.onHover(({ textDocument: { uri }, position }) =>
    answer(() =>
      session.settings.schema === 'off' ? null : hover(session.findings.workspace, files.normal(uri), position),
    ),
  );
  connection.onRequest(requests.preview, async ({ uri, question }: PreviewParams) => {
    await session.read();
    return answer(
      () =>
        answerJson(session.findings, files.normal(uri), question, { against: 'HEAD', commit: session.commit }) ?? null,
    );
  });
  connection.onRequest<string | Picture | null, void>(requests.export, (params: ExportParams) =>
    answer(() => answerExport(session.findings, files.normal(params.uri), params) ?? null),
  );
  connection.onRequest(requests.resolve, async (params: ResolveParams) => {
    await session.read();
    return answer(() => answerResolution(session.findings, files.normal(params.uri), params) ?? null);
  });
  connection.onRequest(requests.sets, async () => {
    await session.read();
    const { findings } = session;
    return answer(() => setsJson(findings.workspace, (uri) => findings.of(uri)));
  });
  connection.onRequest(requests.write, ({ uri, question }: WriteParams) =>
    answer(() => {
      const { findings } = session;
      const edits = answerEdits(findings, files.normal(uri), question);
      return (edits.length > 0 && workspaceEdit(findings.workspace, edits, can())) || null;
    }),
  );
  connection.onRequest(requests.fix, (wanted: FixParams) =>
    answer(() => chosenFix(session.findings, { ...wanted, file: files.normal(wanted.file) }, can()) ?? null),
  );
  connection.onRequest(requests.before, ({ files: given, commit }: BeforeParams) =>
    answer(
      () =>
        session.compareWith(
          given.map(({ uri, text }) => ({ uri: files.normal(uri), text })),
          commit,
        ) ?? null,
    ),
  );
  connection.onRequest(requests.checkWorkspace, async () => {
    await session.idle();
    const { findings } = session;
    const all = [...findings.workspace.manifests].map(([uri]) => uri);
    return { files: all.length, findings: all.reduce((sum, uri) => sum + findings.of(uri).length, 0) };
  });

  /** A handler that fails answers nothing and says so in the log; the editor's other features go on. */
  function answer<T>(ask: () => T): T | null {
    try {
      return ask();
    } catch (error) {
      connection.console.error(stackOf(error));
      return null;
    }
  }

  documents.listen(connection);
  connection.listen();
}
