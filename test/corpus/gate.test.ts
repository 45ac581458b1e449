/** No false alarm on what real projects write. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import { resourcesOf } from '../../server/src/core/manifest.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { findingJson } from '../../server/src/json.ts';
import { corpus, worldsOf } from './worlds.ts';

if (!corpus) console.log('The corpus is not there: set ORDINAL_CORPUS to its folder to run the gate.');

/** `ORDINAL_CORPUS_SHOW=rule,rule` prints the findings of these rules, to be looked at. */
const shown = (process.env.ORDINAL_CORPUS_SHOW ?? '').split(',');

describe.skipIf(!corpus)('the corpus (skipped where ORDINAL_CORPUS is not there)', () => {
  test('has no errors but those that were looked at and are true', () => {
    const errors: string[] = [];
    const counts = new Map<string, number>();
    let files = 0;
    let sets = 0;
    let milliseconds = 0;
    for (const { workspace, files: count } of worldsOf(corpus ?? '')) {
      const start = performance.now();
      const findings = check(workspace, rules);
      milliseconds += performance.now() - start;
      files += count;
      for (const [, manifest] of workspace.manifests)
        for (const document of manifest.documents)
          for (const { type } of resourcesOf(document)) if (type === 'StatefulSet') sets++;
      for (const finding of findings) {
        const { rule, severity, file, range, message } = findingJson(workspace, finding);
        counts.set(`${rule} ${severity}`, (counts.get(`${rule} ${severity}`) ?? 0) + 1);
        if (shown.includes(rule)) console.log(`${rule} ${severity} ${file}:${range.start.line + 1}  ${message}`);
        if (severity === 'error') errors.push(`${rule} ${file}:${range.start.line + 1}  ${message}`);
      }
    }
    console.log(
      `corpus: ${files} files, ${sets} StatefulSets, ${milliseconds.toFixed(0)} ms\n${[...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, count]) => `  ${String(count).padStart(5)}  ${name}`)
        .join('\n')}`,
    );
    const adjudicated = new Map(
      readFileSync(new URL('adjudicated.txt', import.meta.url), 'utf8')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => line.split('  ') as [string, string]),
    );
    expect(errors.filter((error) => !adjudicated.has(error.split('  ')[0] ?? ''))).toEqual([]);
    const found = new Set(errors.map((error) => error.split('  ')[0]));
    expect(
      [...adjudicated.keys()].filter((key) => !found.has(key)),
      'adjudicated, but no longer found',
    ).toEqual([]);
  }, 120_000);
});
