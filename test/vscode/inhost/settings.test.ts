import * as vscode from 'vscode';
import { closeAll, equal, finding, findingsOf, noFinding, open, ruleOf, statefulSetFile, until } from './support.ts';

suite('settings', () => {
  teardown(async () => {
    for (const name of ['rules', 'enable', 'storageClasses', 'schema']) await set(name, undefined);
    await closeAll();
  });

  test('a rule is switched off, on, and to another severity while the server runs', async () => {
    await open(statefulSetFile);
    await finding(statefulSetFile, 'storage-quantity-decimal');
    await set('rules', { 'storage-quantity-decimal': 'off' });
    await noFinding(statefulSetFile, 'storage-quantity-decimal');
    await set('rules', { 'storage-quantity-decimal': 'error' });
    const { severity } = await finding(statefulSetFile, 'storage-quantity-decimal');
    equal(severity, vscode.DiagnosticSeverity.Error);
    await set('rules', undefined);
    await until('the default severity', vscode.languages.onDidChangeDiagnostics, () =>
      findingsOf(statefulSetFile).find(
        (each) => ruleOf(each) === 'storage-quantity-decimal' && each.severity !== vscode.DiagnosticSeverity.Error,
      ),
    );
  });

  test('a class that the cluster is said to have is found', async () => {
    await open(statefulSetFile);
    await finding(statefulSetFile, 'storage-class-not-found');
    await set('storageClasses', ['managed-nfs-storage']);
    await noFinding(statefulSetFile, 'storage-class-not-found');
  });

  test('all findings go when Ordinal is switched off, and return', async () => {
    await open(statefulSetFile);
    await finding(statefulSetFile, 'storage-class-not-found');
    await set('enable', false);
    await until('silence', vscode.languages.onDidChangeDiagnostics, () =>
      findingsOf(statefulSetFile).length === 0 ? true : undefined,
    );
    await set('enable', undefined);
    await finding(statefulSetFile, 'storage-class-not-found');
  });

  test('the field under the pointer is told about, unless that is off', async () => {
    const document = await open(statefulSetFile);
    await finding(statefulSetFile, 'storage-class-not-found');
    equal((await hovers(document)).length, 1);
    equal((await hovers(document))[0]?.includes('whole number (int32)'), true);
    await set('schema', 'off');
    // Whatever has changed after it tells that the server has it.
    await set('rules', { 'storage-class-not-found': 'off' });
    await noFinding(statefulSetFile, 'storage-class-not-found');
    equal(await hovers(document), []);
  });

  async function hovers(document: vscode.TextDocument): Promise<readonly string[]> {
    const at = document.positionAt(document.getText().indexOf('replicas:') + 2);
    const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
    return found.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)).filter((text) => text.includes('`spec.')),
    );
  }
  async function set(name: string, value: unknown): Promise<void> {
    await vscode.workspace.getConfiguration('ordinal').update(name, value, vscode.ConfigurationTarget.Workspace);
  }
});
