/** Counts that may be percentages. Source: pkg/apis/apps/validation (ValidatePositiveIntOrPercent, IsNotMoreThan100Percent). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { IntOrString } from '../types.ts';

/** A number from 0 on, or a percentage, of 100% at most where `isPart`; absent is fine. */
export function countOrPercent(check: Check, at: Path, value: IntOrString | undefined, isPart = true): void {
  if (value === undefined) return;
  if (typeof value === 'number') {
    if (value < 0) check.invalid(at, `${value} is negative: it must be 0 or more.`);
    return;
  }
  const percent = /^([0-9]+)%$/.exec(value)?.[1];
  if (percent === undefined)
    check.invalid(at, `"${value}" is neither a number nor a percentage: write 1 (without quotes) or "25%".`, {
      repairs: /^(0|[1-9][0-9]{0,8})$/.test(value)
        ? [{ kind: 'replace', value: Number(value) }]
        : /^[0-9]{1,3} +%\s*$|^[0-9]{1,3}% +$/.test(value)
          ? [{ kind: 'replace', value: value.replaceAll(' ', '') }]
          : [],
    });
  else if (isPart && Number(percent) > 100 && Number(percent) < 2 ** 63)
    check.invalid(at, `${value} is more than all: 100% is the most.`, {
      repairs: [{ kind: 'replace', value: '100%' }],
    });
}

/** The number in front of `%` or without it; 0 for what is no number. */
export function countOf(value: IntOrString): number {
  return typeof value === 'number' ? value : Number(/^[+-]?[0-9]+(?=%?$)/.exec(value)?.[0] ?? 0);
}
