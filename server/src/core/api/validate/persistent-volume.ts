/** PersistentVolume. Source: pkg/apis/core/validation/validation.go (ValidatePersistentVolume). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { PersistentVolume, PersistentVolumeSpec, StringMap, VolumeNodeAffinity } from '../types.ts';
import { accessModes, volumeModes } from './claim-spec.ts';
import { clusterMetadata } from './metadata.ts';
import { dnsSubdomain, named } from './names.ts';
import { nodeSelector } from './node-selector.ts';
import { amount } from './resources.ts';
import { isEmpty, oneOf } from './values.ts';
import { volumeSources } from './volumes/persistent-sources.ts';
import { oneSource } from './volumes/sources.ts';
import { fitsSession } from './volumes/storage.ts';

export function persistentVolume(check: Check, at: Path, object: PersistentVolume): void {
  clusterMetadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
  spec(check, at.child('spec'), object.spec ?? {}, object.metadata?.name ?? '');
}

const policies = ['Delete', 'Recycle', 'Retain'];

function spec(check: Check, at: Path, spec: PersistentVolumeSpec, name: string): void {
  accessModes(check, at.child('accessModes'), spec.accessModes);
  capacity(check, at.child('capacity'), spec.capacity);
  oneOf(check, at.child('persistentVolumeReclaimPolicy'), spec.persistentVolumeReclaimPolicy || undefined, policies);
  if (spec.nodeAffinity) nodeAffinity(check, at.child('nodeAffinity'), spec.nodeAffinity);
  source(check, at, spec, name);
  if (!isEmpty(spec.storageClassName)) named(check, at.child('storageClassName'), spec.storageClassName, dnsSubdomain);
  oneOf(check, at.child('volumeMode'), spec.volumeMode, volumeModes);
  // Before 1.34 the field is off by default and forgotten.
  if (check.isSince('1.34')) attributesClass(check, at, spec);
}

/** How much the volume holds, and nothing else. */
function capacity(check: Check, at: Path, quantities: StringMap<string> = {}): void {
  const names = Object.keys(quantities);
  const missing =
    names.length === 0 ? check.required(at, 'The volume does not say how much it holds: capacity.storage.') : undefined;
  if (names.length !== 1 || names[0] !== 'storage')
    check.report('Unsupported value', at, `The capacity of a volume is its "storage", and that alone.`, {
      follows: missing,
    });
  for (const [resource, quantity] of Object.entries(quantities))
    if (amount(quantity) <= 0)
      check.invalid(at.key(resource), `A volume holds more than nothing, and this is "${quantity}".`);
}

function nodeAffinity(check: Check, at: Path, { required }: VolumeNodeAffinity): void {
  if (required) nodeSelector(check, at.child('required'), required);
  else check.required(at.child('required'), 'The nodes that reach the volume are missing.');
}

function source(check: Check, at: Path, spec: PersistentVolumeSpec, name: string): void {
  if (!oneSource(check, at, spec, volumeSources))
    check.required(at, 'The volume has no source, such as csi, nfs or hostPath: there is nothing it is kept in.');
  const { iscsi, hostPath, persistentVolumeReclaimPolicy: policy } = spec;
  if (iscsi && !fitsSession(name, iscsi))
    check.invalid(
      at.child('iscsi').unnamed('targetPortal').named('targetportal'),
      'With an initiatorName, the name of the volume and the targetPortal have 64 characters together.',
    );
  if (hostPath && isRoot(hostPath.path) && policy === 'Recycle')
    check.forbidden(at.child('persistentVolumeReclaimPolicy'), 'Recycle would empty the whole node: its path is "/".');
}

/** As Go's path.Clean says it. */
function isRoot(path = ''): boolean {
  if (!path.startsWith('/')) return false;
  const depth = path.split('/').reduce((above, part) => {
    if (part === '..') return Math.max(0, above - 1);
    return part === '' || part === '.' ? above : above + 1;
  }, 0);
  return depth === 0;
}

function attributesClass(check: Check, at: Path, { volumeAttributesClassName: name, csi }: PersistentVolumeSpec): void {
  if (name === undefined) return;
  const path = at.child('volumeAttributesClassName');
  if (name === '') check.required(path, 'The name of the VolumeAttributesClass is empty: leave the field out instead.');
  else named(check, path, name, dnsSubdomain);
  if (!csi)
    check.required(
      at.child('csi'),
      'A VolumeAttributesClass is a matter of volumes with a CSI driver: csi is missing.',
    );
}
