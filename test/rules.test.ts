/** The promises that every rule makes. */
import { describe, expect, test } from 'vitest';
import { check } from '../server/src/core/check.ts';
import { rules } from '../server/src/core/rules/index.ts';
import { switchedOn } from '../server/src/docs.ts';
import { applyFix, filesIn, workspaceOf } from './harness.ts';

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const bad = filesIn(rule.bad);
  const settings = switchedOn(rule);
  const workspace = workspaceOf(bad, settings);
  const before = check(workspace, rules);
  const findings = before.filter((finding) => finding.rule === id);

  test('reports in its bad example', () => {
    expect(findings).not.toHaveLength(0);
  });

  test('is silent in its good example, and so are all others', () => {
    const found = check(workspaceOf(filesIn(rule.good), settings), rules);
    expect(printed(found.filter((finding) => finding.rule === id || weighty([finding]).length > 0))).toEqual([]);
  });

  test('every fix clears its finding and adds none of weight', () => {
    for (const finding of findings)
      for (const fix of finding.fixes) {
        const after = check(workspaceOf(applyFix(bad, workspace, fix), settings), rules);
        expect(
          printed(after.filter(({ rule, message }) => rule === id && message === finding.message)),
          fix.title,
        ).toEqual([]);
        expect(
          printed(weighty(after)).filter((each) => !printed(before).includes(each)),
          fix.title,
        ).toEqual([]);
      }
  });

  test('every fix keeps comments and all bytes that it does not own', () => {
    const commented = new Map([...bad].map(([path, text]) => [path, text.replaceAll(/^(.*\S)$/gm, '$1 # kept')]));
    const all = workspaceOf(commented, settings);
    for (const finding of check(all, rules).filter((each) => each.rule === id))
      for (const fix of finding.fixes) {
        const after = applyFix(commented, all, fix);
        for (const [path, text] of commented) {
          const changed = after.get(path) ?? '';
          const kept = (each: string) => each.split('# kept').length - 1;
          const removesLines = /^Remove/.test(fix.title);
          if (!removesLines) expect(kept(changed), `${fix.title} in ${path}`).toBe(kept(text));
        }
      }
  });

  test('says what, why and where to read on', () => {
    expect(rule.summary.length).toBeGreaterThan(20);
    expect(rule.why.length).toBeGreaterThan(100);
    expect(rule.source).toMatch(/^https:\/\//);
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});

const weighty = <T extends { readonly severity: string }>(findings: readonly T[]) =>
  findings.filter(({ severity }) => severity === 'error' || severity === 'warning');

const printed = (findings: readonly { readonly rule: string; readonly message: string }[]) =>
  findings.map(({ rule, message }) => `${rule}: ${message}`);

test('ids are unique', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});
