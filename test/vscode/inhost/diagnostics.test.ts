import * as vscode from 'vscode';
import { closeAll, equal, finding, noFinding, open, replace, serviceFile, statefulSetFile } from './support.ts';

suite('diagnostics', () => {
  teardown(closeAll);

  test('each finding lies on its value and links to its rule', async () => {
    for (const [uri, rule, value] of [
      [serviceFile, 'service-target-port-unknown', '9376'],
      [statefulSetFile, 'storage-class-not-found', 'managed-nfs-storage'],
      [statefulSetFile, 'storage-quantity-decimal', '1G'],
    ] as const) {
      const document = await open(uri);
      const { range, code } = await finding(uri, rule);
      equal(document.getText(range).replaceAll('"', ''), value);
      equal(typeof code === 'object' && code.target.scheme, 'https');
    }
  });

  test('a finding in another file is told before that file is opened', async () => {
    await open(serviceFile);
    await finding(statefulSetFile, 'storage-class-not-found');
  });

  test('unsaved text counts, and undo', async () => {
    const document = await open(serviceFile);
    await finding(serviceFile, 'service-target-port-unknown');
    await replace(document, '9376', '80');
    await noFinding(serviceFile, 'service-target-port-unknown');
    equal(document.isDirty, true);
    await vscode.commands.executeCommand('undo');
    await finding(serviceFile, 'service-target-port-unknown');
    await vscode.commands.executeCommand('redo');
    await noFinding(serviceFile, 'service-target-port-unknown');
  });

  test('unsaved text of one file counts in the other, until it is given up', async () => {
    await open(serviceFile);
    await finding(serviceFile, 'service-target-port-unknown');
    const document = await open(statefulSetFile);
    await replace(document, 'containerPort: 80', 'containerPort: 9376');
    await noFinding(serviceFile, 'service-target-port-unknown');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await finding(serviceFile, 'service-target-port-unknown');
  });

  test('a half-typed document is no reason to fall silent for ever', async () => {
    const document = await open(statefulSetFile);
    await finding(statefulSetFile, 'storage-quantity-decimal');
    await replace(document, 'spec:', 'spec: {');
    await finding(statefulSetFile, 'yaml-syntax');
    await vscode.commands.executeCommand('undo');
    await noFinding(statefulSetFile, 'yaml-syntax');
    await finding(statefulSetFile, 'storage-quantity-decimal');
  });

  test('an untitled YAML document is checked, too', async () => {
    const text = (await vscode.workspace.openTextDocument(statefulSetFile)).getText();
    const untitled = await vscode.workspace.openTextDocument({ language: 'yaml', content: text });
    await vscode.window.showTextDocument(untitled);
    await finding(untitled.uri, 'storage-quantity-decimal');
    await replace(untitled, 'storage: 1G', 'storage: 1Gi');
    await noFinding(untitled.uri, 'storage-quantity-decimal');
  });

  test('findings return after the server has been restarted', async () => {
    await open(serviceFile);
    await finding(serviceFile, 'service-target-port-unknown');
    await vscode.commands.executeCommand('ordinal.restartServer');
    await finding(serviceFile, 'service-target-port-unknown');
  });
});
