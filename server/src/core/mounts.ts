/** How the mounts of a set's containers and its volumes find each other: by name alone. And what a mount leads to. */
import { nearest } from './did-you-mean.ts';
import { type ClaimTemplate, type Container, isOpaqueList, isPlaceholder, type StatefulSet } from './manifest.ts';
import type { Field, Located } from './yaml.ts';

/** The names that a mount can have: claim templates, then the Pod's own volumes. */
export function volumesOf({ claimTemplates, pods }: StatefulSet): readonly Located<string>[] {
  return [...claimTemplates.flatMap(({ name }) => name ?? []), ...pods.volumes];
}

/** The mounts, of any container, that name no volume. */
export function danglingMounts(statefulSet: StatefulSet): readonly Located<string>[] {
  const names = new Set(volumesOf(statefulSet).map(({ value }) => value));
  return statefulSet.pods.containers.flatMap(({ mounts }) => mounts).filter(({ value }) => !names.has(value));
}

/** The volume that a mount of an unknown name was meant for: a slip away, else the one volume that waits for a mount. */
export function meantVolume(statefulSet: StatefulSet, mount: Located<string>): Located<string> | undefined {
  const known = volumesOf(statefulSet);
  const mounted = new Set(statefulSet.pods.containers.flatMap(({ mounts }) => mounts.map(({ value }) => value)));
  const idle = known.filter(({ value }) => !mounted.has(value));
  return nearest(mount.value, known, ({ value }) => value) ?? (idle.length === 1 ? idle[0] : undefined);
}

export interface Mount {
  /** The name of what is mounted. */
  readonly name: Located<string>;
  /** Without a slash at its end. */
  readonly path: Located<string> | undefined;
  /** A part of the volume is mounted, not its root. */
  readonly isPart: boolean;
  readonly field: Field;
}
/** A volume of the Pod template. */
export interface PodVolume {
  readonly name: Located<string>;
  /** The key of its source: `emptyDir`, `configMap`, `persistentVolumeClaim`. One without a source is an emptyDir. */
  readonly source: string;
  readonly field: Field;
}

export const mountsOf = (container: Container): readonly Mount[] => mountsIn(container, 'volumeMounts', 'mountPath');
export const devicesOf = (container: Container): readonly Mount[] => mountsIn(container, 'volumeDevices', 'devicePath');

function mountsIn({ field }: Container, list: string, path: string): readonly Mount[] {
  return field.get(list).items.flatMap((mount) => {
    const name = mount.get('name').string;
    const at = mount.get(path).string;
    if (!name) return [];
    return [
      {
        name,
        path: at && { value: at.value.replace(/(?<=.)\/+$/, ''), field: at.field },
        isPart: Boolean(mount.get('subPath').text ?? mount.get('subPathExpr').text),
        field: mount,
      },
    ];
  });
}

export function podVolumes({ pods }: Pick<StatefulSet, 'pods'>): readonly PodVolume[] {
  return pods.field.get('spec', 'volumes').items.flatMap((field) => {
    const name = field.get('name').string;
    const source = field.entries.find(({ step }) => step !== 'name');
    return name ? [{ name, source: String(source?.step ?? 'emptyDir'), field }] : [];
  });
}

/** The template that makes the volume of this name: the last one, when several have it. It wins over a volume of the Pod. */
export const templateNamed = ({ claimTemplates }: StatefulSet, name: string): ClaimTemplate | undefined =>
  claimTemplates.findLast((template) => template.name?.value === name);

/** The volume of the Pod of this name, where no template takes its place. */
export const podVolumeNamed = (statefulSet: StatefulSet, name: string): PodVolume | undefined =>
  templateNamed(statefulSet, name) ? undefined : podVolumes(statefulSet).find((volume) => volume.name.value === name);

/** Whether something is still to be filled in that decides what is mounted where. */
export function hasOpaqueVolumes({ field, pods, claimTemplates }: StatefulSet): boolean {
  const spec = pods.field.get('spec');
  const lists = pods.containers.flatMap((container) => [
    container.field.get('volumeMounts'),
    container.field.get('volumeDevices'),
  ]);
  return (
    [
      field.get('spec', 'volumeClaimTemplates'),
      spec.get('volumes'),
      spec.get('containers'),
      spec.get('initContainers'),
      ...lists,
    ].some(isOpaqueList) ||
    claimTemplates.some(({ name }) => !name) ||
    [...pods.volumes, ...pods.containers.flatMap(({ mounts }) => mounts)].some(({ value }) => isPlaceholder(value))
  );
}

/** `/a/b` is at or below `/a`. */
export const isAtOrBelow = (path: string, above: string): boolean =>
  path === above || path.startsWith(above === '/' ? '/' : `${above}/`);
