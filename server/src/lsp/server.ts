/**
 * The language server: wiring and the one piece of state, the Findings of the current Workspace.
 * A request is answered from that value. Long work goes in slices, so that an edit waits for one slice at most.
 */
import {
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Findings } from '../core/check.ts';
import { configName, isSeverity, isVersion } from '../core/config.ts';
import { type Manifest, readManifest } from '../core/manifest.ts';
import { rules } from '../core/rules/index.ts';
import { defaultSettings, type Settings } from '../core/settings.ts';
import { Workspace } from '../core/workspace.ts';
import { placeJson, previewJson } from '../json.ts';
import { type FixParams, notifications, type PreviewParams, requests } from '../protocol.ts';
import { maxBytes, tooLarge } from '../text.ts';
import { codeActions } from './code-actions.ts';
import { codeLenses } from './code-lens.ts';
import { type EditAbilities, workspaceEdit } from './convert.ts';
import { Publisher } from './publisher.ts';

/** A file's text, or why there is none. `isHarmless`: nothing is lost by it. */
export type ReadResult = { readonly text: string } | { readonly reason: string; readonly isHarmless: boolean };

/** How files come to the server: from a disk, or through the client. URIs are written as VS Code writes them. */
export interface Files {
  /** The YAML files below a folder; with a reason, what could not be entered. */
  list(
    folder: string,
    isExcluded: (path: string) => boolean,
  ): AsyncIterable<string | { readonly uri: string; readonly reason: string; readonly isHarmless: boolean }>;
  /** Undefined when there is no such file (any more). */
  read(uri: string): Promise<ReadResult | undefined>;
  /** Whether it is read when found in a folder. */
  isYaml(uri: string): boolean;
  isFolder(uri: string): Promise<boolean>;
  excludes(globs: readonly string[]): (path: string) => boolean;
  /** One spelling for each URI. */
  normal(uri: string): string;
}

interface ClientSettings {
  readonly settings: Partial<Settings>;
  readonly exclude: readonly string[];
  readonly codeLens: boolean;
}
const defaultExclude = ['**/node_modules/**', '**/.git/**'];

/** Milliseconds of work between two looks at what the client wants. */
const slice = 8;

export function startServer(connection: Connection, files: Files): void {
  const documents = new TextDocuments(TextDocument);
  /** What is open in the editor, by the normal spelling of its URI. Its text, saved or not, wins over the disk. */
  const open = new Map<string, TextDocument>();
  const publisher = new Publisher((uri, diagnostics) => {
    const document = open.get(uri);
    void connection.sendDiagnostics({
      uri: document?.uri ?? uri,
      diagnostics,
      ...(document ? { version: document.version } : {}),
    });
  });
  const notes = new Map<string, Diagnostic>();
  let folders: readonly string[] = [];
  let client: ClientSettings = { settings: {}, exclude: defaultExclude, codeLens: true };
  let can: EditAbilities = { documentChanges: false, createFiles: false };
  let abilities: InitializeParams['capabilities'] = {};
  let findings = Findings.of(Workspace.of([]), rules);

  /** Files whose diagnostics are to be sent again. */
  let stale = new Set<string>();
  /** Grows with every start of reading; an older reading notices and stops. */
  let reading = 0;
  /** From the start: what has not been read yet must not be called missing. */
  let isReading = true;
  let isFlushing = false;
  let isDown = false;
  let whenIdle: (() => void)[] = [];
  let excluded: (path: string) => boolean = () => false;

  // ---- state ----

  function become(next: Findings): void {
    findings = next;
    for (const uri of next.changed) stale.add(uri);
    void flush();
  }
  function change(changes: ReadonlyMap<string, Manifest | undefined>): void {
    if (changes.size === 0) return;
    const excluded = configExclude().join();
    become(findings.after(findings.workspace.with(changes)));
    if (!isReading && configExclude().join() !== excluded) void readAll();
  }

  /** Checks what is pending and sends what differs, a slice at a time. Nothing is said before all files are read. */
  async function flush(): Promise<void> {
    if (isFlushing) return;
    isFlushing = true;
    while (!isReading && !isDown && (findings.pending > 0 || stale.size > 0)) {
      await turn();
      const end = Date.now() + slice;
      while (findings.pending > 0 && Date.now() < end) {
        findings = findings.advance(16);
        for (const uri of findings.changed) stale.add(uri);
      }
      if (findings.pending > 0 || isReading || isDown) continue;
      const uris = stale;
      stale = new Set();
      publisher.publish(findings, uris, notes);
      void connection.sendNotification(notifications.previewChanged);
    }
    isFlushing = false;
    if (!isReading) {
      for (const resolve of whenIdle) resolve();
      whenIdle = [];
    }
  }
  const idle = () =>
    new Promise<void>((resolve) => {
      whenIdle.push(resolve);
      void flush();
    });

  // ---- reading ----

  function manifestOf(uri: string, text: string): Manifest | undefined {
    if (text.length <= maxBytes) {
      notes.delete(uri);
      return readManifest(uri, text, findings.workspace.manifest(uri));
    }
    note(uri, tooLarge(text.length), false);
    return undefined;
  }
  /** Says once, in the log and at the top of the file, that it was not read. */
  function note(uri: string, reason: string, isHarmless: boolean): void {
    if (notes.get(uri)?.data === reason) return;
    connection.console.log(`Not read: ${uri} (${reason}).`);
    if (isHarmless) return;
    const start = { line: 0, character: 0 };
    notes.set(uri, {
      range: { start, end: start },
      severity: DiagnosticSeverity.Information,
      source: 'ordinal',
      message: `Ordinal has not read this file: ${reason}.`,
      data: reason,
    });
    stale.add(uri);
  }

  async function readFile(uri: string): Promise<Manifest | undefined> {
    const document = open.get(uri);
    if (document) return manifestOf(uri, document.getText());
    const result = await files.read(uri).catch((error: unknown) => ({ reason: words(error), isHarmless: false }));
    if (!result) return undefined;
    if ('text' in result) return manifestOf(uri, result.text);
    note(uri, result.reason, result.isHarmless);
    return undefined;
  }

  /** Reads all folders anew. Open documents count as they are in the editor, now and whenever they change meanwhile. */
  async function readAll(): Promise<void> {
    const mine = ++reading;
    isReading = true;
    notes.clear();
    for (const [uri] of findings.workspace.manifests) stale.add(uri);
    findings = Findings.of(Workspace.of(folders, client.settings), rules);
    change(new Map([...open].map(([uri, document]) => [uri, manifestOf(uri, document.getText())])));
    const progress = lateProgress();
    await readConfigs();
    excluded = files.excludes([...client.exclude, ...configExclude()]);
    change(new Map([...open].flatMap(([uri]) => (isExcluded(uri) ? [[uri, undefined] as const] : []))));
    let batch = new Map<string, Manifest | undefined>();
    let count = 0;
    let end = Date.now() + slice;
    for (const folder of folders)
      for await (const file of files.list(folder, excluded)) {
        if (mine !== reading || isDown) break;
        if (typeof file !== 'string') note(file.uri, file.reason, file.isHarmless);
        else if (!open.get(file)) {
          count++;
          const manifest = await readFile(file);
          if (manifest) batch.set(file, manifest);
        }
        if (Date.now() < end) continue;
        apply();
        progress.report(`${count.toLocaleString('en')} files`);
        await turn();
        end = Date.now() + slice;
      }
    progress.done();
    if (mine !== reading) return;
    apply();
    isReading = false;
    await flush();

    function apply() {
      // What was opened after its file had been read is newer.
      for (const uri of batch.keys()) if (open.get(uri)) batch.delete(uri);
      findings = findings.after(findings.workspace.with(batch));
      for (const uri of batch.keys()) stale.add(uri);
      batch = new Map();
    }
  }
  /** The folders' settings come first: they say what else is read. */
  async function readConfigs(): Promise<void> {
    const read = new Map<string, Manifest | undefined>();
    for (const folder of folders) {
      const uri = `${folder}/${configName}`;
      if (!open.get(uri)) read.set(uri, await readFile(uri));
    }
    for (const uri of read.keys()) if (open.get(uri)) read.delete(uri);
    change(read);
  }
  function configExclude(): readonly string[] {
    return [...findings.workspace.configs.values()].flatMap(({ exclude }) => exclude);
  }

  /** Progress in the status bar, for work that takes more than half a second. */
  function lateProgress(): { report(message: string): void; done(): void } {
    let reporter: (WorkDoneProgressReporter & { done(): void; begin(title: string): void }) | undefined;
    let isDone = false;
    const timer = setTimeout(async () => {
      if (!abilities.window?.workDoneProgress) return;
      const created = await connection.window.createWorkDoneProgress();
      if (isDone) return;
      created.begin('Ordinal: reading manifests');
      reporter = created;
    }, 500);
    return {
      report: (message) => reporter?.report(message),
      done: () => {
        isDone = true;
        clearTimeout(timer);
        reporter?.done();
      },
    };
  }

  // ---- life ----

  connection.onInitialize((params): InitializeResult => {
    abilities = params.capabilities;
    folders = (params.workspaceFolders ?? []).map(({ uri }) => files.normal(uri).replace(/\/$/, ''));
    const { workspaceEdit: edits } = abilities.workspace ?? {};
    can = {
      documentChanges: edits?.documentChanges ?? false,
      createFiles: edits?.resourceOperations?.includes('create') ?? false,
    };
    client = readSettings(params.initializationOptions);
    return {
      serverInfo: { name: 'ordinal' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        codeLensProvider: {},
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(async () => {
    if (abilities.workspace?.didChangeConfiguration?.dynamicRegistration)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'ordinal' });
    if (abilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        // A folder that comes or goes is one event, whatever is in it.
        watchers: [
          { globPattern: '**/{*.yaml,*.yml,*.YAML,*.YML,Kustomization}' },
          { globPattern: '**/*', kind: 1 | 4 },
        ],
      });
    if (abilities.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => files.normal(uri).replace(/\/$/, '')));
        folders = [
          ...folders.filter((folder) => !gone.has(folder)),
          ...added.map(({ uri }) => files.normal(uri).replace(/\/$/, '')),
        ];
        void readAll();
      });
    await pullSettings();
    await readAll();
  });

  connection.onDidChangeConfiguration(async ({ settings }) => {
    const before = client;
    if (abilities.workspace?.configuration) await pullSettings();
    else client = readSettings((settings as { ordinal?: unknown } | null)?.ordinal);
    if (JSON.stringify(before.exclude) !== JSON.stringify(client.exclude)) return void readAll();
    if (JSON.stringify(before.settings) !== JSON.stringify(client.settings))
      become(findings.after(findings.workspace.withSettings(client.settings)));
    if (before.codeLens !== client.codeLens && abilities.workspace?.codeLens?.refreshSupport)
      void connection.sendRequest(CodeLensRefreshRequest.type);
  });
  async function pullSettings(): Promise<void> {
    if (abilities.workspace?.configuration)
      client = readSettings(await connection.workspace.getConfiguration('ordinal'));
  }

  connection.onShutdown(() => {
    isDown = true;
  });

  // ---- files ----

  // Also comes when a document is opened.
  documents.onDidChangeContent(({ document }) => {
    const uri = files.normal(document.uri);
    open.set(uri, document);
    if (isExcluded(uri)) return;
    change(new Map([[uri, manifestOf(uri, document.getText())]]));
  });
  documents.onDidClose(async ({ document }) => {
    const uri = files.normal(document.uri);
    open.delete(uri);
    if (isExcluded(uri)) return;
    // What was not saved is gone: the disk counts again.
    const manifest = folderOf(uri) === undefined ? undefined : await readFile(uri);
    // It may have been opened again meanwhile.
    if (!open.get(uri)) change(new Map([[uri, manifest]]));
  });

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const read = new Map<string, Manifest | undefined>();
    for (const { uri: written, type } of changes) {
      const uri = files.normal(written);
      if (folderOf(uri) === undefined || open.get(uri) || isExcluded(uri)) continue;
      if (type === FileChangeType.Deleted) {
        notes.delete(uri);
        if (findings.workspace.manifest(uri)) read.set(uri, undefined);
        for (const below of filesIn(uri)) if (!open.get(below)) read.set(below, undefined);
      } else if (files.isYaml(uri)) read.set(uri, await readFile(uri));
      else if (type === FileChangeType.Created && (await files.isFolder(uri)))
        for await (const file of files.list(uri, (path) => isExcluded(`${uri}/${path}`)))
          if (typeof file === 'string') read.set(file, await readFile(file));
    }
    for (const uri of read.keys()) if (open.get(uri)) read.delete(uri);
    change(read);
    for (const uri of notes.keys()) stale.add(uri);
    void flush();
  });
  function filesIn(folder: string): readonly string[] {
    return [...findings.workspace.manifests].flatMap(([uri]) => (uri.startsWith(`${folder}/`) ? [uri] : []));
  }
  const folderOf = (uri: string) => folders.find((folder) => uri.startsWith(`${folder}/`));
  /** What the settings leave out, opened or not. */
  function isExcluded(uri: string): boolean {
    const folder = folderOf(uri);
    return folder !== undefined && excluded(decodeURIComponent(uri.slice(folder.length + 1)));
  }

  // ---- requests ----

  connection.onCodeAction((params) =>
    answer(() => codeActions(findings, files.normal(params.textDocument.uri), params, can)),
  );
  connection.onCodeLens(({ textDocument }) =>
    answer(() => (client.codeLens ? codeLenses(findings.workspace, files.normal(textDocument.uri)) : [])),
  );
  connection.onRequest(requests.preview, async ({ uri }: PreviewParams) => {
    // Before all files are read, what they hold would look missing.
    if (isReading) await idle();
    return answer(() => previewJson(findings.workspace, files.normal(uri), (each) => findings.of(each)) ?? null);
  });
  connection.onRequest(requests.fix, (wanted: FixParams) =>
    answer(() => {
      const finding = findings
        .of(files.normal(wanted.file))
        .find(
          (each) =>
            each.rule === wanted.rule &&
            JSON.stringify(placeJson(findings.workspace, each.at).range) === JSON.stringify(wanted.range),
        );
      const fix = finding?.fixes.find(({ title }) => title === wanted.title);
      return (fix && workspaceEdit(findings.workspace, fix.edits, can)) ?? null;
    }),
  );
  connection.onRequest(requests.checkWorkspace, async () => {
    await idle();
    const all = [...findings.workspace.manifests].map(([uri]) => uri);
    return { files: all.length, findings: all.reduce((sum, uri) => sum + findings.of(uri).length, 0) };
  });

  /** A handler that fails answers nothing and says so in the log; the editor's other features go on. */
  function answer<T>(ask: () => T): T | null {
    try {
      return ask();
    } catch (error) {
      connection.console.error((error instanceof Error && error.stack) || words(error));
      return null;
    }
  }

  documents.listen(connection);
  connection.listen();
}

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Lets the connection read what has come in. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** The `ordinal` section as it came, every field checked. What equals the default is not said, so that a folder's `.ordinal.yaml` may. */
function readSettings(section: unknown): ClientSettings {
  const { rules, kubernetesVersion, clusterDomain, storageClasses, exclude, codeLens } = (section ?? {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    settings: {
      ...(typeof rules === 'object' && rules !== null
        ? {
            rules: Object.fromEntries(
              Object.entries(rules).flatMap(([id, severity]) =>
                isSeverity(severity) ? [[id, severity] as const] : [],
              ),
            ),
          }
        : {}),
      ...(isVersion(kubernetesVersion) && kubernetesVersion !== defaultSettings.kubernetes
        ? { kubernetes: kubernetesVersion }
        : {}),
      ...(typeof clusterDomain === 'string' && clusterDomain !== '' && clusterDomain !== defaultSettings.clusterDomain
        ? { clusterDomain }
        : {}),
      ...(isTexts(storageClasses) && storageClasses.length > 0 ? { storageClasses } : {}),
    },
    exclude: isTexts(exclude) ? exclude : defaultExclude,
    codeLens: codeLens !== false,
  };
}
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
