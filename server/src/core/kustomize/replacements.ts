/**
 * `replacements`: values that go from one object into others.
 * Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/, and what the real tool makes of them.
 */
import type { Field, Node, ScalarNode, ScalarValue } from '../yaml.ts';
import { alterAt, findAt, stepsOf } from './field-paths.ts';
import { groupOf, type Item, isLabelled, isTarget, kindOf, namespaceOf } from './item.ts';
import { nodeOf, scalarAt, textAt, withValue } from './tree.ts';

export interface Replaced {
  readonly items: Item[];
  /** It cannot be followed to its end. */
  readonly isOpen?: boolean;
  /** Why the real tool would refuse. */
  readonly problem?: string;
}

/** One entry of `replacements`, made. */
export function replaced(replacement: Field, items: Item[]): Replaced {
  const source = replacement.get('source');
  const from = sourceOf(replacement, items);
  if (!from.value) return { items, isOpen: true, problem: from.problem };
  let result = items;
  let [isOpen, isRefused] = [false, false];
  for (const target of replacement.get('targets').items) {
    const select = target.get('select');
    const isRejected = (item: Item) => target.get('reject').items.some((reject) => isMeant(item, reject));
    const chosen = new Set(result.filter((item) => isMeant(item, select) && !isRejected(item)));
    // Later versions take names for patterns.
    if (result.some((item) => !chosen.has(item) && isTarget(item, select) && !isRejected(item))) isOpen = true;
    const paths = target.get('fieldPaths').items.flatMap(({ text }) => text ?? []);
    result = result.map((item) => {
      if (!chosen.has(item)) return item;
      let { root } = item;
      for (const path of paths.length === 0 ? ['metadata.name'] : paths) {
        const create = target.get('options', 'create').boolean?.value ? source : undefined;
        const altered = alterAt(root, stepsOf(path), (value) => taken(value, from, target.get('options')), create);
        if (altered.count === 0) isRefused = true;
        root = altered.root;
      }
      // A name that comes so is no new name to those who refer to the old one.
      return root === item.root ? item : { ...item, root };
    });
  }
  return { items: result, isOpen: isOpen || isRefused, ...(isRefused ? { problem: noPlace } : {}) };
}
const noPlace = 'A replacement has no such place to go to.';

interface Source {
  readonly value: Node;
  /** Where it is told when it cannot be told where it was written. */
  readonly at: Field;
  /** It is data, written for this; a name is written to be one. */
  readonly isData: boolean;
}

function sourceOf(
  replacement: Field,
  items: readonly Item[],
): Source | { readonly value?: undefined; problem: string } {
  const [source, given] = [replacement.get('source'), replacement.get('sourceValue')];
  const written = nodeOf(given);
  if (written) return { value: written, at: given, isData: true };
  const [item, ...more] = items.filter((each) => isMeant(each, source));
  if (!item || more.length > 0) return { problem: 'A replacement has no source, or several.' };
  const steps = stepsOf(source.get('fieldPath').text ?? 'metadata.name');
  const found = findAt(item.root, steps);
  const value = found && refined({ ...found, document: found.document ?? item.source.document }, source);
  if (!value) return { problem: 'The source of a replacement has no such field.' };
  return { value, at: source, isData: /^(?:data|stringData)$/.test(steps[0] ?? '') };
}

/** The part of a value that a delimiter and an index cut out. */
function refined(value: Node, source: Field): Node | undefined {
  const delimiter = source.get('options', 'delimiter').text ?? '';
  if (delimiter === '') return value;
  const index = source.get('options', 'index').number?.value ?? 0;
  const part = value.kind === 'scalar' ? value.text.split(delimiter)[index] : undefined;
  return part === undefined ? undefined : scalarAt(source, part);
}

/** Exactly these: kind, group, version, name (any that it had) and namespace, as far as they are given. */
function isMeant(item: Item, wanted: Field): boolean {
  const { root, names } = item;
  const is = (key: string, ...values: readonly (string | undefined)[]) => {
    const text = wanted.get(key).text ?? '';
    return text === '' || values.includes(text);
  };
  return (
    wanted.exists &&
    is('kind', kindOf(root)) &&
    is('group', groupOf(root)) &&
    is('version', textAt(root, 'apiVersion')?.replace(/^.*\//, '')) &&
    is('name', ...names) &&
    is('namespace', namespaceOf(root) ?? 'default') &&
    isLabelled(root, wanted)
  );
}

/** What the target becomes. A scalar keeps its own type: "3" becomes a number where a number stood. */
function taken(target: Node | undefined, { value, at, isData }: Source, options: Field): Node | undefined {
  const delimiter = options.get('delimiter').text ?? '';
  if (delimiter !== '') {
    if (target?.kind !== 'scalar' || value.kind !== 'scalar') return undefined;
    return withValue(target, joined(target.text, value.text, delimiter, options.get('index').number?.value ?? 0));
  }
  if (value.kind !== 'scalar') return { ...value, isAlias: true };
  const isSame = target === undefined || target.kind !== 'scalar' || typeof target.value === 'string';
  if (isSame && typeof value.value === 'string' && isData) return value;
  return scalarAt(at, target?.kind === 'scalar' ? typedLike(target, value) : value.value);
}

function joined(text: string, part: string, delimiter: string, index: number): string {
  const parts = text.split(delimiter);
  if (index < 0) parts.unshift(part);
  else if (index >= parts.length) parts.push(part);
  else parts[index] = part;
  return parts.join(delimiter);
}

function typedLike({ value: was }: ScalarNode, { text, value }: ScalarNode): ScalarValue {
  if (typeof was === 'number' && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (typeof was === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  return typeof was === 'string' ? text : value;
}
