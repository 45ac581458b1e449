/** All kinds of sources that a PersistentVolume may have, in the server's order. Source: pkg/apis/core/validation/validation.go. */
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type {
  AzureFilePersistentVolumeSource,
  CinderPersistentVolumeSource,
  CSIPersistentVolumeSource,
  GlusterfsPersistentVolumeSource,
  ISCSIPersistentVolumeSource,
  LocalVolumeSource,
  PersistentVolumeSpec,
  SecretReference,
  StorageOSPersistentVolumeSource,
} from '../../types.ts';
import { withoutBacksteps } from '../local-paths.ts';
import { dnsLabel, dnsSubdomain, named } from '../names.ts';
import { isEmpty, required } from '../values.ts';
import { type Source, sourceOf } from './sources.ts';
import * as storage from './storage.ts';

const source = sourceOf<PersistentVolumeSpec>();

export const volumeSources: readonly Source<PersistentVolumeSpec>[] = [
  source('hostPath', storage.hostPath),
  source('gcePersistentDisk', storage.gcePersistentDisk, { shown: 'persistentDisk' }),
  source('awsElasticBlockStore', storage.awsElasticBlockStore),
  source('glusterfs', glusterfs),
  source('flocker', storage.flocker),
  source('nfs', storage.nfs),
  source('rbd', storage.rbd),
  source('quobyte', storage.quobyte),
  source('cephfs', storage.cephfs, { shownDoubled: 'cephFS' }),
  source('iscsi', iscsi),
  source('cinder', cinder),
  source('fc', storage.fc),
  source('flexVolume', storage.flexVolume, { isNeverOneTooMany: true }),
  source('azureFile', azureFile),
  source('vsphereVolume', storage.vsphereVolume),
  source('photonPersistentDisk', storage.photonPersistentDisk),
  source('portworxVolume', storage.portworxVolume),
  source('azureDisk', storage.azureDisk),
  source('scaleIO', storage.scaleIO),
  source('local', local),
  source('storageos', storageos),
  source('csi', csi),
];

function glusterfs(check: Check, at: Path, volume: GlusterfsPersistentVolumeSource): void {
  storage.glusterfs(check, at, volume);
  const { endpointsNamespace: namespace } = volume;
  if (namespace !== undefined) named(check, at.child('endpointsNamespace'), namespace, dnsLabel);
}

function iscsi(check: Check, at: Path, volume: ISCSIPersistentVolumeSource): void {
  storage.iscsi(check, at, volume);
  storage.secretRefName(check, at.child('secretRef'), volume.secretRef);
}

function cinder(check: Check, at: Path, { volumeID, secretRef }: CinderPersistentVolumeSource): void {
  required(check, at.child('volumeID'), volumeID, 'The ID of the volume is missing.');
  secretReference(check, at.child('secretRef'), secretRef);
}

function storageos(check: Check, at: Path, volume: StorageOSPersistentVolumeSource): void {
  storage.storageos(check, at, volume);
  secretReference(check, at.child('secretRef'), volume.secretRef);
}

/** A Secret of a PersistentVolume, which has no namespace itself. */
function secretReference(check: Check, at: Path, ref: SecretReference | undefined): void {
  if (!ref) return;
  storage.secretRefName(check, at, ref);
  required(check, at.child('namespace'), ref.namespace, 'The namespace of the Secret is missing.');
}

function azureFile(check: Check, at: Path, volume: AzureFilePersistentVolumeSource): void {
  storage.azureFile(check, at, volume);
  if (volume.secretNamespace === '')
    check.required(at.child('secretNamespace'), 'The namespace of the Secret is empty: leave the field out instead.');
}

function local(check: Check, at: Path, { path }: LocalVolumeSource, { nodeAffinity }: PersistentVolumeSpec): void {
  if (required(check, at.child('path'), path, 'It is not said which path of the node is meant.'))
    withoutBacksteps(check, at.child('path'), path);
  if (!nodeAffinity && at.parent)
    check.required(at.parent.child('nodeAffinity'), 'A local volume is on one node: nodeAffinity has to say on which.');
}

const secretRefs = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;

/** All but `nodeStageSecretRef`: nobody looks at that. */
function csi(check: Check, at: Path, volume: CSIPersistentVolumeSource): void {
  storage.csiDriver(check, at.child('driver'), volume.driver);
  required(
    check,
    at.child('volumeHandle'),
    volume.volumeHandle,
    'The name that the driver gave the volume is missing.',
  );
  for (const field of secretRefs) {
    const ref = volume[field];
    if (!ref) continue;
    secretReference(check, at.child(field), ref);
    if (!isEmpty(ref.name)) named(check, at.child(field, 'name'), ref.name, dnsSubdomain);
    if (!isEmpty(ref.namespace)) named(check, at.child(field, 'namespace'), ref.namespace, dnsLabel);
  }
}
