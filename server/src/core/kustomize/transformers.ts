/**
 * `transformers`: what a kustomization's own fields do, written as objects that say where.
 * Source: https://kubectl.docs.kubernetes.io/references/kustomize/builtins/, and what the real tool makes of them.
 */
import type { Field, Node } from '../yaml.ts';
import { groupOf, type Item, kindOf, renamed } from './item.ts';
import { inNamespace, unprefixed, withEntries, withImage } from './transform.ts';
import { change, nodeOf, textAt, withValue } from './tree.ts';

/** The items as a transformer leaves them; undefined for one that is not known. Those of patches and replacements are the builder's. */
export function transformed(config: Field, items: Item[]): Item[] | undefined {
  if (config.get('apiVersion').text !== 'builtin') return undefined;
  const specs = config.get('fieldSpecs').items;
  const at = (alter: (value: Node | undefined, item: Item) => Node | undefined) =>
    items.map((item) => {
      const root = specs.reduce((node, spec) => atSpec(node, spec, (value) => alter(value, item)), item.root);
      return root === item.root ? item : renamed({ ...item, root }, item);
    });
  switch (config.get('kind').text) {
    case 'PrefixTransformer':
    case 'SuffixTransformer':
    case 'PrefixSuffixTransformer': {
      const [before, behind] = [config.get('prefix').text ?? '', config.get('suffix').text ?? ''];
      return at((value, { root }) =>
        value?.kind === 'scalar' && !unprefixed.has(kindOf(root))
          ? withValue(value, `${before}${value.text}${behind}`)
          : value,
      );
    }
    case 'NamespaceTransformer': {
      const namespace = config.get('metadata', 'namespace');
      return config.get('unsetOnly').boolean?.value ? undefined : inNamespace(namespace, items);
    }
    case 'LabelTransformer':
      return at((value) => withEntries(value, config.get('labels')));
    case 'AnnotationsTransformer':
      return at((value) => withEntries(value, config.get('annotations')));
    case 'ReplicaCountTransformer': {
      const replica = config.get('replica');
      const count = nodeOf(replica.get('count'));
      const name = replica.get('name').text ?? '';
      return count && at((value, { names }) => (names.includes(name) ? count : value));
    }
    case 'ImageTagTransformer':
      return withImage(config.get('imageTag'), items);
    // The same names with an ending, everywhere.
    case 'HashTransformer':
      return items;
    default:
      return undefined;
  }
}

/** What a `fieldSpec` names: of objects of its kind, at its path, in each item of the lists on the way. */
function atSpec(root: Node, spec: Field, alter: (value: Node | undefined) => Node | undefined): Node {
  const is = (key: string, value: string) => [undefined, '', value].includes(spec.get(key).text);
  const version = textAt(root, 'apiVersion')?.replace(/^.*\//, '') ?? '';
  if (!is('kind', kindOf(root)) || !is('group', groupOf(root)) || !is('version', version)) return root;
  const steps = (spec.get('path').text ?? '').split('/').filter((step) => step !== '');
  const create = spec.get('create').boolean?.value ? spec : undefined;
  return change(root, throughLists(root, steps), (value) => (value || create ? alter(value) : undefined), create);
}

function throughLists(node: Node | undefined, steps: readonly string[]): readonly string[] {
  const [step, ...rest] = steps;
  if (step === undefined || !node || node.kind === 'scalar') return steps;
  if (node.kind === 'sequence') return ['*', ...throughLists(node.items[0], steps)];
  return [step, ...throughLists(node.entries.findLast(({ key }) => key.text === step)?.value, rest)];
}
