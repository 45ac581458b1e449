#!/usr/bin/env node
// @ts-check
/**
 * Installs what the tests in a real VS Code need: a browser, a compiler, and VS Code's server and workbench.
 *
 * VS Code comes as the npm package `code-server`. Its own install script builds ten native modules and takes minutes;
 * here the scripts stay off and only the two modules are built without which the server does not start.
 * Run again, it finds its stamp and does nothing.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeServer, findChromium, hostFolder, onPath, ownNodeFolder, serverNode, stamp } from './lib/places.mjs';

/** The server's native modules: logging, and a watchdog that ends an extension host whose server is gone. */
const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog', 'native-watchdog'];
/** What node-gyp calls. `python3` may be a shim that finds no Python, hence a run and not a look at the PATH. */
const buildTools = ['make', 'g++', 'python3'];

try {
  installSystemPackages();
  installVsCode();
} catch (error) {
  console.error(`setup: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function installSystemPackages() {
  const debian = onPath('apt-get') !== undefined;
  const packages = [];
  if (!runs(findChromium())) packages.push('chromium', 'fonts-liberation', 'fonts-dejavu-core');
  if (!isInstalled() && !buildTools.every(runs)) packages.push('build-essential', 'python3');
  if (packages.length === 0) return say('browser and compiler: already here');
  if (!debian) throw new Error(adviceFor(packages));

  say(`installing with apt-get: ${packages.join(' ')}`);
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  if (!runs(findChromium())) {
    // On Ubuntu the package only fetches a snap, which a container cannot run.
    throw new Error(
      'no Chromium that runs. Install Chromium or Chrome, and set CHROMIUM to its executable if it is not on the PATH.',
    );
  }
}

/** @param {readonly string[]} packages */
function adviceFor(packages) {
  const advice = [];
  if (packages.includes('chromium')) {
    const how = process.platform === 'darwin' ? 'brew install --cask chromium' : 'install Chromium or Chrome';
    advice.push(`No Chromium found: ${how}, or set CHROMIUM to the executable of one.`);
  }
  if (packages.includes('build-essential')) {
    const how = process.platform === 'darwin' ? 'xcode-select --install' : 'install make, g++ and python3';
    advice.push(`No compiler found: ${how}.`);
  }
  return advice.join('\n       ');
}

/** @param {readonly string[]} args */
function apt(args) {
  const asRoot = process.getuid?.() === 0;
  if (!asRoot && !runs('sudo')) throw new Error(`needs root: run  apt-get ${args.join(' ')}`);
  // sudo drops the environment, so the variable is handed over by env.
  run(asRoot ? 'env' : 'sudo', [
    ...(asRoot ? [] : ['-n', 'env']),
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    ...args,
  ]);
}

function installVsCode() {
  if (isInstalled()) return say('VS Code: already installed');
  const started = performance.now();
  const npm = { npm_config_audit: 'false', npm_config_fund: 'false', npm_config_loglevel: 'error' };

  say('VS Code: fetching its server from the npm registry (about 800 MB on disk)');
  // The machine's Node may be older than the one that VS Code asks for, which is installed here beside it.
  run('npm', ['ci', '--ignore-scripts', '--omit=dev', '--engine-strict=false'], { cwd: hostFolder, env: npm });
  const folder = ownNodeFolder();
  const wanted = JSON.parse(readFileSync(path.join(codeServer, 'package.json'), 'utf8')).engines.node;
  if (!folder && process.versions.node.split('.')[0] !== wanted) {
    throw new Error(
      `npm has no Node ${wanted} for ${process.platform}-${process.arch}, and VS Code's server needs it: run this with Node ${wanted}.`,
    );
  }
  const env = {
    ...npm,
    ...(folder && { PATH: `${folder}/bin${path.delimiter}${process.env.PATH}`, npm_config_nodedir: folder }),
  };

  const vscode = path.join(codeServer, 'lib/vscode');
  say('VS Code: fetching what the server and the built-in extensions import');
  // Not `npm ci`: the lock file inside code-server is not quite in step with its package.json.
  const install = ['install', '--no-save', '--omit=dev', '--ignore-scripts'];
  run('npm', install, { cwd: vscode, env });
  run('npm', install, { cwd: path.join(vscode, 'extensions'), env });

  const present = nativeModules.filter((name) => existsSync(path.join(vscode, 'node_modules', name)));
  say(`VS Code: building ${present.join(', ')}`);
  run('npm', ['rebuild', ...present], { cwd: vscode, env });

  run(serverNode(), [path.join(codeServer, 'out/node/entry.js'), '--version'], {
    env: { XDG_CONFIG_HOME: path.join(hostFolder, 'node_modules/.config') },
  });
  writeFileSync(stamp, fingerprint());
  say(`VS Code: installed in ${Math.round((performance.now() - started) / 1000)} s`);
}

/** Whether what is installed is what this script and the lock file would install. */
function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of [fileURLToPath(import.meta.url), path.join(hostFolder, 'package-lock.json')])
    hash.update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * Whether a program can be started and says its version.
 * @param {string | undefined} program
 */
function runs(program) {
  return program !== undefined && spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Readonly<Record<string, string>> }} options
 */
function run(program, args, { cwd = hostFolder, env = {} } = {}) {
  const { status, signal, error } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0)
    throw new Error(`${[program, ...args].join(' ')}\n       ended with ${error?.message ?? signal ?? status}`);
}

/** @param {string} text */
function say(text) {
  console.log(`setup: ${text}`);
}
