#!/usr/bin/env node
// @ts-check
/**
 * Stands in for VS Code's executable under `runTests` of @vscode/test-electron: takes the desktop's command line, opens
 * the window of the VS Code from npm in a headless browser, prints what the suite prints, and exits as the suite ends.
 */
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { newPage, startBrowser, windowUrl } from './lib/browser.mjs';
import { makeState, startServer } from './lib/server.mjs';

/** Marks the lines of the suite among those of the workbench. The reporter in inhost/mocha-run.ts writes it. */
const mark = '[suite] ';
/** Enough for a suite in which every test waits in vain. */
const patience = 420_000;

// A signal's default end would skip the clean-up that hangs on 'exit'.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

const { values, positionals } = parseArgs({
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
  // VS Code has many options that mean nothing here.
  strict: false,
  allowPositionals: true,
});
process.exit(await runSuite());

async function runSuite() {
  const fresh = makeState();
  const state = {
    ...fresh,
    workspace: path.resolve(positionals[0] ?? fresh.workspace),
    userData: text(values['user-data-dir']) ?? fresh.userData,
    extensions: text(values['extensions-dir']) ?? fresh.extensions,
  };
  /**
   * What the workbench said, kept for the case that the suite says nothing.
   * @type {string[]}
   */
  const log = [];
  let silent = true;
  const server = await startServer(state, { development: true });
  const browser = await startBrowser();
  try {
    const { page } = await newPage(browser);
    const ended = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`the suite has not ended after ${patience / 1000} s`)), patience).unref();
      page.on('crash', () => reject(new Error('the page crashed')));
      server.closed.then(() => reject(new Error(`the server ended:\n${server.output()}`)));
      // VS Code calls these two functions of the page, if they are there: for each line of the log, and at the end.
      page.exposeFunction('codeAutomationLog', (/** @type {string} */ level, /** @type {unknown[]} */ args) => {
        const line = format(...args);
        if (!line.startsWith(mark)) return log.push(`${level} ${line}`);
        silent = false;
        console.log(line.slice(mark.length));
      });
      page.exposeFunction('codeAutomationExit', resolve);
    });
    const remote = (/** @type {string | undefined} */ file) =>
      `vscode-remote://${server.authority}${path.resolve(file ?? '')}`;
    await page.goto(
      windowUrl(server, state.workspace, {
        extensionDevelopmentPath: remote(text(values.extensionDevelopmentPath)),
        extensionTestsPath: remote(text(values.extensionTestsPath)),
      }),
    );
    const code = await ended;
    if (code !== 0 && silent) console.error(log.join('\n'));
    return Number(code);
  } catch (error) {
    console.error(error, log.join('\n'));
    return 1;
  } finally {
    await browser.close();
    await server.stop();
    fresh.dispose();
  }
}

/** @param {string | boolean | undefined} value */
function text(value) {
  return typeof value === 'string' ? value : undefined;
}
