/** StatefulSet. Source: pkg/apis/apps/validation/validation.go (ValidateStatefulSet). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type {
  RollingUpdateStatefulSetStrategy,
  StatefulSet,
  StatefulSetSpec,
  StatefulSetUpdateStrategy,
} from '../types.ts';
import { claimSpec } from './claim-spec.ts';
import { countOf, countOrPercent } from './int-or-percent.ts';
import { metadata } from './metadata.ts';
import { dnsLabel, named } from './names.ts';
import { endless, podMetadata, podTemplate, templateIsSelected, workloadSelector } from './pod-template.ts';
import { isEmpty, listed, meant, nonNegative, oneOf } from './values.ts';
import { statefulVolumes } from './volumes.ts';

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
  // What a claim asks for is the server's matter since 1.34; before, the controller is refused.
  const later = check.isSince('1.34') ? check : check.later;
  (spec.volumeClaimTemplates ?? []).forEach((template, i) => {
    claimSpec(later, at.child('volumeClaimTemplates').index(i).child('spec'), template.spec);
  });
  const unreadable = workloadSelector(
    check,
    at.child('selector'),
    spec.selector,
    'StatefulSet',
    spec.template?.metadata?.labels,
  );
  if (spec.selector && unreadable[0])
    check.invalid(at.child('selector'), 'The selector cannot be read.', { follows: unreadable[0] });
  else {
    templateIsSelected(check, at.child('template'), spec.selector, spec.template?.metadata?.labels, unreadable);
    template(check, at, spec);
  }
  endless(check, at.child('template'), spec.template ?? {}, 'StatefulSet');
}

/** Before 1.34 only the metadata of the template are looked at; the Pods are refused later. */
function template(check: Check, at: Path, { template = {}, volumeClaimTemplates }: StatefulSetSpec): void {
  const path = at.child('template');
  // The controller gives these two fields to each Pod.
  const { hostname: _, subdomain: __, ...spec } = template.spec ?? {};
  const placed = statefulVolumes(
    path.child('spec', 'volumes'),
    spec.volumes,
    at.child('volumeClaimTemplates'),
    volumeClaimTemplates,
  );
  if (check.isSince('1.34')) podTemplate(check, path, { ...template, spec }, placed);
  else {
    podMetadata(check, path, template);
    podTemplate(check.later, path, { spec }, placed);
  }
}

function updateStrategy(check: Check, at: Path, { type, rollingUpdate }: StatefulSetUpdateStrategy): void {
  const types = ['RollingUpdate', 'OnDelete'];
  if (!isEmpty(type) && !types.includes(type))
    check.invalid(at.unnamed('type'), `"${type}" is no update strategy: it must be ${listed(types)}.`, {
      repairs: meant(type, types),
    });
  if (type === 'OnDelete' && rollingUpdate)
    check.invalid(at.child('rollingUpdate'), '"rollingUpdate" goes with type RollingUpdate only, not with OnDelete.', {
      repairs: [{ kind: 'remove' }],
    });
  if (isEmpty(type) || type === 'RollingUpdate') rolling(check, at.child('rollingUpdate'), rollingUpdate ?? {});
}

function rolling(check: Check, at: Path, { partition, maxUnavailable }: RollingUpdateStatefulSetStrategy): void {
  nonNegative(check, at.child('partition'), partition);
  // Up to 1.36 the server loses maxUnavailable.
  if (maxUnavailable === undefined || !check.isSince('1.37')) return;
  const path = at.child('maxUnavailable');
  countOrPercent(check, path, maxUnavailable);
  if (countOf(maxUnavailable) === 0)
    check.invalid(path, 'With 0 no Pod could ever be replaced: it must be 1 or more, or 1% or more.');
}
