import * as vscode from 'vscode';
import { closeAll, equal, finding, open, statefulSetFile, until } from './support.ts';

suite('preview', () => {
  teardown(closeAll);

  test('the command opens a panel', async () => {
    await open(statefulSetFile);
    await finding(statefulSetFile, 'storage-quantity-decimal');
    equal(panels().length, 0);
    await vscode.commands.executeCommand('ordinal.preview');
    await until('the panel', vscode.window.tabGroups.onDidChangeTabs, () => panels()[0]);
  });

  test('beside the text, the text stays in sight', async () => {
    await open(statefulSetFile);
    await vscode.commands.executeCommand('ordinal.previewToSide');
    const panel = await until('the panel', vscode.window.tabGroups.onDidChangeTabs, () => panels()[0]);
    const text = vscode.window.visibleTextEditors.find(({ document }) => document.uri.path === statefulSetFile.path);
    equal(text !== undefined && text.viewColumn !== panel.group.viewColumn, true);
  });

  function panels(): readonly vscode.Tab[] {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    return tabs.filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('ordinal.preview'),
    );
  }
});
