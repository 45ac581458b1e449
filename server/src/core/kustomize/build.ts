/**
 * What `kubectl kustomize` builds from a kustomization: the objects as they go to the API server, each value still at the place
 * where it was written. Source: kustomize's own documentation and order of transformers (v5); checked against what the real
 * tool builds (test/corpus).
 */

import { type Kustomization, type Manifest, resourcesOf, textsIn } from '../manifest.ts';
import { folderOf, resolvePath } from '../paths.ts';
import { findKustomization, kustomizationIn } from '../scopes.ts';
import { Document, Field, type MappingNode, type Node, type Span } from '../yaml.ts';
import { applyJsonPatch } from './json-patch.ts';
import { mergeStrategically } from './merge.ts';
import { change, emptyAt, nodeOf, scalarAt, textAt, valueAt, withEntry, withValue } from './tree.ts';

export interface Build {
  /** The objects, as trees whose parts know the documents that they stand in; `source` is the object as it was written. */
  readonly objects: readonly { readonly source: Field; readonly root: Node }[];
  /** Something of it cannot be seen: a remote base, a Helm chart, a file that is not there. What is absent may exist. */
  readonly isOpen: boolean;
  /** Why the real tool would refuse to build it; undefined when it would not. */
  readonly problem: string | undefined;
  /** The files that it was built from, and those that it would have been if they existed. */
  readonly inputs: ReadonlySet<string>;
}

/** An object on its way through the kustomizations. */
interface Item {
  /** The object as it stands in its file. */
  readonly source: Field;
  readonly root: Node;
  /** All names that it had, the present one last. References and patches go by any of them. */
  readonly names: readonly string[];
  /** The kustomizations that it came through, the innermost first. */
  readonly layers: readonly string[];
}

/** Builds the kustomization of a file. Never throws; what it cannot do is left as it is. */
export function build(uri: string, manifestOf: (uri: string) => Manifest | undefined): Build {
  const builder = new Builder(manifestOf);
  const items = withReferences(builder.accumulate(uri, []));
  return {
    objects: items.map(({ source, root }) => ({ source, root })),
    isOpen: builder.isOpen,
    problem: builder.problem,
    inputs: builder.inputs,
  };
}

class Builder {
  isOpen = false;
  problem: string | undefined;
  readonly inputs = new Set<string>();
  readonly #manifestOf: (uri: string) => Manifest | undefined;
  readonly #underway = new Set<string>();

  constructor(manifestOf: (uri: string) => Manifest | undefined) {
    this.#manifestOf = manifestOf;
  }

  /** The objects of a kustomization. `given` is what a component is applied to; they come out with its own. */
  accumulate(uri: string, given: readonly Item[]): readonly Item[] {
    const manifest = this.#read(uri);
    const kustomization = manifest && kustomizationIn(manifest);
    if (!kustomization || this.#underway.has(uri)) return given;
    this.#underway.add(uri);
    const { field } = kustomization;
    if (kustomization.hasGenerators) this.isOpen = true;
    let items = [...given];
    for (const path of [...textsIn(field.get('resources')), ...textsIn(field.get('bases'))])
      items.push(...this.#resource(folderOf(uri), path));
    for (const path of textsIn(field.get('components'))) {
      const component = this.#folder(folderOf(uri), path);
      if (component === undefined) this.isOpen = true;
      else items = [...this.accumulate(component, items)];
    }
    items = this.#generated(kustomization, items);
    items = items.map((item) => ({ ...item, layers: [...item.layers, uri] }));
    for (const path of field.get('patchesStrategicMerge').items) items = this.#patchedBy(path, undefined, items, uri);
    for (const patch of field.get('patches').items) items = this.#patched(patch, items, uri);
    items = inNamespace(field.get('namespace'), items);
    items = named(field.get('namePrefix'), field.get('nameSuffix'), items);
    items = labelled(field, items);
    for (const patch of field.get('patchesJson6902').items) items = this.#patched(patch, items, uri);
    items = scaled(field.get('replicas'), items);
    items = withImages(field.get('images'), items);
    // Values that are copied from one object to another are not followed.
    if (field.get('replacements').items.length > 0 || field.get('transformers').items.length > 0) this.isOpen = true;
    this.#underway.delete(uri);
    return items;
  }

  #read(uri: string): Manifest | undefined {
    this.inputs.add(uri);
    return this.#manifestOf(uri);
  }

  #folder(folder: string, path: string): string | undefined {
    const target = resolvePath(folder, path);
    return target === undefined ? undefined : findKustomization(target, (uri) => this.#read(uri) !== undefined);
  }

  #resource(folder: string, path: string): readonly Item[] {
    const target = resolvePath(folder, path);
    const file = target === undefined ? undefined : this.#read(target);
    if (file)
      return file.documents.flatMap(resourcesOf).flatMap((resource) => {
        const root = nodeOf(resource.field);
        return root && resource.type !== 'Kustomization'
          ? [{ source: resource.field, root, names: [nameOf(root)], layers: [] }]
          : [];
      });
    const kustomization = this.#folder(folder, path);
    if (kustomization !== undefined) return this.accumulate(kustomization, []);
    this.isOpen = true;
    if (target !== undefined) this.problem ??= `There is no ${path}.`;
    return [];
  }

  // ---- generators ----

  #generated(kustomization: Kustomization, before: readonly Item[]): Item[] {
    const items = [...before];
    for (const [list, kind] of [
      ['configMapGenerator', 'ConfigMap'],
      ['secretGenerator', 'Secret'],
    ] as const)
      for (const generator of kustomization.field.get(list).items) {
        const name = generator.get('name');
        const root = name.text === undefined ? undefined : generatedObject(kind, generator);
        if (!root || name.text === undefined) continue;
        const behavior = generator.get('behavior').text ?? 'create';
        const i = items.findIndex((item) => kindOf(item.root) === kind && item.names.includes(name.text ?? ''));
        const known = items[i];
        if (behavior === 'create' || !known) items.push({ source: generator, root, names: [name.text], layers: [] });
        else if (behavior === 'merge')
          items[i] = {
            ...known,
            root: mergeStrategically(known.root, root, kustomization.field.document) ?? known.root,
          };
        else
          items[i] = {
            ...known,
            root: change(root, ['metadata', 'name'], () => valueAt(valueAt(known.root, 'metadata'), 'name')),
          };
      }
    return items;
  }

  // ---- patches ----

  #patched(patch: Field, items: Item[], uri: string): Item[] {
    const path = patch.get('path');
    return this.#patchedBy(path.text === undefined ? patch.get('patch') : path, patch.get('target'), items, uri);
  }

  /** `source` is a path, or the patch itself as text. */
  #patchedBy(source: Field, target: Field | undefined, items: Item[], uri: string): Item[] {
    let result = items;
    for (const patch of this.#patchesIn(source, uri)) {
      const isJson = patch.kind === 'sequence';
      const chosen = target?.exists
        ? result.filter((item) => isTarget(item, target))
        : isJson
          ? []
          : result.filter((item) => isSameObject(item, patch));
      if (chosen.length === 0 && !target?.exists)
        this.problem ??= `No object for the patch of ${kindOf(patch.node)} ${nameOf(patch.node)}.`;
      result = result.flatMap((item) => {
        if (!chosen.includes(item)) return [item];
        if (isJson) {
          const { root, problem } = applyJsonPatch(item.root, patch);
          this.problem ??= problem;
          return [renamed({ ...item, root }, item)];
        }
        const root = patch.node && mergeStrategically(item.root, patch.node, patch.document);
        return root ? [keepingIdentity({ ...item, root }, item)] : [];
      });
    }
    return result;
  }

  #patchesIn(source: Field, uri: string): readonly Field[] {
    const { text } = source;
    if (text === undefined) return [];
    if (/[\n{[]/.test(text)) return [inlined(source, text)];
    const target = resolvePath(folderOf(uri), text);
    const manifest = target === undefined ? undefined : this.#read(target);
    if (!manifest || manifest.documents.some(({ problems }) => problems.length > 0)) this.isOpen = true;
    return (manifest?.documents ?? [])
      .filter(({ root, problems }) => root.exists && problems.length === 0)
      .map(({ root }) => root);
  }
}

/** A patch that stands as text in the kustomization, every part of it at its place there. */
function inlined(source: Field, text: string): Field {
  const document = new Document(source.document.uri, text);
  const place = placesIn(source, text);
  const moved = (node: Node): Node => {
    const at = { span: place(node.span), document: source.document };
    if (node.kind === 'scalar') return { ...node, ...at };
    if (node.kind === 'sequence') return { ...node, ...at, items: node.items.map(moved) };
    return {
      ...node,
      ...at,
      entries: node.entries.map((entry) => ({
        ...entry,
        key: moved(entry.key) as typeof entry.key,
        value: moved(entry.value),
      })),
    };
  };
  const { node } = document.root;
  return new Field(source.document, node && moved(node));
}

/** From a place in the text of a literal block scalar to that in its document; for other styles the whole value. */
function placesIn(source: Field, text: string): (span: Span) => Span {
  const whole = source.valueSpan ?? source.span;
  const written = source.document.text.slice(whole.start, whole.end);
  const header = /^\|[-+]?[ \t]*(?:#[^\n]*)?\r?\n/.exec(written)?.[0];
  const indent =
    header === undefined ? undefined : /^(?:[ \t]*\r?\n)*( *)/.exec(written.slice(header.length))?.[1]?.length;
  if (header === undefined || indent === undefined) return () => whole;
  const starts = (of: string) => {
    const lines = [0];
    for (let at = of.indexOf('\n'); at >= 0; at = of.indexOf('\n', at + 1)) lines.push(at + 1);
    return lines;
  };
  const [from, to] = [starts(text), starts(written.slice(header.length))];
  const offset = (at: number) => {
    let line = from.length - 1;
    while (line > 0 && (from[line] ?? 0) > at) line--;
    return whole.start + header.length + (to[line] ?? 0) + indent + at - (from[line] ?? 0);
  };
  return ({ start, end }) => ({ start: offset(start), end: Math.max(offset(start), Math.min(offset(end), whole.end)) });
}

const kindOf = (root: Node | undefined) => textAt(root, 'kind') ?? '';
const nameOf = (root: Node | undefined) => textAt(root, 'metadata', 'name') ?? '';
const namespaceOf = (root: Node | undefined) => textAt(root, 'metadata', 'namespace');
const groupOf = (root: Node | undefined) => {
  const apiVersion = textAt(root, 'apiVersion') ?? '';
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
};

function isSameObject({ root, names }: Item, { node: patch }: Field): boolean {
  const namespace = namespaceOf(patch);
  return (
    kindOf(root) === kindOf(patch) &&
    groupOf(root) === groupOf(patch) &&
    names.includes(nameOf(patch)) &&
    (namespace === undefined || namespaceOf(root) === undefined || namespaceOf(root) === namespace)
  );
}

function isTarget({ root, names }: Item, target: Field): boolean {
  const says = (key: string, ...values: readonly string[]) => {
    const pattern = target.get(key).text;
    return pattern === undefined || pattern === '' || values.some((value) => isMatch(pattern, value));
  };
  const version = textAt(root, 'apiVersion')?.replace(/^.*\//, '') ?? '';
  const chooses = (key: string, map: string) => {
    const selector = target.get(key).text;
    return (
      selector === undefined ||
      selector.split(',').every((term) => {
        const [, name = '', value] = /^\s*([^=!\s]+)\s*(?:==?\s*(\S*))?\s*$/.exec(term) ?? [];
        const has = textAt(root, 'metadata', map, name);
        return value === undefined ? has !== undefined : has === value;
      })
    );
  };
  return (
    says('group', groupOf(root)) &&
    says('version', version) &&
    says('kind', kindOf(root)) &&
    says('name', ...names) &&
    says('namespace', namespaceOf(root) ?? '', 'default') &&
    chooses('labelSelector', 'labels') &&
    chooses('annotationSelector', 'annotations')
  );
}
function isMatch(pattern: string, value: string): boolean {
  if (pattern === value) return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return false;
  }
}

/** A strategic-merge patch changes no name and no kind, whatever it says: both stay where the object has them. */
function keepingIdentity(item: Item, before: Item): Item {
  const kept = (root: Node, key: string, ...path: readonly string[]) => {
    let owner: Node | undefined = before.root;
    let document = owner.document ?? before.source.document;
    for (const step of path) {
      owner = valueAt(owner, step);
      document = owner?.document ?? document;
    }
    const was = owner?.kind === 'mapping' ? owner.entries.findLast((entry) => entry.key.text === key) : undefined;
    if (!was) return root;
    const entry = { ...was, key: { document, ...was.key }, value: { document, ...was.value } };
    return change(root, path, (mapping) => (mapping?.kind === 'mapping' ? withEntry(mapping, entry) : mapping));
  };
  return { ...item, root: kept(kept(item.root, 'kind'), 'name', 'metadata') };
}
const renamed = (item: Item, before: Item): Item => {
  const name = nameOf(item.root);
  return name === nameOf(before.root) ? item : { ...item, names: [...item.names, name] };
};

// ---- transformers ----

const clusterScoped = new Set(
  `Namespace Node PersistentVolume StorageClass ClusterRole ClusterRoleBinding CustomResourceDefinition APIService PriorityClass
   IngressClass GatewayClass CSIDriver CSINode RuntimeClass VolumeAttachment VolumeSnapshotClass CertificateSigningRequest
   MutatingWebhookConfiguration ValidatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
   ComponentStatus FlowSchema PriorityLevelConfiguration`.split(/\s+/),
);

function inNamespace(namespace: Field, items: Item[]): Item[] {
  const { text } = namespace;
  if (text === undefined || text === '') return items;
  return items.map((item) => {
    const path = kindOf(item.root) === 'Namespace' ? ['metadata', 'name'] : ['metadata', 'namespace'];
    if (path[1] === 'namespace' && clusterScoped.has(kindOf(item.root))) return item;
    return renamed({ ...item, root: change(item.root, path, () => nodeOf(namespace), namespace) }, item);
  });
}

const unprefixed = new Set(['CustomResourceDefinition', 'APIService', 'Namespace']);

function named(prefix: Field, suffix: Field, items: Item[]): Item[] {
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

function labelled(field: Field, items: Item[]): Item[] {
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
    (labels) => {
      if (!labels && !isMade) return undefined;
      const start: MappingNode = labels?.kind === 'mapping' ? labels : emptyAt(pairs);
      return pairs.entries.reduce<MappingNode>((mapping, pair) => {
        const [key, value] = [pair.key, nodeOf(pair)];
        return key && value ? withEntry(mapping, { key, value, isMerged: false }) : mapping;
      }, start);
    },
    isMade ? pairs : undefined,
  );
}

function scaled(replicas: Field, items: Item[]): Item[] {
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

function withImages(images: Field, items: Item[]): Item[] {
  return images.items.reduce((result, each) => {
    const name = each.get('name').text ?? '';
    const replaced = (image: string) => {
      const [, path = image, tag = ''] = /^([^@]*?)((?::[^:/@]*)?(?:@.*)?)$/.exec(image) ?? [];
      if (path !== name) return image;
      const [newTag, digest] = [each.get('newTag').text, each.get('digest').text];
      return `${each.get('newName').text ?? path}${digest ? `@${digest}` : newTag ? `:${newTag}` : tag}`;
    };
    return result.map((item) => ({
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
  }, items);
}

// ---- generators ----

function generatedObject(kind: 'ConfigMap' | 'Secret', generator: Field): Node {
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

// ---- references ----

/** Where objects name others: the kind that is named, who names it, and where. `POD` stands for where the Pod's spec is. */
const references: readonly (readonly [named: string, by: RegExp, path: string])[] = [
  ['Service', /^StatefulSet$/, 'spec/serviceName'],
  ['Service', /^Ingress$/, 'spec/defaultBackend/service/name'],
  ['Service', /^Ingress$/, 'spec/rules/*/http/paths/*/backend/service/name'],
  ['Service', /^Ingress$/, 'spec/backend/serviceName'],
  ['Service', /^Ingress$/, 'spec/rules/*/http/paths/*/backend/serviceName'],
  ['ConfigMap', /./, 'POD/volumes/*/configMap/name'],
  ['ConfigMap', /./, 'POD/volumes/*/projected/sources/*/configMap/name'],
  ['ConfigMap', /./, 'POD/containers/*/env/*/valueFrom/configMapKeyRef/name'],
  ['ConfigMap', /./, 'POD/initContainers/*/env/*/valueFrom/configMapKeyRef/name'],
  ['ConfigMap', /./, 'POD/containers/*/envFrom/*/configMapRef/name'],
  ['ConfigMap', /./, 'POD/initContainers/*/envFrom/*/configMapRef/name'],
  ['Secret', /./, 'POD/volumes/*/secret/secretName'],
  ['Secret', /./, 'POD/volumes/*/projected/sources/*/secret/name'],
  ['Secret', /./, 'POD/containers/*/env/*/valueFrom/secretKeyRef/name'],
  ['Secret', /./, 'POD/initContainers/*/env/*/valueFrom/secretKeyRef/name'],
  ['Secret', /./, 'POD/containers/*/envFrom/*/secretRef/name'],
  ['Secret', /./, 'POD/initContainers/*/envFrom/*/secretRef/name'],
  ['Secret', /./, 'POD/imagePullSecrets/*/name'],
  ['ServiceAccount', /./, 'POD/serviceAccountName'],
  ['PersistentVolumeClaim', /./, 'POD/volumes/*/persistentVolumeClaim/claimName'],
  ['StorageClass', /^(?:PersistentVolume|PersistentVolumeClaim)$/, 'spec/storageClassName'],
  ['StorageClass', /^StatefulSet$/, 'spec/volumeClaimTemplates/*/spec/storageClassName'],
  ['PersistentVolume', /^PersistentVolumeClaim$/, 'spec/volumeName'],
  ['StatefulSet', /^HorizontalPodAutoscaler$/, 'spec/scaleTargetRef/name'],
  ['Deployment', /^HorizontalPodAutoscaler$/, 'spec/scaleTargetRef/name'],
];
const podKinds = /^(?:StatefulSet|Deployment|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob|Pod)$/;

/** Whoever named an object by a name that it had names it by the one it has now. */
function withReferences(items: readonly Item[]): readonly Item[] {
  const moved = new Map<string, Item[]>();
  for (const item of items)
    if (item.names.length > 1)
      for (const name of item.names) {
        const key = `${kindOf(item.root)}/${name}`;
        moved.set(key, [...(moved.get(key) ?? []), item]);
      }
  if (moved.size === 0) return items;
  return items.map((item) => {
    const kind = kindOf(item.root);
    let { root } = item;
    for (const [target, by, path] of references) {
      const isPod = path.startsWith('POD/');
      if (!by.test(kind) || (isPod && !podKinds.test(kind))) continue;
      if (
        target !== 'Service' &&
        kind === 'HorizontalPodAutoscaler' &&
        textAt(root, 'spec', 'scaleTargetRef', 'kind') !== target
      )
        continue;
      const steps = isPod ? [...podSpecOf(kind), ...path.split('/').slice(1)] : path.split('/');
      root = change(root, steps, (name) => {
        const named = name?.kind === 'scalar' ? nearest(moved.get(`${target}/${name.text}`) ?? [], item) : undefined;
        return name?.kind === 'scalar' && named ? withValue(name, nameOf(named.root)) : name;
      });
    }
    return root === item.root ? item : { ...item, root };
  });
}
const podSpecOf = (kind: string): readonly string[] =>
  kind === 'Pod'
    ? ['spec']
    : kind === 'CronJob'
      ? ['spec', 'jobTemplate', 'spec', 'template', 'spec']
      : ['spec', 'template', 'spec'];

/** Of several objects that had the name, the one that came the longest way together with who names it. */
function nearest(candidates: readonly Item[], from: Item): Item | undefined {
  const shared = ({ layers }: Item) => layers.filter((layer) => from.layers.includes(layer)).length;
  return candidates.toSorted((a, b) => shared(b) - shared(a))[0];
}
