/** JSON Patch (RFC 6902), as `patches` and `patchesJson6902` of a kustomization hold it. */

import type { Field, Node } from '../yaml.ts';
import { nodeOf, scalarAt, withEntry, withoutKey } from './tree.ts';

/** The object after all operations that can be carried out; `problem` says why one cannot, as the real tool then builds nothing. */
export function applyJsonPatch(
  root: Node,
  patch: Field,
): { readonly root: Node; readonly problem: string | undefined } {
  let result = root;
  let problem: string | undefined;
  for (const operation of patch.items) {
    const path = operation.get('path').text;
    const next = path === undefined ? undefined : applied(result, operation, stepsOf(path));
    if (next === undefined) problem ??= `${operation.get('op').text ?? '?'} ${path ?? '?'}: there is no such place.`;
    else result = next;
  }
  return { root: result, problem };
}

const stepsOf = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

function applied(root: Node, operation: Field, steps: readonly string[]): Node | undefined {
  const value = nodeOf(operation.get('value'));
  const from = operation.get('from').text;
  switch (operation.get('op').text) {
    case 'add':
      return value && put(root, steps, value, operation, true);
    case 'replace':
      return value && put(root, steps, value, operation, false);
    case 'remove':
      return removed(root, steps);
    case 'copy':
    case 'move': {
      const source = from === undefined ? undefined : at(root, stepsOf(from));
      const rest = source && operation.get('op').text === 'move' ? removed(root, stepsOf(from ?? '')) : root;
      return source && rest && put(rest, steps, source, operation, true);
    }
    case 'test':
      return value && isEqual(at(root, steps), value) ? root : undefined;
    default:
      return undefined;
  }
}

function at(node: Node | undefined, steps: readonly string[]): Node | undefined {
  const [step, ...rest] = steps;
  if (step === undefined || node === undefined) return node;
  const below =
    node.kind === 'mapping'
      ? node.entries.findLast(({ key }) => key.text === step)?.value
      : node.kind === 'sequence'
        ? node.items[indexOf(step)]
        : undefined;
  return at(below, rest);
}
const indexOf = (step: string) => (/^(?:0|[1-9]\d*)$/.test(step) ? Number(step) : Number.NaN);

function put(node: Node, [step, ...rest]: readonly string[], value: Node, by: Field, isNew: boolean): Node | undefined {
  if (step === undefined) return value;
  if (node.kind === 'mapping') {
    const entry = node.entries.findLast(({ key }) => key.text === step);
    if (rest.length === 0) {
      if (!entry && !isNew) return undefined;
      const key = entry?.key ?? scalarAt(by.get('path'), step);
      return withEntry(node, {
        key: { ...key, document: key.document ?? (value.document as NonNullable<Node['document']>) },
        value,
        isMerged: false,
      });
    }
    const below = entry && put(entry.value, rest, value, by, isNew);
    return entry && below && withEntry(node, { ...entry, value: below });
  }
  if (node.kind !== 'sequence') return undefined;
  const i = step === '-' ? node.items.length : indexOf(step);
  if (rest.length === 0) {
    if (Number.isNaN(i) || i > node.items.length || (!isNew && i === node.items.length)) return undefined;
    return { ...node, items: node.items.toSpliced(i, isNew ? 0 : 1, value) };
  }
  const item = node.items[i];
  const below = item && put(item, rest, value, by, isNew);
  return below && { ...node, items: node.items.with(i, below) };
}

function removed(node: Node, [step, ...rest]: readonly string[]): Node | undefined {
  if (step === undefined) return undefined;
  if (node.kind === 'mapping') {
    const entry = node.entries.findLast(({ key }) => key.text === step);
    if (!entry) return undefined;
    if (rest.length === 0) return withoutKey(node, step);
    const below = removed(entry.value, rest);
    return below && withEntry(node, { ...entry, value: below });
  }
  if (node.kind !== 'sequence') return undefined;
  const i = indexOf(step);
  const item = node.items[i];
  if (!item) return undefined;
  if (rest.length === 0) return { ...node, items: node.items.toSpliced(i, 1) };
  const below = removed(item, rest);
  return below && { ...node, items: node.items.with(i, below) };
}

function isEqual(a: Node | undefined, b: Node): boolean {
  if (!a || a.kind !== b.kind) return false;
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.value === b.value;
  if (a.kind === 'sequence')
    return (
      b.kind === 'sequence' &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => isEqual(item, b.items[i] as Node))
    );
  return (
    b.kind === 'mapping' &&
    a.entries.length === b.entries.length &&
    a.entries.every(({ key, value }) => {
      const other = b.entries.find((entry) => entry.key.text === key.text);
      return other !== undefined && isEqual(value, other.value);
    })
  );
}
