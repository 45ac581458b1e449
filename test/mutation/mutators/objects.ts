/** Objects that mutators add, and what several of them ask of a world. */
import { appendDocument, type Edit, insertKey } from '../../../server/src/core/edit.ts';
import { knownContainers } from '../../../server/src/core/known/images.ts';
import type { Resource, Service, StatefulSet } from '../../../server/src/core/manifest.ts';
import { asObject, labelsAsObject, namespaceOf } from '../../../server/src/core/objects.ts';
import { type Field, writtenName } from '../../../server/src/core/yaml.ts';
import type { Clean } from '../clean.ts';

export const uriOf = ({ field }: Resource): string => field.document.uri;
/** As it is written, before a build puts something before it. */
export const nameOf = ({ name }: Resource): string => (name ? writtenName(name) : '');
export const specOf = ({ field }: Resource): Field => field.get('spec');
export const podSpecOf = ({ pods }: Pick<StatefulSet, 'pods'>): Field => pods.field.get('spec');

export const append = (beside: Resource, object: unknown) => appendDocument(uriOf(beside), object);

/** A copy of an object, with some of its top keys replaced. */
export const copyOf = ({ field }: Resource, changes: object = {}) => ({ ...(asObject(field) as object), ...changes });

export function metadata(name: string, beside: Resource) {
  return { name, ...namespaceOf(beside) };
}

/** A Deployment whose Pods have these labels, and that selects them by some. */
export function deployment(name: string, beside: Resource, labels: object, selector: object, podSpec: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(name, beside),
    spec: {
      replicas: 1,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'registry.example.com/main:1.0.0' }], ...podSpec },
      },
    },
  };
}

export const labelsOf = ({ pods }: StatefulSet) => labelsAsObject(pods.labels);
export const selectorOf = ({ selector }: StatefulSet) => labelsAsObject(selector.labels);

/** A key of a mapping, or of the one under it that may not be there yet. */
export function addKey(mapping: Field, path: readonly string[], added: unknown): Edit {
  const [step = '', ...rest] = path;
  const next = mapping.get(step);
  if (rest.length > 0 && next.kind === 'mapping') return addKey(next, rest, added);
  const wrapped = rest.toReversed().reduce((inner, each) => ({ [each]: inner }), added);
  return insertKey(mapping, step, wrapped);
}

/** The sets that a Service governs, when it is the only one; with the Service. */
export function governed(service: Service, { workspace }: Clean): StatefulSet | undefined {
  const sets = workspace.setsGovernedBy(service);
  return sets.length === 1 && sets[0] && !workspace.isPartial(sets[0]) ? sets[0] : undefined;
}

/** Whether another headless Service beside it selects the Pods of a set. */
export const hasOtherHeadless = (set: StatefulSet, service: Service, { workspace }: Clean): boolean =>
  workspace.servicesSelecting(set.pods.labels, set).some((other) => other.isHeadless && other !== service);

export const databaseIn = (set: StatefulSet) => knownContainers(set.pods).find(({ known }) => known.isDatabase);
