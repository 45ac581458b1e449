/** What the manifests say of a container's environment. */
import { type Container, isOpaqueList, type Resource } from './manifest.ts';
import type { Workspace } from './workspace.ts';
import type { Field } from './yaml.ts';

/**
 * The field that gives a variable its value: in `env`, or in a ConfigMap that the container takes it from. `unknown` when
 * a source that is not in the files may set it; undefined when nothing does.
 */
export function variable(
  { field }: Container,
  name: string,
  from: Resource,
  workspace: Workspace,
): Field | 'unknown' | undefined {
  if (isOpaqueList(field.get('env')) || isOpaqueList(field.get('envFrom'))) return 'unknown';
  const written = field.get('env').items.findLast((item) => item.get('name').text === name);
  if (written?.get('valueFrom').exists) {
    const source = written.get('valueFrom', 'configMapKeyRef');
    return inConfigMap(source.get('name').text, source.get('key').text, from, workspace) ?? 'unknown';
  }
  if (written) return written.get('value');
  // A variable without a name may be this one.
  if (field.get('env').items.some((item) => !item.get('name').text)) return 'unknown';
  // The last source that has it wins.
  for (const source of field.get('envFrom').items.toReversed()) {
    const prefix = source.get('prefix').text ?? '';
    if (!name.startsWith(prefix)) continue;
    const found = inConfigMap(source.get('configMapRef', 'name').text, name.slice(prefix.length), from, workspace);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inConfigMap(
  name: string | undefined,
  key: string | undefined,
  from: Resource,
  workspace: Workspace,
): Field | 'unknown' | undefined {
  const [configMap] = name === undefined ? [] : workspace.named('ConfigMap', name, from);
  if (!configMap || key === undefined || configMap.isOpaque) return 'unknown';
  return configMap.data.get(key);
}
