/** A StatefulSet that exists. Source: pkg/apis/apps/validation/validation.go (ValidateStatefulSetUpdate). */
import { differences } from '../../difference.ts';
import type { PersistentVolumeClaim, StatefulSet } from '../../types.ts';
import type { Update } from './index.ts';
import { asItWas, command, putBack, valueAt } from './way-out.ts';

/** All but these can be changed. */
const fixed = ['serviceName', 'podManagementPolicy', 'selector', 'volumeClaimTemplates'] as const;

export const statefulSet: Update<StatefulSet> = {
  prepare: withFilledStrategy,
  // Their change is refused, whatever they say.
  passesOver: ({ path }) => /^spec\.(?:serviceName|volumeClaimTemplates)\b/.test(`${path}`),
  check(check, at, now, was) {
    const spec = at.child('spec');
    const saysWhich = check.isSince('1.37');
    for (const field of check.isSince('1.33') ? fixed : [...fixed, 'revisionHistoryLimit' as const]) {
      const only = ({ spec }: StatefulSet) => ({
        [field]: field === 'volumeClaimTemplates' ? spec?.[field]?.map(asTemplate) : spec?.[field],
      });
      for (const place of differences('StatefulSetSpec', spec, only(now), only(was), check.kubernetes)) {
        const before = valueAt(was, place.steps);
        const isWhole = place.steps.length === 2;
        check.report(
          saysWhich ? 'Invalid value' : 'Forbidden',
          (saysWhich ? spec.child(field) : spec).standingAt(place),
          `"${field}" of a StatefulSet that exists cannot be changed${isWhole ? '' : asItWas(before, place.steps)}. ${wayOut(field, now)}`,
          { repairs: putBack(before) },
        );
      }
    }
  },
};

/** What a template says of its kind, and a status, the server writes itself. */
const asTemplate = ({ apiVersion: _, kind: __, status: ___, ...template }: PersistentVolumeClaim) => template;

/** What the server filled in once and nobody wrote stays there: `OnDelete` then stands beside a `rollingUpdate`. */
function withFilledStrategy(now: StatefulSet, was: StatefulSet): StatefulSet {
  const strategy = now.spec?.updateStrategy ?? {};
  const before = was.spec?.updateStrategy ?? {};
  const isFilledIn = before.type !== 'OnDelete' && before.rollingUpdate === undefined;
  if (strategy.type !== 'OnDelete' || strategy.rollingUpdate || !isFilledIn) return now;
  return { ...now, spec: { ...now.spec, updateStrategy: { ...strategy, rollingUpdate: { partition: 0 } } } };
}

function wayOut(field: string, { metadata }: StatefulSet): string {
  const orphan = command('delete statefulset', metadata, '--cascade=orphan');
  switch (field) {
    case 'volumeClaimTemplates':
      return `Change the claims that exist one by one; for those to come, delete the set without its Pods (${orphan}), and apply it again.`;
    case 'selector':
      return `Pods that it does not select any more would be left to themselves: delete the set with its Pods (${command('delete statefulset', metadata)}; the claims stay), and apply it again.`;
    case 'serviceName':
      return `The DNS names of its Pods hang on it. Delete the set without its Pods (${orphan}), apply it again, and restart the Pods.`;
    default:
      return `Delete the set without its Pods (${orphan}), and apply it again: it takes them over.`;
  }
}
