import * as vscode from 'vscode';
import { closeAll, finding, noFinding, open, replace, statefulSetFile } from './support.ts';

suite('beside the last commit', () => {
  teardown(closeAll);

  test('a claim that is resized is told while one types, and undo takes it back', async () => {
    const document = await open(statefulSetFile);
    await finding(statefulSetFile, 'storage-quantity-decimal');
    await replace(document, 'storage: 1G', 'storage: 2Gi');
    await finding(statefulSetFile, 'claim-resize');
    await vscode.commands.executeCommand('undo');
    await noFinding(statefulSetFile, 'claim-resize');
  });
});
