/** Names, selectors, and objects that are in each other's way. */
import { insertKey, removeKey, replaceScalar } from '../../../server/src/core/edit.ts';
import type { StatefulSet } from '../../../server/src/core/manifest.ts';
import type { Field } from '../../../server/src/core/yaml.ts';
import type { Clean } from '../clean.ts';
import {
  added,
  all,
  cleared,
  clears,
  each,
  type Fault,
  type Mutators,
  maybe,
  mistyped,
  mistypedKey,
  none,
  restores,
} from '../fault.ts';
import { append, copyOf, deployment, labelsOf, metadata, nameOf, selectorOf, specOf, uriOf } from './objects.ts';

/** A set that nothing else names: what is renamed is named wrongly nowhere else. */
const isNamedOnce = (set: StatefulSet, clean: Clean) => {
  const name = set.name?.value ?? '';
  return clean.mentions(name) === 1 && name === nameOf(set);
};

const labelsIn = ({ selector }: StatefulSet): readonly Field[] =>
  [...selector.labels.values.values()].map(({ field }) => field);

export const identity: Mutators = {
  'selector-mismatch': each('StatefulSet', (set, { workspace }) => {
    const labels = set.pods.labels.field;
    // Who else asks for the label says which of the two is the slip.
    const others = [
      ...workspace.servicesSelecting(set.pods.labels, set),
      ...workspace.budgetsSelecting(set.pods.labels, set),
    ];
    return labelsIn(set).flatMap((asked): readonly Fault[] => {
      const carried = labels.get(String(asked.step));
      if (!carried.exists) return [];
      const at = carried;
      const isChosen = others.some(({ selector }) => selector?.labels.values.has(String(asked.step)));
      return [
        ...mistyped(asked).map(({ how, edits }) =>
          (isChosen ? restores : clears)(`${how} in the selector`, at, ...edits),
        ),
        ...mistyped(carried).map(({ how, edits }) => restores(`${how} in the template`, at, ...edits)),
        ...mistypedKey(carried).map(cleared(asked, 'in the template')),
        ...(labels.entries.length > 1 ? [clears('label removed', asked, removeKey(carried))] : []),
      ];
    });
  }),

  'selector-version-label': each('StatefulSet', (set) => {
    const [asked, carried] = [set.selector.labels.field, set.pods.labels.field];
    const labels: readonly (readonly [string, string])[] = [
      ['app.kubernetes.io/version', '1.2.3'],
      ['version', '2.10'],
      ['helm.sh/chart', 'database-1.2.3'],
    ];
    if (asked.kind !== 'mapping' || carried.kind !== 'mapping') return [];
    return labels.flatMap(([label, version]) => {
      if (asked.get(label).exists) return [];
      const own = carried.get(label);
      if (own.exists && !/\d\.\d/.test(own.text ?? '')) return [];
      const edits = [
        insertKey(asked, label, own.text ?? version),
        ...(own.exists ? [] : [insertKey(carried, label, version)]),
      ];
      return [clears(label, asked.get(label), ...edits)];
    });
  }),

  'selector-overlap': each('StatefulSet', (set) => {
    if (!set.name || set.selector.labels.field.kind !== 'mapping') return [];
    const at = set.selector.labels.field;
    const labels = labelsOf(set);
    const spec = {
      serviceName: specOf(set).get('serviceName').written ?? specOf(set).get('serviceName').text,
      selector: { matchLabels: selectorOf(set) },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'registry.example.com/main:1.0.0' }] },
      },
    };
    const other = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: metadata('one-more', set), spec };
    return [
      maybe('a Deployment', at, append(set, deployment('one-more', set, labels, selectorOf(set)))),
      // Of two sets, the later one tells.
      clears('a StatefulSet', added(uriOf(set), 'spec', 'selector', 'matchLabels'), append(set, other)),
    ];
  }),

  'name-too-long': each('StatefulSet', (set, clean) => {
    if (!set.name || !isNamedOnce(set, clean)) return [];
    const { field, value: name } = set.name;
    return [53, 54, 64]
      .filter((length) => name.length + 8 < length)
      .map((length) =>
        clears(
          `${length} characters`,
          field,
          replaceScalar(field, `${name}-${'of-a-very-long-name'.repeat(4)}`.slice(0, length - 1).concat('x')),
        ),
      );
  }),

  'name-not-dns-label': each('StatefulSet', (set, clean) => {
    if (!set.name || !isNamedOnce(set, clean)) return [];
    const { field, value: name } = set.name;
    const rename = (fault: typeof restores, how: string, text: string) =>
      text === name ? [] : [fault(how, field, replaceScalar(field, text))];
    return [
      ...rename(restores, 'upper case', name.charAt(0).toUpperCase() + name.slice(1)),
      ...rename(restores, 'all upper case', name.toUpperCase()),
      ...rename(restores, 'underscore', name.replace('-', '_')),
      ...rename(restores, 'dot', name.replace('-', '.')),
      ...rename(restores, 'dash at the end', `${name}-`),
      ...rename(clears, 'blank', `${name} x`),
    ];
  }),

  'pod-name-collision': each('StatefulSet', (set, clean) => {
    if (
      clean.of('Workload').some(({ kind }) => kind === 'Pod') ||
      !set.name ||
      set.replicas === 0 ||
      set.name.value !== nameOf(set)
    )
      return [];
    const pod = (ordinal: number, labels: object) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata(`${nameOf(set)}-${ordinal}`, set), labels },
      spec: { containers: [{ name: 'main', image: 'registry.example.com/main:1.0.0' }] },
    });
    const at = set.name.field;
    const last = set.start + set.replicas - 1;
    return [
      clears('the first Pod', at, append(set, pod(set.start, { alone: 'yes' }))),
      clears('the last Pod', at, append(set, pod(last, { alone: 'yes' }))),
    ];
  }),

  'duplicate-resource': all(
    ...(['StatefulSet', 'Service', 'ConfigMap', 'PodDisruptionBudget'] as const).map((type) =>
      each(type, (resource) => {
        if (!resource.name || resource.build !== undefined || resource.field.parent) return [];
        if (resource.field.get('metadata', 'namespace').exists && !resource.namespace) return []; // it may be any
        const edit = append(resource, copyOf(resource));
        return [none(type, added(uriOf(resource), 'metadata', 'name'), edit)];
      }),
    ),
  ),
};
