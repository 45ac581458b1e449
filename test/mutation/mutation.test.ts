/** Each rule finds its fault in manifests that were right before, at its place and no other; and its best fix takes it back. */
import { afterAll, describe, expect, test } from 'vitest';
import { rules } from '../../server/src/core/rules/index.ts';
import { corpus } from '../corpus/worlds.ts';
import { type Clean, corpusWorlds, ownWorlds } from './clean.ts';
import { exceptions } from './exceptions.ts';
import { mutators, withoutMutator } from './mutators/index.ts';
import { type Mutant, mutantsOf, outcomeOf } from './run.ts';

if (!corpus) console.log('The corpus is not there: set ORDINAL_CORPUS to its folder to put faults into it.');

/** How many mutants there are of each rule in each of the two, or one of each spelling; `ORDINAL_MUTANTS=500` tries more. */
const limit = Number(process.env.ORDINAL_MUTANTS ?? 4);

const counts = new Map<string, { mutants: number; found: number; fixed: number; excepted: number }>();
const needed = new Set<unknown>();

function complaintsOf(rule: string, mutants: readonly Mutant[]): readonly string[] {
  const count = counts.get(rule) ?? { mutants: 0, found: 0, fixed: 0, excepted: 0 };
  counts.set(rule, count);
  return mutants.flatMap((mutant) => {
    const { isFound, isFixed, complaints } = outcomeOf(rule, mutant, mutators[rule]?.settings);
    count.mutants++;
    if (isFound) count.found++;
    if (isFixed) count.fixed++;
    const exception = exceptions.find((each) => each.rule === rule && each.mutants.test(mutant.name));
    if (exception && complaints.length > 0) {
      needed.add(exception);
      count.excepted++;
      return [];
    }
    return complaints.map((complaint) => `${mutant.name}: ${complaint}`);
  });
}

function known(worlds: () => Iterable<Clean>): () => readonly Clean[] {
  let all: readonly Clean[] | undefined;
  return () => {
    all ??= [...worlds()];
    return all;
  };
}
const own = known(ownWorlds);
const real = known(corpusWorlds);
const ids = Object.keys(mutators);

test('every rule has a mutator, or a reason to have none', () => {
  expect(rules.map(({ id }) => id).filter((id) => !mutators[id] && !withoutMutator[id])).toEqual([]);
  expect([...ids, ...Object.keys(withoutMutator)].filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
});

describe('our own manifests', () => {
  test('are clean', () => {
    expect(
      own()
        .filter((world) => !world.isClean())
        .map(({ name }) => name),
    ).toEqual([]);
  });
  test.each(ids)('%s', (rule) => {
    const mutants = mutators[rule] ? mutantsOf(mutators[rule], own(), limit) : [];
    expect(mutants).not.toHaveLength(0);
    expect(complaintsOf(rule, mutants)).toEqual([]);
  });
});

describe.skipIf(!corpus)('real manifests (skipped where ORDINAL_CORPUS is not there)', () => {
  test('some of them are clean', () => {
    expect(real().length).toBeGreaterThan(100);
  });
  test.each(ids)('%s', (rule) => {
    expect(complaintsOf(rule, mutators[rule] ? mutantsOf(mutators[rule], real(), limit) : [])).toEqual([]);
  });
  // Some are met only when most mutants are tried.
  test.runIf(limit >= 250)('every exception is needed (skipped below ORDINAL_MUTANTS=250)', () => {
    expect(exceptions.filter((each) => !needed.has(each)).map(({ mutants }) => mutants.source)).toEqual([]);
  });
});

afterAll(() => {
  const rows = [...counts].map(([rule, { mutants, found, fixed, excepted }]) =>
    [rule.padEnd(36), ...[mutants, found, fixed, excepted].map((n) => String(n).padStart(9))].join(''),
  );
  console.log(`${''.padEnd(36)}  mutants    found    fixed excepted\n${rows.join('\n')}`);
});
