import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import { rulePageUrl } from '../../server/src/docs-url.ts';
import {
  type FixParams,
  type FromWebview,
  type Picture,
  type PreviewJson,
  type PreviewParams,
  type Question,
  type ResolutionJson,
  type ResolveParams,
  requests,
  type ToWebview,
  type WriteParams,
} from '../../server/src/protocol.ts';
import { isManifest, type Server } from './client.ts';

import { applyEdit, reveal } from './editors.ts';
import { copyMarkdown, type Exported, saveAs } from './preview-export.ts';
import { filesOf, readMessage, readState, setAt } from './preview-messages.ts';
import { pageOf } from './preview-page.ts';

/** What the panel shows: a file, and in it the set that the cursor is in or that was chosen. */
interface Subject {
  readonly uri: vscode.Uri;
  readonly name: string | undefined;
}

/**
 * The one preview panel. It follows the active manifest and the cursor in it until it is pinned, and asks the server again whenever
 * the answer may have changed. Everything the webview needs to come back after a reload of the window, it keeps in its own state.
 */
export class PreviewPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  static readonly viewType = 'ordinal.preview';

  readonly #extension: vscode.Uri;
  readonly #server: Server;
  readonly #output: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #subject: Subject | undefined;
  /** What the reader asks about a set besides what the file says. It goes with the file that is shown. */
  #question: Question | undefined;
  #pinned = false;
  /** The last answer of the server, and the files it names. */
  #preview: PreviewJson | undefined;
  #files: ReadonlySet<string> = new Set();
  /** Takes the PNG that the webview is painting. */
  #painted: ((png: string) => void) | undefined;
  /** Counts the requests, so that an answer that was overtaken is dropped. */
  #request = 0;

  constructor(extension: vscode.Uri, server: Server, output: vscode.LogOutputChannel) {
    this.#extension = extension;
    this.#server = server;
    this.#output = output;
    this.#subscriptions = [
      server.onDidChange(() => this.#refresh()),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
    ];
  }

  dispose(): void {
    this.#panel?.dispose();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /**
   * Shows a file's sets. `target` is what a code lens (a string), a menu (a Uri) or the palette (nothing: the active editor) gives;
   * `name` chooses one of them.
   */
  open(target: unknown, name: unknown, column: vscode.ViewColumn): void {
    const active = vscode.window.activeTextEditor;
    const uri = uriOf(target) ?? (active && isManifest(active.document) ? active.document.uri : undefined);
    if (!uri && !this.#subject) {
      void vscode.window.showInformationMessage(
        'Open the YAML file of a StatefulSet first: the preview shows what it will make.',
      );
      return;
    }
    if (uri) {
      this.#subject = { uri, name: typeof name === 'string' ? name : undefined };
      this.#question = undefined;
      this.#accept(undefined);
    }
    // Beside the text, the focus stays in it; in the place of the text, the preview takes it over.
    const preserveFocus = column === vscode.ViewColumn.Beside;
    if (this.#panel) this.#panel.reveal(undefined, preserveFocus);
    else
      this.#adopt(
        vscode.window.createWebviewPanel(PreviewPanel.viewType, 'StatefulSet Preview', {
          viewColumn: column,
          preserveFocus,
        }),
      );
    this.#refresh();
  }

  /** Takes over a panel that the window had when it was reloaded. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    const state = readState(kept);
    const uri = uriOf(state?.uri);
    if (state && uri) {
      this.#subject = { uri, name: state.name };
      this.#pinned = state.pinned;
    }
    this.#adopt(panel);
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    const dist = vscode.Uri.joinPath(this.#extension, 'dist');
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      this.#subject = undefined;
      this.#question = undefined;
      this.#pinned = false;
      this.#accept(undefined);
    });
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.onDidReceiveMessage(async (value: unknown) => {
      const message = readMessage(value);
      if (!message) return;
      try {
        await this.#handle(message);
      } catch (error) {
        this.#output.error(`The preview could not do “${message.type}”.`, error);
        void vscode.window.showErrorMessage(`Ordinal: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
    panel.webview.html = pageOf(panel.webview, dist);
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    if (!this.#panel || this.#pinned || !editor || !isManifest(editor.document)) return;
    const { uri } = editor.document;
    if (uri.toString() !== this.#subject?.uri.toString()) {
      this.#refresh({ uri, name: undefined });
    } else if (this.#preview) {
      const name = setAt(this.#preview, editor.selection.active);
      if (name === this.#subject.name) return;
      this.#subject = { uri, name };
      this.#show(this.#preview);
    }
  }

  /**
   * Asks the server for the preview and shows the answer. A file that is followed but holds no StatefulSet leaves the one in sight
   * alone: whoever goes from the preview to the Service's file wants to see both.
   */
  async #refresh(subject = this.#subject): Promise<void> {
    if (!this.#panel || !subject) return;
    this.#request += 1;
    const request = this.#request;
    const isSame = subject.uri.toString() === this.#subject?.uri.toString();
    const answer = await this.#ask(subject.uri, isSame ? this.#question : undefined);
    if (request !== this.#request) return;
    if (subject.uri.toString() !== this.#subject?.uri.toString()) {
      const holdsSets = typeof answer !== 'string' && answer.document.state !== 'empty';
      if (this.#preview && !holdsSets) return this.#refresh();
      this.#subject = subject;
      this.#question = undefined;
    }
    this.#accept(typeof answer === 'string' ? undefined : answer);
    if (typeof answer === 'string') this.#post({ type: 'waiting', reason: answer });
    else this.#show(answer);
  }

  /** The preview of a file, or a sentence that says why there is none. */
  async #ask(uri: vscode.Uri, question: Question | undefined): Promise<PreviewJson | string> {
    try {
      const client = await this.#server.client();
      if (!client) return 'Ordinal is not running. Is it turned off by the setting “ordinal.enable”?';
      const params: PreviewParams = {
        uri: client.code2ProtocolConverter.asUri(uri),
        ...(question ? { question } : {}),
      };
      const preview = await client.sendRequest<PreviewJson | null>(requests.preview, params);
      return preview ?? `${vscode.workspace.asRelativePath(uri)} is not among the files that Ordinal reads.`;
    } catch (error) {
      this.#output.error(`No preview of ${uri.toString()}.`, error);
      return 'The language server did not answer. “Ordinal: Show Output” tells more.';
    }
  }

  #accept(preview: PreviewJson | undefined): void {
    this.#preview = preview;
    this.#files = preview ? filesOf(preview) : new Set();
  }

  #show(preview: PreviewJson): void {
    const name = this.#nameIn(preview);
    const files = this.#fileNames();
    this.#post({ type: 'preview', preview, files, ...(name === undefined ? {} : { name }), pinned: this.#pinned });
    if (this.#panel) this.#panel.title = `Preview ${name ?? files[preview.document.file] ?? ''}`;
  }

  /** The set that was chosen, as long as it exists; else the one that the cursor is in. */
  #nameIn(preview: PreviewJson): string | undefined {
    const chosen = this.#subject?.name;
    if (preview.statefulSets.some(({ name }) => name === chosen)) return chosen;
    const editor = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === this.#subject?.uri.toString(),
    );
    return setAt(preview, editor?.selection.active ?? { line: 0, character: 0 });
  }

  #post(message: ToWebview): void {
    void this.#panel?.webview.postMessage(message);
  }

  async #handle(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        if (!this.#subject)
          this.#post({ type: 'waiting', reason: 'Open the YAML file of a StatefulSet: the preview follows it.' });
        return this.#refresh();
      case 'reveal':
        if (this.#files.has(message.file))
          await reveal(vscode.Uri.parse(message.file, true), message.range, this.#panel?.viewColumn);
        return;
      case 'fix':
        if (this.#files.has(message.file)) await this.#fix(message);
        return;
      case 'preview': {
        const { type: _, ...question } = message;
        this.#question = question;
        return this.#refresh();
      }
      case 'resolve':
        return this.#post({ type: 'resolved', resolution: await this.#resolve(message) });
      case 'write':
        return this.#write();
      case 'export': {
        const exported = this.#exported();
        if (!exported) return;
        if (message.format === 'markdown') return copyMarkdown(this.#server, exported);
        return saveAs(this.#server, exported, (picture) => this.#paint(picture));
      }
      case 'painted':
        this.#painted?.(message.png);
        return;
      case 'explain':
        await vscode.env.openExternal(vscode.Uri.parse(rulePageUrl(message.rule), true));
        return;
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'choose':
        if (this.#subject) this.#subject = { ...this.#subject, name: message.name };
        if (this.#preview) this.#show(this.#preview);
        return;
      case 'pin':
        this.#pinned = message.pinned;
        if (this.#pinned) return this.#preview && this.#show(this.#preview);
        this.#follow(vscode.window.activeTextEditor);
        return this.#refresh();
    }
  }

  async #fix({ rule, file, range, title }: FixParams): Promise<void> {
    const client = await this.#server.client();
    const params: FixParams = { rule, file, range, title };
    const edit = await client?.sendRequest<WorkspaceEdit | null>(requests.fix, params);
    if (!(await applyEdit(client, edit, this.#panel?.viewColumn)))
      void vscode.window.showWarningMessage(`Ordinal: “${title}” no longer applies: the file has changed.`);
  }

  /** Writes the what-if into the files; it is then what they say. */
  async #write(): Promise<void> {
    const question = this.#question;
    if (!question || !this.#subject) return;
    const client = await this.#server.client();
    const params: WriteParams = { uri: this.#subject.uri.toString(), question };
    const edit = await client?.sendRequest<WorkspaceEdit | null>(requests.write, params);
    if (await applyEdit(client, edit, this.#panel?.viewColumn)) this.#question = { ...question, whatIf: {} };
    else
      void vscode.window.showWarningMessage(
        'Ordinal: this cannot be written. The values belong to other objects, too (an anchor, or a base of several kustomizations): change them there by hand.',
      );
  }

  async #resolve({ name, from, step }: Extract<FromWebview, { type: 'resolve' }>): Promise<ResolutionJson | null> {
    const question = this.#shownQuestion();
    if (!question || !this.#subject) return null;
    const client = await this.#server.client();
    const params: ResolveParams = { uri: this.#subject.uri.toString(), question, name, from, step };
    return (await client?.sendRequest<ResolutionJson | null>(requests.resolve, params)) ?? null;
  }

  /** What the shown set is the answer to. */
  #shownQuestion(): Question | undefined {
    const sets = this.#preview?.statefulSets ?? [];
    const name = this.#preview && this.#nameIn(this.#preview);
    const set = sets.find((each) => each.name === name);
    if (
      !set ||
      (this.#question?.set === set.name && sets.some(({ namespace }) => namespace === this.#question?.namespace))
    )
      return this.#question;
    const { namespace, scenario } = set;
    return { set: set.name, namespace, scenario: scenario.name, options: scenario.options, whatIf: {} };
  }

  #exported(): Exported | undefined {
    const question = this.#shownQuestion();
    return question && this.#subject
      ? { uri: this.#subject.uri.toString(), question, files: this.#fileNames() }
      : undefined;
  }

  #paint(picture: Picture): Promise<Uint8Array> {
    return new Promise((resolve) => {
      this.#painted = (png) => resolve(Uint8Array.from(atob(png), (character) => character.charCodeAt(0)));
      this.#post({ type: 'paint', picture });
    });
  }

  /** What to print for the files that the preview names: their paths in the workspace. */
  #fileNames(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.#files].map((file) => [file, vscode.workspace.asRelativePath(vscode.Uri.parse(file))]),
    );
  }
}

function uriOf(target: unknown): vscode.Uri | undefined {
  if (target instanceof vscode.Uri) return target;
  if (typeof target !== 'string') return undefined;
  try {
    return vscode.Uri.parse(target, true);
  } catch {
    return undefined;
  }
}
