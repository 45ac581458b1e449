#!/usr/bin/env node
/**
 * `npm test`: everything that has to hold, from the formatting of the code to the keyboard of a real VS Code.
 * What the tests need is installed on the way. The last line is the sum: `N passed, N failed, N skipped`.
 *
 *   npm test -- --quick    lint, types and unit tests alone, with what is installed
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const vitest = (project) =>
  `npx vitest run --project ${project} --reporter=default --reporter=json --outputFile.json=out/counts/${project}.json`;

/** A stage that is `needed` ends the run when it fails: what follows would fail of it. The counts of `tests` are found in out/counts. */
const code = { title: 'Formatting, lint, types, unused code', command: 'npm run check' };
const unit = { title: 'Unit tests', command: vitest('unit'), tests: 'unit' };
/** What is tried at random is tried more often here than after each small change. */
const thorough = { ORDINAL_RUNS: '400', ORDINAL_MUTANTS: '20', ...process.env };
const everything = [
  code,
  { title: 'Setup of a browser and VS Code', command: 'node test/vscode/setup.mjs', needed: true },
  { ...unit, env: thorough },
  { title: 'Build', command: 'npm run build', needed: true },
  { title: 'Package', command: 'node scripts/package.mjs', needed: true },
  { title: 'Tests inside extension hosts', command: 'node test/vscode/run-in-host.mjs', tests: 'inhost' },
  { title: 'Tests of the window', command: vitest('ui'), tests: 'ui' },
];
const stages = process.argv.includes('--quick') ? [code, unit] : everything;

const sum = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
rmSync('out/counts', { recursive: true, force: true });
for (const { title, command, tests, needed, env = process.env } of stages) {
  console.log(`\n━━ ${title}`);
  const started = performance.now();
  const { status } = spawnSync(command, { shell: true, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const counts = countsOf(tests);
  // A stage that is red without naming a test counts as one failure: the sum must not look green.
  const failed = counts.failed || (status === 0 ? 0 : 1);
  sum.passed += counts.passed;
  sum.failed += failed;
  sum.skipped += counts.skipped;
  lines.push(`${failed ? '✘' : '✔'} ${title} (${Math.round((performance.now() - started) / 1000)} s)`);
  if (failed && needed) {
    lines.push('  The stages after it were not run.');
    break;
  }
}
console.log(`\n━━ Summary\n${lines.join('\n')}\n`);
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 ? 1 : 0;

/** What a stage has left in out/counts: either vitest's report or the plain counts of run-in-host.mjs. */
function countsOf(tests) {
  const file = `out/counts/${tests}.json`;
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: report.numPassedTests ?? report.passed,
    failed: report.numFailedTests ?? report.failed,
    skipped: report.skipped ?? report.numPendingTests + report.numTodoTests,
  };
}
