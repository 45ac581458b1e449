/** StatefulSet. Source: pkg/apis/apps/validation/validation.go (ValidateStatefulSet). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from '../types.ts';
import { labelSelector } from './label-selector.ts';
import { metadata } from './metadata.ts';
import { dnsLabel, named } from './names.ts';
import { isEmpty, listed, meant, nonNegative, oneOf } from './values.ts';

export function statefulSet(check: Check, at: Path, object: StatefulSet): void {
  metadata(check, at.child('metadata'), object.metadata, dnsLabel);
  spec(check, at.child('spec'), object.spec ?? {});
}

const policies = ['OrderedReady', 'Parallel'];
const retentions = ['Retain', 'Delete'];

function spec(check: Check, at: Path, spec: StatefulSetSpec): void {
  const policy = spec.podManagementPolicy;
  if (!isEmpty(policy) && !policies.includes(policy))
    check.invalid(at.child('podManagementPolicy'), `"${policy}" is not allowed here: it must be ${listed(policies)}.`, {
      repairs: meant(policy, policies),
    });
  updateStrategy(check, at.child('updateStrategy'), spec.updateStrategy ?? {});
  const retention = at.child('persistentVolumeClaimRetentionPolicy');
  const { whenDeleted, whenScaled } = spec.persistentVolumeClaimRetentionPolicy ?? {};
  oneOf(check, retention.child('whenDeleted'), whenDeleted || undefined, retentions);
  oneOf(check, retention.child('whenScaled'), whenScaled || undefined, retentions);
  nonNegative(check, at.child('replicas'), spec.replicas);
  nonNegative(check, at.child('minReadySeconds'), spec.minReadySeconds);
  nonNegative(check, at.child('ordinals', 'start'), spec.ordinals?.start);
  // Before 1.33 any serviceName is taken; the Pods fail later, by their subdomain.
  if (!isEmpty(spec.serviceName))
    named(check.isSince('1.33') ? check : check.later, at.child('serviceName'), spec.serviceName, dnsLabel);
  if (spec.selector) labelSelector(check, at.child('selector'), spec.selector);
  else
    check.required(at.child('selector'), 'The StatefulSet has no selector: it must choose the Pods of its template.');
}

function updateStrategy(check: Check, at: Path, { type, rollingUpdate }: StatefulSetUpdateStrategy): void {
  const types = ['RollingUpdate', 'OnDelete'];
  if (!isEmpty(type) && !types.includes(type))
    check.invalid(at.unnamed('type'), `"${type}" is no update strategy: it must be ${listed(types)}.`, {
      repairs: meant(type, types),
    });
  if (type === 'OnDelete' && rollingUpdate)
    check.invalid(
      at.unnamed('rollingUpdate'),
      '"rollingUpdate" goes with type RollingUpdate only, not with OnDelete.',
      {
        repairs: [{ kind: 'remove' }],
      },
    );
  if (isEmpty(type) || type === 'RollingUpdate')
    nonNegative(check, at.child('rollingUpdate', 'partition'), rollingUpdate?.partition);
}
