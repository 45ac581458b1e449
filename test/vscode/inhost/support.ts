/** What the suites do with the editor, and how they wait: for an event, never for a time. */
import * as vscode from 'vscode';

export const extensionId = 'ordinal.ordinal';

/** Three Pods of `statefulset-web`, with a decimal size and a class that no file defines. */
export const statefulSetFile = inWorkspace('web/statefulset-web.yaml');
/** Their governing Service, whose target port no container has. */
export const serviceFile = inWorkspace('web/handless-service.yaml');

export function inWorkspace(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('the suites need a folder');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file as a person does, in an editor that has the focus. */
export async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Replaces one piece of a document's text, unsaved. */
export async function replace(document: vscode.TextDocument, before: string, after: string): Promise<void> {
  const offset = document.getText().indexOf(before);
  if (offset < 0) throw new Error(`no ${before} in ${document.uri.path}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(offset), document.positionAt(offset + before.length)),
    after,
  );
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('the edit was refused');
}

/** Gives up every unsaved change and closes all editors, panels too. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand(
      document.isUntitled ? 'workbench.action.revertAndCloseActiveEditor' : 'workbench.action.files.revert',
    );
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The answer of `probe` as soon as it has one: asked now, and again after each of the events. */
export async function until<T>(what: string, event: vscode.Event<unknown>, probe: () => T | undefined): Promise<T> {
  let listener: vscode.Disposable | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const look = () => {
        const answer = probe();
        if (answer !== undefined) resolve(answer);
      };
      timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), 15_000);
      listener = event(look);
      look();
    });
  } finally {
    clearTimeout(timer);
    listener?.dispose();
  }
}

export function findingsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'ordinal');
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The file's finding of a rule, once it is there. */
export function finding(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return until(`${rule} in ${uri.path}; there is ${rulesOf(uri)}`, vscode.languages.onDidChangeDiagnostics, () =>
    findingsOf(uri).find((diagnostic) => ruleOf(diagnostic) === rule),
  );
}

/** Waits until the file has no finding of a rule. */
export async function noFinding(uri: vscode.Uri, rule: string): Promise<void> {
  await until(`${rule} to go from ${uri.path}`, vscode.languages.onDidChangeDiagnostics, () =>
    findingsOf(uri).every((diagnostic) => ruleOf(diagnostic) !== rule) ? true : undefined,
  );
}

export function rulesOf(uri: vscode.Uri): string {
  return findingsOf(uri).map(ruleOf).join(', ') || 'nothing';
}

/** The assertion of these suites: Node's is not to be had in a web worker. */
export function equal(actual: unknown, expected: unknown): void {
  const [is, wanted] = [JSON.stringify(actual, null, 2), JSON.stringify(expected, null, 2)];
  if (is !== wanted) throw new Error(`expected ${wanted}\nbut it is ${is}`);
}
