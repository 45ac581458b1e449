/**
 * The volume binder: claims and volumes find each other, claims without a class get the default one, and what was bound is
 * released. Source: pkg/controller/volume/persistentvolume/pv_controller.go and component-helpers/storage/volume.
 */
import { parseQuantity } from '../quantity.ts';
import { defaultClass } from './claims.ts';
import { type ClaimObject, type ClassObject, matches, type VolumeObject } from './objects.ts';
import { at, textAt } from './plain-json.ts';
import type { Cluster } from './store.ts';
import {
  accessModesOf,
  capacityOf,
  classNameOf,
  selectorOf,
  storageOf,
  volumeModeOf,
  waitsForConsumer,
} from './views.ts';

export const classOf = (cluster: Cluster, { storageClassName }: ClaimObject): ClassObject | undefined =>
  storageClassName ? cluster.get('StorageClass', '', storageClassName) : undefined;

/** The claim's volume is not made or chosen before a Pod that uses it has a node. */
export function isDelayed(cluster: Cluster, claim: ClaimObject): boolean {
  const storageClass = classOf(cluster, claim);
  return storageClass !== undefined && waitsForConsumer(storageClass);
}

/** One round over all claims and volumes. */
export function syncVolumes(cluster: Cluster): void {
  for (const claim of cluster.all('PersistentVolumeClaim')) if (claim.phase === 'Pending') syncClaim(cluster, claim);
  for (const volume of cluster.all('PersistentVolume')) syncVolume(cluster, volume);
}

function syncClaim(cluster: Cluster, claim: ClaimObject): void {
  if (claim.meta.isDeleting) return;
  if (claim.volumeName !== '') {
    const volume = cluster.get('PersistentVolume', '', claim.volumeName);
    if (volume && (isFor(volume, claim) || (volume.claimRef === undefined && serves(volume, claim))))
      bind(cluster, claim, volume);
    return;
  }
  const isWaiting = isDelayed(cluster, claim) && !claim.hasNode;
  const volume = bestVolume(cluster, claim, { reservedOnly: isWaiting });
  if (volume) bind(cluster, claim, volume);
  else if (claim.storageClassName === undefined) {
    const storageClassName = defaultClass(cluster);
    if (storageClassName !== undefined) cluster.replace({ ...claim, storageClassName });
  }
}

/** The smallest volume that will do; one that is reserved for the claim before all others. */
export function bestVolume(
  cluster: Cluster,
  claim: ClaimObject,
  { reservedOnly = false, without = [] }: { reservedOnly?: boolean; without?: readonly VolumeObject[] } = {},
): VolumeObject | undefined {
  const selector = at(claim.body, 'spec', 'selector');
  // One that is reserved is taken whatever its class.
  const may = (volume: VolumeObject) =>
    isFor(volume, claim) ||
    (!reservedOnly &&
      volume.phase === 'Available' &&
      volume.claimRef === undefined &&
      isOfClass(volume, claim) &&
      (selector === undefined || matches(selectorOf(selector), volume.meta.labels)));
  const volumes = cluster
    .all('PersistentVolume')
    .filter((volume) => may(volume) && !volume.meta.isDeleting && !without.includes(volume) && isLarge(volume, claim))
    .sort((a, b) => bytes(capacityOf(a)) - bytes(capacityOf(b)));
  return volumes.find((volume) => isFor(volume, claim)) ?? volumes[0];
}
const bytes = (quantity: string) => parseQuantity(quantity)?.value ?? 0;

/** The claim that a volume is reserved for, or bound to. */
export const isFor = ({ claimRef }: VolumeObject, { meta }: ClaimObject): boolean =>
  claimRef !== undefined &&
  claimRef.namespace === meta.namespace &&
  claimRef.name === meta.name &&
  (claimRef.uid === undefined || claimRef.uid === meta.uid);

const isOfClass = (volume: VolumeObject, claim: ClaimObject) =>
  (classNameOf(volume) ?? '') === (claim.storageClassName ?? '');

/** Large enough, and of the modes that the claim asks for. */
function isLarge(volume: VolumeObject, claim: ClaimObject): boolean {
  const modes = accessModesOf(volume);
  return (
    bytes(capacityOf(volume)) >= bytes(storageOf(claim)) &&
    volumeModeOf(volume) === volumeModeOf(claim) &&
    accessModesOf(claim).every((mode) => modes.includes(mode))
  );
}
const serves = (volume: VolumeObject, claim: ClaimObject) => isLarge(volume, claim) && isOfClass(volume, claim);

/** First the volume, then the claim: a Pod may start from then on. */
function bind(cluster: Cluster, claim: ClaimObject, volume: VolumeObject): void {
  const { namespace, name, uid } = claim.meta;
  cluster.replace({ ...volume, phase: 'Bound', claimRef: { namespace, name, uid } });
  const volumeName = volume.meta.alias ?? volume.meta.name;
  const now = cluster.current(claim) ?? claim;
  cluster.replace({ ...now, phase: 'Bound', volumeName });
}

/** A volume whose claim is gone is released: nobody else gets it, and a provisioner deletes it if the class says so. */
function syncVolume(cluster: Cluster, volume: VolumeObject): void {
  const { claimRef } = volume;
  if (claimRef?.uid === undefined || cluster.isThere(claimRef.uid)) return;
  if (volume.phase === 'Bound' || volume.phase === 'Available') cluster.replace({ ...volume, phase: 'Released' });
  else if (volume.phase === 'Released' && !volume.isProvisioned && reclaimPolicyOf(volume) === 'Delete')
    if (at(volume.body, 'spec', 'hostPath') !== undefined)
      // The plugin for folders of a node deletes nothing but below /tmp.
      cluster.replace({ ...volume, phase: 'Failed' });
}
export const reclaimPolicyOf = ({ body }: VolumeObject): string =>
  textAt(body, 'spec', 'persistentVolumeReclaimPolicy') ?? 'Retain';

/** The provisioner that a claim's class names; undefined where there is no such class. */
export const provisionerOf = (cluster: Cluster, claim: ClaimObject): string | undefined =>
  textAt(classOf(cluster, claim)?.body, 'provisioner');

/** The body of the volume that a provisioner makes for a claim. */
export function provisionedBody(cluster: Cluster, claim: ClaimObject) {
  return {
    spec: {
      capacity: { storage: storageOf(claim) },
      accessModes: accessModesOf(claim),
      volumeMode: volumeModeOf(claim),
      storageClassName: claim.storageClassName ?? '',
      persistentVolumeReclaimPolicy: textAt(classOf(cluster, claim)?.body, 'reclaimPolicy') ?? 'Delete',
    },
  };
}
