/** Claims, volumes, classes. Source: pkg/api/persistentvolumeclaim, pkg/api/persistentvolume, pkg/api/storage. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { ObjectMeta, PersistentVolume, PersistentVolumeClaim, StorageClass } from '../types.ts';
import { nodeLabel, nodeSelectorTerms } from './node-labels.ts';
import { claimSize } from './sizes.ts';
import { type GoneDriver, goneDriver } from './volumes.ts';

export function claimWarnings(check: Check, at: Path, { metadata, spec }: PersistentVolumeClaim): void {
  classAnnotation(check, at, metadata);
  claimSize(check, at.child('spec'), spec);
}

const betaClass = 'volume.beta.kubernetes.io/storage-class';

function classAnnotation(check: Check, at: Path, { annotations = {} }: ObjectMeta = {}): void {
  if (annotations[betaClass] !== undefined)
    check.warn(
      at.child('metadata', 'annotations').key(betaClass),
      'The class is named by spec.storageClassName since Kubernetes 1.8: this annotation is deprecated.',
    );
}

const goneDrivers: readonly GoneDriver[] = [
  'cephfs',
  'photonPersistentDisk',
  'scaleIO',
  'storageos',
  'glusterfs',
  'rbd',
];

export function volumeWarnings(check: Check, at: Path, { metadata, spec = {} }: PersistentVolume): void {
  classAnnotation(check, at, metadata);
  const path = at.child('spec');
  if (spec.persistentVolumeReclaimPolicy === 'Recycle')
    check.warn(
      path.child('persistentVolumeReclaimPolicy'),
      'Recycle is deprecated: a volume that is made for its claim, by a StorageClass, needs no cleaning.',
    );
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms;
  nodeSelectorTerms(check, path.child('nodeAffinity', 'required', 'nodeSelectorTerms'), terms);
  for (const field of goneDrivers) if (spec[field]) goneDriver(check, path, field);
}

export function storageClassWarnings(check: Check, at: Path, { allowedTopologies = [] }: StorageClass): void {
  allowedTopologies.forEach(({ matchLabelExpressions = [] }, i) => {
    matchLabelExpressions.forEach(({ key = '' }, j) => {
      const path = at.child('allowedTopologies').index(i).child('matchLabelExpressions').index(j);
      nodeLabel(check, path.child('key'), key);
    });
  });
}
