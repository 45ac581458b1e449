/** DaemonSet. Source: pkg/apis/apps/validation/validation.go (ValidateDaemonSet). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy } from '../types.ts';
import { countOf, countOrPercent } from './int-or-percent.ts';
import { metadata } from './metadata.ts';
import { dnsSubdomain } from './names.ts';
import { endless, podTemplate, templateIsSelected, workloadSelector } from './pod-template.ts';
import { nonNegative, oneOf } from './values.ts';

export function daemonSet(check: Check, at: Path, object: DaemonSet): void {
  metadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
  spec(check, at.child('spec'), object.spec ?? {});
}

function spec(check: Check, at: Path, spec: DaemonSetSpec): void {
  const { selector, template = {} } = spec;
  // A missing selector is not refused as such: it chooses nothing, not even the template.
  const unreadable = selector ? workloadSelector(check, at.child('selector'), selector, 'DaemonSet') : [];
  templateIsSelected(check, at.child('template'), selector, template.metadata?.labels, unreadable);
  podTemplate(check, at.child('template'), template);
  endless(check, at.child('template'), template, 'DaemonSet');
  nonNegative(check, at.child('minReadySeconds'), spec.minReadySeconds);
  updateStrategy(check, at.child('updateStrategy'), spec.updateStrategy ?? {});
  nonNegative(check, at.child('revisionHistoryLimit'), spec.revisionHistoryLimit);
}

function updateStrategy(check: Check, at: Path, { type, rollingUpdate }: DaemonSetUpdateStrategy): void {
  // The server names the strategy, not its type.
  oneOf(check, at.unnamed('type'), type || undefined, ['RollingUpdate', 'OnDelete']);
  if (type && type !== 'RollingUpdate') return;
  const path = at.child('rollingUpdate');
  const { maxSurge = 0, maxUnavailable = 1 } = rollingUpdate ?? {};
  countOrPercent(check, path.child('maxUnavailable'), maxUnavailable);
  countOrPercent(check, path.child('maxSurge'), maxSurge);
  const [surge, unavailable] = [countOf(maxSurge), countOf(maxUnavailable)];
  if (surge !== 0 && unavailable !== 0)
    check.invalid(
      path.child('maxSurge'),
      `A node gets a second Pod (maxSurge) or none for a while (maxUnavailable), not both: maxUnavailable is ${maxUnavailable}.`,
    );
  else if (surge === 0 && unavailable === 0)
    check.required(
      path.child('maxUnavailable'),
      'With maxSurge 0 and maxUnavailable 0 no Pod could ever be replaced: one of them must be more than 0.',
    );
}
