/** Deployment. Source: pkg/apis/apps/validation/validation.go (ValidateDeployment). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Deployment, DeploymentSpec, DeploymentStrategy } from '../types.ts';
import { countOf, countOrPercent } from './int-or-percent.ts';
import { metadata } from './metadata.ts';
import { dnsSubdomain } from './names.ts';
import { endless, podTemplate, templateIsSelected, workloadSelector } from './pod-template.ts';
import { nonNegative, oneOf } from './values.ts';

export function deployment(check: Check, at: Path, object: Deployment): void {
  metadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
  spec(check, at.child('spec'), object.spec ?? {});
}

function spec(check: Check, at: Path, spec: DeploymentSpec): void {
  const { selector, template = {}, minReadySeconds = 0, progressDeadlineSeconds = 600 } = spec;
  nonNegative(check, at.child('replicas'), spec.replicas);
  const unreadable = workloadSelector(check, at.child('selector'), selector, 'Deployment', template.metadata?.labels);
  if (selector && unreadable[0])
    check.invalid(at.child('selector'), 'The selector cannot be read.', { follows: unreadable[0] });
  else {
    templateIsSelected(check, at.child('template'), selector, template.metadata?.labels, unreadable);
    podTemplate(check, at.child('template'), template);
    endless(check, at.child('template'), template, 'Deployment');
  }
  strategy(check, at.child('strategy'), spec.strategy ?? {});
  nonNegative(check, at.child('minReadySeconds'), minReadySeconds);
  nonNegative(check, at.child('revisionHistoryLimit'), spec.revisionHistoryLimit);
  if (progressDeadlineSeconds <= minReadySeconds || progressDeadlineSeconds < 0)
    check.invalid(
      at.child('progressDeadlineSeconds'),
      `${progressDeadlineSeconds} seconds are too few: no Pod could be ready before the deadline, with minReadySeconds ${minReadySeconds}.`,
    );
}

function strategy(check: Check, at: Path, { type, rollingUpdate }: DeploymentStrategy): void {
  // The server names the strategy, not its type.
  oneOf(check, at.unnamed('type'), type || undefined, ['Recreate', 'RollingUpdate']);
  if (type === 'Recreate' && rollingUpdate)
    check.forbidden(
      at.child('rollingUpdate'),
      '"rollingUpdate" goes with type RollingUpdate only, not with Recreate.',
      {
        repairs: [{ kind: 'remove' }],
      },
    );
  if (type && type !== 'RollingUpdate') return;
  const path = at.child('rollingUpdate');
  const { maxSurge = '25%', maxUnavailable = '25%' } = rollingUpdate ?? {};
  countOrPercent(check, path.child('maxUnavailable'), maxUnavailable);
  countOrPercent(check, path.child('maxSurge'), maxSurge, false);
  if (countOf(maxUnavailable) === 0 && countOf(maxSurge) === 0)
    check.invalid(
      path.child('maxUnavailable'),
      'With no Pod more (maxSurge 0) and none less (maxUnavailable 0) none could ever be replaced: one of them must be more than 0.',
    );
}
