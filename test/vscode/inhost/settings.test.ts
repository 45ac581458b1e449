import * as vscode from 'vscode';
import { closeAll, equal, finding, findingsOf, noFinding, open, ruleOf, statefulSetFile, until } from './support.ts';

suite('settings', () => {
  teardown(async () => {
    for (const name of ['rules', 'enable', 'storageClasses']) await set(name, undefined);
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

  async function set(name: string, value: unknown): Promise<void> {
    await vscode.workspace.getConfiguration('ordinal').update(name, value, vscode.ConfigurationTarget.Workspace);
  }
});
