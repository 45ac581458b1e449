/** PodDisruptionBudget. Source: pkg/apis/policy/validation/validation.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { PodDisruptionBudget } from '../types.ts';
import { countOrPercent } from './int-or-percent.ts';
import { labelSelector } from './label-selector.ts';
import { finalizer, metadata } from './metadata.ts';
import { pathSegment } from './names.ts';
import { oneOf } from './values.ts';

export function podDisruptionBudget(check: Check, at: Path, { metadata: meta, spec = {} }: PodDisruptionBudget): void {
  podDisruptionBudgetSpec(check.earlier, at.child('spec'), spec);
  metadata(check, at.child('metadata'), meta, pathSegment, finalizer);
}

function podDisruptionBudgetSpec(check: Check, at: Path, spec: NonNullable<PodDisruptionBudget['spec']>): void {
  const { minAvailable, maxUnavailable } = spec;
  if (minAvailable !== undefined && maxUnavailable !== undefined)
    check.invalid(
      at,
      '"minAvailable" and "maxUnavailable" say the same in two ways: only one of them may stand here.',
      {
        repairs: [],
      },
    );
  countOrPercent(check, at.child('minAvailable'), minAvailable);
  countOrPercent(check, at.child('maxUnavailable'), maxUnavailable);
  labelSelector(check, at.child('selector'), spec.selector);
  oneOf(check, at.child('unhealthyPodEvictionPolicy'), spec.unhealthyPodEvictionPolicy, [
    'AlwaysAllow',
    'IfHealthyBudget',
  ]);
}
