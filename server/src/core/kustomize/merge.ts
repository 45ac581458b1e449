/** Strategic merge: a patch in the shape of its object, in which lists of things with names are merged by name. */

import type { Document, Entry, MappingNode, Node, SequenceNode } from '../yaml.ts';
import { textAt, valueAt, withEntry, withoutKey } from './tree.ts';

/**
 * The key by which the items of a list are told apart, by the last steps of the list's path; all other lists are replaced as a whole.
 * Source: `x-kubernetes-patch-merge-key` in the API's OpenAPI definitions.
 */
const mergeKeys: readonly (readonly [path: RegExp, key: string])[] = [
  [/(?:^|\/)(?:containers|initContainers|ephemeralContainers)$/, 'name'],
  [/(?:^|\/)(?:containers|initContainers)\/\*\/ports$/, 'containerPort'],
  [/(?:^|\/)(?:containers|initContainers)\/\*\/env$/, 'name'],
  [/(?:^|\/)(?:containers|initContainers)\/\*\/volumeMounts$/, 'mountPath'],
  [/(?:^|\/)(?:containers|initContainers)\/\*\/volumeDevices$/, 'devicePath'],
  [/(?:^|\/)spec\/volumes$/, 'name'],
  [/(?:^|\/)spec\/(?:imagePullSecrets|resourceClaims)$/, 'name'],
  [/(?:^|\/)spec\/hostAliases$/, 'ip'],
  [/(?:^|\/)spec\/topologySpreadConstraints$/, 'topologyKey'],
  [/^spec\/ports$/, 'port'],
  [/^(?:secrets|imagePullSecrets)$/, 'name'],
];

/** The object with the patch merged into it; undefined when the patch deletes it. `document` is where the patch stands. */
export function mergeStrategically(base: Node, patch: Node, document: Document): Node | undefined {
  return merged(base, patch, document, '');
}

function merged(base: Node | undefined, patch: Node, document: Document, path: string): Node | undefined {
  const from = patch.document ?? document;
  if (patch.kind === 'scalar') return patch.value === null ? undefined : placed(patch, from);
  if (patch.kind === 'sequence') {
    const key = mergeKeys.find(([pattern]) => pattern.test(path))?.[1];
    return base?.kind === 'sequence' && key !== undefined
      ? mergedItems(base, patch, from, path, key)
      : placed(withoutDirectives(patch), from);
  }
  const directive = textAt(patch, '$patch');
  if (directive === 'delete') return undefined;
  if (directive === 'replace' || base?.kind !== 'mapping') return placed(withoutDirectives(patch), from);
  return patch.entries.reduce<MappingNode>((mapping, entry) => {
    const key = entry.key.text;
    if (key.startsWith('$')) return mapping;
    const before = valueAt(mapping, key);
    const value = merged(before, entry.value, from, path === '' ? key : `${path}/${key}`);
    if (value === undefined) return withoutKey(mapping, key);
    // A collection that both have stays where the object has it.
    const own =
      before && value.kind !== 'scalar' && value.document === before.document ? keyIn(mapping, key) : undefined;
    return withEntry(mapping, { key: own ?? placed(entry.key, from), value, isMerged: false });
  }, base);
}

const keyIn = (mapping: MappingNode, key: string): Entry['key'] | undefined =>
  mapping.entries.findLast((entry) => entry.key.text === key)?.key;

/** Items of the same key are merged, others come before those that are there: kustomize puts them first. */
function mergedItems(
  base: SequenceNode,
  patch: SequenceNode,
  from: Document,
  path: string,
  key: string,
): SequenceNode | undefined {
  if (patch.items.some((item) => textAt(item, '$patch') === 'replace' && valueAt(item, key) === undefined))
    return placed(
      withoutDirectives({ ...patch, items: patch.items.filter((item) => textAt(item, '$patch') === undefined) }),
      from,
    ) as SequenceNode;
  const items: Node[] = [...base.items];
  const added: Node[] = [];
  for (const item of patch.items) {
    const name = textAt(item, key);
    const i = name === undefined ? -1 : items.findIndex((each) => textAt(each, key) === name);
    const known = items[i];
    if (known === undefined) {
      if (textAt(item, '$patch') !== 'delete') added.push(placed(withoutDirectives(item), from));
      continue;
    }
    const now = merged(known, item, from, `${path}/*`);
    if (now) items[i] = now;
    else items.splice(i, 1);
  }
  return { ...base, items: [...added, ...items] };
}

const placed = <N extends Node>(node: N, document: Document): N => ({ ...node, document: node.document ?? document });

/** What is brought in new carries no directives and no nulls. */
function withoutDirectives<N extends Node>(node: N): N {
  if (node.kind === 'sequence') return { ...node, items: node.items.map(withoutDirectives) };
  if (node.kind !== 'mapping') return node;
  return {
    ...node,
    entries: node.entries
      .filter(({ key, value }) => !key.text.startsWith('$') && !(value.kind === 'scalar' && value.value === null))
      .map((entry) => ({ ...entry, value: withoutDirectives(entry.value) })),
  };
}
