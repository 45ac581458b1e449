/** `.ordinal.yaml`, and what holds when several speak. */
import { describe, expect, test } from 'vitest';
import { mergeSettings, readConfig, switchOff } from '../../server/src/core/config.ts';
import { fileEdit } from '../../server/src/core/edit.ts';
import { knownStorageClasses } from '../../server/src/core/known/storage-platforms.ts';
import { readManifest } from '../../server/src/core/manifest.ts';
import { defaultSettings, isSince } from '../../server/src/core/settings.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { workspaceOf } from '../harness.ts';

const read = (text: string) => readConfig(readManifest('.ordinal.yaml', text));
/** What is wrong, and with which words. */
const refused = (text: string) =>
  read(text).problems.map(({ at, message }) => [at.document.text.slice(at.span.start, at.span.end), message]);

describe('the file', () => {
  test('says all that there is to say', () => {
    const { settings, exclude, problems } = read(`
# what our clusters are like
kubernetesVersion: "1.33"
clusterDomain: example.com
storageClasses: [fast, eks]
rules:
  service-not-found: error
  name-too-long: "off"
exclude:
  - vendor/**
`);
    expect(settings).toEqual({
      kubernetes: '1.33',
      clusterDomain: 'example.com',
      storageClasses: ['fast', 'eks'],
      rules: { 'service-not-found': 'error', 'name-too-long': 'off' },
    });
    expect(exclude).toEqual(['vendor/**']);
    expect(problems).toEqual([]);
  });
  test('may be empty', () => {
    for (const text of ['', '# nothing yet\n', '---\n'])
      expect(read(text)).toEqual({ settings: {}, exclude: [], problems: [], rules: [] });
  });
  test('may have keys without values', () => {
    expect(refused('rules:\nstorageClasses:\nexclude:\n')).toEqual([]);
  });
  test('switches off without quotes, though that is false in YAML', () => {
    expect(read('rules: { name-too-long: off }\n').settings.rules).toEqual({ 'name-too-long': 'off' });
  });
  test('may write the version without quotes', () => {
    expect(read('kubernetesVersion: 1.33\n').settings.kubernetes).toBe('1.33');
  });
});

describe('what means nothing is refused where it stands, and the rest holds', () => {
  test('a severity', () => {
    const text = 'rules: { name-too-long: loud, service-not-found: hint }\n';
    expect(refused(text)).toEqual([['loud', '"loud" is none of error, warning, information, hint, off.']]);
    expect(read(text).settings.rules).toEqual({ 'service-not-found': 'hint' });
  });
  test('a version', () => {
    expect(refused('kubernetesVersion: "1.12"\n')).toEqual([
      ['"1.12"', expect.stringMatching(/^"1\.12" is none of 1\.31, /)],
    ]);
  });
  test('a key', () => {
    expect(refused('clusterdomain: x\n')).toEqual([
      ['x', expect.stringMatching(/^"clusterdomain" means nothing here/)],
    ]);
  });
  test('text where a list is expected', () => {
    expect(refused('storageClasses: fast\nexclude: vendor\n')).toEqual([
      ['fast', 'A list of names is expected.'],
      ['vendor', 'A list of globs is expected.'],
    ]);
  });
  test('text where severities are expected', () => {
    expect(refused('rules: off\n')).toEqual([['off', expect.stringMatching(/^A mapping of rules to severities/)]]);
  });
  test('a domain that is none', () => {
    expect(refused('clusterDomain: [x]\n')).toEqual([['[x]', 'A domain is expected, like cluster.local.']]);
  });
  test('a list where a mapping is expected', () => {
    expect(refused('- rules\n')).toHaveLength(1);
  });
  test('what is no YAML', () => {
    expect(refused('rules: [\n')[0]?.[1]).toBe('A closing ] is missing here.');
  });
});

describe('of several settings', () => {
  test("the user's own win, rule by rule, and classes are put together", () => {
    const base = { ...defaultSettings, rules: { a: 'off', b: 'hint' }, storageClasses: ['x'] } as const;
    expect(mergeSettings(base, { rules: { b: 'error' }, storageClasses: ['y'], kubernetes: '1.31' })).toMatchObject({
      rules: { a: 'off', b: 'error' },
      storageClasses: ['x', 'y'],
      kubernetes: '1.31',
      clusterDomain: 'cluster.local',
    });
  });

  test("each folder has its own, under the user's", () => {
    const config = (domain: string) => `clusterDomain: ${domain}\nkubernetesVersion: "1.33"\n`;
    const workspace = Workspace.of(['one', 'two', 'two/inner'], { kubernetes: '1.35' }).with(
      new Map(
        [
          ['one/.ordinal.yaml', config('one')],
          ['two/.ordinal.yaml', config('two')],
          ['one/deep/.ordinal.yaml', config('deep')],
        ].map(([uri = '', text = '']) => [uri, readManifest(uri, text)]),
      ),
    );
    const domain = (uri: string) => workspace.settingsOf(uri).clusterDomain;
    expect(domain('one/a.yaml')).toBe('one');
    expect(domain('one/deep/a.yaml')).toBe('one'); // only the one at the top of a folder counts
    expect(domain('two/a.yaml')).toBe('two');
    expect(domain('two/inner/a.yaml')).toBe('cluster.local');
    expect(domain('elsewhere/a.yaml')).toBe('cluster.local');
    expect(workspace.settingsOf('one/a.yaml').kubernetes).toBe('1.35');
    expect(workspace.with(new Map([['one/.ordinal.yaml', undefined]])).settingsOf('one/a.yaml').clusterDomain).toBe(
      'cluster.local',
    );
  });
});

describe('a rule is switched off', () => {
  const off = (text: string | undefined) => {
    const workspace = workspaceOf(new Map(text === undefined ? [] : [['.ordinal.yaml', text]]));
    const edit = switchOff(workspace, 'a.yaml', 'name-too-long');
    const resolved = edit && fileEdit(workspace, edit);
    return resolved && `${(text ?? '').slice(0, resolved.start)}${resolved.text}${(text ?? '').slice(resolved.end)}`;
  };
  test('in a file of its own', () => {
    expect(read(off(undefined) ?? '').settings.rules).toEqual({ 'name-too-long': 'off' });
  });
  test('in a file that is there', () => {
    expect(off('clusterDomain: x # c\n')).toBe('clusterDomain: x # c\nrules:\n  name-too-long: "off"\n');
    expect(off('rules:\n  a-b: hint\n')).toBe('rules:\n  a-b: hint\n  name-too-long: "off"\n');
    expect(off('rules:\n  name-too-long: hint\n')).toBe('rules:\n  name-too-long: "off"\n');
    expect(off('rules: {}\n')).toBe('rules: { name-too-long: "off" }\n');
  });
  test('in a file without anything in it', () => {
    for (const text of ['', '# nothing yet\n', 'rules:\n', 'rules: null\n']) {
      const config = read(off(text) ?? '');
      expect(config.problems, text).toEqual([]);
      expect(config.settings.rules, text).toEqual({ 'name-too-long': 'off' });
    }
  });
});

describe('settings', () => {
  test('know which version comes after which', () => {
    const at = (kubernetes: '1.31' | '1.34' | '1.37') => isSince({ ...defaultSettings, kubernetes }, '1.34');
    expect([at('1.31'), at('1.34'), at('1.37')]).toEqual([false, true, true]);
  });
  test('know classes by name and by platform', () => {
    expect(knownStorageClasses(['fast', 'k3s'])).toEqual(['fast', 'local-path']);
    expect(knownStorageClasses(['longhorn', 'longhorn'])).toContain('longhorn');
  });
});
