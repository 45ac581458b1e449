/** ConfigMaps of the scope that the Pods of a set mount, and their files. */
import type { Container, Resource, StatefulSet } from '../manifest.ts';
import { mountsOf, podVolumeNamed, podVolumes } from '../mounts.ts';
import type { Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';

/** Those of all volumes, mounted or not. */
export const configMapsOf = (statefulSet: StatefulSet, workspace: Workspace): readonly Resource[] =>
  podVolumes(statefulSet).flatMap(({ field }) => configMapAt(field.get('configMap', 'name'), statefulSet, workspace));

/** The files of ConfigMaps that are mounted in a container; `at` names the ConfigMap. */
export function filesOf(
  container: Container,
  statefulSet: StatefulSet,
  workspace: Workspace,
): readonly { readonly at: Field; readonly file: Field }[] {
  return [...new Set(mountsOf(container).map(({ name }) => name.value))].flatMap((name) => {
    const at = podVolumeNamed(statefulSet, name)?.field.get('configMap', 'name');
    const [configMap] = at ? configMapAt(at, statefulSet, workspace) : [];
    return at && configMap ? configMap.field.get('data').entries.map((file) => ({ at, file })) : [];
  });
}

const configMapAt = ({ text }: Field, statefulSet: StatefulSet, workspace: Workspace): readonly Resource[] =>
  text === undefined ? [] : workspace.named('ConfigMap', text, statefulSet).slice(0, 1);
