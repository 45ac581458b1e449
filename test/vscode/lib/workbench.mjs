// @ts-check
/** What a person does in VS Code's window, and what they see there. Every function waits for the thing itself. */

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * Waits until the window has been drawn.
 * @param {Page} page
 */
export async function workbenchReady(page) {
  await page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor({ timeout: 90_000 });
}

/**
 * Presses a key until what it brings up is there. VS Code moves the focus some time after a click or a command, and a
 * key pressed before that is lost.
 * @param {Page} page
 * @param {string} key
 * @param {Locator} locator
 * @param {{ patience?: number }} options `patience`: how long one press is given; long where a second press undoes the first
 */
export async function pressUntil(page, key, locator, { patience = 3_000 } = {}) {
  for (let left = 8; ; left--) {
    await page.keyboard.press(key);
    try {
      return await locator.first().waitFor({ timeout: patience });
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

/**
 * Opens a file by its name.
 * @param {Page} page
 * @param {string} file
 */
export async function openFile(page, file) {
  await quickPick(page, 'Control+P', file, file);
  await page.locator('.tab.active', { hasText: file }).first().waitFor();
}

/**
 * Runs a command by its title.
 * @param {Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
  await quickPick(page, 'F1', `>${title}`, title);
}

/**
 * Reloads the window as its user does. A reload of the page would come before the window has stored what is open in it.
 * @param {Page} page
 */
export async function reloadWindow(page) {
  const loaded = page.waitForEvent('load');
  await runCommand(page, 'Developer: Reload Window');
  await loaded;
  await workbenchReady(page);
}

/**
 * @param {Page} page
 * @param {string} key
 * @param {string} text
 * @param {string} row
 */
async function quickPick(page, key, text, row) {
  const input = page.locator('.quick-input-widget .quick-input-box input');
  await pressUntil(page, key, input);
  await input.fill(text);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: row }).waitFor();
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/**
 * The text editor that shows a file.
 * @param {Page} page
 * @param {string} file
 */
export function editorOf(page, file) {
  return page.locator(`.editor-instance .monaco-editor[data-uri$="/${file}"]`);
}

/**
 * The wavy lines of a severity.
 * @param {Locator} editor
 * @param {'error' | 'warning' | 'info'} severity
 */
export function squiggles(editor, severity) {
  return editor.locator(`.squiggly-${severity}`);
}

/**
 * Moves the cursor to a line; the editor has the focus afterwards.
 * @param {Page} page
 * @param {Locator} editor
 * @param {number} line 1-based
 */
export async function goToLine(page, editor, line) {
  const input = page.locator('.quick-input-widget .quick-input-box input');
  await pressUntil(page, 'Control+G', input);
  await input.fill(`:${line}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
  await editor.and(page.locator('.focused')).waitFor();
}

/**
 * The cursor's place as the status bar says it, `Ln 7, Col 12`.
 * @param {Page} page
 */
export function cursorPlace(page) {
  return page.locator('.statusbar-item[id="status.editor.selection"]');
}

/**
 * Shows the Problems view, if it is not shown, and answers its rows that contain a text.
 * @param {Page} page
 * @param {RegExp} text
 */
export async function problemRows(page, text) {
  const panel = page.locator('.markers-panel');
  // The key is a toggle: it hides the view when pressed twice in haste.
  if (!(await panel.isVisible())) await pressUntil(page, 'Control+Shift+M', panel, { patience: 10_000 });
  return panel.locator('.monaco-list-row', { hasText: text });
}

/**
 * Opens the quick fixes at the cursor, chooses one by keyboard, and waits until the menu has gone.
 * @param {Page} page
 * @param {RegExp} title of the fix; with several such, the first one is chosen
 */
export async function quickFix(page, title) {
  // The second one is a submenu that stays in the document.
  const menu = page.locator('.action-widget').first();
  const rows = menu.locator('.monaco-list-row.action');
  const row = rows.filter({ hasText: title }).first();
  await pressUntil(page, 'Control+.', row);
  const focused = row.and(menu.locator('.focused'));
  for (let left = await rows.count(); left > 0 && !(await focused.isVisible()); left--)
    await page.keyboard.press('ArrowDown');
  await focused.waitFor();
  await page.keyboard.press('Enter');
  await menu.waitFor({ state: 'hidden' });
}

/**
 * Saves the active editor and waits until no editor has unsaved changes.
 * @param {Page} page
 */
export async function save(page) {
  await page.keyboard.press('Control+S');
  await page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
}

/**
 * The document inside a webview; with several open ones, the last one made.
 * @param {Page} page
 */
export function webview(page) {
  return page.locator('iframe.webview.ready').last().contentFrame().locator('iframe#active-frame').contentFrame();
}

/**
 * The preview's rows of Pods whose name contains a text.
 * @param {ReturnType<typeof webview>} preview
 * @param {string} name
 */
export function podRows(preview, name) {
  return preview.getByRole('row').filter({ has: preview.getByRole('rowheader', { name }) });
}
