/** `repair`: which fixes are made, in which order, and what is said of them. */
import { describe, expect, test } from 'vitest';
import { Findings } from '../../server/src/core/check.ts';
import { replaceScalar } from '../../server/src/core/edit.ts';
import { repair } from '../../server/src/core/repair.ts';
import { bestFix, defineRule, type Finding } from '../../server/src/core/rule.ts';
import { rules } from '../../server/src/core/rules/index.ts';
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

describe('a field that nobody knows', () => {
  /** What all fixes make of a file, guesses too. */
  const repairedBy = (text: string) => {
    const found = Findings.of(workspaceOf(filesIn(text)), rules).advance();
    const { files } = repair(found, { fixOf: bestFix, isFree: () => true });
    return [...files.values()].map((change) => change.text).join('') || text;
  };
  const web = (templates: string, mount = 'name') => `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: web
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.29
          volumeMounts:
            - ${mount}: www
              mountPath: /www
  ${templates}:
    - metadata:
        name: www
      spec:
        storageClassName: fast
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 50Gi # as ordered
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
  selector:
    app: web
`;

  test('is put right before what comes of it: nothing is added or lost', () => {
    expect(repairedBy(web('volumeClaimTemplate'))).toContain(web('volumeClaimTemplates').trim().split('---')[0]);
    const mounted = repairedBy(web('volumeClaimTemplates', 'nme'));
    expect(mounted).toContain(web('volumeClaimTemplates').trim().split('---')[0]);
    const named = web('volumeClaimTemplates');
    expect(repairedBy(named.replace('serviceName', 'servicename'))).toContain(named.trim().split('---')[0]);
  });

  test('that holds a list or a map is never taken away unasked', () => {
    const strange = web('volumeClaimTemplates').replace('  serviceName', '  sidecars:\n    - name: a\n  serviceName');
    const [finding] = Findings.of(workspaceOf(filesIn(strange)), rules)
      .advance()
      .of('manifest.yaml')
      .filter(({ rule }) => rule === 'api-unknown-field');
    expect(finding?.fixes).toMatchObject([{ title: 'Remove sidecars', isLossy: true }]);
    expect(repairedBy(strange)).toContain('  sidecars:\n    - name: a\n');
    expect(repairedBy(strange.replace('sidecars:\n    - name: a', 'sidecars: 1'))).not.toContain('sidecars');
  });
});
