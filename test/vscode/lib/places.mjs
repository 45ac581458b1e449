// @ts-check
/** Where things stand: in the repository, in the installed VS Code, on this machine. Nothing here starts anything. */
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
/** What test runs leave behind: bundles, screenshots, counts. Git ignores it. */
export const out = path.join(root, 'out');
export const vsix = path.join(out, 'ordinal.vsix');
export const hostFolder = path.join(root, 'test/vscode/host');
export const codeServer = path.join(hostFolder, 'node_modules/code-server');
/** Written last by setup.mjs; what it says is what was installed. */
export const stamp = path.join(hostFolder, 'node_modules/.ordinal-ready');

/** The Node package that VS Code's server runs on, with the headers that its native modules are built with. Undefined where npm has none for this machine. */
export function ownNodeFolder() {
  const folder = path.join(hostFolder, 'node_modules', `node-${process.platform}-${process.arch}`);
  return existsSync(folder) ? folder : undefined;
}

/** The Node executable for VS Code's server. */
export function serverNode() {
  const folder = ownNodeFolder();
  return folder ? path.join(folder, 'bin/node') : process.execPath;
}

/**
 * A program's full path, looked for as a shell does.
 * @param {string} name
 */
export function onPath(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Chromium or Chrome: the one that the variable CHROMIUM names, else one that is installed. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const installed = [
    // Debian's /usr/bin/chromium is a script around this one.
    '/usr/lib/chromium/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return installed.find(isExecutable) ?? names.map(onPath).find((file) => file !== undefined);
}
