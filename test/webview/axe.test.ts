/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../vscode/lib/browser.mjs';
import { fixtures } from './fixtures.ts';
import { type Bundle, bundle, openPanel, type PanelPage, themes } from './harness.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let panel: Bundle;

beforeAll(async () => {
  [browser, panel] = await Promise.all([startBrowser(), bundle()]);
}, 60_000);
afterAll(() => browser?.close());

/** What axe-core finds by these rules, else by all of WCAG 2.2 AA and best practice: one line for each element. */
async function violations({ page }: PanelPage, runOnly?: readonly string[]): Promise<string[]> {
  const found = await page.evaluate(
    async (options) => {
      const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
      return (await axe.run(options)).violations;
    },
    { resultTypes: ['violations'], ...(runOnly ? { runOnly, preload: false } : {}) },
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
/** A theme changes colours and nothing else, so the other rules are asked in one of them. */
const aboutColours = ['color-contrast', 'link-in-text-block'];

test.each([900, 300])('axe-core finds nothing at %i pixels in any theme', { timeout: 180_000 }, async (width) => {
  const shown = await openPanel(browser, panel, [], { width });
  await shown.page.evaluate(axe);
  const found: string[] = [];
  for (const [state, messages] of Object.entries(fixtures)) {
    for (const each of [{ type: 'waiting', reason: 'Between two states.' }, ...messages]) await shown.receive(each);
    const row = shown.page.locator('.row[data-from]').first();
    if (await row.count()) await row.press('Enter');
    for (const [i, theme] of themes().entries()) {
      await shown.wear(theme);
      const told = await violations(shown, i === 0 ? undefined : aboutColours);
      found.push(...told.map((line) => `${state} in ${theme.name}: ${line}`));
      const compare = shown.page.getByRole('tab', { name: 'Compare with' });
      if (await compare.count()) {
        await compare.click();
        found.push(...(await violations(shown)).map((line) => `${state}, compared: ${line}`));
      }
      const beside = shown.page.getByRole('button', { name: 'Side by side' });
      if (i > 0 || !(await beside.count())) continue;
      await beside.click();
      found.push(...(await violations(shown)).map((line) => `${state}, side by side: ${line}`));
      await beside.click();
    }
  }
  expect(found).toEqual([]);
  expect(shown.complaints).toEqual([]);
  await shown.page.close();
});
