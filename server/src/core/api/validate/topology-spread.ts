/** How Pods spread over the cluster. Source: pkg/apis/core/validation/validation.go (validateTopologySpreadConstraints). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { StringMap, TopologySpreadConstraint } from '../types.ts';
import { labelSelector } from './label-selector.ts';
import { matchLabelKeys, matchLabelKeysOfOld } from './match-label-keys.ts';
import { positive } from './ranges.ts';
import { oneOf, required } from './values.ts';

/** `labels`: those of the Pod, undefined in a template. */
export function topologySpread(
  check: Check,
  at: Path,
  constraints: readonly TopologySpreadConstraint[] = [],
  labels: StringMap<string> | undefined,
): void {
  constraints.forEach((each, i) => {
    constraint(check, at.index(i), each, labels);
    const { topologyKey = '', whenUnsatisfiable = '' } = each;
    const isRepeated = constraints
      .slice(i + 1)
      .some(
        (other) => (other.topologyKey ?? '') === topologyKey && (other.whenUnsatisfiable ?? '') === whenUnsatisfiable,
      );
    if (isRepeated)
      check.duplicate(
        at.index(i).named('{topologyKey, whenUnsatisfiable}'),
        `Another constraint has the same topologyKey and whenUnsatisfiable, "${topologyKey}" and "${whenUnsatisfiable}": only one may.`,
      );
  });
}

const nodePolicies = ['Honor', 'Ignore'];

function constraint(
  check: Check,
  at: Path,
  constraint: TopologySpreadConstraint,
  labels: StringMap<string> | undefined,
): void {
  const { maxSkew, topologyKey, whenUnsatisfiable = '', minDomains } = constraint;
  positive(check, at.child('maxSkew'), maxSkew);
  required(
    check,
    at.child('topologyKey'),
    topologyKey,
    'The topologyKey is missing: the label of nodes to spread over.',
  );
  oneOf(check, at.child('whenUnsatisfiable'), whenUnsatisfiable, ['DoNotSchedule', 'ScheduleAnyway']);
  if (minDomains !== undefined) {
    const tooSmall = positive(check, at.child('minDomains'), minDomains);
    if (!tooSmall && whenUnsatisfiable !== 'DoNotSchedule')
      check.invalid(at.child('minDomains'), 'minDomains goes with whenUnsatisfiable DoNotSchedule only.', {
        repairs: [{ kind: 'remove' }],
      });
  }
  oneOf(check, at.child('nodeAffinityPolicy'), constraint.nodeAffinityPolicy, nodePolicies);
  oneOf(check, at.child('nodeTaintsPolicy'), constraint.nodeTaintsPolicy, nodePolicies);
  // The server has merged the keys into the selector since 1.34.
  if (check.isSince('1.34')) {
    const { labelSelector, matchLabelKeys: keys } = constraint;
    matchLabelKeys(
      check,
      at,
      { ...(labelSelector && { labelSelector }), ...(keys && { matchLabelKeys: keys }) },
      labels,
    );
  } else matchLabelKeysOfOld(check, at.child('matchLabelKeys'), constraint);
  labelSelector(check, at.child('labelSelector'), constraint.labelSelector);
}
