/** The entry in an extension host on Node: that of the desktop, or of a server. */
import { nodeMocha } from './mocha-node.ts';
import { loadSuites, runMocha } from './mocha-run.ts';

export async function run(): Promise<void> {
  const mocha = await nodeMocha();
  await loadSuites();
  // VS Code's git extension does not run in a web worker.
  await import('./git.test.ts');
  await runMocha(mocha);
}
