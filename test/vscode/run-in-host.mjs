#!/usr/bin/env node
// @ts-check
/**
 * Runs the suites of inhost/ inside extension hosts, always through `runTests` of @vscode/test-electron.
 *
 *   node test/vscode/run-in-host.mjs [--desktop] [node] [web] [failing]
 *
 * VS Code is the one from npm behind code-launcher.mjs, or with --desktop the one that @vscode/test-electron downloads
 * (which needs a screen: on a machine without one, run it under xvfb-run).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { out, root } from './lib/places.mjs';
import { makeState } from './lib/server.mjs';

/**
 * Which bundle runs where. A suite runs in the host of the extension whose folder holds it, so all lie below the root.
 * @type {Readonly<Record<string, { suite: string, settings?: Readonly<Record<string, unknown>>, fails?: true, isRepository?: true }>>}
 */
const hosts = {
  node: { suite: 'node.cjs', settings: { 'git.enabled': true }, isRepository: true },
  // An extension that has both `main` and `browser` gets into that host by this setting; a window in a browser passes
  // over --extensionDevelopmentKind.
  web: { suite: 'web.cjs', settings: { 'remote.extensionKind': { 'ordinal.ordinal': ['web'] } } },
  failing: { suite: 'failing.cjs', fails: true },
};
const suites = path.join(out, 'inhost');

const { values, positionals } = parseArgs({
  options: { desktop: { type: 'boolean', default: false } },
  allowPositionals: true,
});
await bundleSuites();
const total = { passed: 0, failed: 0, skipped: 0 };
for (const host of positionals.length > 0 ? positionals : Object.keys(hosts)) {
  const results = await runIn(host);
  total.passed += results.passed;
  total.failed += results.failed;
  total.skipped += results.skipped;
}
mkdirSync(path.join(out, 'counts'), { recursive: true });
writeFileSync(path.join(out, 'counts/inhost.json'), JSON.stringify(total));
console.log(`in extension hosts: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function bundleSuites() {
  const entry = (/** @type {string} */ name) => path.join(root, 'test/vscode/inhost', `${name}.ts`);
  const common = /** @type {const} */ ({
    bundle: true,
    format: 'cjs',
    sourcemap: 'inline',
    outdir: suites,
    outExtension: { '.js': '.cjs' },
    logLevel: 'warning',
  });
  await Promise.all([
    build({
      ...common,
      entryPoints: [entry('node'), entry('failing')],
      platform: 'node',
      target: 'node20',
      external: ['vscode', 'mocha'],
    }),
    build({
      ...common,
      entryPoints: [entry('web')],
      platform: 'browser',
      target: 'es2022',
      external: ['vscode'],
      // Mocha's file for browsers would otherwise assign itself to this bundle's own exports.
      define: { exports: 'undefined' },
    }),
  ]);
}

/**
 * One run of VS Code.
 * @param {string} host
 */
async function runIn(host) {
  const { suite, settings = {}, fails, isRepository } = hosts[host] ?? unknownHost(host);
  console.log(`\n${host} extension host${fails ? ', a suite that has to fail' : ''}`);
  const state = makeState({ copy: path.join(root, 'examples'), settings });
  if (isRepository) commitAll(state.workspace);
  try {
    const code = await runTests({
      ...(values.desktop
        ? { cachePath: path.join(out, 'vscode') }
        : { vscodeExecutablePath: path.join(root, 'test/vscode/code-launcher.mjs') }),
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(suites, suite),
      launchArgs: [state.workspace, `--user-data-dir=${state.userData}`, `--extensions-dir=${state.extensions}`],
    }).catch((error) => error.code ?? 1);
    const results = resultsIn(state.folder);
    if (fails) return seenToFail(code, results);
    if (!results) return { passed: 0, failed: 1, skipped: 0 };
    // An exit code without a failed test is a failure of its own.
    return { passed: results.passed, failed: results.failed.length || (code === 0 ? 0 : 1), skipped: results.skipped };
  } finally {
    state.dispose();
  }
}

/**
 * Makes a repository of a folder, with one commit of all that is in it.
 * @param {string} folder
 */
function commitAll(folder) {
  const author = ['-c', 'user.name=Ordinal', '-c', 'user.email=tests@example.com'];
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    [...author, 'commit', '-q', '-m', 'As it was'],
  ])
    execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

/**
 * What inhost/mocha-run.ts left beside the workspace; undefined when the suite never came to its end.
 * @param {string} folder
 * @returns {{ passed: number, skipped: number, failed: { title: string, error: string }[] } | undefined}
 */
function resultsIn(folder) {
  const file = path.join(folder, 'results.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * The suite that fails on purpose counts as one test: that its failure came out, by the exit code and by name.
 * @param {number} code
 * @param {ReturnType<typeof resultsIn>} results
 */
function seenToFail(code, results) {
  const seen =
    code !== 0 && results?.passed === 1 && results.failed.map(({ title }) => title).join() === 'on purpose fails';
  console.log(`  ${seen ? '✔' : '✘'} a failing suite is seen to fail`);
  return { passed: seen ? 1 : 0, failed: seen ? 0 : 1, skipped: 0 };
}

/**
 * @param {string} host
 * @returns {never}
 */
function unknownHost(host) {
  throw new Error(`${host} is no host; there are ${Object.keys(hosts).join(', ')}`);
}
