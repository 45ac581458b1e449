/** No false alarm on what real projects write. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countsOf, keyOf, rowsOf, shuffled, survey, verdictsIn } from './findings.ts';
import { isRecorded, refusedBy } from './refused.ts';
import { corpus } from './worlds.ts';

if (!corpus) console.log('The corpus is not there: set ORDINAL_CORPUS to its folder to run the gate.');

/** `ORDINAL_CORPUS_SHOW=rule,rule` prints the findings of these rules, to be looked at. */
const shown = process.env.ORDINAL_CORPUS_SHOW?.split(',') ?? [];
/** `ORDINAL_CORPUS_DRAW=20` prints the next findings for sample.md, warnings first; of the shown rules alone when there are any. */
const drawn = Number(process.env.ORDINAL_CORPUS_DRAW ?? 0);

const sampleSize = 200;
const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

describe.skipIf(!corpus)('the corpus (skipped where ORDINAL_CORPUS is not there)', () => {
  const surveyed = corpus ? survey(corpus) : { found: [], answers: [], files: 0, sets: 0, milliseconds: 0 };
  const { found, answers, files, sets, milliseconds } = surveyed;
  if (corpus) console.log(`corpus: ${files} files, ${sets} StatefulSets, ${milliseconds.toFixed(0)} ms`);
  for (const { rule, severity, place, message } of found)
    if (shown.includes(rule)) console.log(`${rule} ${severity} ${place}  ${message}`);

  const verdicts = verdictsIn(textOf('sample.md'));
  const judged = new Set(verdicts.map(keyOf));
  const toJudge = (severity: string) => shuffled(found, severity).filter((each) => !judged.has(keyOf(each)));
  if (drawn > 0) {
    const next = [...toJudge('warning'), ...toJudge('information')];
    const chosen = shown.length > 0 ? next.filter(({ rule }) => shown.includes(rule)) : next;
    console.log(rowsOf(chosen.slice(0, drawn)));
  }

  test.runIf(isRecorded)(
    'was refused as it is written down (skipped where ORDINAL_CONFORMANCE is not there)',
    async () => {
      await expect(refusedBy('1.37')).toMatchFileSnapshot('refused.txt');
    },
  );

  test('is told of all whole objects that a real API server refuses', () => {
    expect(answers.filter(({ isWhole, isFound }) => isWhole && !isFound).map(({ place }) => place)).toEqual([]);
  });

  test('has no errors but what a real API server refused, and those that were looked at and are true', () => {
    const adjudicated = new Set(
      textOf('adjudicated.txt')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => line.split('  ')[0] ?? ''),
    );
    const errors = new Map(
      found
        .filter(({ severity, effect, isConfirmed }) => (severity === 'error' || effect === 'rejected') && !isConfirmed)
        .map(({ rule, place, message }) => [`${rule} ${place}`, message]),
    );
    expect([...errors].filter(([key]) => !adjudicated.has(key))).toEqual([]);
    expect(
      [...adjudicated].filter((key) => !errors.has(key)),
      'adjudicated, but no longer found',
    ).toEqual([]);
  });

  test('is spoken of as often as it was (`vitest run -u` takes over what a change does)', async () => {
    await expect(countsOf(surveyed)).toMatchFileSnapshot('counts.txt');
  });

  test('has a sample whose every row is a finding still, or was mended', () => {
    const keys = new Set(found.map(keyOf));
    const [mended, standing] = [true, false].map((is) =>
      verdicts.filter(({ verdict }) => (verdict === 'mended') === is),
    );
    expect(
      mended?.filter((row) => keys.has(keyOf(row))),
      'mended, but found',
    ).toEqual([]);
    expect(
      standing?.filter((row) => !keys.has(keyOf(row))),
      'judged, but no longer found',
    ).toEqual([]);
    expect(verdicts.filter(({ verdict }) => !/^(?:true|false|arguable|mended)$/.test(verdict))).toEqual([]);
    expect(judged.size, 'a row twice').toBe(verdicts.length);
  });

  test('has a sample of all warnings, or of the first of them in their random order', () => {
    const warnings = shuffled(found, 'warning').slice(0, sampleSize);
    expect(rowsOf(warnings.filter((each) => !judged.has(keyOf(each)))), 'to be judged, in sample.md').toBe('');
    expect(verdicts.filter(({ verdict }) => verdict !== 'mended').length).toBeGreaterThanOrEqual(sampleSize);
  });

  test.each(['warning', '(?:warning|information)'])(
    'is told the truth in at least 95 of 100 of each %s',
    (severity) => {
      const standing = verdicts.filter(
        (each) => new RegExp(`^${severity}$`).test(each.severity) && each.verdict !== 'mended',
      );
      const wrong = standing.filter(({ verdict }) => verdict !== 'true');
      expect(1 - wrong.length / standing.length, JSON.stringify(wrong, null, 2)).toBeGreaterThanOrEqual(0.95);
    },
  );
});
