/**
 * New trees from old ones: the few changes that a build makes. Nothing is altered; what did not change is shared.
 * Every node keeps the document and the span it was written at, so that what is found in a built object is found in its source.
 */
import type { Document, Entry, Field, MappingNode, Node, ScalarNode, SequenceNode } from '../yaml.ts';

/** The field's tree as it stands in its document, to be put into a tree of another one. */
export function nodeOf(field: Field): Node | undefined {
  return field.node && { ...field.node, document: field.document };
}

/** The value under a key; the last of duplicates. */
export function valueAt(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'mapping' ? node.entries.findLast((entry) => entry.key.text === key)?.value : undefined;
}
export function textAt(node: Node | undefined, ...path: readonly string[]): string | undefined {
  let at = node;
  for (const key of path) at = valueAt(at, key);
  return at?.kind === 'scalar' && at.value !== null ? at.text : undefined;
}

/** A key or value that nobody wrote: it is found where `from` stands. */
export function scalarAt(
  from: { readonly document: Document; readonly span: ScalarNode['span'] },
  value: ScalarNode['value'],
): ScalarNode {
  return {
    kind: 'scalar',
    value,
    text: value === null ? '' : String(value),
    style: 'plain',
    span: from.span,
    isAlias: false,
    document: from.document,
    written: '',
  };
}

/** The scalar with another value, at its old place. */
export function withValue(node: ScalarNode, value: string): ScalarNode {
  if (node.value === value) return node;
  return { ...node, value, text: value, written: node.written ?? node.text };
}

/** With this entry in the place of the last one of its key, or as a new last one. */
export function withEntry(mapping: MappingNode, entry: Entry): MappingNode {
  const i = mapping.entries.findLastIndex(({ key }) => key.text === entry.key.text);
  const entries = i < 0 ? [...mapping.entries, entry] : mapping.entries.with(i, entry);
  return { ...mapping, entries };
}
export function withoutKey(mapping: MappingNode, key: string): MappingNode {
  const entries = mapping.entries.filter((entry) => entry.key.text !== key);
  return entries.length === mapping.entries.length ? mapping : { ...mapping, entries };
}

/**
 * With the value at a path changed by `change`. Undefined as its answer takes the value away. `*` stands for every item of a
 * sequence. What is not there stays so, unless `create` makes the mappings on the way.
 */
export function change(
  node: Node,
  path: readonly string[],
  alter: (value: Node | undefined) => Node | undefined,
  create?: { readonly document: Document; readonly span: ScalarNode['span'] },
): Node {
  const [step, ...rest] = path;
  if (step === undefined) return alter(node) ?? node;
  if (step === '*') {
    if (node.kind !== 'sequence') return node;
    const items = node.items.map((item) => change(item, rest, alter, create));
    return items.every((item, i) => item === node.items[i]) ? node : ({ ...node, items } satisfies SequenceNode);
  }
  if (node.kind !== 'mapping') return node;
  const at = node.entries.findLast(({ key }) => key.text === step);
  const below =
    at?.value.kind === 'scalar' && at.value.value === null && create && rest.length > 0 ? emptyAt(create) : at?.value;
  if (below === undefined && !(create && (rest.length > 0 || at === undefined))) {
    if (rest.length > 0) return node;
  }
  const start = below ?? (create && rest.length > 0 ? emptyAt(create) : undefined);
  const now = rest.length === 0 ? alter(below) : start && change(start, rest, alter, create);
  if (now === below) return node;
  if (now === undefined) return withoutKey(node, step);
  // A mapping that was made for nothing.
  if (below === undefined && now.kind === 'mapping' && now.entries.length === 0) return node;
  return withEntry(node, {
    key: at?.key ?? scalarAt(create ?? { document: now.document as Document, span: now.span }, step),
    value: now,
    isMerged: at?.isMerged ?? false,
  });
}

export function emptyAt({
  document,
  span,
}: {
  readonly document: Document;
  readonly span: ScalarNode['span'];
}): MappingNode {
  return { kind: 'mapping', entries: [], isFlow: false, span, isAlias: false, document };
}

/** Whether two trees say the same at the same places. */
export function sameTree(a: Node | undefined, b: Node | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.kind !== b.kind || a.document !== b.document) return false;
  if (a.span.start !== b.span.start || a.span.end !== b.span.end) return false;
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.value === b.value && a.text === b.text;
  if (a.kind === 'sequence')
    return (
      b.kind === 'sequence' &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => sameTree(item, b.items[i]))
    );
  return (
    b.kind === 'mapping' &&
    a.entries.length === b.entries.length &&
    a.entries.every((entry, i) => {
      const other = b.entries[i];
      return other !== undefined && sameTree(entry.key, other.key) && sameTree(entry.value, other.value);
    })
  );
}
