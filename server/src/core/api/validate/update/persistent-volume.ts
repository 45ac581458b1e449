/** A PersistentVolume that exists. Source: pkg/apis/core/validation/validation.go (ValidatePersistentVolumeUpdate). */
import { differences } from '../../difference.ts';
import type { PersistentVolume, PersistentVolumeSpec, VolumeNodeAffinity } from '../../types.ts';
import type { Update } from './index.ts';
import { command, putBack, valueAt } from './way-out.ts';

/** What is no source of the volume. */
const others: ReadonlySet<string> = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

export const persistentVolume: Update<PersistentVolume> = {
  check(check, at, now, was) {
    const spec = at.child('spec');
    const [a, b] = [now.spec ?? {}, was.spec ?? {}];
    const wayOut = `Delete the volume (${command('delete pv', { name: now.metadata?.name ?? '' })}) and apply it again: with "Retain", the data stay where they are.`;
    const [place] = differences('PersistentVolumeSpec', spec, sourceOf(a), sourceOf(b), check.kubernetes);
    if (place)
      check.forbidden(
        spec.child('persistentvolumesource').standingAt(place),
        `Where the data of a volume that exists lie cannot be changed. ${wayOut}`,
        { repairs: putBack(valueAt(was, place.steps)) },
      );
    const mode = ({ volumeMode }: PersistentVolumeSpec) => volumeMode || 'Filesystem';
    if (mode(a) !== mode(b))
      check.invalid(
        at.child('volumeMode').standingAt(spec.child('volumeMode')),
        `"volumeMode" of a volume that exists cannot be changed. ${wayOut}`,
        { repairs: putBack(b.volumeMode) },
      );
    // It may be said later, once.
    const [affinity] = b.nodeAffinity
      ? differences(
          'PersistentVolumeSpec',
          spec,
          { nodeAffinity: a.nodeAffinity },
          { nodeAffinity: withNewLabels(b.nodeAffinity, a.nodeAffinity) },
          check.kubernetes,
        )
      : [];
    if (affinity)
      check.invalid(
        at.child('nodeAffinity').standingAt(affinity),
        `The nodes that a volume can be reached from are fixed once they are said. ${wayOut}`,
      );
    if (b.volumeAttributesClassName !== undefined && a.volumeAttributesClassName === undefined && check.isSince('1.34'))
      check.forbidden(
        spec.child('volumeAttributesClassName'),
        'A volume that has a class of attributes cannot do without: it may have another one.',
        { repairs: [{ kind: 'add', value: b.volumeAttributesClassName }] },
      );
  },
};

/** Labels of nodes that have got other names: the old ones may be replaced. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ['beta.kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
  ['beta.kubernetes.io/os', 'kubernetes.io/os'],
  ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
  ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
]);

/** What was there, with the new names of labels wherever they are written now. */
function withNewLabels(was: VolumeNodeAffinity, now: VolumeNodeAffinity | undefined): VolumeNodeAffinity {
  const after = termsOf(now);
  return {
    required: {
      nodeSelectorTerms: termsOf(was).map(({ matchExpressions = [], ...term }, i) => ({
        ...term,
        matchExpressions: matchExpressions.map((expression, j) => {
          const key = after[i]?.matchExpressions?.[j]?.key;
          return key !== undefined && renamed.get(expression.key ?? '') === key ? { ...expression, key } : expression;
        }),
      })),
    },
  };
}

const termsOf = (affinity: VolumeNodeAffinity | undefined) => affinity?.required?.nodeSelectorTerms ?? [];

const sourceOf = (spec: PersistentVolumeSpec) =>
  Object.fromEntries(Object.entries(spec).filter(([field]) => !others.has(field)));
