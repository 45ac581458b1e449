/** What can be typed next in `.ordinal.yaml`. `|` is the cursor. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/src/core/config.ts';
import { configCompletions } from '../../server/src/core/config-completion.ts';
import { readManifest } from '../../server/src/core/manifest.ts';
import { rules } from '../../server/src/core/rules/index.ts';

const ids = rules.map(({ id }) => id);

function at(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const lines = marked.slice(0, offset).split(/\r\n|\n/);
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const offers = configCompletions(text, position, rules);
  const lineStart = offset - position.character;
  return {
    labels: offers.map(({ label }) => label),
    offers,
    /** The text with one of them taken. */
    take(label: string): string {
      const offer = offers.find((each) => each.label === label);
      expect(offer, label).toBeDefined();
      return offer ? text.slice(0, lineStart + offer.start) + offer.text + text.slice(lineStart + offer.end) : text;
    },
  };
}

describe('keys', () => {
  test('are offered where one can stand, without those that are there', () => {
    expect(at('|').labels).toEqual(['rules', 'kubernetesVersion', 'clusterDomain', 'storageClasses', 'exclude']);
    expect(at('rules:\n  a-b: off\ncl|\nexclude: []\n').labels).toEqual([
      'kubernetesVersion',
      'clusterDomain',
      'storageClasses',
    ]);
  });
  test('take the place of the whole word, and bring what comes next', () => {
    expect(at('rul|es').take('rules')).toBe('rules:\n  ');
    expect(at('kub|').take('kubernetesVersion')).toBe('kubernetesVersion: ');
    expect(at('sto|').take('storageClasses')).toBe('storageClasses:\n  - ');
    expect(at('# ours\r\nru|: {}\r\n').take('rules')).toBe('# ours\r\nrules: {}\r\n');
  });
  test('are explained', () => {
    for (const { documentation } of at('|').offers) expect(documentation.length).toBeGreaterThan(30);
  });
});

describe('rules', () => {
  test('are offered below their key, with their page, without those that are there', () => {
    expect(at('rules:\n  |').labels).toEqual(ids);
    expect(at('rules:\n  # known\n\n  name-too-long: off\n  s|\n').labels).toEqual(
      ids.filter((id) => id !== 'name-too-long'),
    );
    expect(at('rules:\n  |').offers.find(({ label }) => label === 'name-too-long')).toMatchObject({
      kind: 'key',
      detail: expect.stringContaining('stuck'),
      documentation: expect.stringContaining('accepted'),
    });
  });
  test('are offered between braces, too', () => {
    expect(at('rules: { |').labels).toEqual(ids);
    expect(at('rules: { name-too-long: off, s| }').take('service-not-found')).toBe(
      'rules: { name-too-long: off, service-not-found:  }',
    );
  });
  test('take the place of the whole id, hyphens included', () => {
    expect(at('rules:\n  service-not|-fo\n').take('service-not-found')).toBe('rules:\n  service-not-found: \n');
    expect(at('rules:\n  service-|x: off\n').take('service-not-found')).toBe('rules:\n  service-not-found: off\n');
  });
  test('have severities', () => {
    const severities = ['error', 'warning', 'information', 'hint', 'off'];
    expect(at('rules:\n  name-too-long: |').labels).toEqual(severities);
    expect(at('rules:\n  name-too-long: of|f\n').take('hint')).toBe('rules:\n  name-too-long: hint\n');
    expect(at('rules: { a: off, b: | }').labels).toEqual(severities);
    expect(at('rules: |').labels).toEqual([]);
    expect(at('rules:\n  name-too-long:|').labels).toEqual([]);
  });
});

describe('values', () => {
  test('of versions come newest first, and in quotes', () => {
    expect(at('kubernetesVersion: |').labels.slice(0, 2)).toEqual(['1.37', '1.36']);
    for (const typed of ['|', '1|', '"1|', '"1.|31"'])
      expect(at(`kubernetesVersion: ${typed}\n`).take('1.34')).toBe('kubernetesVersion: "1.34"\n');
  });
  test('of the domain', () => {
    expect(at('clusterDomain: |').labels).toEqual(['cluster.local']);
  });
  test('of classes are the platforms, in both kinds of lists, as far out as one likes', () => {
    for (const list of [
      'storageClasses: [|]',
      'storageClasses: [fast, g|]',
      'storageClasses:\n  - |',
      'storageClasses:\n- g|',
    ])
      expect(at(list).labels, list).toContain('gke');
    expect(at('storageClasses:\n  - fast\n  - g|').take('gke')).toBe('storageClasses:\n  - fast\n  - gke');
    expect(at('storageClasses: |').labels).toEqual([]);
  });
});

test.each([
  ['# ru|'],
  ['rules:\n  name-too-long: off # be|'],
  ['exclude:\n  - |'],
  ['unknown:\n  |'],
  ['rules:\n  - |'],
  ['- |'],
  ['  |'],
])('nothing is offered in %j', (text) => {
  expect(at(text).labels).toEqual([]);
});

test('whatever is offered is accepted', () => {
  const accepted = (text: string) => expect(readConfig(readManifest('.ordinal.yaml', text)).problems, text).toEqual([]);
  for (const start of ['kubernetesVersion: |', 'clusterDomain: |', 'storageClasses: [|]', 'rules:\n  name-too-long: |'])
    for (const label of at(start).labels) accepted(at(start).take(label));
  for (const label of at('rules:\n  |').labels) accepted(`${at('rules:\n  |').take(label)}hint\n`);
  for (const label of at('|').labels)
    accepted(
      at('|')
        .take(label)
        .replace(/: $/, ': cluster.local')
        .replace('kubernetesVersion: cluster.local', 'kubernetesVersion: "1.34"')
        .replace(/- $/, '- eks'),
    );
});
