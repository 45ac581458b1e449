import * as vscode from 'vscode';
import { closeAll, equal, finding, noFinding, open, serviceFile, statefulSetFile } from './support.ts';

suite('quick fixes and code lenses', () => {
  teardown(closeAll);

  /** The fix that is offered first where a rule found something and whose title says `words`. */
  async function fixOf(uri: vscode.Uri, rule: string, words: RegExp): Promise<vscode.CodeAction> {
    const { range } = await finding(uri, rule);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      // How many of them the server shall compute the edits of.
      20,
    );
    const found = actions.find(({ title }) => words.test(title));
    if (!found)
      throw new Error(`no fix like ${words}; there is: ${actions.map(({ title }) => title).join('; ') || 'nothing'}`);
    return found;
  }

  async function apply({ edit, command }: vscode.CodeAction): Promise<void> {
    if (edit) equal(await vscode.workspace.applyEdit(edit), true);
    if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
  }

  test('a fix changes the value and nothing else', async () => {
    const document = await open(statefulSetFile);
    const before = document.getText();
    await apply(await fixOf(statefulSetFile, 'storage-quantity-decimal', /1Gi/));
    equal(document.getText(), before.replace('storage: 1G', 'storage: 1Gi'));
    await noFinding(statefulSetFile, 'storage-quantity-decimal');
  });

  test('a fix in a Service takes its value from the StatefulSet in another file', async () => {
    const document = await open(serviceFile);
    const before = document.getText();
    await apply(await fixOf(serviceFile, 'service-target-port-unknown', /80|web/));
    await noFinding(serviceFile, 'service-target-port-unknown');
    equal(/^.*targetPort: "?(80|web)"?$/m.test(document.getText()), true);
    equal(document.getText().split('\n').length, before.split('\n').length);
  });

  test('a fix can create a file', async () => {
    await open(statefulSetFile);
    const fix = await fixOf(statefulSetFile, 'storage-class-not-found', /^Create StorageClass .* in .*\.yaml$/);
    const target = fix.edit?.entries().find(([uri]) => uri.path !== statefulSetFile.path)?.[0];
    if (!target) throw new Error('the fix touches no other file');
    await apply(fix);
    const created = await vscode.workspace.openTextDocument(target);
    equal(/kind: StorageClass/.test(created.getText()), true);
    await noFinding(statefulSetFile, 'storage-class-not-found');
    await closeAll();
    await vscode.workspace.fs.delete(target);
    await finding(statefulSetFile, 'storage-class-not-found');
  });

  test('the code lens counts Pods and claims, and follows the text', async () => {
    const document = await open(statefulSetFile);
    await finding(statefulSetFile, 'storage-quantity-decimal');
    equal(await lenses(), ['3 Pods · 3 claims · preview']);
    const edit = new vscode.WorkspaceEdit();
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('replicas: 3'));
    edit.replace(statefulSetFile, document.lineAt(line).range, '  replicas: 5');
    equal(await vscode.workspace.applyEdit(edit), true);
    equal(await lenses(), ['5 Pods · 5 claims · preview']);
  });

  async function lenses(): Promise<string[]> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      statefulSetFile,
      20,
    );
    // The title of a codicon is not what is asked here.
    return found
      .map(({ command }) => (command?.title ?? '').replace(/\$\([a-z-]+\)\s*/g, ''))
      .filter((title) => title.includes('Pod'));
  }
});
