/** The packaged extension in a real window, used as a person would: by keyboard, and looking at what is drawn. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newPage, startBrowser, windowUrl } from './lib/browser.mjs';
import { out, root, vsix } from './lib/places.mjs';
import { installExtension, makeState, startServer } from './lib/server.mjs';
import {
  cursorPlace,
  editorOf,
  goToLine,
  openFile,
  podRows,
  problemRows,
  quickFix,
  reloadWindow,
  runCommand,
  save,
  squiggles,
  webview,
  workbenchReady,
} from './lib/workbench.mjs';

const service = 'handless-service.yaml';
const statefulSet = 'statefulset-web.yaml';

let state: ReturnType<typeof makeState>;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let workspace: string;
let page: Page;
let refused: readonly string[];

beforeAll(async () => {
  if (!existsSync(vsix)) throw new Error('There is no out/ordinal.vsix: run  npm run package');
  state = makeState();
  await installExtension(state, vsix);
  server = await startServer(state);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  state?.dispose();
});

// A workspace and a window of its own for each test, with a browser that remembers nothing: none sees what another one left.
beforeEach(async () => {
  workspace = mkdtempSync(`${state.workspace}-`);
  cpSync(path.join(root, 'examples'), workspace, { recursive: true });
  ({ page, refused } = await newPage(browser));
  await page.goto(windowUrl(server, workspace));
  await workbenchReady(page);
});
afterEach(async ({ task }) => {
  await page?.screenshot({ path: path.join(out, `ui-${task.name.replaceAll(/\W+/g, '-')}.png`) });
  await page?.context().close();
  expect(refused, 'nothing was asked of the network').toEqual([]);
});

test('a finding is drawn, listed, and repaired by keyboard', async () => {
  await openFile(page, service);
  const editor = editorOf(page, service);
  await squiggles(editor, 'warning').first().waitFor();

  const row = await problemRows(page, /9376.*service-target-port-unknown/);
  await row.waitFor();
  expect(await row.textContent()).toContain('ordinal');
  await page.screenshot({ path: path.join(out, 'ui-problems.png') });

  await goToLine(page, editor, lineOf(service, 'targetPort'));
  await quickFix(page, /80|web/);
  await squiggles(editor, 'warning').first().waitFor({ state: 'detached' });
  await row.waitFor({ state: 'detached' });
  await save(page);
  expect(readFileSync(path.join(workspace, 'web', service), 'utf8')).toMatch(/targetPort: "?(80|web)"?\n/);
});

test('a fix creates a file', async () => {
  await openFile(page, statefulSet);
  const editor = editorOf(page, statefulSet);
  await squiggles(editor, 'info').or(squiggles(editor, 'warning')).first().waitFor();
  const before = yamlFiles();
  await goToLine(page, editor, lineOf(statefulSet, 'storageClassName'));
  await quickFix(page, /^Create StorageClass .* in .*\.yaml$/);
  await (await problemRows(page, /managed-nfs-storage.*storage-class-not-found/)).waitFor({ state: 'detached' });
  // VS Code saves a file that a fix has created, a moment after it has shown it.
  const created = () => yamlFiles().filter((file) => !before.includes(file));
  await expect
    .poll(() => created().map((file) => readFileSync(path.join(workspace, file), 'utf8')), { timeout: 10_000 })
    .toEqual([expect.stringMatching(/kind: StorageClass\n(.|\n)*name: "?managed-nfs-storage/)]);
});

test('the preview shows the Pods, follows typing, leads back to the text, and outlives a reload', async () => {
  await openFile(page, statefulSet);
  await runCommand(page, 'Ordinal: Open StatefulSet Preview to the Side');
  await podRows(webview(page), 'statefulset-web-2').waitFor();
  expect(await podRows(webview(page), 'statefulset-web-').count()).toBe(3);
  await page.screenshot({ path: path.join(out, 'ui-preview.png') });

  const editor = editorOf(page, statefulSet);
  await editor.locator('.view-line').first().click();
  await goToLine(page, editor, lineOf(statefulSet, 'replicas'));
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('5');
  await podRows(webview(page), 'statefulset-web-4').waitFor();
  await page.locator('.tab.dirty').waitFor();
  expect(await podRows(webview(page), 'statefulset-web-').count()).toBe(5);

  await goToLine(page, editor, 1);
  await webview(page).locator('.hanger.of-pods .link').click();
  await cursorPlace(page)
    .filter({ hasText: `Ln ${lineOf(statefulSet, 'replicas')},` })
    .waitFor();

  await save(page);
  await reloadWindow(page);
  await podRows(webview(page), 'statefulset-web-4').waitFor();
});

/** The 1-based line of the example that holds a text, as it was before the test. */
function lineOf(file: string, text: string): number {
  const lines = readFileSync(path.join(root, 'examples/web', file), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

function yamlFiles(): readonly string[] {
  return readdirSync(workspace, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
}
