/** The preview panel in a real window: each of its states, in VS Code's own themes and at every size, looked at and kept as pictures. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPage, startBrowser, windowUrl } from './lib/browser.mjs';
import { picture } from './lib/pictures.mjs';
import { vsix } from './lib/places.mjs';
import { installExtension, makeState, startServer } from './lib/server.mjs';
import { editorOf, goToLine, openFile, podRows, runCommand, webview, workbenchReady } from './lib/workbench.mjs';

const file = 'web.yaml';
const text = `apiVersion: v1
kind: Service
metadata:
  name: nginx
  namespace: shop
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - name: web
      port: 80
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  namespace: shop
spec:
  serviceName: nginx
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          ports:
            - name: web
              containerPort: 80
          volumeMounts:
            - name: www
              mountPath: /usr/share/nginx/html
  volumeClaimTemplates:
    - metadata:
        name: www
      spec:
        storageClassName: fast
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 1Gi
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
`;

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
  workspace = mkdtempSync(`${state.workspace}-`);
  mkdirSync(path.join(workspace, '.vscode'));
  writeFileSync(path.join(workspace, file), text);
  chooseTheme('Default Dark Modern');
  await openWindow();
});
afterAll(async () => {
  await page?.context().close();
  await browser?.close();
  await server?.stop();
  state?.dispose();
  expect(refused, 'nothing was asked of the network').toEqual([]);
});

/** A window with the preview and nothing beside it. */
async function openWindow(
  window: { width?: number; height?: number; deviceScaleFactor?: number } = {},
  command = 'Ordinal: Open StatefulSet Preview',
): Promise<void> {
  await page?.context().close();
  ({ page, refused } = await newPage(browser, { width: 950, height: 900, ...window }));
  await page.goto(windowUrl(server, workspace));
  await workbenchReady(page);
  await openFile(page, file);
  await runCommand(page, command);
  await podRows(webview(page), 'web-2').waitFor();
  await runCommand(page, 'View: Close Primary Side Bar');
}
function chooseTheme(theme: string): void {
  const settings = { 'workbench.colorTheme': theme, 'window.commandCenter': false, 'workbench.startupEditor': 'none' };
  writeFileSync(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
}

/** What of a picture may differ from the one that is kept. */
const tolerance = 0.03;
async function looksAsKept(name: string): Promise<void> {
  const { width, overflow } = await webview(page)
    .locator('html')
    .evaluate((html) => ({ width: html.clientWidth, overflow: html.scrollWidth }));
  expect(overflow, 'nothing is cut off').toBeLessThanOrEqual(width);
  expect((await picture(page, name)) ?? 0, `test/vscode/pictures/${name}.png`).toBeLessThan(tolerance);
}
const says = async (words: RegExp) => webview(page).locator('body').filter({ hasText: words }).waitFor();
const choose = (tab: string) => webview(page).getByRole('tab', { name: tab, exact: true }).click();

describe('the preview', () => {
  test.each([
    ['Default Light Modern', 'vscode-light'],
    ['Default High Contrast', 'vscode-high-contrast'],
    ['Default High Contrast Light', 'vscode-high-contrast-light'],
    ['Default Dark Modern', 'vscode-dark'],
  ])('in %s', async (theme, body) => {
    const shown = webview(page).locator(`body.${body}`);
    await expect
      .poll(
        () => {
          chooseTheme(theme);
          return shown.count();
        },
        { timeout: 60_000, interval: 1000 },
      )
      .toBe(1);
    await says(/A: web-0/);
    await looksAsKept(`main-${body}`);
  });

  test('of a scale-down, half-way', async () => {
    await choose('Scale');
    const to = webview(page).getByLabel('To', { exact: true });
    await to.fill('1');
    await to.press('Enter');
    await says(/2 Pods gone/);
    await webview(page).getByLabel('Step', { exact: true }).fill('2');
    await webview(page).locator('.row.is-stopping').waitFor();
    await looksAsKept('scale-down');
  });

  test('of an update that never becomes Ready', async () => {
    await choose('Update');
    await webview(page).getByLabel('New image').selectOption('never becomes Ready');
    await says(/Stuck at web-2/);
    await webview(page).locator('.row.is-stuck').waitFor();
    await looksAsKept('update-stuck');
  });

  test('of a deletion, and of its re-creation', async () => {
    await choose('Delete');
    await says(/No Pods left/);
    await looksAsKept('delete');
    await choose('Re-create');
    await says(/finds its old claim/);
    await looksAsKept('recreate');
  });

  test('of what would be, which is written when that is asked', async () => {
    await choose('Create');
    await webview(page).getByRole('button', { name: 'Replicas: one more' }).click();
    await webview(page).getByLabel('Start', { exact: true }).selectOption('all at once');
    await podRows(webview(page), 'web-3').waitFor();
    await says(/What if: replicas 4, not 3; podManagementPolicy Parallel, not OrderedReady/);
    await podRows(webview(page), 'web-1').press('Enter');
    await looksAsKept('what-if');
    expect(readFileSync(path.join(workspace, file), 'utf8')).toBe(text);

    await webview(page).getByRole('button', { name: 'Write to YAML' }).click();
    await page.locator('.tab', { hasText: file }).first().waitFor();
    await page.locator('.view-line', { hasText: /replicas:.4/ }).waitFor();
    await page.keyboard.press('Control+S');
    await expect.poll(() => readFileSync(path.join(workspace, file), 'utf8')).toContain('replicas: 4');
  });

  test('of a text that is being typed: the last good state, and the line that breaks it', async () => {
    writeFileSync(path.join(workspace, file), text);
    await openWindow({ width: 1500 }, 'Ordinal: Open StatefulSet Preview to the Side');
    const editor = editorOf(page, file);
    await editor.locator('.view-line').first().click();
    await goToLine(page, editor, text.slice(0, text.indexOf('  replicas:')).split('\n').length);
    await page.keyboard.press('End');
    await page.keyboard.type(': 4');
    await says(/Last good state, from/);
    await webview(page)
      .locator('.notice p')
      .evaluate((notice) => {
        // The time of day is another one each time.
        notice.firstElementChild?.replaceChildren('Last good state, from 10:42. ');
      });
    await looksAsKept('stale');
    for (let typed = 3; typed > 0; typed--) await page.keyboard.press('Backspace');
    await webview(page).locator('.notice').waitFor({ state: 'detached' });
    await runCommand(page, 'File: Revert File');
  });

  test.each([
    ['300 pixels wide', 'narrow', { width: 352, height: 1000 }],
    ['1280 pixels wide', 'wide', { width: 1340, height: 800 }],
    ['at 200 %', 'zoomed', { width: 690, height: 450, deviceScaleFactor: 2 }],
  ] as const)('%s', async (_, name, window) => {
    await openWindow(window);
    await says(/A: web-0/);
    await looksAsKept(name);
  });
});
