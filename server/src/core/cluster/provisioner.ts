/** What makes volumes for claims and takes them away again: as fast as it can, for the classes that it knows. */
import { isDelayed, provisionedBody, provisionerOf, reclaimPolicyOf } from './binder.ts';
import type { ClaimObject, VolumeObject } from './objects.ts';
import { inNamespace } from './objects.ts';
import { type Cluster, newMeta } from './store.ts';
import { generatedVolume } from './words.ts';

/** Milliseconds that making or deleting a volume takes. */
const duration = 30;

/** Starts to watch. `knows` tells the names of provisioners that run. */
export function startProvisioner(cluster: Cluster, knows: (provisioner: string) => boolean): () => void {
  const begun = new Set<number>();
  const provision = (claim: ClaimObject) => {
    const now = cluster.current(claim);
    if (now?.volumeName !== '') return;
    const { namespace, name, uid } = now.meta;
    const alias = generatedVolume + inNamespace(namespace, name);
    const meta = { ...newMeta(cluster, '', `pvc-${uid}`), alias };
    const claimRef = { namespace, name, uid };
    const body = provisionedBody(cluster, now);
    cluster.add({ kind: 'PersistentVolume', meta, body, phase: 'Available', claimRef, isProvisioned: true });
  };
  const remove = (volume: VolumeObject) => {
    const now = cluster.current(volume);
    if (now?.phase === 'Released') cluster.remove(now);
  };
  return () => {
    for (const claim of cluster.all('PersistentVolumeClaim')) {
      if (claim.phase !== 'Pending' || claim.volumeName !== '' || claim.meta.isDeleting || begun.has(claim.meta.uid))
        continue;
      const provisioner = provisionerOf(cluster, claim);
      if (provisioner === undefined || !knows(provisioner) || (isDelayed(cluster, claim) && !claim.hasNode)) continue;
      begun.add(claim.meta.uid);
      cluster.later(duration, () => provision(claim));
    }
    for (const volume of cluster.all('PersistentVolume')) {
      if (!volume.isProvisioned || volume.phase !== 'Released' || reclaimPolicyOf(volume) !== 'Delete') continue;
      if (begun.has(volume.meta.uid)) continue;
      begun.add(volume.meta.uid);
      cluster.later(duration, () => remove(volume));
    }
  };
}
