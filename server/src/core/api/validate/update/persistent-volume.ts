/** A PersistentVolume that exists. Source: pkg/apis/core/validation/validation.go (ValidatePersistentVolumeUpdate). */
import { differences } from '../../difference.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../../types.ts';
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
          { nodeAffinity: b.nodeAffinity },
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

const sourceOf = (spec: PersistentVolumeSpec) =>
  Object.fromEntries(Object.entries(spec).filter(([field]) => !others.has(field)));
