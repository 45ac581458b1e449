/** Look-ups of claims, of the StorageClasses and volumes that serve them, and of who makes and who mounts them. */
import type { PersistentVolume, PersistentVolumeClaim, Resource, StatefulSet, StorageClass } from '../manifest.ts';
import { numberedName } from '../numbered-name.ts';
import type { Asking } from './asking.ts';
import { isPodOwner, type PodOwner } from './pods.ts';

const isStorageClass = (resource: Resource): resource is StorageClass => resource.type === 'StorageClass';

export function storageClass(asking: Asking, name: string, from: Resource): StorageClass | undefined {
  return asking.find(from, `name StorageClass ${name}`).find(isStorageClass);
}
export function storageClassesInScope(asking: Asking, from: Resource): readonly StorageClass[] {
  return asking.find(from, 'kind StorageClass').filter(isStorageClass);
}
export function siblingStorageClasses(asking: Asking, from: Resource): readonly StorageClass[] {
  return asking.siblings(from, 'StorageClass').filter(isStorageClass);
}
export function persistentVolumesOfClass(asking: Asking, name: string, from: Resource): readonly PersistentVolume[] {
  return asking.find(from, `class of volume ${name}`).filter((resource) => resource.type === 'PersistentVolume');
}
export function provisioningWorkloads(asking: Asking, from: Resource): readonly PodOwner[] {
  return asking.find(from, 'makes volumes').filter(isPodOwner);
}

/** A set, and which of its Pods a claim is for. */
export interface Claiming {
  readonly statefulSet: StatefulSet;
  readonly ordinal: number;
}
export function setsClaiming(asking: Asking, claim: string, from: Resource): readonly Claiming[] {
  const numbered = numberedName(claim);
  if (!numbered) return [];
  return asking
    .findHere(from, `claims ${numbered.stem}`)
    .flatMap((statefulSet) => (statefulSet.type === 'StatefulSet' ? [{ statefulSet, ordinal: numbered.ordinal }] : []));
}
export function claimsNamedLike(asking: Asking, prefix: string, from: Resource): readonly PersistentVolumeClaim[] {
  return asking.findHere(from, `claim like ${prefix}`).filter((resource) => resource.type === 'PersistentVolumeClaim');
}
export function workloadsMounting(asking: Asking, claim: string, from: Resource): readonly PodOwner[] {
  return asking.findHere(from, `mounts claim ${claim}`).filter(isPodOwner);
}
