/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

/** What axe-core finds, WCAG 2.2 AA and best practice, one line for each element. */
async function violations({ page }: PanelPage): Promise<string[]> {
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

describe.each(themes().map((theme) => ({ ...theme })))('in $name', (theme) => {
  test.each([900, 300])('axe-core finds nothing at %i pixels', { timeout: 180_000 }, async (width) => {
    const shown = await openPanel(browser, panel, [], { theme, width });
    await shown.page.evaluate(axe);
    const found: string[] = [];
    for (const [state, messages] of Object.entries(fixtures)) {
      for (const each of [{ type: 'waiting', reason: 'Between two states.' }, ...messages]) await shown.receive(each);
      const row = shown.page.locator('.row[data-from]').first();
      if (await row.count()) await row.press('Enter');
      found.push(...(await violations(shown)).map((line) => `${state}: ${line}`));
    }
    expect(found).toEqual([]);
    expect(shown.complaints).toEqual([]);
    await shown.page.close();
  });
});
