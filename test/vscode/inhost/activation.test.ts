import * as vscode from 'vscode';
import { equal, extensionId, finding, open, serviceFile } from './support.ts';

suite('activation', () => {
  // The first test of all: what follows opens YAML files.
  test('the extension sleeps until a YAML file is opened', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    equal(extension?.isActive, false);
    await open(serviceFile);
    await finding(serviceFile, 'service-target-port-unknown');
    equal(extension?.isActive, true);
  });

  test('its commands are there', async () => {
    const all = await vscode.commands.getCommands(true);
    const own = ['preview', 'previewToSide', 'checkWorkspace', 'restartServer', 'showOutput'].map(
      (name) => `ordinal.${name}`,
    );
    equal(
      own.filter((command) => !all.includes(command)),
      [],
    );
  });
});
