import * as vscode from 'vscode';
import { requests, type SetsJson } from '../../server/src/protocol.ts';
import type { Server } from './client.ts';

type SetJson = SetsJson['sets'][number];

/** URIs of this scheme name no file: they carry what is wrong with a set to its badge. */
const scheme = 'ordinal-set';

/**
 * All StatefulSets of the workspace, in the Explorer, each with a badge that counts its problems. It asks the server only while
 * somebody looks at it.
 */
export class SetsView implements vscode.TreeDataProvider<SetJson>, vscode.FileDecorationProvider, vscode.Disposable {
  static readonly viewId = 'ordinal.sets';

  readonly #server: Server;
  readonly #output: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<SetJson>;
  readonly #subscriptions: vscode.Disposable[];
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(server: Server, output: vscode.LogOutputChannel) {
    this.#server = server;
    this.#output = output;
    this.#view = vscode.window.createTreeView(SetsView.viewId, { treeDataProvider: this });
    this.#subscriptions = [
      this.#changed,
      this.#view,
      this.#view.onDidChangeVisibility(({ visible }) => visible && this.#changed.fire(undefined)),
      server.onDidChange(() => this.#view.visible && this.#changed.fire(undefined)),
      vscode.window.registerFileDecorationProvider(this),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async getChildren(): Promise<SetJson[]> {
    const sets = await this.#ask();
    const count = sets.reduce((sum, { errors, warnings }) => sum + errors + warnings, 0);
    this.#view.badge =
      count === 0 ? undefined : { value: count, tooltip: `${counted(count, 'problem')} of StatefulSets` };
    return [...sets];
  }

  getTreeItem(set: SetJson): vscode.TreeItem {
    const { name, namespace, file, replicas, range } = set;
    const path = vscode.workspace.asRelativePath(vscode.Uri.parse(file));
    const problems = problemText(set);
    const item = new vscode.TreeItem(name);
    item.id = `${file}#${namespace}/${name}:${range.start.line}`;
    item.description = [counted(replicas, 'Pod'), namespace, path].filter(Boolean).join(' · ');
    item.iconPath = new vscode.ThemeIcon('layers');
    item.resourceUri = vscode.Uri.from({
      scheme,
      path: `/${encodeURIComponent(item.id)}`,
      query: `${set.errors},${set.warnings}`,
    });
    item.contextValue = 'statefulSet';
    item.tooltip = [`StatefulSet ${name}`, item.description, problems].filter(Boolean).join('\n');
    item.accessibilityInformation = {
      label: [`StatefulSet ${name}`, item.description, problems].filter(Boolean).join(', '),
    };
    item.command = { command: 'ordinal.preview', title: 'Open Preview', arguments: [file, name] };
    return item;
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== scheme) return undefined;
    const [errors = 0, warnings = 0] = uri.query.split(',').map(Number);
    const count = errors + warnings;
    if (count === 0) return undefined;
    const colour = new vscode.ThemeColor(errors > 0 ? 'list.errorForeground' : 'list.warningForeground');
    return new vscode.FileDecoration(count > 9 ? '9+' : String(count), problemText({ errors, warnings }), colour);
  }

  /** Shows where a set is written. */
  async reveal({ file, range: { start, end } }: SetJson): Promise<void> {
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    await vscode.window.showTextDocument(vscode.Uri.parse(file), { selection });
  }

  async #ask(): Promise<readonly SetJson[]> {
    try {
      const client = await this.#server.client();
      const answer = await client?.sendRequest<SetsJson | null>(requests.sets);
      return answer?.sets ?? [];
    } catch (error) {
      this.#output.error('The StatefulSets of the workspace could not be listed.', error);
      return [];
    }
  }
}

const counted = (count: number, noun: string) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

function problemText({ errors, warnings }: Pick<SetJson, 'errors' | 'warnings'>): string {
  return [errors > 0 ? counted(errors, 'error') : '', warnings > 0 ? counted(warnings, 'warning') : '']
    .filter(Boolean)
    .join(', ');
}
