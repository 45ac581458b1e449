/** What a container does with the Pod's volumes. Source: pkg/apis/core/validation/validation.go (ValidateVolumeMounts, ValidateVolumeDevices). */
import { nearest } from '../../did-you-mean.ts';
import type { Check, Repair } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { VolumeDevice, VolumeMount } from '../types.ts';
import { descendingPath } from './local-paths.ts';
import { isEmpty, oneOf, required } from './values.ts';
import type { Volumes } from './volumes.ts';

/** What else a container has that mounts and devices have to go with. */
export interface Mounting {
  readonly volumes: Volumes;
  readonly mounts?: readonly VolumeMount[] | undefined;
  readonly devices?: readonly VolumeDevice[] | undefined;
  readonly isPrivileged?: boolean | undefined;
}

const propagations = ['Bidirectional', 'HostToContainer', 'None'];
const recursions = ['Disabled', 'Enabled', 'IfPossible'];

/** `volumeMounts` of a container; `at` is the list. */
export function volumeMounts(check: Check, at: Path, mounting: Mounting): void {
  const devices = pathsByName(mounting.devices ?? [], ({ devicePath }) => devicePath);
  const seen = new Set<string>();
  keptMounts(mounting).forEach(({ mount, i }, shown) => {
    const { name = '', mountPath = '' } = mount;
    const item = at.index(i, shown);
    found(check, item.child('name'), name, mounting.volumes, 'mount');
    required(check, item.child('mountPath'), mountPath, 'It is not said where in the container the volume appears.');
    if (seen.has(mountPath))
      check.invalid(item.child('mountPath'), `Another volume is mounted at "${mountPath}" already.`);
    seen.add(mountPath);
    if (devices.has(name))
      check.invalid(
        item.child('name'),
        `"${name}" is one of the volumeDevices as well: a volume is a directory or a device.`,
      );
    if ([...devices.values()].includes(mountPath))
      check.invalid(item.child('mountPath'), `One of the volumeDevices is at "${mountPath}" already.`);
    subPaths(check, item, at.unnamed(i), mount, mounting.volumes);
    options(check, at.unnamed(i), mount, mounting.isPrivileged ?? false);
  });
}

/** Mounts of volumes that the server forgets are forgotten with them, and not counted. */
const keptMounts = ({ mounts = [], volumes }: Mounting) =>
  mounts.map((mount, i) => ({ mount, i })).filter(({ mount }) => !volumes.forgotten.has(mount.name ?? ''));

const pathsByName = <Item extends { readonly name?: string }>(
  list: readonly Item[],
  pathOf: (item: Item) => string | undefined,
): ReadonlyMap<string, string> => new Map(list.map((item) => [item.name ?? '', pathOf(item) ?? '']));

function found(check: Check, path: Path, name: string, volumes: Volumes, kind: 'mount' | 'device'): void {
  const missing = isEmpty(name) ? check.required(path, `It is not said which volume the ${kind} is.`) : undefined;
  if (volumes.right.has(name)) return;
  const names = [...volumes.right.keys(), ...volumes.wrong.keys()].filter((each) => each !== '');
  const known = names.length === 0 ? '' : ` It has ${few(names)}.`;
  check.notFound(path, `The Pod has no volume "${name}".${known}`, {
    repairs: similar(name, names),
    follows: missing ?? volumes.wrong.get(name),
  });
}

const mostNames = 6;

function few(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => `"${name}"`);
  return names.length > mostNames ? `${shown.join(', ')} and ${names.length - mostNames} others` : shown.join(', ');
}

function similar(name: string, names: readonly string[]): readonly Repair[] {
  const value = nearest(name, names, (each) => each);
  return value === undefined ? [] : [{ kind: 'replace', value }];
}

/** The server leaves the index out of what is wrong with a path: `unindexed`. */
function subPaths(check: Check, item: Path, unindexed: Path, mount: VolumeMount, volumes: Volumes): void {
  const { subPath = '', subPathExpr = '', name = '' } = mount;
  const isImage = volumes.right.get(name)?.image !== undefined;
  if (!isEmpty(subPath)) descendingPath(check, unindexed.child('subPath'), subPath);
  if (isEmpty(subPathExpr)) return;
  if (isImage) check.invalid(item.child('subPathExpr'), 'A part of an image is chosen by subPath.');
  if (!isEmpty(subPath))
    check.invalid(item.child('subPathExpr'), 'Either subPath or subPathExpr is allowed, not both together.');
  descendingPath(check, unindexed.child('subPathExpr'), subPathExpr);
}

function options(check: Check, unindexed: Path, mount: VolumeMount, isPrivileged: boolean): void {
  const { mountPropagation: propagation, recursiveReadOnly: recursive, readOnly = false } = mount;
  const path = unindexed.child('mountPropagation');
  oneOf(check, path, propagation, propagations);
  if (propagation === 'Bidirectional' && !isPrivileged)
    check.forbidden(path, '"Bidirectional" reaches the mounts of the node: only a privileged container may have it.');
  const recursion = unindexed.child('recursiveReadOnly');
  oneOf(check, recursion, recursive, recursions);
  if (recursive !== 'Enabled' && recursive !== 'IfPossible') return;
  if (!readOnly) check.forbidden(recursion, 'A mount that is not readOnly cannot be read-only recursively.');
  if (propagation !== undefined && propagation !== 'None')
    check.forbidden(recursion, `A mount that is read-only recursively has no mountPropagation "${propagation}".`);
}

/** `volumeDevices` of a container; `at` is the list. */
export function volumeDevices(check: Check, at: Path, mounting: Mounting): void {
  const mounts = pathsByName(
    keptMounts(mounting).map(({ mount }) => mount),
    ({ mountPath }) => mountPath,
  );
  const names = new Set<string>();
  const paths = new Set<string>();
  (mounting.devices ?? []).forEach(({ name = '', devicePath = '' }, i) => {
    const item = at.index(i);
    found(check, item.child('name'), name, mounting.volumes, 'device');
    if (names.has(name)) check.invalid(item.child('name'), `"${name}" is a device of this container already.`);
    const volume = mounting.volumes.right.get(name);
    if (volume && !volume.persistentVolumeClaim && !volume.ephemeral)
      check.invalid(item.child('name'), `"${name}" is no claim: only those of claims can be block devices.`);
    required(check, item.child('devicePath'), devicePath, 'It is not said where in the container the device appears.');
    if (paths.has(devicePath)) check.invalid(item.child('devicePath'), `Another device is at "${devicePath}" already.`);
    if (devicePath.split('/').includes('..'))
      check.invalid(item.child('devicePath'), `"${devicePath}" leads upwards: no part of the path may be "..".`);
    else paths.add(devicePath);
    if (mounts.has(name))
      check.invalid(
        item.child('name'),
        `"${name}" is one of the volumeMounts as well: a volume is a directory or a device.`,
      );
    if ([...mounts.values()].includes(devicePath))
      check.invalid(item.child('devicePath'), `One of the volumeMounts is at "${devicePath}" already.`);
    if (!isEmpty(name)) names.add(name);
  });
}
