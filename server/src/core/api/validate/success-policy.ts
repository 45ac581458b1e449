/** When a Job has succeeded although not all is done. Source: pkg/apis/batch/validation/validation.go (validateSuccessPolicy). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { SuccessPolicy, SuccessPolicyRule } from '../types.ts';
import { nonNegative } from './values.ts';

/** `completions`: how many indexes the Job has; undefined where it does not say. */
export function successPolicy(
  check: Check,
  at: Path,
  { rules = [] }: SuccessPolicy,
  completions: number | undefined,
): void {
  const path = at.child('rules');
  if (rules.length === 0) check.required(path, 'The policy has no rules: it needs at least one.');
  if (rules.length > 20) check.tooMany(path, `${rules.length} rules are too many: 20 are allowed.`);
  rules.forEach((each, i) => {
    rule(check, path.index(i), each, completions ?? Number.POSITIVE_INFINITY);
  });
}

function rule(check: Check, at: Path, { succeededCount, succeededIndexes }: SuccessPolicyRule, completions: number) {
  if (succeededCount === undefined && succeededIndexes === undefined)
    check.required(at, 'The rule does not say what has to succeed: succeededCount or succeededIndexes.');
  let most = completions;
  if (succeededIndexes !== undefined) {
    const path = at.child('succeededIndexes');
    const count = countOfIndexes(succeededIndexes, completions);
    if (succeededIndexes.length > 64 * 1024) check.tooLong(path, 'The list of indexes is longer than 64 KiB.');
    if (count === undefined)
      check.invalid(
        path,
        `"${succeededIndexes}" is no list of indexes: numbers below ${completions} and ranges in ascending order, such as 0-2,5.`,
      );
    most = Math.min(most, count ?? 0);
  }
  if (succeededCount === undefined) return;
  nonNegative(check, at.child('succeededCount'), succeededCount);
  if (succeededCount > most)
    check.invalid(at.child('succeededCount'), `${succeededCount} is more than can succeed here, ${most}.`);
}

/** How many indexes `0-2,5` names; undefined when it is no such list. */
function countOfIndexes(text: string, completions: number): number | undefined {
  if (text === '') return 0;
  let last = -1;
  let count = 0;
  for (const part of text.split(',')) {
    const match = /^\+?(\d+)(?:-\+?(\d+))?$/.exec(part);
    const first = Number(match?.[1]);
    const end = match?.[2] === undefined ? first : Number(match[2]);
    if (!match || first <= last || end >= completions || (match[2] !== undefined && end <= first)) return undefined;
    count += end - first + 1;
    last = end;
  }
  return count;
}
