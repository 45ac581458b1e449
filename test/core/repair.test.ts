/** `repair`: which fixes are made, in which order, and what is said of them. */
import { expect, test } from 'vitest';
import { Findings } from '../../server/src/core/check.ts';
import { replaceScalar } from '../../server/src/core/edit.ts';
import { repair } from '../../server/src/core/repair.ts';
import { defineRule, type Finding } from '../../server/src/core/rule.ts';
import { filesIn, workspaceOf } from '../harness.ts';

/** A rule that wants another value wherever the table has one for the name of a set. */
const wanting = (id: string, wanted: Readonly<Record<string, string>>, safe: boolean) =>
  defineRule({
    id,
    kinds: ['StatefulSet'],
    effect: 'advice',
    severity: 'warning',
    summary: '',
    why: '',
    source: '',
    bad: '',
    good: '',
    *check({ name }) {
      const other = wanted[name?.value ?? ''];
      if (!name || !other) return;
      const fixes = [{ title: `Rename to ${other}`, safe, edits: [replaceScalar(name.field, other)] }];
      yield { at: name, message: `${name.value} is wrong`, fixes };
    },
  });

const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: x
  selector: { matchLabels: { app: x } }
  template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: x, image: x:1 }] } }
`;
const repaired = (...rules: ReturnType<typeof wanting>[]) => {
  const found = Findings.of(workspaceOf(filesIn(set)), rules).advance();
  const { files, fixed } = repair(found, { fixOf: ({ fixes }: Finding) => fixes[0], isFree: () => true });
  const [text] = [...files.values()].map((change) => change.text);
  return { name: /name: (\w+)/.exec(text ?? '')?.[1], fixed: fixed.map(({ rule, title }) => `${rule}: ${title}`) };
};

test('what is sure comes before a guess', () => {
  expect(repaired(wanting('guess', { a: 'b', c: 'd' }, false), wanting('sure', { a: 'c' }, true))).toEqual({
    name: 'd',
    fixed: ['guess: Rename to d', 'sure: Rename to c'],
  });
});

test('fixes that undo each other end, and what is back is not told as fixed', () => {
  expect(repaired(wanting('there', { a: 'b' }, true), wanting('back', { b: 'a' }, true))).toEqual({
    name: 'b',
    fixed: ['there: Rename to b'],
  });
  expect(repaired(wanting('on', { a: 'b', b: 'c', c: 'b' }, true))).toEqual({ name: 'c', fixed: [] });
});

test('a repair of a repair is not told', () => {
  expect(repaired(wanting('first', { a: 'b' }, true), wanting('second', { b: 'c' }, true))).toEqual({
    name: 'c',
    fixed: ['first: Rename to b'],
  });
});
