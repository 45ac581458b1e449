/** What the two entries share: which suites there are, and how their results leave the extension host. */
import * as vscode from 'vscode';

/** What run-in-host.mjs reads when the window has closed. */
interface Results {
  passed: number;
  skipped: number;
  readonly failed: { readonly title: string; readonly error: string }[];
}

interface MochaTest {
  fullTitle(): string;
  readonly duration?: number;
}
interface MochaRunner {
  on(event: 'pass' | 'pending' | 'fail', listener: (test: MochaTest, error?: unknown) => void): unknown;
}

export const options = { ui: 'tdd', timeout: 30_000 } as const;

const results: Results = { passed: 0, skipped: 0, failed: [] };

/** Prints a line per test. The launcher knows the lines by their mark; on the desktop they come out as they are. */
export class Reporter {
  constructor(runner: MochaRunner) {
    const say = (line: string) => console.log(`[suite] ${line}`);
    runner.on('pass', (test) => {
      results.passed++;
      say(`  ✔ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('pending', (test) => {
      results.skipped++;
      say(`  – ${test.fullTitle()} (skipped)`);
    });
    runner.on('fail', (test, cause) => {
      const error = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      results.failed.push({ title: test.fullTitle(), error });
      say(`  ✘ ${test.fullTitle()}\n${error}`);
    });
  }
}

/** Loads every suite; mocha's globals must be there by now. */
export async function loadSuites(): Promise<void> {
  await import('./activation.test.ts');
  await import('./diagnostics.test.ts');
  await import('./files.test.ts');
  await import('./fixes.test.ts');
  await import('./preview.test.ts');
  await import('./settings.test.ts');
}

/**
 * Runs mocha and leaves the results in a file beside the workspace: the one way out that a web worker, a server's and
 * a desktop's extension host all have. Rejects when a test failed, which VS Code turns into its exit code.
 */
export async function runMocha(mocha: { run(done: (failures: number) => void): unknown }): Promise<void> {
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('the suites need a folder');
  const file = vscode.Uri.joinPath(folder.uri, '../results.json');
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(results)));
  if (failures > 0) throw new Error(`${failures} of the tests failed`);
}
