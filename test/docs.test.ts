/** What is generated from the rules is up to date; `npm run fix` brings it there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Schema, Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configName, readConfig } from '../server/src/core/config.ts';
import { storagePlatforms } from '../server/src/core/known/storage-platforms.ts';
import { readManifest } from '../server/src/core/manifest.ts';
import { rules } from '../server/src/core/rules/index.ts';
import { configSchema, rulePage, ruleSettings, rulesIndex } from '../server/src/docs.ts';

test('every rule is in the list (scripts/generate.mjs writes it)', () => {
  const files = readdirSync(new URL('../server/src/core/rules/', import.meta.url));
  const ids = files.filter((file) => file !== 'index.ts').map((file) => file.replace(/\.ts$/, ''));
  expect(rules.map(({ id }) => id)).toEqual(ids.sort());
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

test('the setting of the StorageClasses names the platforms that it knows', () => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const [, description = ''] = /"Names of StorageClasses ((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  expect([...(/\(([^()]*)\)/.exec(description)?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)).toEqual(
    storagePlatforms,
  );
});

describe('the JSON schema of .ordinal.yaml (scripts/generate.mjs writes it)', () => {
  const text = readFileSync(new URL('../client/ordinal.schema.json', import.meta.url), 'utf8');
  const validator = new Validator(JSON.parse(text) as Schema, '7');

  test('is up to date', () => {
    expect(JSON.parse(text)).toEqual(configSchema(rules));
  });
  test('is offered to YAML extensions, and is in the package', () => {
    const { contributes } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(contributes.yamlValidation).toEqual([{ fileMatch: configName, url: './client/ordinal.schema.json' }]);
    const packaged = readFileSync(new URL('../.vscodeignore', import.meta.url), 'utf8');
    expect(packaged).toContain('!client/ordinal.schema.json\n');
  });
  test.each([
    [''],
    ['rules:\nstorageClasses:\nexclude:\n'],
    ['rules: { name-too-long: "off", rule-of-tomorrow: hint }\n'],
    ['kubernetesVersion: "1.34"\n'],
    ['kubernetesVersion: 1.34\n'],
    ['clusterDomain: example.com\nstorageClasses: [eks, mine]\nexclude: [vendor]\n'],
    ['rules: { name-too-long: loud }\n'],
    ['rules: off\n'],
    ['kubernetesVersion: "1.12"\n'],
    ['kubernetesVersion: 1.12\n'],
    ['clusterdomain: x\n'],
    ['clusterDomain: [x]\n'],
    ['storageClasses: fast\n'],
    ['exclude: vendor\n'],
    ['- rules\n'],
  ])('agrees with Ordinal on %j', (config) => {
    const isAccepted = readConfig(readManifest(configName, config)).problems.length === 0;
    expect(validator.validate(parse(config, { version: '1.2' })).valid).toBe(isAccepted);
  });
});
