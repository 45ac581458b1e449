/** All kinds of sources that a Pod's volume may have, in the server's order. Source: pkg/apis/core/validation/validation.go. */
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type {
  CinderVolumeSource,
  CSIVolumeSource,
  EmptyDirVolumeSource,
  EphemeralVolumeSource,
  GitRepoVolumeSource,
  ImageVolumeSource,
  ObjectMeta,
  PersistentVolumeClaimVolumeSource,
  Volume,
} from '../../types.ts';
import { claimSpec } from '../claim-spec.ts';
import { labels } from '../label-selector.ts';
import { descendingPath } from '../local-paths.ts';
import { annotations } from '../metadata.ts';
import { dnsSubdomain, named } from '../names.ts';
import { amount } from '../resources.ts';
import { isEmpty, oneOf, required } from '../values.ts';
import { configMap, downwardAPI, secret } from './key-files.ts';
import { projected } from './projected.ts';
import { type Source, sourceOf } from './sources.ts';
import * as storage from './storage.ts';

const source = sourceOf<Volume>();

export const podSources: readonly Source<Volume>[] = [
  source('emptyDir', emptyDir),
  source('hostPath', storage.hostPath),
  source('gitRepo', gitRepo),
  source('gcePersistentDisk', storage.gcePersistentDisk, { shown: 'persistentDisk' }),
  source('awsElasticBlockStore', storage.awsElasticBlockStore),
  source('secret', secret),
  source('nfs', storage.nfs),
  source('iscsi', storage.iscsi),
  source('glusterfs', storage.glusterfs),
  source('flocker', storage.flocker),
  source('persistentVolumeClaim', claim),
  source('rbd', storage.rbd),
  source('cinder', cinder),
  source('cephfs', storage.cephfs, { shownDoubled: 'cephFS' }),
  source('quobyte', storage.quobyte),
  source('downwardAPI', downwardAPI, { shownDoubled: 'downwarAPI' }),
  source('fc', storage.fc),
  source('flexVolume', storage.flexVolume),
  source('configMap', configMap),
  source('azureFile', storage.azureFile),
  source('vsphereVolume', storage.vsphereVolume),
  source('photonPersistentDisk', storage.photonPersistentDisk),
  source('portworxVolume', storage.portworxVolume),
  source('azureDisk', storage.azureDisk),
  source('storageos', storageos),
  source('projected', projected),
  source('scaleIO', storage.scaleIO),
  source('csi', csi),
  source('ephemeral', ephemeral),
  source('image', image),
];

function emptyDir(check: Check, at: Path, { sizeLimit }: EmptyDirVolumeSource): void {
  if (sizeLimit !== undefined && amount(sizeLimit) < 0)
    check.forbidden(at.child('sizeLimit'), `A sizeLimit is 0 or more, not "${sizeLimit}".`);
}

function gitRepo(check: Check, at: Path, { repository, directory = '' }: GitRepoVolumeSource): void {
  required(check, at.child('repository'), repository, 'The URL of the repository is missing.');
  descendingPath(check, at.child('directory'), directory);
}

function claim(check: Check, at: Path, { claimName }: PersistentVolumeClaimVolumeSource): void {
  required(check, at.child('claimName'), claimName, 'The name of the PersistentVolumeClaim is missing.');
}

function cinder(check: Check, at: Path, { volumeID, secretRef }: CinderVolumeSource): void {
  required(check, at.child('volumeID'), volumeID, 'The ID of the volume is missing.');
  storage.secretRefName(check, at.child('secretRef'), secretRef);
}

function storageos(check: Check, at: Path, volume: NonNullable<Volume['storageos']>): void {
  storage.storageos(check, at, volume);
  storage.secretRefName(check, at.child('secretRef'), volume.secretRef);
}

function csi(check: Check, at: Path, { driver, nodePublishSecretRef: secretRef }: CSIVolumeSource): void {
  storage.csiDriver(check, at.child('driver'), driver);
  if (!secretRef) return;
  const path = at.unnamed('nodePublishSecretRef').child('name');
  if (isEmpty(secretRef.name)) storage.secretRefName(check, at.child('nodePublishSecretRef'), secretRef);
  else named(check, path, secretRef.name, dnsSubdomain);
}

function ephemeral(check: Check, at: Path, { volumeClaimTemplate: template }: EphemeralVolumeSource): void {
  const path = at.child('volumeClaimTemplate');
  if (!template) {
    check.required(path, 'The template of the claim that comes with each Pod is missing.');
    return;
  }
  claimMetadata(check, path.child('metadata'), template.metadata);
  claimSpec(check, path.child('spec'), template.spec);
}

/** The claim has its name from Pod and volume; only labels and annotations are one's own. */
function claimMetadata(check: Check, at: Path, meta: ObjectMeta = {}): void {
  annotations(check, at.child('annotations'), meta.annotations);
  labels(check, at.child('labels'), meta.labels);
  for (const [field, value] of Object.entries(meta)) {
    const isOwn = field === 'labels' || field === 'annotations';
    if (isOwn || value === '' || (field === 'generation' && value === 0)) continue;
    check.forbidden(
      field === 'uid' ? at.unnamed('uid').named('uID') : at.child(field),
      `A claim that is made for a volume may have labels and annotations here, not "${field}".`,
      { repairs: [{ kind: 'remove' }] },
    );
  }
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

function image(check: Check, at: Path, volume: ImageVolumeSource): void {
  if (check.isSince('1.37')) imageReference(check, at, volume);
  oneOf(check, at.child('pullPolicy'), volume.pullPolicy || undefined, pullPolicies);
}

export function imageReference(check: Check, at: Path, { reference }: ImageVolumeSource): void {
  required(check, at.child('reference'), reference, 'It is not said which image it is.');
}
