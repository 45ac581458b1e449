/**
 * `vars`, which replacements have come in the place of: `$(NAME)` in a few fields, given by a field of an object of the build.
 * Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/vars/, and what the real tool makes of them.
 */
import type { Field, Node } from '../yaml.ts';
import { findAt, stepsOf } from './field-paths.ts';
import { type Item, kindOf, namespaceOf } from './item.ts';
import { podKinds, podSpecOf } from './name-references.ts';
import { change, textAt, withValue } from './tree.ts';

/** The items with all variables in the places that have them, and whether one of them cannot be known. */
export function withVars(
  items: readonly Item[],
  vars: readonly Field[],
): { readonly items: readonly Item[]; readonly isOpen: boolean } {
  if (vars.length === 0) return { items, isOpen: false };
  const values = new Map(vars.map((each) => [each.get('name').text ?? '', valueGiven(each, items)]));
  return { items: items.map((item) => expanded(item, values)), isOpen: [...values.values()].includes(undefined) };
}

function valueGiven(given: Field, items: readonly Item[]): string | undefined {
  const wanted = given.get('objref');
  const is = (key: string, ...values: readonly (string | undefined)[]) => {
    const { text } = wanted.get(key);
    return text === undefined || values.includes(text);
  };
  const [item, ...more] = items.filter(
    ({ root, names }) =>
      is('kind', kindOf(root)) &&
      is('name', ...names) &&
      is('apiVersion', textAt(root, 'apiVersion')) &&
      is('namespace', namespaceOf(root) ?? wanted.get('namespace').text),
  );
  const path = (given.get('fieldref', 'fieldpath').text ?? 'metadata.name').replaceAll(/\[(\d+)\]/g, '.$1');
  const value = item && more.length === 0 ? findAt(item.root, stepsOf(path)) : undefined;
  return value?.kind === 'scalar' ? value.text : undefined;
}

const ofContainers = ['containers', 'initContainers'].flatMap((list) =>
  ['args/*', 'command/*', 'env/*/value', 'volumeMounts/*/mountPath'].map((path) => [list, '*', ...path.split('/')]),
);

function expanded(item: Item, values: ReadonlyMap<string, string | undefined>): Item {
  const kind = kindOf(item.root);
  const expand = (value: Node | undefined) =>
    value?.kind === 'scalar' && value.text.includes('$(') ? withValue(value, expandedText(value.text, values)) : value;
  let { root } = item;
  if (podKinds.test(kind)) for (const path of ofContainers) root = change(root, [...podSpecOf(kind), ...path], expand);
  if (kind === 'Ingress') root = change(root, ['spec', 'rules', '*', 'host'], expand);
  for (const key of keysOf(root, 'annotations')) root = change(root, ['metadata', 'annotations', key], expand);
  return root === item.root ? item : { ...item, root };
}

function keysOf(root: Node, map: string): readonly string[] {
  const node = findAt(root, ['metadata', map]);
  return node?.kind === 'mapping' ? node.entries.map(({ key }) => key.text) : [];
}

/** `$$(NAME)` is what somebody wrote who wants `$(NAME)`. */
const expandedText = (text: string, values: ReadonlyMap<string, string | undefined>): string =>
  text.replaceAll(/\$(\$?)\(([-\w.]+)\)/g, (all, isEscaped: string, name: string) =>
    isEscaped === '' ? (values.get(name) ?? all) : all.slice(1),
  );
