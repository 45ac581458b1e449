/** What others than its writer have put into an object: kept when it is patched, and in the way when it is replaced. */

import type { ClusterObject, Meta, VolumeObject } from './objects.ts';
import { at, type JsonObject, mapAt, numberAt, objectAt, textAt } from './plain-json.ts';
import { classNameOf } from './views.ts';

/** What the binder has written into an object stands in it when it is patched, and is kept when it is replaced. */
export function withServerFields(document: JsonObject, object: ClusterObject): JsonObject {
  const spec = objectAt(document, 'spec');
  if (object.kind === 'PersistentVolumeClaim') {
    const { volumeName, storageClassName } = object;
    return {
      ...document,
      spec: {
        ...spec,
        ...(volumeName ? { volumeName } : {}),
        ...(storageClassName === undefined || spec.storageClassName !== undefined ? {} : { storageClassName }),
      },
    };
  }
  if (object.kind === 'PersistentVolume' && object.claimRef) {
    const { namespace, name, uid } = object.claimRef;
    return { ...document, spec: { ...spec, claimRef: { namespace, name, ...(uid === undefined ? {} : { uid }) } } };
  }
  return document;
}

/** Why a document cannot take the place of an object: what others wrote into that cannot be taken away. */
export function replacementProblem(document: JsonObject, before: ClusterObject): string | undefined {
  if (before.kind === 'Pod' && before.node !== undefined)
    return 'a Pod that has a node cannot be replaced: delete it, to have another';
  if (before.kind !== 'PersistentVolumeClaim') return undefined;
  const meta = { annotations: mapAt(document, 'metadata', 'annotations') };
  const hasLost =
    (before.volumeName !== '' && textAt(document, 'spec', 'volumeName') !== before.volumeName) ||
    (before.storageClassName !== undefined && classNameOf({ body: document, meta }) === undefined);
  return hasLost
    ? 'a claim that is bound, or has been given a class, cannot be replaced by one without: patch it'
    : undefined;
}

export function withAddress(document: JsonObject, before: JsonObject): JsonObject {
  const clusterIP = at(before, 'spec', 'clusterIP');
  const spec = objectAt(document, 'spec');
  return clusterIP === undefined || spec.clusterIP ? document : { ...document, spec: { ...spec, clusterIP } };
}

/** A volume as it is written; of one that is there, without the claim that is no longer written. */
export function volumeOf(meta: Meta, body: JsonObject, before: VolumeObject | undefined): VolumeObject {
  const reference = at(body, 'spec', 'claimRef');
  const name = textAt(reference, 'name');
  const claimRef =
    name === undefined
      ? undefined
      : { namespace: textAt(reference, 'namespace') ?? 'default', name, uid: numberAt(reference, 'uid') };
  if (before) return { ...before, meta, body, claimRef, phase: claimRef ? before.phase : 'Available' };
  return { kind: 'PersistentVolume', meta, body, phase: 'Available', claimRef, isProvisioned: false };
}
