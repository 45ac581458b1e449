/** The transformers that a kustomization has fields for: namespace, names, labels, replicas, images. */
import type { Field, MappingNode, Node } from '../yaml.ts';
import { type Item, kindOf, renamed } from './item.ts';
import { change, emptyAt, nodeOf, withEntry, withValue } from './tree.ts';

const clusterScoped = new Set(
  `Namespace Node PersistentVolume StorageClass ClusterRole ClusterRoleBinding CustomResourceDefinition APIService PriorityClass
   IngressClass GatewayClass CSIDriver CSINode RuntimeClass VolumeAttachment VolumeSnapshotClass CertificateSigningRequest
   MutatingWebhookConfiguration ValidatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
   ComponentStatus FlowSchema PriorityLevelConfiguration`.split(/\s+/),
);

export function inNamespace(namespace: Field, items: Item[]): Item[] {
  const { text } = namespace;
  if (text === undefined || text === '') return items;
  return items.map((item) => {
    const path = kindOf(item.root) === 'Namespace' ? ['metadata', 'name'] : ['metadata', 'namespace'];
    if (path[1] === 'namespace' && clusterScoped.has(kindOf(item.root))) return item;
    return renamed({ ...item, root: change(item.root, path, () => nodeOf(namespace), namespace) }, item);
  });
}

/** Kinds whose names stay. */
export const unprefixed = new Set(['CustomResourceDefinition', 'APIService', 'Namespace']);

export function named(prefix: Field, suffix: Field, items: Item[]): Item[] {
  const [before, behind] = [prefix.text ?? '', suffix.text ?? ''];
  if (before === '' && behind === '') return items;
  return items.map((item) => {
    if (unprefixed.has(kindOf(item.root))) return item;
    const root = change(item.root, ['metadata', 'name'], (name) =>
      name?.kind === 'scalar' ? withValue(name, `${before}${name.text}${behind}`) : name,
    );
    return renamed({ ...item, root }, item);
  });
}

interface LabelPath {
  readonly path: readonly string[];
  /** Made where it is absent. */
  readonly isMade: boolean;
}
const made = (path: string): LabelPath => ({ path: path.split('/'), isMade: true });
const found = (path: string): LabelPath => ({ path: path.split('/'), isMade: false });

function templateLabels(kind: string): readonly LabelPath[] {
  switch (kind) {
    case 'StatefulSet':
      return [made('spec/template/metadata/labels'), made('spec/volumeClaimTemplates/*/metadata/labels')];
    case 'Deployment':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'Job':
      return [made('spec/template/metadata/labels')];
    case 'CronJob':
      return [made('spec/jobTemplate/metadata/labels'), made('spec/jobTemplate/spec/template/metadata/labels')];
    default:
      return [];
  }
}
const affinity = 'spec/template/spec/affinity';
const podTerms = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
  found(
    `${affinity}/${kind}/preferredDuringSchedulingIgnoredDuringExecution/*/podAffinityTerm/labelSelector/matchLabels`,
  ),
  found(`${affinity}/${kind}/requiredDuringSchedulingIgnoredDuringExecution/*/labelSelector/matchLabels`),
]);
function selectors(kind: string): readonly LabelPath[] {
  switch (kind) {
    case 'Service':
    case 'ReplicationController':
      return [made('spec/selector')];
    case 'StatefulSet':
    case 'Deployment':
      return [
        made('spec/selector/matchLabels'),
        ...podTerms,
        found('spec/template/spec/topologySpreadConstraints/*/labelSelector/matchLabels'),
      ];
    case 'DaemonSet':
    case 'ReplicaSet':
      return [made('spec/selector/matchLabels')];
    case 'Job':
    case 'PodDisruptionBudget':
      return [found('spec/selector/matchLabels')];
    case 'CronJob':
      return [found('spec/jobTemplate/spec/selector/matchLabels')];
    case 'NetworkPolicy':
      return [
        found('spec/podSelector/matchLabels'),
        found('spec/ingress/*/from/*/podSelector/matchLabels'),
        found('spec/egress/*/to/*/podSelector/matchLabels'),
      ];
    default:
      return [];
  }
}

export function labelled(field: Field, items: Item[]): Item[] {
  const sets = [
    ...(field.get('commonLabels').exists ? [{ pairs: field.get('commonLabels'), selects: true, templates: true }] : []),
    ...field.get('labels').items.map((each) => ({
      pairs: each.get('pairs'),
      selects: each.get('includeSelectors').boolean?.value ?? false,
      templates:
        (each.get('includeTemplates').boolean?.value ?? false) ||
        (each.get('includeSelectors').boolean?.value ?? false),
    })),
  ];
  let result = items;
  for (const { pairs, selects, templates } of sets)
    result = result.map((item) => {
      const kind = kindOf(item.root);
      const paths = [
        made('metadata/labels'),
        ...(selects ? selectors(kind) : []),
        ...(templates ? templateLabels(kind) : []),
      ];
      const root = paths.reduce((node, { path, isMade }) => withLabels(node, path, pairs, isMade), item.root);
      return { ...item, root };
    });
  return result;
}

function withLabels(root: Node, path: readonly string[], pairs: Field, isMade: boolean): Node {
  return change(
    root,
    path,
    (labels) => (labels || isMade ? withEntries(labels, pairs) : undefined),
    isMade ? pairs : undefined,
  );
}

/** A mapping with these pairs in it. */
export function withEntries(node: Node | undefined, pairs: Field): MappingNode {
  return pairs.entries.reduce<MappingNode>(
    (mapping, pair) => {
      const [key, value] = [pair.key, nodeOf(pair)];
      return key && value ? withEntry(mapping, { key, value, isMerged: false }) : mapping;
    },
    node?.kind === 'mapping' ? node : emptyAt(pairs),
  );
}

export function scaled(replicas: Field, items: Item[]): Item[] {
  return replicas.items.reduce((result, each) => {
    const [name, count] = [each.get('name').text ?? '', nodeOf(each.get('count'))];
    if (!count) return result;
    return result.map((item) =>
      /^(?:StatefulSet|Deployment|ReplicaSet|ReplicationController)$/.test(kindOf(item.root)) &&
      item.names.includes(name)
        ? { ...item, root: change(item.root, ['spec', 'replicas'], () => count, each) }
        : item,
    );
  }, items);
}

const podSpecs = [['spec', 'template', 'spec'], ['spec', 'jobTemplate', 'spec', 'template', 'spec'], ['spec']];

export const withImages = (images: Field, items: Item[]): Item[] =>
  images.items.reduce((result, each) => withImage(each, result), items);

/** With the images of one name replaced. */
export function withImage(given: Field, items: Item[]): Item[] {
  const name = given.get('name').text ?? '';
  const replaced = (image: string) => {
    const [, path = image, tag = ''] = /^([^@]*?)((?::[^:/@]*)?(?:@.*)?)$/.exec(image) ?? [];
    if (path !== name) return image;
    const [newTag, digest] = [given.get('newTag').text, given.get('digest').text];
    return `${given.get('newName').text ?? path}${digest ? `@${digest}` : newTag ? `:${newTag}` : tag}`;
  };
  return items.map((item) => ({
    ...item,
    root: podSpecs.reduce(
      (root, spec) =>
        ['containers', 'initContainers'].reduce(
          (node, list) =>
            change(node, [...spec, list, '*', 'image'], (image) =>
              image?.kind === 'scalar' ? withValue(image, replaced(image.text)) : image,
            ),
          root,
        ),
      item.root,
    ),
  }));
}
