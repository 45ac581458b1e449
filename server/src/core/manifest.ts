/**
 * Fields → Manifest and its typed resources. Kubernetes' defaults live here, so that no rule repeats them.
 * A namespace that is not written stays undefined: unknown, not `default`.
 */
import { type Labels, readLabels, readSelector, type Selector, withAsked } from './labels.ts';
import { isPlaceholder } from './placeholder.ts';
import { remember } from './remember.ts';
import { Document, type Field, type Located, splitDocuments } from './yaml.ts';

export { isPlaceholder };

/** One file, read. Immutable; an edit makes a new one that shares the documents whose text is the same. */
export interface Manifest {
  readonly uri: string;
  readonly documents: readonly Document[];
}

interface Base {
  readonly apiVersion: string;
  /** The API group; empty for the core group. A resource is known by group and kind together. */
  readonly group: string;
  readonly kind: string;
  /** Undefined when it is not written, is not text, or is a placeholder that something fills in later. */
  readonly name: Located<string> | undefined;
  /** Undefined means unknown: it matches any namespace. */
  readonly namespace: Located<string> | undefined;
  /** The object itself: the document's top, or an item of a List. */
  readonly field: Field;
  /** A fragment (a patch, values of a template) that something else completes: nothing is "missing" in it. */
  readonly isPartial: boolean;
  /** The kustomization that it was built by, as a file's URI; undefined for an object as it stands in its file. */
  readonly build?: string;
}
export interface Port {
  readonly name: Located<string> | undefined;
  readonly number: Located<number> | undefined;
  readonly protocol: string;
  readonly field: Field;
}
export interface Container {
  readonly name: string;
  /** As written; undefined when absent or a placeholder. */
  readonly image: Located<string> | undefined;
  /** Runs to its end before the others start; a sidecar (`restartPolicy: Always`) is none. */
  readonly isInit: boolean;
  readonly field: Field;
  readonly ports: readonly Port[];
  /** Names in volumeMounts and volumeDevices. */
  readonly mounts: readonly Located<string>[];
}
/** The Pods that a workload makes. */
export interface PodTemplate {
  readonly labels: Labels;
  /** Init containers and sidecars come first, as in the Pod. */
  readonly containers: readonly Container[];
  readonly volumes: readonly Located<string>[];
  readonly field: Field;
}
export interface StatefulSet extends Base {
  readonly type: 'StatefulSet';
  readonly pods: PodTemplate;
  readonly selector: Selector;
  readonly replicas: number;
  readonly start: number;
  /** Undefined when it is absent or empty; see `hasOpaqueServiceName` for one that cannot be read. */
  readonly serviceName: Located<string> | undefined;
  /** `serviceName` is written, but as a placeholder or not as text: nothing can be said about it. */
  readonly hasOpaqueServiceName: boolean;
  readonly podManagementPolicy: 'OrderedReady' | 'Parallel';
  readonly updateStrategy: { readonly type: 'RollingUpdate' | 'OnDelete'; readonly partition: number };
  readonly minReadySeconds: number;
  readonly retention: { readonly whenScaled: 'Retain' | 'Delete'; readonly whenDeleted: 'Retain' | 'Delete' };
  readonly claimTemplates: readonly ClaimTemplate[];
}
/** What a volumeClaimTemplate or a PersistentVolumeClaim asks for. */
export interface ClaimSpec {
  readonly name: Located<string> | undefined;
  /** From the beta annotation when that is written (it wins), else from `spec.storageClassName`. Undefined: not written. */
  readonly storageClassName: Located<string> | undefined;
  readonly hasOpaqueClass: boolean;
  readonly accessModes: readonly string[];
  /** `Filesystem` when nothing is written; as it is written otherwise. */
  readonly volumeMode: string;
  readonly storage: Field;
  /** `spec.volumeName`: bound by hand, so a class alone decides nothing. */
  readonly isBoundByHand: boolean;
  readonly field: Field;
}
export interface ClaimTemplate extends ClaimSpec {
  readonly labels: Labels;
}
export interface PersistentVolumeClaim extends Base {
  readonly type: 'PersistentVolumeClaim';
  readonly claim: ClaimSpec;
}
export interface ServicePort {
  readonly name: string | undefined;
  readonly port: number | undefined;
  readonly protocol: string;
  /** As written; undefined when absent, which means the same number as `port`. */
  readonly targetPort: Located<number | string> | undefined;
  readonly field: Field;
}
export interface Service extends Base {
  readonly type: 'Service';
  readonly serviceType: string;
  readonly isHeadless: boolean;
  readonly isExternalName: boolean;
  /** Undefined: no selector, so no endpoints unless somebody makes them by hand. */
  readonly selector: Selector | undefined;
  readonly publishNotReadyAddresses: boolean;
  readonly ports: readonly ServicePort[];
}
export interface StorageClass extends Base {
  readonly type: 'StorageClass';
  readonly provisioner: string | undefined;
  readonly isDefault: boolean;
  readonly bindingMode: 'Immediate' | 'WaitForFirstConsumer';
  readonly reclaimPolicy: 'Delete' | 'Retain';
  /** `allowVolumeExpansion: true`. */
  readonly allowsExpansion: boolean;
}
export interface PersistentVolume extends Base {
  readonly type: 'PersistentVolume';
  readonly storageClassName: string;
  readonly accessModes: readonly string[];
  readonly capacity: Field;
  readonly claimRef: { readonly namespace: string | undefined; readonly name: string } | undefined;
}
/** Anything else that makes Pods: Deployment, DaemonSet, ReplicaSet, Job, CronJob, a bare Pod. */
export interface Workload extends Base {
  readonly type: 'Workload';
  readonly pods: PodTemplate;
}
export interface ConfigMap extends Base {
  readonly type: 'ConfigMap';
  /** `data` and `binaryData` together: the fields, by key. */
  readonly data: ReadonlyMap<string, Field>;
  /** A part of it cannot be read, so more keys may be there. */
  readonly isOpaque: boolean;
}
export interface Secret extends Base {
  readonly type: 'Secret';
  /** `data` and `stringData` together: the fields, by key. */
  readonly data: ReadonlyMap<string, Field>;
  readonly isOpaque: boolean;
}
export interface PodDisruptionBudget extends Base {
  readonly type: 'PodDisruptionBudget';
  readonly selector: Selector;
  readonly minAvailable: Field;
  readonly maxUnavailable: Field;
}
/** A HorizontalPodAutoscaler of any version. */
export interface Autoscaler extends Base {
  readonly type: 'HorizontalPodAutoscaler';
  readonly target: { readonly kind: string; readonly name: Located<string> | undefined; readonly field: Field };
  readonly minReplicas: number;
}
/** A file that says which others belong together (group kustomize.config.k8s.io, or just the file name). */
export interface Kustomization extends Base {
  readonly type: 'Kustomization';
  /** `resources`, `bases`, `components`, `crds`: paths and addresses as written. */
  readonly resources: readonly string[];
  /** Files that patches, replacements and transformers stand in. */
  readonly patches: readonly string[];
  /** Files whose text, or whose lines, generators put into ConfigMaps and Secrets. */
  readonly texts: readonly string[];
  /** Helm charts and generators bring objects that no file holds. */
  readonly hasGenerators: boolean;
}
export interface Other extends Base {
  readonly type: 'Other';
}
export type Resource =
  | StatefulSet
  | Service
  | StorageClass
  | PersistentVolume
  | PersistentVolumeClaim
  | Workload
  | ConfigMap
  | Secret
  | PodDisruptionBudget
  | Autoscaler
  | Kustomization
  | Other;

/**
 * Reads one file. Never throws; what cannot be read is absent. `before`, the same file as it was, gives its documents
 * whose text did not change, so that they and what hangs on them stay the same objects.
 */
export function readManifest(uri: string, text: string, before?: Manifest): Manifest {
  if (before && isPlain(before)) return readPlain(uri, text, before);
  const texts = splitDocuments(text);
  const old = before?.documents ?? [];
  const [head, tail] = sameEnds(old, texts, (document, text) => document.text === text);
  return {
    uri,
    documents: [
      ...old.slice(0, head),
      ...texts.slice(head, texts.length - tail).map((text) => new Document(uri, text)),
      ...old.slice(old.length - tail),
    ],
  };
}

/** The same for a file that is no YAML, of which kustomizations make data: one document, in which nothing is read. */
export function readPlain(uri: string, text: string, before?: Manifest): Manifest {
  const isSame = before && isPlain(before) && before.documents[0]?.text === text;
  return isSame ? before : { uri, documents: [new Document(uri, text, true)] };
}
/** Whether it is read as data. Once it is, it stays so. */
const isPlain = ({ documents }: Manifest): boolean => documents[0]?.isPlain ?? false;

/** The documents that only one of two readings of a file has. */
export function changedDocuments(
  before: Manifest | undefined,
  now: Manifest | undefined,
): { readonly gone: readonly Document[]; readonly come: readonly Document[] } {
  const [a, b] = [before?.documents ?? [], now?.documents ?? []];
  const [head, tail] = sameEnds(a, b, (x, y) => x === y);
  return { gone: a.slice(head, a.length - tail), come: b.slice(head, b.length - tail) };
}

/** How many items two lists share at their start, and of the rest at their end. */
function sameEnds<A, B>(a: readonly A[], b: readonly B[], isSame: (a: A, b: B) => boolean): readonly [number, number] {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && isSame(a[head] as A, b[head] as B)) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(a[a.length - 1 - tail] as A, b[b.length - 1 - tail] as B)) tail++;
  return [head, tail];
}

/** The objects of a document: one, none, or the items of a List. The same answer object for the same document. */
export function resourcesOf(document: Document): readonly Resource[] {
  return remember(read, document, () => readResources(document));
}
const read = new WeakMap<Document, readonly Resource[]>();

/** A document that speaks of Kubernetes. Everything else (workflows, values, compose files) is left alone, unread. */
export function isManifest(document: Document): boolean {
  return remember(speaks, document, () => speaksOfKubernetes(document));
}
const speaks = new WeakMap<Document, boolean>();

function speaksOfKubernetes(document: Document): boolean {
  if (document.isPlain) return false;
  return (
    (/^[ \t]*(?:- +)?["']?(?:apiVersion|kind)["']?[ \t]*:|[{,]\s*["']?kind["']?\s*:/m.test(document.text) &&
      // Their schemas are huge, are no business of ours, and would be most of what there is to read.
      !/^kind:[ \t]*CustomResourceDefinition[ \t]*$/m.test(document.text)) ||
    isKustomizationFile(document.uri)
  );
}
/** By its name. */
export const isKustomizationFile = (uri: string) => /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(uri);

function readResources(document: Document): readonly Resource[] {
  if (!isManifest(document)) return [];
  const root = document.root;
  const kind = root.get('kind').text;
  if (kind?.endsWith('List') && root.get('items').kind === 'sequence')
    return root.get('items').items.flatMap((item) => readResource(item, kind.slice(0, -4)) ?? []);
  return [readResource(root) ?? []].flat();
}

/** The object of a tree that a kustomization built from several documents. */
export function builtResource(field: Field, build: string): Resource | undefined {
  const resource = readResource(field);
  return resource && { ...resource, build };
}

function readResource(field: Field, kindOfList = ''): Resource | undefined {
  if (field.kind !== 'mapping') return undefined;
  const kind = field.get('kind').text ?? (isKustomizationFile(field.document.uri) ? 'Kustomization' : kindOfList);
  const apiVersion = field.get('apiVersion').text ?? field.document.root.get('apiVersion').text ?? '';
  if (kind === '' || isPlaceholder(kind)) return undefined;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const base: Base = {
    apiVersion,
    group,
    kind,
    name: nameIn(field.get('metadata', 'name')),
    namespace: nameIn(field.get('metadata', 'namespace')),
    field,
    isPartial: isFragment(field),
  };
  switch (`${group}/${kind}`) {
    case 'apps/StatefulSet':
      return statefulSet(base);
    case '/Service':
      return service(base);
    case 'storage.k8s.io/StorageClass':
      return storageClass(base);
    case '/PersistentVolume':
      return persistentVolume(base);
    case '/PersistentVolumeClaim':
      return { ...base, type: 'PersistentVolumeClaim', claim: claimSpec(field) };
    case 'apps/Deployment':
    case 'apps/DaemonSet':
    case 'apps/ReplicaSet':
    case 'batch/Job':
    case '/ReplicationController':
      return { ...base, type: 'Workload', pods: podTemplate(field.get('spec', 'template')) };
    case 'batch/CronJob':
      return { ...base, type: 'Workload', pods: podTemplate(field.get('spec', 'jobTemplate', 'spec', 'template')) };
    case '/ConfigMap':
      return { ...base, type: 'ConfigMap', ...dataIn(field, 'data', 'binaryData') };
    case '/Secret':
      return { ...base, type: 'Secret', ...dataIn(field, 'data', 'stringData') };
    case 'policy/PodDisruptionBudget':
      return {
        ...base,
        type: 'PodDisruptionBudget',
        selector: readSelector(field.get('spec', 'selector')),
        minAvailable: field.get('spec', 'minAvailable'),
        maxUnavailable: field.get('spec', 'maxUnavailable'),
      };
    case 'autoscaling/HorizontalPodAutoscaler':
      return autoscaler(base);
    case '/Pod':
      return { ...base, type: 'Workload', pods: podTemplate(field) };
    default:
      return /^(?:Kustomization|Component)$/.test(kind) &&
        (group === 'kustomize.config.k8s.io' || isKustomizationFile(field.document.uri))
        ? kustomization(base)
        : { ...base, type: 'Other' };
  }
}

/** A name as far as it can be relied on. Numbers and booleans are refused by the server, so they name nothing. */
function nameIn(field: Field): Located<string> | undefined {
  const name = field.string;
  return name && name.value !== '' && !isPlaceholder(name.value) ? name : undefined;
}
/** A list that is written, but as a placeholder or with items that have no name yet: it may hold anything. */
export const isOpaqueList = (field: Field): boolean =>
  field.exists &&
  field.scalar !== null &&
  (field.kind !== 'sequence' || field.items.some(({ kind }) => kind !== 'mapping'));
const isOpaque = (field: Field) =>
  field.exists && field.scalar !== null && field.scalar !== '' && nameIn(field) === undefined;

/** Made by a generator of a kustomization: there is no object to write into. */
export const isGenerated = ({ field }: Resource): boolean => field.get('kind').written === '';

/** Made and kept by another object, as in a dump of a running cluster. */
export const isOwned = ({ field }: Resource): boolean => field.get('metadata', 'ownerReferences').items.length > 0;

/** Strategic-merge directives, and names that kustomize users write where the name does not count. */
export function isFragment(field: Field): boolean {
  return (
    (field.document.text.includes('$') &&
      /^\s*(?:- )?\$(?:patch|retainKeys|setElementOrder|deleteFromPrimitiveList)/m.test(field.document.text)) ||
    field.get('metadata', 'name').text === 'not-used'
  );
}

function statefulSet(base: Base): StatefulSet {
  const spec = base.field.get('spec');
  const template = podTemplate(spec.get('template'));
  const selector = readSelector(spec.get('selector'));
  const pods = { ...template, labels: withAsked(template.labels, selector) };
  const rolling = spec.get('updateStrategy', 'rollingUpdate');
  const retention = spec.get('persistentVolumeClaimRetentionPolicy');
  return {
    ...base,
    type: 'StatefulSet',
    isPartial: base.isPartial || pods.containers.length === 0 || (!spec.get('selector').exists && !isWhole(pods)),
    pods,
    selector,
    replicas: countOf(spec.get('replicas'), 1),
    start: countOf(spec.get('ordinals', 'start'), 0),
    serviceName: nameIn(spec.get('serviceName')),
    hasOpaqueServiceName: isOpaque(spec.get('serviceName')),
    podManagementPolicy: spec.get('podManagementPolicy').text === 'Parallel' ? 'Parallel' : 'OrderedReady',
    updateStrategy: {
      type: spec.get('updateStrategy', 'type').text === 'OnDelete' ? 'OnDelete' : 'RollingUpdate',
      partition: countOf(rolling.get('partition'), 0),
    },
    minReadySeconds: countOf(spec.get('minReadySeconds'), 0),
    retention: {
      whenScaled: retention.get('whenScaled').text === 'Delete' ? 'Delete' : 'Retain',
      whenDeleted: retention.get('whenDeleted').text === 'Delete' ? 'Delete' : 'Retain',
    },
    claimTemplates: spec
      .get('volumeClaimTemplates')
      .items.map((item) => ({ ...claimSpec(item), labels: readLabels(item.get('metadata', 'labels')) })),
  };
}

/** A patch names what it changes; a template with labels and an image for each container is more than that. */
const isWhole = ({ labels, containers }: PodTemplate) =>
  labels.values.size > 0 && containers.every(({ field }) => field.get('image').exists);

/** An int32 that is not negative; `absent` where none stands. The server refuses everything else. */
function countOf(field: Field, absent: number): number {
  const value = field.number?.value;
  return value !== undefined && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : absent;
}

function podTemplate(field: Field): PodTemplate {
  const spec = field.get('spec');
  const containersIn = (list: string, isInit: boolean) =>
    spec
      .get(list)
      .items.filter(({ kind }) => kind === 'mapping')
      .map((each) => container(each, isInit && each.get('restartPolicy').text !== 'Always'));
  return {
    field,
    labels: readLabels(field.get('metadata', 'labels')),
    containers: [...containersIn('initContainers', true), ...containersIn('containers', false)],
    volumes: spec.get('volumes').items.flatMap((volume) => volume.get('name').string ?? []),
  };
}

function container(field: Field, isInit: boolean): Container {
  const names = (list: string) => field.get(list).items.flatMap((mount) => mount.get('name').string ?? []);
  return {
    field,
    name: field.get('name').text ?? '',
    image: nameIn(field.get('image')),
    isInit,
    ports: field.get('ports').items.map((port) => ({
      field: port,
      name: port.get('name').string,
      number: port.get('containerPort').number,
      protocol: protocolOf(port),
    })),
    mounts: [...names('volumeMounts'), ...names('volumeDevices')],
  };
}

function claimSpec(field: Field): ClaimSpec {
  const annotation = field.get('metadata', 'annotations', 'volume.beta.kubernetes.io/storage-class');
  const written = annotation.exists ? annotation : field.get('spec', 'storageClassName');
  return {
    field,
    name: nameIn(field.get('metadata', 'name')),
    storageClassName: written.string?.value === '' ? written.string : nameIn(written),
    hasOpaqueClass: isOpaque(written),
    accessModes: textsIn(field.get('spec', 'accessModes')),
    volumeMode: field.get('spec', 'volumeMode').text ?? 'Filesystem',
    storage: field.get('spec', 'resources', 'requests', 'storage'),
    isBoundByHand: field.get('spec', 'volumeName').text !== undefined,
  };
}
/** The texts of a list. */
export const textsIn = (field: Field): readonly string[] => field.items.flatMap((item) => item.text ?? []);

function service(base: Base): Service {
  const spec = base.field.get('spec');
  const serviceType = spec.get('type').text ?? 'ClusterIP';
  const clusterIP = spec.get('clusterIP').text ?? spec.get('clusterIPs', 0).text;
  const selector = spec.get('selector');
  return {
    ...base,
    type: 'Service',
    serviceType,
    isHeadless: (serviceType === 'ClusterIP' || isPlaceholder(serviceType)) && clusterIP === 'None',
    isExternalName: serviceType === 'ExternalName',
    selector:
      selector.exists && selector.scalar !== null && (selector.kind !== 'mapping' || selector.entries.length > 0)
        ? { labels: readLabels(selector), expressions: [], field: selector }
        : undefined,
    publishNotReadyAddresses: spec.get('publishNotReadyAddresses').boolean?.value ?? false,
    ports: spec.get('ports').items.map((port) => ({
      field: port,
      name: port.get('name').text,
      port: port.get('port').number?.value,
      protocol: protocolOf(port),
      targetPort: targetPort(port.get('targetPort')),
    })),
  };
}
/** `tcp` is refused, and TCP is meant: nothing else follows from it. */
const protocolOf = (port: Field): string => (port.get('protocol').text ?? 'TCP').toUpperCase();

function targetPort(field: Field): Located<number | string> | undefined {
  const value = field.scalar;
  // 0 and "" mean "as port", like absence.
  return (typeof value === 'number' || typeof value === 'string') && value !== 0 && value !== ''
    ? { value, field }
    : undefined;
}

function storageClass(base: Base): StorageClass {
  const annotations = base.field.get('metadata', 'annotations');
  const isTrue = (key: string) => annotations.get(key).text === 'true';
  return {
    ...base,
    type: 'StorageClass',
    provisioner: base.field.get('provisioner').text,
    isDefault:
      isTrue('storageclass.kubernetes.io/is-default-class') ||
      isTrue('storageclass.beta.kubernetes.io/is-default-class'),
    bindingMode:
      base.field.get('volumeBindingMode').text === 'WaitForFirstConsumer' ? 'WaitForFirstConsumer' : 'Immediate',
    reclaimPolicy: base.field.get('reclaimPolicy').text === 'Retain' ? 'Retain' : 'Delete',
    allowsExpansion: base.field.get('allowVolumeExpansion').boolean?.value ?? false,
  };
}

function persistentVolume(base: Base): PersistentVolume {
  const spec = base.field.get('spec');
  const claim = spec.get('claimRef');
  const claimName = claim.get('name').text;
  return {
    ...base,
    type: 'PersistentVolume',
    storageClassName:
      base.field.get('metadata', 'annotations', 'volume.beta.kubernetes.io/storage-class').text ??
      spec.get('storageClassName').text ??
      '',
    accessModes: textsIn(spec.get('accessModes')),
    capacity: spec.get('capacity', 'storage'),
    claimRef: claimName === undefined ? undefined : { namespace: claim.get('namespace').text, name: claimName },
  };
}

function dataIn(field: Field, ...lists: readonly string[]): Pick<ConfigMap, 'data' | 'isOpaque'> {
  const parts = lists.map((list) => field.get(list));
  return {
    data: new Map(parts.flatMap(({ entries }) => entries.map((entry) => [String(entry.step), entry] as const))),
    isOpaque: parts.some((part) => part.exists && part.scalar !== null && part.kind !== 'mapping'),
  };
}

function autoscaler(base: Base): Autoscaler {
  const spec = base.field.get('spec');
  const field = spec.get('scaleTargetRef');
  return {
    ...base,
    type: 'HorizontalPodAutoscaler',
    target: { kind: field.get('kind').text ?? '', name: nameIn(field.get('name')), field },
    minReplicas: countOf(spec.get('minReplicas'), 1),
  };
}

const textFiles = (generator: Field): readonly string[] => [
  ...textsIn(generator.get('files')).map((file) => file.slice(file.indexOf('=') + 1)),
  ...textsIn(generator.get('envs')),
  ...[generator.get('env').text ?? []].flat(),
];

function kustomization(base: Base): Kustomization {
  const list = (key: string) => textsIn(base.field.get(key));
  const patches = base.field.get('patches').items.flatMap((patch) => patch.get('path').text ?? []);
  const json = base.field.get('patchesJson6902').items.flatMap((patch) => patch.get('path').text ?? []);
  return {
    ...base,
    type: 'Kustomization',
    resources: [...list('resources'), ...list('bases'), ...list('components')],
    patches: [
      ...patches,
      ...json,
      ...list('patchesStrategicMerge'),
      ...base.field.get('replacements').items.flatMap((replacement) => replacement.get('path').text ?? []),
      // Others are folders, or stand here as text.
      ...list('transformers').filter((path) => /^[^\n{]*\.ya?ml$/i.test(path)),
    ],
    texts: ['configMapGenerator', 'secretGenerator'].flatMap((key) => base.field.get(key).items.flatMap(textFiles)),
    hasGenerators: ['helmCharts', 'helmChartInflationGenerator', 'generators'].some(
      (key) => base.field.get(key).items.length > 0,
    ),
  };
}
