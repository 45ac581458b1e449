/** What is generated from the rules is up to date; `npm run fix` brings it there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '../server/src/core/rules/index.ts';
import { rulePage, ruleSettings, rulesIndex } from '../server/src/docs.ts';

test('every rule is in the list (scripts/generate.mjs writes it)', () => {
  const files = readdirSync(new URL('../server/src/core/rules/', import.meta.url));
  expect(rules.map(({ id }) => `${id}.ts`)).toEqual(files.filter((file) => file !== 'index.ts').sort());
});

test.each(rules.map((rule) => [rule.id, rule] as const))('the page of %s is current', async (id, rule) => {
  await expect(rulePage(rule)).toMatchFileSnapshot(`../docs/rules/${id}.md`);
});

test('so is the index', async () => {
  await expect(rulesIndex(rules)).toMatchFileSnapshot('../docs/rules/README.md');
});

test('there is no page without a rule', () => {
  const folder = new URL('../docs/rules/', import.meta.url);
  const pages = existsSync(folder) ? readdirSync(folder).map((page) => page.replace(/\.md$/, '')) : [];
  const ids = new Set(['README', ...rules.map(({ id }) => id)]);
  expect(pages.filter((page) => !ids.has(page))).toEqual([]);
});

test('the settings offer every rule (scripts/generate.mjs writes them)', () => {
  const { contributes } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    contributes: {
      configuration:
        | { properties?: Record<string, { properties?: object }> }
        | { properties: Record<string, { properties?: object }> }[];
    };
  };
  const sections = [contributes.configuration].flat();
  const setting = sections.flatMap(({ properties }) => properties?.['ordinal.rules'] ?? [])[0];
  expect(setting?.properties).toEqual(ruleSettings(rules));
});
