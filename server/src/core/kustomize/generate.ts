/** ConfigMaps and Secrets that a kustomization makes. */
import type { Field, MappingNode, Node } from '../yaml.ts';
import { emptyAt, nodeOf, scalarAt } from './tree.ts';

export function generatedObject(kind: 'ConfigMap' | 'Secret', generator: Field): Node {
  const at = generator;
  const entry = (key: string, value: Node) => ({ key: scalarAt(at, key), value, isMerged: false });
  const keyed = (field: Field, keyIn: (text: string) => string, valueIn: (text: string) => string) =>
    field.items.flatMap((item) => {
      const { text } = item;
      if (text === undefined) return [];
      return [{ key: scalarAt(item, keyIn(text)), value: scalarAt(item, valueIn(text)), isMerged: false }];
    });
  const hasEnvFile = generator.get('envs').items.length > 0 || generator.get('env').exists;
  const data: MappingNode = {
    ...emptyAt(at),
    entries: [
      ...keyed(
        generator.get('literals'),
        (text) => text.slice(0, Math.max(0, text.indexOf('='))),
        (text) => text.slice(text.indexOf('=') + 1).replace(/^(["'])(.*)\1$/, '$2'),
      ),
      ...keyed(
        generator.get('files'),
        (text) => (text.includes('=') ? text.slice(0, text.indexOf('=')) : text.slice(text.lastIndexOf('/') + 1)),
        () => '',
      ),
    ],
  };
  const name = nodeOf(generator.get('name'));
  const namespace = nodeOf(generator.get('namespace'));
  return {
    ...emptyAt(at),
    entries: [
      entry('apiVersion', scalarAt(at, 'v1')),
      entry('kind', scalarAt(at, kind)),
      entry('metadata', {
        ...emptyAt(at),
        entries: [...(name ? [entry('name', name)] : []), ...(namespace ? [entry('namespace', namespace)] : [])],
      }),
      // Keys out of a file that is not read: there may be any.
      entry(kind === 'Secret' ? 'stringData' : 'data', hasEnvFile ? scalarAt(at, 'from a file') : data),
    ],
  };
}
