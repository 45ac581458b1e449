/** An object on its way through the kustomizations, and which of them a patch or a target means. */
import type { Field, Node } from '../yaml.ts';
import { textAt } from './tree.ts';

/** An object on its way through the kustomizations. */
export interface Item {
  /** The object as it stands in its file. */
  readonly source: Field;
  readonly root: Node;
  /** All names that it had, the present one last. References and patches go by any of them. */
  readonly names: readonly string[];
  /** The kustomizations that it came through, the innermost first. */
  readonly layers: readonly string[];
}

/** The item with what its object is called now among its names. */
export const renamed = (item: Item, before: Item): Item => {
  const name = nameOf(item.root);
  return name === nameOf(before.root) ? item : { ...item, names: [...item.names, name] };
};

export const kindOf = (root: Node | undefined) => textAt(root, 'kind') ?? '';
export const nameOf = (root: Node | undefined) => textAt(root, 'metadata', 'name') ?? '';
export const namespaceOf = (root: Node | undefined) => textAt(root, 'metadata', 'namespace');
export const groupOf = (root: Node | undefined) => {
  const apiVersion = textAt(root, 'apiVersion') ?? '';
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
};

export function isSameObject({ root, names }: Item, { node: patch }: Field): boolean {
  const namespace = namespaceOf(patch);
  return (
    kindOf(root) === kindOf(patch) &&
    groupOf(root) === groupOf(patch) &&
    names.includes(nameOf(patch)) &&
    (namespace === undefined || namespaceOf(root) === undefined || namespaceOf(root) === namespace)
  );
}

export function isTarget({ root, names }: Item, target: Field): boolean {
  const says = (key: string, ...values: readonly string[]) => {
    const pattern = target.get(key).text;
    return pattern === undefined || pattern === '' || values.some((value) => isMatch(pattern, value));
  };
  const version = textAt(root, 'apiVersion')?.replace(/^.*\//, '') ?? '';
  return (
    says('group', groupOf(root)) &&
    says('version', version) &&
    says('kind', kindOf(root)) &&
    says('name', ...names) &&
    says('namespace', namespaceOf(root) ?? '', 'default') &&
    isLabelled(root, target)
  );
}
/** Whether the selectors of labels and annotations of a target choose it; those that are not written do. */
export function isLabelled(root: Node, target: Field): boolean {
  const chooses = (key: string, map: string) => {
    const selector = target.get(key).text;
    return (
      selector === undefined ||
      selector.split(',').every((term) => {
        const [, name = '', value] = /^\s*([^=!\s]+)\s*(?:==?\s*(\S*))?\s*$/.exec(term) ?? [];
        const has = textAt(root, 'metadata', map, name);
        return value === undefined ? has !== undefined : has === value;
      })
    );
  };
  return chooses('labelSelector', 'labels') && chooses('annotationSelector', 'annotations');
}
function isMatch(pattern: string, value: string): boolean {
  if (pattern === value) return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return false;
  }
}
