/**
 * A claim that exists. Source: pkg/apis/core/validation/validation.go (ValidatePersistentVolumeClaimUpdate). Whether it is bound, and
 * to how much, only the cluster knows: it is taken to be bound to a volume of the size that it asked for.
 */
import { differences } from '../../difference.ts';
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../types.ts';
import { isClaimOrSnapshot } from '../claim-spec.ts';
import { amount } from '../resources.ts';
import type { Update } from './index.ts';
import { asItWas, command, putBack, valueAt } from './way-out.ts';

const classAnnotation = 'volume.beta.kubernetes.io/storage-class';

export const persistentVolumeClaim: Update<PersistentVolumeClaim> = {
  prepare: withDataSources,
  check(check, at, now, was) {
    const spec = at.child('spec');
    const wayOut = `Copy the data into a claim of another name, or delete this one with its data (${command('delete pvc', now.metadata)}), and apply it again.`;
    const annotation = ({ metadata }: PersistentVolumeClaim) => metadata?.annotations?.[classAnnotation];
    if (annotation(now) !== annotation(was))
      check.invalid(
        at.child('metadata', 'annotations', classAnnotation),
        `The class of a claim that exists cannot be changed. ${wayOut}`,
        { repairs: putBack(annotation(was)) },
      );
    const a = withSources(known(check, now.spec));
    const b = withSources(known(check, was.spec));
    const places = differences('PersistentVolumeClaimSpec', spec, a, asAllowed(a, b), check.kubernetes);
    for (const place of places) {
      const before = valueAt(was, place.steps);
      check.forbidden(
        spec.standingAt(place),
        `A claim that exists cannot be changed but for its size${asItWas(before, place.steps)}. ${wayOut}`,
        { repairs: putBack(before) },
      );
    }
    size(check, spec.child('resources', 'requests', 'storage'), a, b);
    const mode = ({ volumeMode }: PersistentVolumeClaimSpec) => volumeMode || 'Filesystem';
    if (mode(a) !== mode(b)) {
      const follows = check.errors.find(({ path }) => path.steps.at(-1) === 'volumeMode');
      check.invalid(at.child('volumeMode').standingAt(spec.child('volumeMode')), 'A volume stays what it is.', {
        follows,
      });
    }
  },
};

/** Before 1.34 classes of attributes are passed over. */
function known(check: Check, spec: PersistentVolumeClaimSpec = {}): PersistentVolumeClaimSpec {
  const { volumeAttributesClassName: _, ...rest } = spec;
  return check.isSince('1.34') ? spec : rest;
}

/** What it was, with all that may be different now. */
function asAllowed(now: PersistentVolumeClaimSpec, was: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const requests = now.resources?.requests && was.resources?.requests;
  const { volumeAttributesClassName: _, ...rest } = was;
  return {
    ...rest,
    ...(now.volumeAttributesClassName !== undefined && { volumeAttributesClassName: now.volumeAttributesClassName }),
    // Once each: the controller says it, too.
    ...(!was.volumeName && now.volumeName !== undefined ? { volumeName: now.volumeName } : {}),
    ...(was.storageClassName === undefined && now.storageClassName !== undefined
      ? { storageClassName: now.storageClassName }
      : {}),
    ...(now.volumeAttributesClassName === undefined
      ? {}
      : { volumeAttributesClassName: now.volumeAttributesClassName }),
    ...(requests && now.resources?.requests?.storage !== undefined
      ? { resources: { ...was.resources, requests: { ...requests, storage: now.resources.requests.storage } } }
      : {}),
  };
}

function size(check: Check, at: Path, now: PersistentVolumeClaimSpec, was: PersistentVolumeClaimSpec): void {
  const [size, before] = [now, was].map(({ resources }) => resources?.requests?.storage);
  if (size === undefined || before === undefined || amount(size) >= amount(before)) return;
  check.forbidden(at, `A claim never becomes smaller: it asked for ${before}.`, { repairs: putBack(before) });
}

/** Both ways to say where the data come from say the same: the server fills in the one that nobody wrote, and keeps it. */
function withDataSources(now: PersistentVolumeClaim, was: PersistentVolumeClaim): PersistentVolumeClaim {
  const before = withSources(was.spec ?? {});
  const kept = (field: 'dataSource' | 'dataSourceRef') =>
    was.spec?.[field] === undefined && now.spec?.[field] === undefined ? before[field] : now.spec?.[field];
  const { dataSource: _, dataSourceRef: __, ...rest } = now.spec ?? {};
  const [dataSource, dataSourceRef] = [kept('dataSource'), kept('dataSourceRef')];
  return {
    ...now,
    spec: withSources({ ...rest, ...(dataSource && { dataSource }), ...(dataSourceRef && { dataSourceRef }) }),
  };
}

function withSources(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const { dataSource, dataSourceRef, ...rest } = spec;
  // What it is not meant for is forgotten.
  if (dataSource && !dataSourceRef)
    return isClaimOrSnapshot(dataSource) ? { ...rest, dataSource, dataSourceRef: dataSource } : rest;
  return dataSourceRef && !dataSource && dataSourceRef.namespace === undefined
    ? { ...rest, dataSource: dataSourceRef, dataSourceRef }
    : spec;
}
