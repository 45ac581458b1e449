/**
 * The garbage collector, and the finalizers that keep claims and volumes while they are used.
 * Source: pkg/controller/garbagecollector, pkg/controller/volume/pvcprotection and pvprotection.
 */

import type { ClusterObject, Kind } from './objects.ts';
import { isOwnedBy, withMeta } from './objects.ts';
import { deletePod } from './pods.ts';
import type { Cluster } from './store.ts';

const ownedKinds = ['Pod', 'PersistentVolumeClaim', 'ControllerRevision', 'ReplicaSet'] as const;
const owningKinds: readonly Kind[] = ['StatefulSet', 'Deployment', 'ReplicaSet'];

/** Lets go of deleted claims that no Pod with a node uses, and of deleted volumes that are bound to no claim. */
export function protect(cluster: Cluster): void {
  for (const claim of cluster.all('PersistentVolumeClaim')) {
    if (!claim.meta.isDeleting) continue;
    const { namespace, name } = claim.meta;
    const isUsed = cluster
      .all('Pod')
      .some(
        (pod) =>
          pod.node !== undefined &&
          pod.meta.namespace === namespace &&
          pod.spec.volumes.some((volume) => volume.claim === name),
      );
    if (!isUsed) cluster.remove(claim);
  }
  for (const volume of cluster.all('PersistentVolume'))
    if (volume.meta.isDeleting && volume.phase !== 'Bound') cluster.remove(volume);
}

/** Takes along what owners leave behind. Whoever waits for what it owns goes last of all. */
export function collect(cluster: Cluster): void {
  for (const kind of ownedKinds)
    for (const object of cluster.all(kind)) {
      const { owners } = object.meta;
      if (owners.length === 0) continue;
      const left = owners.filter(({ uid }) => cluster.isThere(uid));
      if (left.length === 0) remove(cluster, object);
      else if (left.length < owners.length) cluster.replace(withMeta(object, { owners: left }));
    }
  for (const kind of owningKinds)
    for (const owner of cluster.all(kind)) {
      if (!owner.meta.isDeleting) continue;
      const owned = ownedKinds.flatMap((each): readonly ClusterObject[] =>
        cluster.all(each).filter((object) => isOwnedBy(object, owner)),
      );
      if (owner.meta.finalizers.includes('orphan'))
        for (const object of owned)
          cluster.replace(withMeta(object, { owners: object.meta.owners.filter(({ uid }) => uid !== owner.meta.uid) }));
      else if (owner.meta.finalizers.includes('foregroundDeletion'))
        for (const object of owned) remove(cluster, object);
    }
}

/** Sets that were deleted in the foreground, or leaving orphans, and own nothing any more. */
export function finish(cluster: Cluster): void {
  for (const kind of owningKinds)
    for (const owner of cluster.all(kind)) {
      const { isDeleting, finalizers } = owner.meta;
      const isWaiting = finalizers.some((each) => each === 'orphan' || each === 'foregroundDeletion');
      if (!isDeleting || !isWaiting) continue;
      if (ownedKinds.some((each) => cluster.all(each).some((object) => isOwnedBy(object, owner)))) continue;
      cluster.remove(owner);
    }
}

function remove(cluster: Cluster, object: ClusterObject): void {
  if (object.meta.isDeleting) return;
  if (object.kind === 'Pod') deletePod(cluster, object);
  else if (object.kind === 'PersistentVolumeClaim') cluster.replace(withMeta(object, { isDeleting: true }));
  else cluster.remove(object);
}
