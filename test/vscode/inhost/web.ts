/** The entry in the web worker extension host. */
import 'mocha/mocha.js';
import * as vscode from 'vscode';
import { loadSuites, options, Reporter, runMocha } from './mocha-run.ts';
import { equal } from './support.ts';

export async function run(): Promise<void> {
  // Mocha's own reporter for browsers wants a document.
  mocha.setup({ ...options, reporter: Reporter as unknown as Mocha.ReporterConstructor });
  suite('the host', () => {
    test('is a web worker without Node', () => {
      const { process } = globalThis as { process?: { versions?: { node?: string } } };
      equal([vscode.env.uiKind === vscode.UIKind.Web, process?.versions?.node], [true, undefined]);
    });
  });
  await loadSuites();
  await runMocha(mocha);
}
