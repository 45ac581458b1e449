/**
 * persistentVolumeClaimRetentionPolicy: who owns a claim, so that the garbage collector takes it along.
 * Source: isClaimOwnerUpToDate and updateClaimOwnerRefForSetAndPod in pkg/controller/statefulset/stateful_set_utils.go
 */
import { claimName, isInRange, ordinalOf } from './identity.ts';
import { type ClaimObject, type Owner, ownerOf, type PodObject, type SetObject, withMeta } from './objects.ts';
import type { Cluster } from './store.ts';

/** The claims that a set's Pod of this ordinal uses, as far as they are there. */
export function claimsOf(cluster: Cluster, set: SetObject, ordinal: number): readonly ClaimObject[] {
  return set.spec.claimTemplates.flatMap(
    (template) => cluster.get('PersistentVolumeClaim', set.meta.namespace, claimName(set, template, ordinal)) ?? [],
  );
}

/** Sets the owners of a Pod's claims as the policy says. False: they were so already. */
export function settleClaimOwners(cluster: Cluster, set: SetObject, pod: PodObject): boolean {
  const ordinal = ordinalOf(set, pod);
  let hasChanged = false;
  for (const claim of ordinal === undefined ? [] : claimsOf(cluster, set, ordinal)) {
    const owners = wantedOwners(set, pod, claim);
    if (owners === undefined || isSame(owners, claim.meta.owners)) continue;
    cluster.replace(withMeta(claim, { owners }));
    hasChanged = true;
  }
  return hasChanged;
}

/** Undefined: the claim is in other hands, and is not touched. */
function wantedOwners(set: SetObject, pod: PodObject, claim: ClaimObject): readonly Owner[] | undefined {
  const { owners } = claim.meta;
  const isOurs = ({ kind, name }: Owner) =>
    (kind === 'StatefulSet' && name === set.meta.name) || (kind === 'Pod' && name === pod.meta.name);
  // It belonged to a set or a Pod of this name that is gone: the garbage collector will see to it.
  if (owners.some((owner) => isOurs(owner) && owner.uid !== set.meta.uid && owner.uid !== pod.meta.uid))
    return undefined;
  const others = owners.filter((owner) => !isOurs(owner));
  const { deletesWhenScaled, deletesWhenDeleted } = set.spec;
  if (others.length > 0 && (deletesWhenScaled || deletesWhenDeleted)) return others;
  const isCondemned = deletesWhenScaled && !isInRange(set, ordinalOf(set, pod) ?? -1);
  if (isCondemned) return [...others, ownerOf(pod)];
  return deletesWhenDeleted ? [...others, ownerOf(set)] : others;
}

const isSame = (a: readonly Owner[], b: readonly Owner[]) =>
  a.length === b.length && a.every(({ uid }) => b.some((other) => other.uid === uid));

/** A claim that a gone Pod of this name still owns: it is about to be deleted, and no new Pod may take it. */
export function hasStaleClaim(cluster: Cluster, set: SetObject, podName: string, ordinal: number): boolean {
  return (
    set.spec.deletesWhenScaled &&
    claimsOf(cluster, set, ordinal).some(({ meta }) =>
      meta.owners.some(({ kind, name }) => kind === 'Pod' && name === podName),
    )
  );
}
