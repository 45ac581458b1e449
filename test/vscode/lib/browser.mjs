// @ts-check
/** A headless Chromium whose pages reach 127.0.0.1 and nothing else, and the addresses of VS Code's windows. */
import { chromium } from 'playwright-core';
import { findChromium } from './places.mjs';

export async function startBrowser() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found: run  node test/vscode/setup.mjs');
  return chromium.launch({
    executablePath,
    // Root, as in a container, gets no sandbox. The pages come from this machine.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * A page of its own context. `refused` grows by each address that was asked for outside this machine.
 * @param {import('playwright-core').Browser} browser
 * @param {{ width?: number, height?: number, deviceScaleFactor?: number }} window
 */
export async function newPage(browser, { width = 1400, height = 900, deviceScaleFactor = 1 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor });
  /** @type {string[]} */
  const refused = [];
  await context.route(
    ({ hostname, protocol }) =>
      hostname !== '127.0.0.1' && hostname !== 'localhost' && protocol !== 'data:' && protocol !== 'blob:',
    (route) => {
      refused.push(route.request().url());
      return route.abort('internetdisconnected');
    },
  );
  return { page: await context.newPage(), refused };
}

/**
 * The address of a window. `payload` carries what the desktop takes as command line options.
 * @param {import('./server.mjs').Server} server
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} payload
 */
export function windowUrl(server, folder, payload = {}) {
  const url = new URL(server.url);
  url.searchParams.set('folder', folder);
  const entries = Object.entries(payload);
  if (entries.length > 0) url.searchParams.set('payload', JSON.stringify(entries));
  return url.href;
}
