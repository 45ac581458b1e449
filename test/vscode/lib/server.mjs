// @ts-check
/** VS Code's server, with throw-away state, answering on 127.0.0.1 alone. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { codeServer, serverNode } from './places.mjs';

/**
 * The folders of one run. They outlive neither `dispose` nor this process.
 * @typedef {object} State
 * @property {string} folder        all others are below it
 * @property {string} userData      the user's settings and the workbench's memory
 * @property {string} extensions    what is installed
 * @property {string} home          stands in for the home folder
 * @property {string} tmp           sockets, and what programs leave in a temporary folder
 * @property {string} workspace     a copy of a folder, to be edited at will
 * @property {() => void} dispose
 */

/** Settings of every run: nothing that asks, greets, phones, or edits by itself. A test adds its own. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'files.autoSave': 'off',
  // Otherwise the editor takes Playwright for a screen reader and shows its text another way.
  'editor.accessibilitySupport': 'off',
};

/**
 * Fresh folders for one run.
 * @param {{ copy?: string, settings?: Readonly<Record<string, unknown>> }} options `copy`: the folder whose copy becomes the workspace
 * @returns {State}
 */
export function makeState({ copy, settings = {} } = {}) {
  // A short name: the server puts a Unix socket below it, and such a path has 107 characters at most.
  const folder = mkdtempSync(path.join(tmpdir(), 'ord-'));
  const at = (/** @type {string} */ name) => path.join(folder, name);
  const state = {
    folder,
    userData: at('data'),
    extensions: at('ext'),
    home: at('home'),
    tmp: at('tmp'),
    workspace: at('work'),
  };
  for (const each of [path.join(state.userData, 'User'), state.extensions, state.home, state.tmp, state.workspace])
    mkdirSync(each, { recursive: true });
  writeFileSync(path.join(state.userData, 'User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }));
  writeFileSync(path.join(folder, 'config.yaml'), 'auth: none\n');
  if (copy) cpSync(copy, state.workspace, { recursive: true });

  const dispose = () => {
    process.off('exit', dispose);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on('exit', dispose);
  return { ...state, dispose };
}

/**
 * Installs a packaged extension.
 * @param {State} state
 * @param {string} file
 */
export async function installExtension(state, file) {
  const child = launch(state, ['--install-extension', file, '--force']);
  const code = await child.closed;
  if (code !== 0) throw new Error(`${file} cannot be installed (${code}):\n${child.output()}`);
}

/**
 * A running server. `authority` is what a `vscode-remote:` address of one of its files begins with.
 * @typedef {{ url: string, authority: string, output: () => string, closed: Promise<unknown>, stop: () => Promise<void> }} Server
 */

/**
 * Starts a server on a free port and waits until it listens.
 * @param {State} state
 * @param {{ development?: boolean, idleSeconds?: number }} options
 *   `development`: its windows may run extensions from source, and test suites;
 *   `idleSeconds`: should this process be killed outright, the server ends by itself that long after its last window
 * @returns {Promise<Server>}
 */
export async function startServer(state, { development = false, idleSeconds = 120 } = {}) {
  const child = launch(state, [
    ...['--bind-addr', '127.0.0.1:0', '--auth', 'none'],
    ...[
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
      '--disable-proxy',
    ],
    ...['--idle-timeout-seconds', String(idleSeconds)],
    // Without this switch a window ignores extensionDevelopmentPath and extensionTestsPath, and says nothing. It also
    // keeps notifications from showing; tests of the window itself therefore do without it.
    ...(development ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ]);
  const url = await Promise.race([
    child.firstMatch(/HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/),
    child.closed.then((code) =>
      Promise.reject(new Error(`VS Code's server ended (${code}) before it listened:\n${child.output()}`)),
    ),
  ]);
  return { url, authority: new URL(url).host, output: child.output, closed: child.closed, stop: child.stop };
}

/**
 * Runs code-server with the folders of `state`, as the head of a process group of its own.
 * @param {State} state
 * @param {readonly string[]} args
 */
function launch(state, args) {
  const folders = [
    '--config',
    path.join(state.folder, 'config.yaml'),
    '--user-data-dir',
    state.userData,
    '--extensions-dir',
    state.extensions,
  ];
  const child = spawn(serverNode(), [path.join(codeServer, 'out/node/entry.js'), ...folders, ...args], {
    env: environment(state),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const killGroup = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  process.on('exit', killGroup);
  /** @type {Promise<number | string | null>} */
  const closed = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code ?? signal));
  }).finally(() => process.off('exit', killGroup));

  let output = '';
  /** @type {(() => void)[]} */
  const listeners = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }

  return {
    closed,
    output: () => output,
    /**
     * The pattern's first group, once the output has it.
     * @param {RegExp} pattern
     * @returns {Promise<string>}
     */
    firstMatch: (pattern) =>
      new Promise((resolve) => {
        listeners.push(() => {
          const found = pattern.exec(output)?.[1];
          if (found !== undefined) resolve(found);
        });
      }),
    async stop() {
      // It ends its own children when asked; extension hosts and language servers that stay behind go with the group.
      child.kill('SIGTERM');
      const patience = setTimeout(killGroup, 5_000);
      await closed;
      clearTimeout(patience);
      killGroup();
    },
  };
}

/** @param {State} state */
function environment({ home, tmp }) {
  // In a terminal of VS Code there are variables that lead its command line to that other window.
  const foreign = /^(VSCODE_|ELECTRON_|CODE_SERVER_|VITEST|PORT$|PASSWORD$|HASHED_PASSWORD$|NODE_OPTIONS$|NODE_ENV$)/;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_RUNTIME_DIR: tmp,
    TMPDIR: tmp,
    // No marketplace: otherwise every start asks one on the internet.
    EXTENSIONS_GALLERY: '{}',
  };
}
