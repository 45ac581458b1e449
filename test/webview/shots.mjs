// Takes pictures of the panel in every state, to be looked at: out/webview/<state>-<theme>-<width>.png.
//   node test/webview/shots.mjs [state …]
//   ORDINAL_DESIGN=folder   whose themes/*.css hold the colours of VS Code's themes
//   WIDTHS=300,900          THEME=dark-modern          OPEN=0: the row whose details are shown
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { startBrowser } from '../vscode/lib/browser.mjs';

const out = 'out/webview';
await mkdir(out, { recursive: true });
const load = async (name) => {
  const outfile = resolve(out, `${name}.mjs`);
  await build({
    entryPoints: [`test/webview/${name}.ts`],
    outfile,
    bundle: true,
    external: ['esbuild', 'playwright-core', 'yaml'],
    platform: 'node',
    format: 'esm',
  });
  return import(pathToFileURL(outfile).href);
};
const [{ bundle, openPanel, themes }, { fixtures }] = await Promise.all([load('harness'), load('fixtures')]);

/** The states that are looked at in all themes; the others in the first theme and the last one in turn. */
const inAllThemes = ['main', 'class-not-found', 'stale'];
const themesFor = (state, index) => {
  if (process.env.THEME) return allThemes.filter(({ name }) => name === process.env.THEME);
  return inAllThemes.includes(state) ? allThemes : [allThemes.at(index % 2 ? -1 : 0)];
};
const wanted = process.argv.slice(2);
const widths = process.env.WIDTHS ? process.env.WIDTHS.split(',').map(Number) : [300, 900, 1600];
const allThemes = themes();
const browser = await startBrowser();
const panel = await bundle();
for (const [index, [state, messages]] of Object.entries(fixtures).entries()) {
  if (wanted.length && !wanted.includes(state)) continue;
  for (const theme of themesFor(state, index)) {
    for (const width of widths) {
      const shown = await openPanel(browser, panel, messages, { theme, width, height: 400 });
      if (process.env.OPEN) await shown.page.locator('.row').nth(Number(process.env.OPEN)).press('Enter');
      await shown.draw();
      await shown.page.mouse.move(0, 0);
      // What sticks to the end of the window would lie over the rest of it in a picture of the whole page.
      const height = await shown.page.evaluate(() => document.documentElement.scrollHeight);
      await shown.page.setViewportSize({ width, height });
      await shown.page.screenshot({ path: `${out}/${state}-${theme.name}-${width}.png`, fullPage: true });
      for (const complaint of shown.complaints) console.error(`${state}: ${complaint}`);
      await shown.page.close();
    }
  }
}
await browser.close();
