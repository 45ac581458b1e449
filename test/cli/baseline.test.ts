/** `--baseline` and `--write-baseline`: a repository starts with what it has, and is told what comes to it. */
import { describe, expect, test } from 'vitest';
import { findingsOf, folderOf, pair, reportOf } from './shell.ts';

const file = 'ordinal-baseline.json';
const written = async (files: Readonly<Record<string, string>> = pair) => {
  const folder = folderOf(files);
  await folder.ordinal('check --write-baseline');
  return folder;
};

describe('writing', () => {
  test('puts one line for each finding into the file, and reports none', async () => {
    const folder = folderOf(pair);
    const { out, err, code } = await folder.ordinal('check --write-baseline --fail-on information');
    expect([out, err, code]).toEqual([
      `Wrote 3 entries to ${file}. With --baseline, what is in it is not told again.\n`,
      '',
      0,
    ]);
    expect(folder.read(file)).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "findings": [
          {"file":"handless-service.yaml","object":"Service handless-service","path":"spec.ports[0].targetPort","rule":"service-target-port-unknown","text":"9376"},
          {"file":"statefulset-web.yaml","object":"StatefulSet statefulset-web","path":"spec.volumeClaimTemplates[0].spec.resources.requests[storage]","rule":"storage-quantity-decimal","text":"1G"},
          {"file":"statefulset-web.yaml","object":"StatefulSet statefulset-web","path":"spec.volumeClaimTemplates[0].spec.storageClassName","rule":"storage-class-not-found","text":"\\"managed-nfs-storage\\""}
        ]
      }
      "
    `);
  });
  test('gives the same text when nothing changed, whatever the order of the paths', async () => {
    const folder = await written();
    const before = folder.read(file);
    await folder.ordinal('check statefulset-web.yaml handless-service.yaml --write-baseline');
    expect(folder.read(file)).toBe(before);
  });
  test('goes where --baseline says', async () => {
    const folder = folderOf(pair);
    folder.write('ci/x', '');
    await folder.ordinal('check --baseline ci/known.json --write-baseline');
    expect(folder.read('ci/known.json')).toContain('"file":"../statefulset-web.yaml"');
    expect(await findingsOf(folder, 'check --baseline ci/known.json')).toEqual([]);
  });
  test('keeps what it says about files that were not looked at', async () => {
    const folder = await written();
    await folder.ordinal('check handless-service.yaml --write-baseline --rule service-target-port-unknown=off');
    const entries: { file: string; rule: string }[] = JSON.parse(folder.read(file)).findings;
    expect(entries.flatMap(({ file, rule }) => (file === 'statefulset-web.yaml' ? [rule] : []))).toEqual([
      'storage-quantity-decimal',
      'storage-class-not-found',
    ]);
    expect(entries.map(({ rule }) => rule)).not.toContain('service-target-port-unknown');
  });
  test('of nothing is an empty list', async () => {
    const folder = await written({ 'x.yaml': 'a: 1\n' });
    expect(folder.read(file)).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
    expect((await folder.ordinal(`check --baseline ${file}`)).code).toBe(0);
  });
  test('where nobody can write is refused', async () => {
    const { code, err } = await folderOf(pair).ordinal('check --baseline none/known.json --write-baseline');
    expect([code, err]).toEqual([2, 'ordinal: none/known.json: no such file or folder\n']);
  });
  test('still ends with 2 when something could not be read', async () => {
    expect((await folderOf({ 'x.yaml': 'kind: Pod\0' }).ordinal('check --write-baseline')).code).toBe(2);
  });
});

describe('what is in the baseline', () => {
  test('is not told, and makes no exit code', async () => {
    const folder = await written();
    const { out, err, code } = await folder.ordinal(`check --baseline ${file} --fail-on information`);
    expect([out, err, code]).toEqual([
      'No new findings in 2 files (2 objects, Kubernetes 1.37).\n3 findings of the baseline not shown.\n',
      '',
      0,
    ]);
    for (const format of ['json', 'sarif', 'github', 'junit'])
      expect((await folder.ordinal(`check --baseline ${file} --format ${format}`)).out).not.toContain('9376');
  });
  test('is the same when lines move', async () => {
    const folder = await written();
    folder.write('statefulset-web.yaml', `# more\n---\n\n${pair['statefulset-web.yaml']}`);
    expect(await findingsOf(folder, `check --baseline ${file}`)).toEqual([]);
  });
  test('is the same from another folder', async () => {
    const folder = folderOf({ 'k8s/web.yaml': pair['statefulset-web.yaml'] });
    await folder.ordinal('check --write-baseline');
    const { out } = await folderOf().ordinal(['check', `${folder.path}/k8s`, '--baseline', `${folder.path}/${file}`]);
    expect(out).toContain('No new findings');
  });
});

describe('what is new is told:', () => {
  test('another finding', async () => {
    const folder = await written();
    folder.write(
      'more.yaml',
      pair['handless-service.yaml'].replace('handless-service', 'other').replace('9376', '9377'),
    );
    const { out, code } = await folder.ordinal(`check --baseline ${file} --fail-on warning`);
    expect(out).toContain('No container of "statefulset-web" declares port 9377');
    expect(out).not.toContain('9376');
    expect(code).toBe(1);
  });
  test('another mistake in the same field', async () => {
    const folder = await written();
    folder.write('handless-service.yaml', pair['handless-service.yaml'].replace('9376', '9377'));
    expect((await findingsOf(folder, `check --baseline ${file}`)).map(({ rule }) => rule)).toEqual([
      'service-target-port-unknown',
    ]);
  });
  test('one more of the same', async () => {
    const broken = 'kind: Pod\nmetadata: { name: "x\n';
    const folder = await written({ 'x.yaml': broken });
    const known = JSON.parse(folder.read(file)).findings.length;
    folder.write('x.yaml', `${broken}---\n${broken}`);
    expect(known).toBeGreaterThan(0);
    expect(await findingsOf(folder, `check --baseline ${file}`)).toHaveLength(known);
    await folder.ordinal('check --write-baseline');
    expect(folder.read(file)).toContain('"count":2');
    expect(await findingsOf(folder, `check --baseline ${file}`)).toEqual([]);
  });
});

describe('what is out of date', () => {
  test('is told on standard error, and is no failure', async () => {
    const folder = await written();
    folder.write('handless-service.yaml', pair['handless-service.yaml'].replace('9376', '80'));
    const { err, code } = await folder.ordinal(`check --baseline ${file}`);
    expect([err, code]).toEqual([
      `ordinal: ${file}: 1 entry is out of date; --write-baseline takes it out\nordinal:   handless-service.yaml: service-target-port-unknown, Service handless-service, spec.ports[0].targetPort\n`,
      0,
    ]);
    await folder.ordinal('check --write-baseline');
    expect((await folder.ordinal(`check --baseline ${file}`)).err).toBe('');
  });
  test('is nothing while not all of its files are looked at: a finding may hang on another file', async () => {
    const folder = await written();
    const { err } = await folder.ordinal(`check handless-service.yaml --baseline ${file}`);
    expect(err).toBe('');
  });
  test('is what stands in files that are no more', async () => {
    const folder = await written({ ...pair, 'gone.yaml': 'kind: Pod\nmetadata: [\n' });
    const without = folderOf({ ...pair, [file]: folder.read(file) });
    const { err } = await without.ordinal(`check --baseline ${file}`);
    expect(err).toContain('gone.yaml: yaml-syntax');
  });
});

test.each([
  ['no JSON', 'findings:'],
  ['another version', '{ "version": 2, "findings": [] }'],
  ['no list', '{ "version": 1, "findings": {} }'],
  ['an entry that is none', '{ "version": 1, "findings": [{ "rule": "x" }] }'],
  ['nothing', 'null'],
])('a file with %s is refused', async (_, text) => {
  const folder = folderOf({ ...pair, [file]: text });
  const { code, out, err } = await folder.ordinal(`check --baseline ${file}`);
  expect([code, out, err]).toEqual([2, '', `ordinal: ${file}: this is no baseline; --write-baseline makes one\n`]);
});

test('JSON says how much of the baseline is left out, and what is out of date', async () => {
  const folder = await written();
  folder.write('handless-service.yaml', pair['handless-service.yaml'].replace('9376', '80'));
  expect(reportOf(await folder.ordinal(`check --baseline ${file} --format json`))).toMatchObject({
    findings: [],
    baseline: {
      known: 2,
      outdated: [{ file: 'handless-service.yaml', rule: 'service-target-port-unknown', count: 1 }],
    },
  });
});
