/** Command lines that cannot be meant so, settings that mean nothing, and the commands that explain. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { commands } from '../../server/src/cli/commands.ts';
import { progressOn } from '../../server/src/cli/progress.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { folderOf, ordinal, pair } from './shell.ts';

describe('wrong usage is said on standard error, and ends with 2:', () => {
  test.each([
    ['chek', 'unknown command "chek"; did you mean "ordinal check"?'],
    ['service-not-found', 'unknown command "service-not-found"; did you mean "ordinal explain service-not-found"?'],
    ['frobnicate', 'unknown command "frobnicate"; "ordinal --help" lists the commands'],
    ['--frobnicate', 'unknown option --frobnicate; "ordinal --help" lists commands and options'],
    ['plan', 'what ran before? Give --since REV (a git revision) or --against PATH (a file or folder)'],
    ['plan --since HEAD --against .', '--since and --against both say what was before; give one of them'],
    ['plan --since HEAD', '--since needs a git repository, and this folder is in none'],
    ['plan --against old', '--against old: no such file or folder'],
    ['plan --against . --format svg', 'unknown format "svg"; known are text, json and markdown'],
    ['check --frobnicate', 'unknown option --frobnicate'],
    ['check -x', 'unknown option -x'],
    ['check --no-colour', 'unknown option --no-colour; did you mean --no-color?'],
    ['check --format xml', 'unknown format "xml"; known are text, json, sarif, github and junit'],
    ['check --format sarif --statistics', '--statistics goes with --format text or json, not sarif'],
    ['check --since HEAD', '--since needs a git repository, and this folder is in none'],
    ['check --against old', '--against old: no such file or folder'],
    ['check --since HEAD --against .', '--since and --against both say what was before; give one of them'],
    ['check --baseline', '--baseline needs a value: --baseline FILE'],
    ['check --baseline known.json', 'known.json: no such file or folder; --write-baseline makes it'],
    ['check --baseline statefulset-web.yaml', 'statefulset-web.yaml: this is no baseline; --write-baseline makes one'],
    ['check --baseline .', '.: it is a folder'],
    ['check --write-baseline=x', '--write-baseline takes no value'],
    ['check --format', '--format needs a value: --format text|json|sarif|github|junit'],
    ['check --format --quiet', '--format needs a value: --format text|json|sarif|github|junit'],
    ['check --format=', '--format needs a value: --format text|json|sarif|github|junit'],
    ['check --quiet=yes', '--quiet takes no value'],
    ['check --fail-on hint', 'unknown fail-on "hint"; known are error, warning, information and never'],
    [
      'check --kubernetes 1.30',
      'unknown Kubernetes version "1.30"; known are 1.31, 1.32, 1.33, 1.34, 1.35, 1.36 and 1.37',
    ],
    ['check --cluster-domain Cluster..local', '"Cluster..local" is no cluster domain; one looks like cluster.local'],
    ['check --rule', '--rule needs a value: --rule ID=SEVERITY'],
    ['check --rule name-too-long', '--rule takes ID=SEVERITY, like name-too-long=off; "name-too-long" has no severity'],
    ['check --rule name-to-long=off', 'there is no rule "name-to-long"; did you mean "name-too-long"?'],
    ['check --rule x=off', 'there is no rule "x"; "ordinal explain" lists them'],
    [
      'check --rule name-too-long=loud',
      'unknown severity "loud" in --rule name-too-long=loud; known are error, warning, information, hint and off',
    ],
    [
      'check --rule name-too-long=off=x',
      'unknown severity "off=x" in --rule name-too-long=off=x; known are error, warning, information, hint and off',
    ],
    ['fix --format markdown', 'unknown format "markdown"; known are text and json'],
    ['fix --rule name-to-long', 'there is no rule "name-to-long"; did you mean "name-too-long"?'],
    ['fix - web.yaml', '"-" cannot be fixed together with files'],
    ['fix - --format json', 'the repaired text of "-" goes where the JSON would go; use --dry-run, or --format text'],
    ['preview --format pdf', 'unknown format "pdf"; known are text, json, markdown, mermaid and svg'],
    ['preview --scenario grow', 'unknown scenario "grow"; known are create, scale, update, delete and recreate'],
    ['preview --cascade orphan', '--cascade goes with --scenario delete'],
    ['preview --actions run.json', 'run.json: no such file or folder'],
    ['preview --replicas three', '--replicas takes a whole number from 0 to 2147483647, not "three"'],
    ['preview --replicas -1', '--replicas takes a whole number from 0 to 2147483647, not "-1"'],
    ['preview --replicas 2147483648', '--replicas takes a whole number from 0 to 2147483647, not "2147483648"'],
    ['explain service-not-headles', 'there is no rule "service-not-headles"; did you mean "service-not-headless"?'],
    ['explain a b', 'explain takes one rule'],
    ['lsp --port 3000', 'unknown option --port'],
  ])('%s', async (words, message) => {
    expect(await folderOf(pair).ordinal(words)).toEqual({ code: 2, out: '', err: `ordinal: ${message}\n` });
  });

  test('an empty path, as scripts make them', async () => {
    const { code, err } = await folderOf(pair).ordinal(['check', '']);
    expect([code, err]).toEqual([2, 'ordinal: a PATH is empty; the current folder is "."\n']);
  });
  test('no words at all', async () => {
    const { code, out, err } = await folderOf().ordinal('');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Usage: ordinal COMMAND');
  });
});

describe('settings that mean nothing end with 2, and name their line:', () => {
  test.each([
    ['rules: { name-too-long: loud }', '.ordinal.yaml:1:25: "loud" is none of error, warning, information, hint, off.'],
    ['kubernetesVersion: "1.12"', '.ordinal.yaml:1:20: "1.12" is none of 1.31,'],
    ['# ours\nclusterDoman: x', '.ordinal.yaml:2:15: "clusterDoman" means nothing here'],
    ['rules: {', '.ordinal.yaml:1:'],
    ['rules: {}\0', '.ordinal.yaml: not text but binary'],
  ])('%j', async (text, message) => {
    const folder = folderOf(pair);
    folder.write('.ordinal.yaml', text);
    for (const words of ['check', 'check --format json', 'fix', 'preview']) {
      const { code, out, err } = await folder.ordinal(words);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(`ordinal: ${message}`);
    }
    folder.write('other.yaml', '');
    expect((await folder.ordinal('check --config other.yaml handless-service.yaml')).code).toBe(0);
  });
  test('a --config that is not there', async () => {
    const { code, err } = await folderOf(pair).ordinal('check --config ci/none.yaml');
    expect([code, err]).toEqual([2, 'ordinal: ci/none.yaml: no such file or folder\n']);
  });
  test('a --config that is a folder', async () => {
    const folder = folderOf({ 'ci/x.yaml': '' });
    expect(await folder.ordinal('check --config ci')).toEqual({
      code: 2,
      out: '',
      err: 'ordinal: ci: it is a folder\n',
    });
  });
  test('a .ordinal.yaml that links to nothing is seen as one that cannot be read', async () => {
    const folder = folderOf(pair);
    symlinkSync('nowhere', join(folder.path, '.ordinal.yaml'));
    const { code, err } = await folder.ordinal('check');
    expect([code, err]).toEqual([2, 'ordinal: .ordinal.yaml: the link leads nowhere\n']);
  });
  test('but a rule of another version is worth a word only', async () => {
    const folder = folderOf(pair);
    folder.write('.ordinal.yaml', 'rules: { name-to-long: off }\n');
    const { code, err } = await folder.ordinal('check');
    expect([code, err]).toEqual([
      0,
      'ordinal: .ordinal.yaml:1:10: there is no rule "name-to-long"; did you mean "name-too-long"?\n',
    ]);
  });
});

describe('.ordinal.yaml of the repository', () => {
  const files = {
    '.ordinal.yaml': 'rules: { service-target-port-unknown: off, nme: off }\nexclude: [shop/old/**]\n',
    '.git': 'gitdir: elsewhere\n',
    'shop/now/service.yaml': pair['handless-service.yaml'],
    'shop/now/web.yaml': pair['statefulset-web.yaml'],
    'shop/old/web.yaml': 'a: [\n',
  };
  test('holds in the folders below; its globs start from its own folder', async () => {
    const { path } = folderOf(files);
    const { code, out, err } = await ordinal(`${path}/shop`, 'check');
    expect(code).toBe(0);
    expect(out).toContain('in 2 files');
    expect(out).not.toContain('service-target-port-unknown');
    expect(err).toMatch(/^ordinal: \.\.\/\.ordinal\.yaml:1:44: there is no rule "nme"/);
  });
  test('does not hold beyond the root of a repository', async () => {
    const { path } = folderOf({ ...files, 'shop/.git/HEAD': '' });
    expect((await ordinal(`${path}/shop/now`, 'check')).out).toContain('service-target-port-unknown');
  });
  test('is not looked for where --config names another', async () => {
    const { path } = folderOf({ ...files, 'shop/ci.yaml': '' });
    const { out, err } = await ordinal(`${path}/shop`, 'check --config ci.yaml');
    expect(out).toContain('service-target-port-unknown');
    expect(err).toBe('');
  });
});

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s lists the commands', async (words) => {
    const { code, out, err } = await folderOf().ordinal(words);
    expect([code, err]).toEqual([0, '']);
    for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
  });
  test.each(commands.map((command) => [command.name, command] as const))('of %s', async (name, { usage, options }) => {
    const { code, out } = await folderOf().ordinal(`${name} --help`);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: ${usage}\n`);
    for (const option of options) expect(out).toContain(`--${option.name}`);
    expect((await folderOf().ordinal(`help ${name}`)).out).toBe(out);
    expect(
      Math.max(
        ...out
          .split('\n')
          .filter((line) => !line.startsWith('  ordinal'))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
  });
  test('is given though the rest is wrong', async () => {
    expect((await folderOf().ordinal('check --frobnicate --help')).code).toBe(0);
  });
  test.each([['--version'], ['-V'], ['check --version']])('%s prints the version', async (words) => {
    expect(await folderOf().ordinal(words)).toEqual({ code: 0, out: `ordinal ${version}\n`, err: '' });
  });
});

describe('explain', () => {
  test('lists every rule', async () => {
    const { code, out } = await folderOf().ordinal('explain');
    expect(code).toBe(0);
    for (const { id, severity, isOffByDefault } of rules)
      expect(out).toContain(`  ${id} (${isOffByDefault ? 'off' : severity})\n`);
  });
  test.each(rules.map((rule) => [rule.id, rule] as const))('%s', async (id, { summary, source, bad, good }) => {
    const { code, out, err } = await folderOf().ordinal(`explain ${id}`);
    const flat = (text: string) =>
      text
        .replaceAll(/`|^#- /gm, '')
        .replaceAll(/\s+/g, ' ')
        .trim();
    expect([code, err]).toEqual([0, '']);
    expect(out.startsWith(`${id}\n`)).toBe(true);
    expect(flat(out)).toContain(flat(summary));
    const parts = [bad, good].flatMap((example) => example.split(/^#- .+$/m));
    for (const text of [...parts, source]) expect(flat(out)).toContain(flat(text));
    const coloured = await folderOf().ordinal(`explain ${id}`, { terminal: 80 });
    expect(flat(stripVTControlCharacters(coloured.out))).toBe(flat(out));
  });
});

describe('progress', () => {
  const written = (isTTY: boolean, times: readonly number[]) => {
    let [text, time] = ['', 0];
    const { progress, end } = progressOn({ isTTY, write: (chunk) => (text += chunk) }, () => time);
    for (const each of times) {
      time = each;
      progress(() => `at ${each}`);
    }
    end();
    progress(() => 'late');
    return text;
  };
  test('is shown on a terminal after half a second, ten times a second at most, and goes at the end', () => {
    expect(written(true, [0, 499, 500, 550, 600])).toBe('\r\x1b[Kat 500…\r\x1b[Kat 600…\r\x1b[K');
    expect(written(true, [100, 499])).toBe('');
  });
  test('is never written into a pipe', () => {
    expect(written(false, [0, 500, 5000])).toBe('');
  });
});
