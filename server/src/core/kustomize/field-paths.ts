/** Paths as replacements write them: `spec.template.spec.containers.[name=web].env.0.value`. */
import type { Field, MappingNode, Node } from '../yaml.ts';
import { emptyAt, scalarAt, withEntry } from './tree.ts';

/** The steps of a path. A dot inside of brackets, or behind a backslash, is a part of its step. */
export function stepsOf(path: string): readonly string[] {
  return [...path.matchAll(/(\[[^\]]*\]|(?:\\.|[^.\\])+)(?:\.|$)/g)].map(([, step = '']) =>
    step.startsWith('[') && !step.includes('=') ? step.slice(1, -1) : step.replaceAll('\\.', '.'),
  );
}

/** What stands there; the first of several. */
export function findAt(node: Node | undefined, [step, ...rest]: readonly string[]): Node | undefined {
  if (step === undefined || !node) return node;
  const [next] = placesAt(node, step);
  const below = next === undefined ? undefined : at(node, next);
  return below && findAt(below.document || !node.document ? below : { ...below, document: node.document }, rest);
}

export interface Altered {
  readonly root: Node;
  /** How many values were altered. */
  readonly count: number;
}

/** With every value there altered. Where nothing stands, mappings and their last value are made with the place of `create`. */
export function alterAt(
  root: Node,
  [step, ...rest]: readonly string[],
  alter: (value: Node | undefined) => Node | undefined,
  create?: Field,
): Altered {
  if (step === undefined) {
    const value = alter(root);
    return value ? { root: value, count: 1 } : { root, count: 0 };
  }
  let [result, count] = [root, 0];
  for (const place of placesAt(root, step)) {
    const below = at(root, place);
    if (!below) continue;
    const altered = alterAt(below, rest, alter, create);
    count += altered.count;
    if (altered.root !== below) result = put(result, place, altered.root);
  }
  if (!create || placesAt(root, step).length > 0 || step === '*') return { root: result, count };
  const [, key = '', value] = keyed.exec(step) ?? [];
  if (root.kind === 'sequence' && key !== '' && value !== undefined) {
    const named = { key: scalarAt(create, key), value: scalarAt(create, value), isMerged: false };
    const made = alterAt(withEntry(emptyAt(create), named), rest, alter, create);
    return { root: made.count > 0 ? { ...root, items: [...root.items, made.root] } : root, count: made.count };
  }
  if (root.kind !== 'mapping' || value !== undefined) return { root, count: 0 };
  const made = rest.length === 0 ? { root: alter(undefined), count: 1 } : alterAt(emptyAt(create), rest, alter, create);
  return made.root && made.count > 0
    ? { root: withEntry(root, { key: scalarAt(create, step), value: made.root, isMerged: false }), count: made.count }
    : { root, count: 0 };
}

/** `[name=web]`: the items of a list that have this value. */
const keyed = /^\[([^=]*)=(.*)\]$/s;

/** The keys or indexes that a step means. */
function placesAt(node: Node, step: string): readonly (string | number)[] {
  if (node.kind === 'mapping') return node.entries.some(({ key }) => key.text === step) ? [step] : [];
  if (node.kind !== 'sequence') return [];
  if (step === '*') return node.items.map((_, i) => i);
  const [, key, value] = keyed.exec(step) ?? [];
  if (value !== undefined)
    return node.items.flatMap((item, i) => {
      const named = key === '' ? item : at(item, key ?? '');
      return named?.kind === 'scalar' && named.text === value ? [i] : [];
    });
  return /^\d+$/.test(step) && Number(step) < node.items.length ? [Number(step)] : [];
}
function at(node: Node, place: string | number): Node | undefined {
  if (node.kind === 'sequence') return node.items[Number(place)];
  return node.kind === 'mapping' ? node.entries.findLast(({ key }) => key.text === place)?.value : undefined;
}
function put(node: Node, place: string | number, value: Node): Node {
  if (node.kind === 'sequence') return { ...node, items: node.items.with(Number(place), value) };
  const entry = node.kind === 'mapping' ? node.entries.findLast(({ key }) => key.text === place) : undefined;
  return entry ? withEntry(node as MappingNode, { ...entry, value }) : node;
}
