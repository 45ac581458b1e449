/** How the mounts of a set's containers and its volumes find each other: by name alone. */
import { nearest } from './did-you-mean.ts';
import type { StatefulSet } from './manifest.ts';
import type { Located } from './yaml.ts';

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
