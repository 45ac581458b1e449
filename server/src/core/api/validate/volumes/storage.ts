/**
 * Sources that Pod volumes and PersistentVolumes share: storage in the network and disks of clouds.
 * Source: pkg/apis/core/validation/validation.go.
 */
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type {
  AWSElasticBlockStoreVolumeSource,
  AzureDiskVolumeSource,
  AzureFileVolumeSource,
  CephFSVolumeSource,
  FCVolumeSource,
  FlexVolumeSource,
  FlockerVolumeSource,
  GCEPersistentDiskVolumeSource,
  GlusterfsVolumeSource,
  HostPathVolumeSource,
  ISCSIVolumeSource,
  NFSVolumeSource,
  PhotonPersistentDiskVolumeSource,
  PortworxVolumeSource,
  QuobyteVolumeSource,
  RBDVolumeSource,
  ScaleIOVolumeSource,
  StorageOSVolumeSource,
  VsphereVirtualDiskVolumeSource,
} from '../../types.ts';
import { absolutePath, withoutBacksteps } from '../local-paths.ts';
import { dnsLabel, dnsSubdomain, type Grammar, named } from '../names.ts';
import { between } from '../ranges.ts';
import { isEmpty, oneOf, required } from '../values.ts';

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

export function hostPath(check: Check, at: Path, { path, type }: HostPathVolumeSource): void {
  if (!required(check, at.child('path'), path, 'It is not said which path of the node is meant.')) return;
  withoutBacksteps(check, at.child('path'), path);
  oneOf(check, at.child('type'), type, hostPathTypes);
}

export function nfs(check: Check, at: Path, { server, path }: NFSVolumeSource): void {
  required(check, at.child('server'), server, 'The NFS server is missing.');
  if (isEmpty(path))
    absolutePath(check, at.child('path'), '', check.required(at.child('path'), 'The path on the server is missing.'));
  else absolutePath(check, at.child('path'), path);
}

/** Before 1.35, an empty name is a wrong one as well. */
export function csiDriver(check: Check, path: Path, driver = ''): void {
  if (isEmpty(driver)) {
    const follows = check.required(path, 'The name of the CSI driver is missing.');
    if (!check.isSince('1.35')) check.invalid(path, 'The name of the CSI driver is empty.', { follows });
    return;
  }
  if (driver.length > 63) check.tooLong(path, `The name of a driver has 63 characters at most, not ${driver.length}.`);
  named(check, path, driver.toLowerCase(), dnsSubdomain);
}

const iqnPattern = /iqn\.\d{4}-\d{2}\.([A-Za-z0-9.-]+)(:[^,;*&$|\t\n\f\r ]+)$/;
const euiPattern = /^eui.[A-Za-z0-9]{16}$/;
const naaPattern = /^naa.[A-Za-z0-9]{32}$/;

const iscsiName: Grammar = (text) => {
  if (/^(iqn|eui|naa)/.test(text) && [iqnPattern, euiPattern, naaPattern].some((pattern) => matches(text, pattern)))
    return undefined;
  return 'is no iSCSI name: iqn.<year>-<month>.<domain>:<name>, eui.<16 characters> or naa.<32 characters>';
};

/** Which of the three a name has to match, its first letters say. */
const matches = (text: string, pattern: RegExp) =>
  pattern.source.replace('^', '').startsWith(text.slice(0, 3)) && pattern.test(text);

const mostBytes = 64;

/** Whether a volume's name and its portal fit into the name of a session; asked of those with an `initiatorName` only. */
export const fitsSession = (name: string, { initiatorName, targetPortal = '' }: ISCSIVolumeSource): boolean =>
  initiatorName === undefined || new TextEncoder().encode(`${name}:${targetPortal}`).length <= mostBytes;

export function iscsi(check: Check, at: Path, source: ISCSIVolumeSource): void {
  const { targetPortal, iqn, lun = 0, initiatorName } = source;
  required(check, at.child('targetPortal'), targetPortal, 'The portal (address and port) is missing.');
  if (required(check, at.child('iqn'), iqn, 'The iSCSI name of the target is missing.'))
    named(check, at.child('iqn'), iqn, iscsiName);
  between(check, at.child('lun'), lun, 0, 255);
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !source.secretRef)
    check.required(at.child('secretRef'), 'CHAP needs a secretRef: the Secret that holds its passwords.');
  if (initiatorName !== undefined)
    named(check, at.unnamed('initiatorName').named('initiatorname'), initiatorName, iscsiName);
}

export function fc(check: Check, at: Path, { targetWWNs = [], wwids = [], lun }: FCVolumeSource): void {
  const path = at.child('targetWWNs');
  if (targetWWNs.length === 0 && wwids.length === 0) check.required(path, 'Either targetWWNs or wwids is needed.');
  if (targetWWNs.length > 0 && wwids.length > 0)
    check.invalid(path, 'Either targetWWNs or wwids is allowed, not both together.');
  if (targetWWNs.length === 0) return;
  if (lun === undefined) check.required(at.child('lun'), 'With targetWWNs, the lun has to be written.');
  else between(check, at.child('lun'), lun, 0, 255);
}

export function gcePersistentDisk(check: Check, at: Path, source: GCEPersistentDiskVolumeSource): void {
  required(check, at.child('pdName'), source.pdName, 'The name of the disk is missing.');
  between(check, at.child('partition'), source.partition ?? 0, 0, 255);
}

export function awsElasticBlockStore(check: Check, at: Path, source: AWSElasticBlockStoreVolumeSource): void {
  required(check, at.child('volumeID'), source.volumeID, 'The ID of the EBS volume is missing.');
  between(check, at.child('partition'), source.partition ?? 0, 0, 255);
}

const cachingModes = ['None', 'ReadOnly', 'ReadWrite'];
const diskKinds = ['Dedicated', 'Managed', 'Shared'];

export function azureDisk(check: Check, at: Path, source: AzureDiskVolumeSource): void {
  const { diskName, diskURI = '', cachingMode, kind = 'Shared' } = source;
  required(check, at.child('diskName'), diskName, 'The name of the disk is missing.');
  oneOf(check, at.child('cachingMode'), cachingMode, cachingModes);
  oneOf(check, at.child('kind'), kind, diskKinds);
  const uri = at.child('diskURI');
  const follows = isEmpty(diskURI) ? check.required(uri, 'The URI of the disk is missing.') : undefined;
  const start = kind === 'Managed' ? '/subscriptions/' : 'https://';
  if (!diskURI.startsWith(start))
    check.report('Unsupported value', uri, `The URI of a disk of kind ${kind} starts with "${start}".`, { follows });
}

export function azureFile(check: Check, at: Path, { secretName, shareName }: AzureFileVolumeSource): void {
  required(check, at.child('secretName'), secretName, 'The Secret with the key of the storage account is missing.');
  required(check, at.child('shareName'), shareName, 'The name of the share is missing.');
}

export function vsphereVolume(check: Check, at: Path, { volumePath }: VsphereVirtualDiskVolumeSource): void {
  required(check, at.child('volumePath'), volumePath, 'The path of the disk is missing.');
}

export function photonPersistentDisk(check: Check, at: Path, { pdID }: PhotonPersistentDiskVolumeSource): void {
  required(check, at.child('pdID'), pdID, 'The ID of the disk is missing.');
}

export function portworxVolume(check: Check, at: Path, { volumeID }: PortworxVolumeSource): void {
  required(check, at.child('volumeID'), volumeID, 'The ID of the volume is missing.');
}

export function glusterfs(check: Check, at: Path, { endpoints, path }: GlusterfsVolumeSource): void {
  required(check, at.child('endpoints'), endpoints, 'The name of the Endpoints is missing.');
  required(check, at.child('path'), path, 'The name of the volume is missing.');
}

export function rbd(
  check: Check,
  at: Path,
  { monitors = [], image }: Pick<RBDVolumeSource, 'monitors' | 'image'>,
): void {
  if (monitors.length === 0) check.required(at.child('monitors'), 'The Ceph monitors are missing.');
  required(check, at.child('image'), image, 'The name of the image is missing.');
}

export function cephfs(check: Check, at: Path, { monitors = [] }: Pick<CephFSVolumeSource, 'monitors'>): void {
  if (monitors.length === 0) check.required(at.child('monitors'), 'The Ceph monitors are missing.');
}

export function flocker(check: Check, at: Path, { datasetName, datasetUUID }: FlockerVolumeSource): void {
  if (isEmpty(datasetName) && isEmpty(datasetUUID)) check.required(at, 'A datasetName or datasetUUID is missing.');
  if (!isEmpty(datasetName) && !isEmpty(datasetUUID))
    check.invalid(at, 'Either datasetName or datasetUUID is allowed, not both together.');
  if (datasetName?.includes('/')) check.invalid(at.child('datasetName'), 'A datasetName has no "/".');
}

export function quobyte(check: Check, at: Path, { registry, tenant = '', volume }: QuobyteVolumeSource): void {
  if (required(check, at.child('registry'), registry, 'The registry is missing: host:port, several with commas.')) {
    if (tenant.length > 64) check.required(at.child('tenant'), 'The tenant is a UUID of at most 64 characters.');
    else if (!registry.split(',').every(isHostPort))
      check.invalid(at.child('registry'), `"${registry}" is no registry: host:port, several with commas.`);
  }
  required(check, at.child('volume'), volume, 'The name of the volume is missing.');
}

/** As Go's net.SplitHostPort splits it: IPv6 in brackets, and a port may be empty. */
const isHostPort = (text: string) => /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(text);

export function flexVolume(
  check: Check,
  at: Path,
  { driver, options = {} }: Omit<FlexVolumeSource, 'secretRef'>,
): void {
  required(check, at.child('driver'), driver, 'The name of the driver is missing.');
  for (const key of Object.keys(options)) {
    const namespace = key.includes('/') ? key.slice(0, key.indexOf('/')) : key;
    if (/\.(kubernetes|k8s)\.io$/.test(`.${namespace.toLowerCase()}`))
      check.invalid(at.child('options').key(key), `"${key}": kubernetes.io and k8s.io belong to Kubernetes itself.`);
  }
}

export function scaleIO(check: Check, at: Path, source: Omit<ScaleIOVolumeSource, 'secretRef'>): void {
  required(check, at.child('gateway'), source.gateway, 'The address of the gateway is missing.');
  required(check, at.child('system'), source.system, 'The name of the storage system is missing.');
  required(check, at.child('volumeName'), source.volumeName, 'The name of the volume is missing.');
}

export function storageos(check: Check, at: Path, source: Omit<StorageOSVolumeSource, 'secretRef'>): void {
  const { volumeName, volumeNamespace } = source;
  if (required(check, at.child('volumeName'), volumeName, 'The name of the volume is missing.'))
    named(check, at.child('volumeName'), volumeName, dnsLabel);
  if (!isEmpty(volumeNamespace)) named(check, at.child('volumeNamespace'), volumeNamespace, dnsLabel);
}

/** The name of a Secret, where one is referred to. */
export function secretRefName(check: Check, at: Path, ref: { readonly name?: string } | undefined): void {
  if (ref) required(check, at.child('name'), ref.name, 'The name of the Secret is missing.');
}
