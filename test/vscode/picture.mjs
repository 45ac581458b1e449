#!/usr/bin/env node
// @ts-check
/**
 * Takes the picture of the README out of a real window: `npm run package && node test/vscode/picture.mjs`.
 * THEME names another colour theme, OUT another file.
 */
import path from 'node:path';
import { newPage, startBrowser, windowUrl } from './lib/browser.mjs';
import { root, vsix } from './lib/places.mjs';
import { installExtension, makeState, startServer } from './lib/server.mjs';
import {
  editorOf,
  goToLine,
  openFile,
  podRows,
  pressUntil,
  runCommand,
  squiggles,
  webview,
  workbenchReady,
} from './lib/workbench.mjs';

const state = makeState({
  copy: path.join(root, 'examples/web'),
  settings: {
    'workbench.colorTheme': process.env.THEME ?? 'Default Dark Modern',
    'workbench.activityBar.location': 'hidden',
    'workbench.layoutControl.enabled': false,
    'window.commandCenter': false,
    'breadcrumbs.enabled': false,
    'editor.minimap.enabled': false,
    'editor.fontSize': 13,
    'explorer.openEditors.visible': 0,
  },
});
await installExtension(state, vsix);
const server = await startServer(state);
const browser = await startBrowser();
try {
  const { page } = await newPage(browser, { width: 1400, height: 740, deviceScaleFactor: 1.3 });
  await page.goto(windowUrl(server, state.workspace));
  await workbenchReady(page);
  await openFile(page, 'statefulset-web.yaml');
  await squiggles(editorOf(page, 'statefulset-web.yaml'), 'info').first().waitFor();
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await runCommand(page, 'Ordinal: Open StatefulSet Preview to the Side');
  await podRows(webview(page), 'statefulset-web-2').waitFor();
  await openFile(page, 'handless-service.yaml');
  const editor = editorOf(page, 'handless-service.yaml');
  await squiggles(editor, 'warning').first().waitFor();
  await goToLine(page, editor, 13);
  await page.keyboard.press('End');
  await pressUntil(
    page,
    'Control+.',
    page.locator('.action-widget .monaco-list-row.action', { hasText: 'targetPort' }),
  );
  await page.screenshot({ path: process.env.OUT ?? path.join(root, 'docs/images/ordinal.png') });
} finally {
  await browser.close();
  await server.stop();
  state.dispose();
}
