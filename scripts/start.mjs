#!/usr/bin/env node
/**
 * `npm start`: builds and packages the extension and opens the examples in a real VS Code that has it installed.
 * That is the desktop's `code` where there is one, else VS Code's server from npm, in a browser.
 *
 *   npm start -- --smoke   the same without a person: looks for findings and Pods in a copy of the examples,
 *                          leaves out/smoke.png, and ends with 0, or says what is missing
 */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { newPage, startBrowser, windowUrl } from '../test/vscode/lib/browser.mjs';
import { onPath, out, root, vsix } from '../test/vscode/lib/places.mjs';
import { installExtension, makeState, startServer } from '../test/vscode/lib/server.mjs';
import {
  editorOf,
  openFile,
  podRows,
  runCommand,
  squiggles,
  webview,
  workbenchReady,
} from '../test/vscode/lib/workbench.mjs';

const examples = path.join(root, 'examples');
const firstFile = path.join(examples, 'web/statefulset-web.yaml');

// The clean-up of what runs hangs on 'exit', which a signal's default end would skip.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => process.exit(signal === 'SIGINT' ? 0 : 1));

try {
  say('Building');
  run('node', 'scripts/build.mjs');
  say('Packaging out/ordinal.vsix');
  run('node', 'scripts/package.mjs');
  if (process.argv.includes('--smoke')) await smoke();
  else if (!openDesktop()) await serve();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
process.exit();

/** Opens the examples in the desktop's VS Code. False where there is none, or where it does not want to. */
function openDesktop() {
  const code = onPath('code');
  // Without a screen, `code` is of use only as the command line of a window that is open elsewhere.
  const hasScreen =
    process.platform !== 'linux' ||
    process.env.DISPLAY ||
    process.env.WAYLAND_DISPLAY ||
    process.env.VSCODE_IPC_HOOK_CLI;
  if (!code || !hasScreen) return false;
  say('Installing it in the VS Code on this machine');
  const opened = [
    ['--install-extension', vsix, '--force'],
    [examples, firstFile],
  ].every((args) => spawnSync(code, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0);
  console.log(
    opened
      ? 'VS Code shows the examples. To take the extension away: code --uninstall-extension ordinal.ordinal'
      : 'That VS Code refused.',
  );
  return opened;
}

/** Serves VS Code to a browser, until Ctrl-C. */
async function serve() {
  const state = { ...(await installed()), workspace: examples };
  say('Starting it');
  const idleSeconds = 3600;
  const server = await startServer(state, { idleSeconds });
  const url = windowUrl(server, state.workspace, { openFile: `vscode-remote://${server.authority}${firstFile}` });
  console.log(`\nVS Code with Ordinal, on the examples:\n\n  ${url}\n\nCtrl-C ends it.`);
  openBrowser(url);
  await server.closed;
  throw new Error(`VS Code's server has ended; it does so after ${idleSeconds / 60} minutes without a window.`);
}

/** @param {string} url */
function openBrowser(url) {
  const opener =
    process.platform === 'darwin'
      ? 'open'
      : process.env.DISPLAY || process.env.WAYLAND_DISPLAY
        ? 'xdg-open'
        : undefined;
  if (opener && onPath(opener)) spawn(opener, [url], { stdio: 'ignore', detached: true }).unref();
}

/** Looks at the examples as `npm start` shows them, and throws what is not there. */
async function smoke() {
  const state = await installed();
  say('Starting it');
  const server = await startServer(state);
  const browser = await startBrowser();
  const { page } = await newPage(browser);
  const step = async (what, wait) => {
    await wait().catch((error) => {
      throw new Error(`Missing: ${what}\n${error.message}`);
    });
    console.log(`  ✔ ${what}`);
  };
  try {
    await page.goto(windowUrl(server, state.workspace));
    await step('the window', () => workbenchReady(page));
    await step('the example', () => openFile(page, path.basename(firstFile)));
    const editor = editorOf(page, path.basename(firstFile));
    await step('findings drawn in its text', () =>
      squiggles(editor, 'info').or(squiggles(editor, 'warning')).or(squiggles(editor, 'error')).first().waitFor(),
    );
    await step('the command that opens the preview', () =>
      runCommand(page, 'Ordinal: Open StatefulSet Preview to the Side'),
    );
    await step('a row for each Pod', () => podRows(webview(page), 'statefulset-web-2').waitFor());
  } finally {
    await page.screenshot({ path: path.join(out, 'smoke.png') });
    await browser.close();
    await server.stop();
    state.dispose();
  }
  console.log('The findings and the preview are there: out/smoke.png');
}

/** VS Code's server with the packaged extension, and a copy of the examples. */
async function installed() {
  say('Setting up VS Code');
  run('node', 'test/vscode/setup.mjs');
  say('Installing the extension in it');
  const state = makeState({ copy: examples });
  await installExtension(state, vsix);
  return state;
}

function run(program, ...args) {
  const { status } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} failed (${status}).`);
}

function say(phase) {
  console.log(`\n━━ ${phase}`);
}
