/**
 * Manifests → Workspace: all resources, and how they refer to each other. Every question is a named look-up;
 * each one is answered from an index by key, and a Workspace that is watched notes the keys that were asked.
 * An edit tells which keys changed. That is all that is needed to know whose answers can differ (check.ts).
 */
import { type Config, configName, isConfig, mergeSettings, readConfig } from './config.ts';
import { addressedSets } from './host-names.ts';
import { type Labels, type Selector, selects } from './labels.ts';
import {
  type Autoscaler,
  changedDocuments,
  type Kustomization,
  type Manifest,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type PodDisruptionBudget,
  type Resource,
  resourcesOf,
  type Service,
  type StatefulSet,
  type StorageClass,
  type Workload,
} from './manifest.ts';
import { distance, folderOf } from './paths.ts';
import { PersistentMap } from './persistent-map.ts';
import { remember } from './remember.ts';
import { closuresOf, kustomizationIn, type Scopes, sameScopes } from './scopes.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { Document, Field } from './yaml.ts';

/** Whoever makes Pods from a template. */
export type PodOwner = StatefulSet | Workload;

/** What became of a look-up by name across namespaces. */
export interface Governing {
  /** The Service that a set's `serviceName` means; undefined when none of that name is in its namespace. */
  readonly service: Service | undefined;
  /** One of that name in another explicit namespace, when there is none in the set's own. */
  readonly elsewhere: Service | undefined;
}

interface State {
  readonly folders: readonly string[];
  /** What the user's editor or command line says; it wins over a folder's `.ordinal.yaml`. */
  readonly settings: Partial<Settings>;
  /** By workspace folder. */
  readonly configs: ReadonlyMap<string, Config>;
  /** The settings that hold in a folder with a config, and in all others. */
  readonly effective: ReadonlyMap<string, Settings>;
  readonly outside: Settings;
  readonly manifests: PersistentMap<Manifest>;
  readonly index: PersistentMap<readonly Resource[]>;
  readonly kustomizations: ReadonlyMap<string, NonNullable<ReturnType<typeof kustomizationIn>>>;
  readonly closures: ReadonlyMap<string, Scopes>;
}

/** What differs between a Workspace and the one before it. */
export interface Change {
  /** Keys of look-ups whose answers may differ. */
  readonly keys: ReadonlySet<string>;
  /** Files that changed, appeared, went, or came into another scope. */
  readonly uris: ReadonlySet<string>;
  /** Everything is to be checked again. */
  readonly all: boolean;
}

export class Workspace {
  readonly #state: State;
  readonly #asked: Set<string> | undefined;
  /** How this one came out of the one before. */
  readonly change: Change;

  private constructor(state: State, change: Change, asked?: Set<string>) {
    this.#state = state;
    this.change = change;
    this.#asked = asked;
  }

  /** An empty one. `folders` are the URIs of the workspace folders; a file outside of all of them is a world of its own. */
  static of(folders: readonly string[], settings: Partial<Settings> = {}): Workspace {
    return new Workspace(
      {
        folders,
        ...settled(settings, new Map()),
        manifests: PersistentMap.empty(),
        index: PersistentMap.empty(),
        kustomizations: new Map(),
        closures: new Map(),
      },
      nothing,
    );
  }

  /** The next one, with these files as they are now; undefined for a file that is gone. */
  with(changes: ReadonlyMap<string, Manifest | undefined>): Workspace {
    const { manifests: before, closures: closuresBefore } = this.#state;
    const manifests = before.with(changes);
    const [kustomizations, closures] = this.#kustomized(changes, manifests);
    const moved =
      closures === closuresBefore
        ? []
        : [...new Set([...closures.keys(), ...closuresBefore.keys()])].filter(
            (uri) =>
              manifests.get(uri) && !sameScopes(this.#scopesOf(uri, closures), this.#scopesOf(uri, closuresBefore)),
          );

    const edits = new Map<string, { readonly out: Set<Resource>; readonly in: Resource[] }>();
    const edit = (key: string) => remember(edits, key, () => ({ out: new Set<Resource>(), in: [] }));
    for (const uri of new Set([...changes.keys(), ...moved])) {
      const [old, now] = [before.get(uri), manifests.get(uri)];
      const [scopesBefore, scopes] = [this.#scopesOf(uri, closuresBefore), this.#scopesOf(uri, closures)];
      const folder = this.#folderOf(uri);
      const { gone, come } = sameScopes(scopesBefore, scopes)
        ? changedDocuments(old, now)
        : { gone: old?.documents ?? [], come: now?.documents ?? [] };
      for (const resource of gone.flatMap(resourcesOf))
        for (const key of keysOf(resource, scopesBefore, folder)) edit(key).out.add(resource);
      for (const resource of come.flatMap(resourcesOf))
        for (const key of keysOf(resource, scopes, folder)) edit(key).in.push(resource);
      for (const key of fileKeys(uri, before.get(uri), manifests.get(uri))) edit(key);
    }

    const keys = new Set<string>();
    const entries: (readonly [string, readonly Resource[] | undefined])[] = [];
    for (const [key, { out, in: added }] of edits) {
      const was = this.#state.index.get(key) ?? [];
      const is = [...was.filter((resource) => !out.has(resource)), ...added];
      keys.add(key);
      if ((was.length === 0) !== (is.length === 0)) keys.add(`some ${key}`);
      entries.push([key, is.length ? is : undefined]);
    }
    const configs = this.#configured(changes);
    return new Workspace(
      {
        ...this.#state,
        ...(configs === this.#state.configs ? {} : settled(this.#state.settings, configs)),
        manifests,
        kustomizations,
        closures,
        index: this.#state.index.with(entries),
      },
      { keys, uris: new Set([...changes.keys(), ...moved]), all: configs !== this.#state.configs },
    );
  }

  /** The same files under other settings: everything is checked again. */
  withSettings(settings: Partial<Settings>): Workspace {
    return new Workspace({ ...this.#state, ...settled(settings, this.#state.configs) }, { ...nothing, all: true });
  }

  /** The same Workspace, noting in `asked` the keys of all look-ups. */
  watched(asked: Set<string>): Workspace {
    return new Workspace(this.#state, this.change, asked);
  }

  /** The settings that hold for a file: the defaults, its folder's `.ordinal.yaml` over them, the user's own on top. */
  settingsOf(uri: string): Settings {
    return this.#state.effective.get(this.#folderOf(uri)) ?? this.#state.outside;
  }
  /** The folders' `.ordinal.yaml` files, read, by folder. */
  get configs(): ReadonlyMap<string, Config> {
    return this.#state.configs;
  }
  /** Where the `.ordinal.yaml` for a file stands, or would; undefined for a file outside of all folders. */
  configUri(uri: string): string | undefined {
    const folder = this.#folderOf(uri);
    if (!this.#state.folders.includes(folder)) return undefined;
    return folder === '' ? configName : `${folder}/${configName}`;
  }
  get manifests(): Iterable<readonly [string, Manifest]> {
    return this.#state.manifests;
  }
  manifest(uri: string): Manifest | undefined {
    return this.#state.manifests.get(uri);
  }

  /** Whether a file of this name is in the workspace. */
  hasFile(uri: string): boolean {
    this.#asked?.add(`file ${uri}`);
    return this.#state.manifests.get(uri) !== undefined;
  }

  // ---- the file around a resource ----

  /** Under the `templates/` of a Helm chart: unrendered, so nothing can be said. */
  isChartTemplate(uri: string): boolean {
    for (let end = uri.lastIndexOf('/templates/'); end > 0; end = uri.lastIndexOf('/templates/', end - 1))
      if (this.hasFile(`${uri.slice(0, end)}/Chart.yaml`)) return true;
    return false;
  }
  /** A fragment that something else completes: nothing is "missing" in it. */
  isPartial(resource: Resource): boolean {
    return resource.isPartial || this.#scopes(resource.field).isPatch;
  }
  /** What is absent from its scope may well exist: remote bases, files that were not found. */
  isOpen(at: Resource): boolean {
    return this.#scopes(at.field).isOpen;
  }

  // ---- look-ups ----

  /** The Service that `serviceName` means: of that name, in the set's namespace, the nearest by path. */
  governingService(statefulSet: StatefulSet): Governing {
    const { serviceName } = statefulSet;
    if (!serviceName) return { service: undefined, elsewhere: undefined };
    const named = this.servicesNamed(serviceName.value, statefulSet);
    const service = named.find((candidate) => inSameNamespace(candidate, statefulSet));
    return { service, elsewhere: service ? undefined : named[0] };
  }

  /** Nearest first, of any namespace. */
  servicesNamed(name: string, from: Resource): readonly Service[] {
    return this.#find(from, `name Service ${name}`).filter((resource) => resource.type === 'Service');
  }
  /** The Services beside it: of its kustomization, else of its folder. */
  siblingServices(from: Resource): readonly Service[] {
    return this.#siblings(from, 'Service').filter((resource) => resource.type === 'Service');
  }
  /** Endpoints or an EndpointSlice that somebody wrote for a Service. */
  endpointsOf(service: Service): Resource | undefined {
    const name = service.name?.value ?? '';
    return this.#find(service, `endpoints ${name}`).find((resource) => inSameNamespace(resource, service));
  }
  /** Whether a Service of the scope has a name that cannot be read: it may be the one that is looked for. */
  hasOpaqueServices(from: Resource): boolean {
    return this.#some(from, 'opaque Service');
  }
  /** The Services of the same namespace whose selector chooses Pods with these labels, nearest first. */
  servicesSelecting(labels: Labels, from: Resource): readonly Service[] {
    const found = [...labels.values].flatMap(([key, { value }]) => this.#find(from, `selector ${key}=${value}`));
    return sorted(
      found.filter(
        (resource): resource is Service =>
          resource.type === 'Service' &&
          resource.selector !== undefined &&
          resource.selector.labels.isKnown &&
          selects(resource.selector, labels) &&
          inSameNamespace(resource, from),
      ),
      from.field.document.uri,
      this,
    );
  }
  /** The sets whose `serviceName` means this Service, nearest first. */
  setsGovernedBy(service: Service): readonly StatefulSet[] {
    if (!service.name) return [];
    return this.#find(service, `governed ${service.name.value}`).filter(
      (resource): resource is StatefulSet =>
        resource.type === 'StatefulSet' && this.governingService(resource).service === service,
    );
  }
  /** The workloads of the same namespace whose Pods the selector chooses, nearest first. */
  podsSelectedBy(selector: Selector, from: Resource): readonly PodOwner[] {
    const [first] = [...selector.labels.values].sort(([a], [b]) => (a < b ? -1 : 1));
    if (!first || !selector.labels.isKnown) return [];
    return this.#find(from, `pods ${first[0]}=${first[1].value}`).filter(
      (resource): resource is PodOwner =>
        (resource.type === 'StatefulSet' || resource.type === 'Workload') &&
        selects(selector, resource.pods.labels) &&
        inSameNamespace(resource, from),
    );
  }

  /** The StorageClass of that name; the nearest, when files repeat it. */
  storageClass(name: string, from: Resource): StorageClass | undefined {
    return this.#find(from, `name StorageClass ${name}`).find((resource) => resource.type === 'StorageClass');
  }
  storageClassesInScope(from: Resource): readonly StorageClass[] {
    return this.#find(from, 'kind StorageClass').filter((resource) => resource.type === 'StorageClass');
  }
  /** The StorageClasses beside it: of its kustomization, else of its folder. */
  siblingStorageClasses(from: Resource): readonly StorageClass[] {
    return this.#siblings(from, 'StorageClass').filter((resource) => resource.type === 'StorageClass');
  }
  /** Volumes made by hand with this class name; "" for those without a class. */
  persistentVolumesOfClass(name: string, from: Resource): readonly PersistentVolume[] {
    return this.#find(from, `class of volume ${name}`).filter((resource) => resource.type === 'PersistentVolume');
  }

  /** Up to `limit` sets of the scopes that a file belongs to, nearest first. */
  statefulSetsNear(uri: string, limit: number): readonly StatefulSet[] {
    const found = this.#scopesOf(uri, this.#state.closures).ids.flatMap(
      (scope) => this.#state.index.get(`${scope} kind StatefulSet`) ?? [],
    );
    const named = found.filter(
      (resource): resource is StatefulSet => resource.type === 'StatefulSet' && resource.name !== undefined,
    );
    return sorted([...new Set(named)], uri, this).slice(0, limit);
  }

  /** The objects of a type and name in the same namespace, nearest first. For `Other`, give the kind as `type`. */
  named<T extends Resource['type']>(type: T, name: string, from: Resource): readonly Extract<Resource, { type: T }>[] {
    return this.#find(from, `named ${type} ${name}`).filter(
      (resource): resource is Extract<Resource, { type: T }> =>
        resource.type === type && inSameNamespace(resource, from),
    );
  }
  /** The same for kinds that have no type of their own, by kind: `ServiceAccount`. */
  namedOther(kind: string, name: string, from: Resource): readonly Resource[] {
    return this.#find(from, `named ${kind} ${name}`).filter(
      (resource) => resource.kind === kind && inSameNamespace(resource, from),
    );
  }
  /** All objects of a kind beside it: of its kustomization, else of its folder. The asker is checked again with each of them. */
  siblingsOfKind(kind: string, from: Resource): readonly Resource[] {
    return this.#siblings(from, kind);
  }
  /** All objects of a kind in its scope; for kinds of which there are few. */
  ofKind(kind: string, from: Resource): readonly Resource[] {
    return this.#find(from, `kind ${kind}`);
  }
  /** The budgets of the same namespace that choose Pods with these labels, nearest first. */
  budgetsSelecting(labels: Labels, from: Resource): readonly PodDisruptionBudget[] {
    return this.ofKind('PodDisruptionBudget', from).filter(
      (resource): resource is PodDisruptionBudget =>
        resource.type === 'PodDisruptionBudget' &&
        resource.selector.labels.isKnown &&
        selects(resource.selector, labels) &&
        inSameNamespace(resource, from),
    );
  }
  /** The autoscalers of the same namespace whose target is this workload. */
  autoscalersOf(owner: PodOwner): readonly Autoscaler[] {
    return this.#find(owner, `scales ${owner.kind} ${owner.name?.value ?? ''}`).filter(
      (resource): resource is Autoscaler =>
        resource.type === 'HorizontalPodAutoscaler' && inSameNamespace(resource, owner),
    );
  }
  /** The sets of the same namespace that make a claim of this name (`www-web-0`), whatever their replicas are, with the ordinal. */
  setsClaiming(
    claim: string,
    from: Resource,
  ): readonly { readonly statefulSet: StatefulSet; readonly ordinal: number }[] {
    const parts = /^(.+)-(0|[1-9]\d*)$/.exec(claim);
    if (!parts) return [];
    return this.#find(from, `claims ${parts[1]}`).flatMap((statefulSet) =>
      statefulSet.type === 'StatefulSet' && inSameNamespace(statefulSet, from)
        ? [{ statefulSet, ordinal: Number(parts[2]) }]
        : [],
    );
  }
  /** The claims that somebody wrote by hand with a name that a template of this set makes, whatever the ordinal. */
  claimsNamedLike(prefix: string, from: Resource): readonly PersistentVolumeClaim[] {
    return this.#find(from, `claim like ${prefix}`).filter(
      (resource): resource is PersistentVolumeClaim =>
        resource.type === 'PersistentVolumeClaim' && inSameNamespace(resource, from),
    );
  }
  /** The StatefulSets of that name, nearest first, of any namespace. */
  setsNamed(name: string, from: Resource): readonly StatefulSet[] {
    return this.#find(from, `named StatefulSet ${name}`).filter((resource) => resource.type === 'StatefulSet');
  }
  /** The sets whose `serviceName` is this, nearest first, of any namespace, whether or not there is such a Service. */
  setsUnder(serviceName: string, from: Resource): readonly StatefulSet[] {
    return this.#find(from, `governed ${serviceName}`).filter((resource) => resource.type === 'StatefulSet');
  }
  /** The kustomizations that build it into their output; none for a file that no kustomization reaches. */
  kustomizationsOf(resource: Resource): readonly Kustomization[] {
    if (!this.#state.closures.has(resource.field.document.uri)) return [];
    return ['Kustomization', 'Component'].flatMap((kind) =>
      this.#find(resource, `kind ${kind}`).filter((found) => found.type === 'Kustomization'),
    );
  }
  /** Whoever seems to address Pods of this set by DNS names in a text; itself included. */
  addressing(statefulSet: StatefulSet): readonly Resource[] {
    return this.#find(statefulSet, `addresses ${statefulSet.name?.value ?? ''}`);
  }
  /** The workloads of the same namespace whose Pods mount this claim by its name. */
  workloadsMounting(claim: string, from: Resource): readonly PodOwner[] {
    return this.#find(from, `mounts claim ${claim}`).filter(
      (resource): resource is PodOwner =>
        (resource.type === 'StatefulSet' || resource.type === 'Workload') && inSameNamespace(resource, from),
    );
  }

  /** Other objects of the same group, kind and name, nearest first. */
  namesakes(resource: Resource): readonly Resource[] {
    if (!resource.name) return [];
    return this.#find(resource, `name ${kindKey(resource)} ${resource.name.value}`).filter(
      (other) => other !== resource,
    );
  }
  /** Whether both were reached by one kustomization, which builds them into one output. */
  shareKustomization(a: Resource, b: Resource): boolean {
    const ids = new Set(this.#scopes(b.field).ids);
    const closures = this.#state.kustomizations;
    return this.#scopes(a.field).ids.some((id) => ids.has(id) && closures.has(id));
  }

  // ---- how ----

  #siblings(from: Resource, kind: string): readonly Resource[] {
    const { uri } = from.field.document;
    return this.#find(from, this.#state.closures.has(uri) ? `kind ${kind}` : `kind ${kind} in ${folderOf(uri)}`);
  }

  #find(from: Resource, question: string): Resource[] {
    const found = new Set<Resource>();
    for (const scope of this.#scopes(from.field).ids) {
      const key = `${scope} ${question}`;
      this.#asked?.add(key);
      for (const resource of this.#state.index.get(key) ?? []) found.add(resource);
    }
    return sorted([...found], from.field.document.uri, this);
  }
  #some(from: Resource, question: string): boolean {
    let some = false;
    for (const scope of this.#scopes(from.field).ids) {
      const key = `${scope} ${question}`;
      this.#asked?.add(`some ${key}`);
      if (this.#state.index.get(key)) some = true;
    }
    return some;
  }

  #scopes(field: Field): Scopes {
    return this.#scopesOf(field.document.uri, this.#state.closures);
  }
  #scopesOf(uri: string, closures: ReadonlyMap<string, Scopes>): Scopes {
    const folder = this.#folderOf(uri);
    const closure = closures.get(uri);
    // A file that nothing but a patch list names meets the rest of its folder.
    return closure ?? { ids: [folder], isPatch: false, isOpen: false };
  }
  #folderOf(uri: string): string {
    const { folders } = this.#state;
    const inside = folders
      .filter((folder) => folder === '' || uri.startsWith(`${folder}/`))
      .sort((a, b) => b.length - a.length)[0];
    // What has not been saved yet will most likely be saved here.
    return inside ?? (uri.startsWith('untitled:') ? folders[0] : undefined) ?? uri;
  }

  #configured(changes: ReadonlyMap<string, Manifest | undefined>): ReadonlyMap<string, Config> {
    const { configs, folders } = this.#state;
    let next: Map<string, Config> | undefined;
    for (const [uri, manifest] of changes) {
      if (!isConfig(uri)) continue;
      const folder = uri.slice(0, Math.max(0, uri.length - configName.length - 1));
      if (!folders.includes(folder)) continue;
      next ??= new Map(configs);
      if (manifest) next.set(folder, readConfig(manifest));
      else next.delete(folder);
    }
    return next ?? configs;
  }

  #kustomized(
    changes: ReadonlyMap<string, Manifest | undefined>,
    manifests: PersistentMap<Manifest>,
  ): [State['kustomizations'], State['closures']] {
    const { kustomizations: before, closures } = this.#state;
    let next: Map<string, NonNullable<ReturnType<typeof kustomizationIn>>> | undefined;
    let filesCameOrWent = false;
    for (const [uri, manifest] of changes) {
      const kustomization = manifest && kustomizationIn(manifest);
      if (kustomization !== before.get(uri)) {
        next ??= new Map(before);
        if (kustomization) next.set(uri, kustomization);
        else next.delete(uri);
      }
      if ((manifest === undefined) !== (this.#state.manifests.get(uri) === undefined)) filesCameOrWent = true;
    }
    if (!next && !(filesCameOrWent && before.size > 0)) return [before, closures];
    const kustomizations = next ?? before;
    return [kustomizations, closuresOf(kustomizations, (uri) => manifests.get(uri) !== undefined)];
  }

  /** Where a document stands in its file; for an order that does not depend on how the file came to be. */
  positionOf(document: Document): number {
    const manifest = this.manifest(document.uri);
    if (!manifest) return 0;
    const positions = remember(positionsIn, manifest, () => new Map(manifest.documents.map((each, i) => [each, i])));
    return positions.get(document) ?? 0;
  }
}

function settled(settings: Partial<Settings>, configs: ReadonlyMap<string, Config>) {
  return {
    settings,
    configs,
    outside: mergeSettings(defaultSettings, settings),
    effective: new Map(
      [...configs].map(([folder, config]) => [
        folder,
        mergeSettings(mergeSettings(defaultSettings, config.settings), settings),
      ]),
    ),
  };
}

const positionsIn = new WeakMap<Manifest, ReadonlyMap<Document, number>>();

const nothing: Change = { keys: new Set(), uris: new Set(), all: false };

/** Both unknown, one unknown, or equal. */
export function inSameNamespace(a: Resource, b: Resource): boolean {
  return a.namespace === undefined || b.namespace === undefined || a.namespace.value === b.namespace.value;
}

/** Same file first, then by steps of the path, then by name, then by place. */
function sorted<T extends Resource>(resources: T[], uri: string, workspace: Workspace): T[] {
  if (resources.length < 2) return resources;
  return resources.sort((a, b) => {
    const [x, y] = [a.field.document, b.field.document];
    if (x === y) return a.field.span.start - b.field.span.start;
    if (x.uri === y.uri) return workspace.positionOf(x) - workspace.positionOf(y);
    return distance(uri, x.uri) - distance(uri, y.uri) || (x.uri < y.uri ? -1 : 1);
  });
}

const kindKey = ({ group, kind }: Resource) => (group === '' || group === 'storage.k8s.io' ? kind : `${kind}.${group}`);

/**
 * The keys under which a resource is found: in each of its scopes, and in its folder. A file of no kustomization sees
 * all of its folder, because what it names may well be deployed from one.
 */
function* keysOf(resource: Resource, scopes: Scopes, folder: string): Iterable<string> {
  if (scopes.isPatch) return; // patches define nothing
  for (const scope of new Set([...scopes.ids, folder]))
    for (const question of questionsOf(resource)) yield `${scope} ${question}`;
}

function* questionsOf(resource: Resource): Iterable<string> {
  if (resource.name) {
    yield `name ${kindKey(resource)} ${resource.name.value}`;
    yield `named ${resource.type === 'Other' ? resource.kind : resource.type} ${resource.name.value}`;
  }
  for (const set of addressedSets(resource)) yield `addresses ${set}`;
  yield `kind ${resource.kind}`;
  yield `kind ${resource.kind} in ${folderOf(resource.field.document.uri)}`;
  switch (resource.type) {
    case 'Service': {
      if (!resource.name) yield 'opaque Service';
      const [first] = [...(resource.selector?.labels.values ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      if (first) yield `selector ${first[0]}=${first[1].value}`;
      return;
    }
    case 'StatefulSet':
      if (resource.serviceName) yield `governed ${resource.serviceName.value}`;
      for (const { name } of resource.claimTemplates)
        if (name && resource.name) yield `claims ${name.value}-${resource.name.value}`;
      yield* podQuestions(resource);
      return;
    case 'Workload':
      yield* podQuestions(resource);
      return;
    case 'PersistentVolume':
      yield `class of volume ${resource.storageClassName}`;
      return;
    case 'PersistentVolumeClaim': {
      const prefix = /^(.+)-(?:0|[1-9]\d*)$/.exec(resource.name?.value ?? '')?.[1];
      if (prefix !== undefined) yield `claim like ${prefix}`;
      return;
    }
    case 'HorizontalPodAutoscaler':
      yield `scales ${resource.target.kind} ${resource.target.name?.value ?? ''}`;
      return;
    case 'Other': {
      const service =
        resource.kind === 'EndpointSlice'
          ? resource.field.get('metadata', 'labels', 'kubernetes.io/service-name').text
          : resource.kind === 'Endpoints'
            ? resource.name?.value
            : undefined;
      if (service !== undefined) yield `endpoints ${service}`;
      return;
    }
    case 'StorageClass':
    case 'ConfigMap':
    case 'Secret':
    case 'PodDisruptionBudget':
    case 'Kustomization':
      return;
    default:
      resource satisfies never;
  }
}
function* podQuestions({ pods }: PodOwner): Iterable<string> {
  for (const [key, { value }] of pods.labels.values) yield `pods ${key}=${value}`;
  for (const volume of pods.field.get('spec', 'volumes').items) {
    const claim = volume.get('persistentVolumeClaim', 'claimName').text;
    if (claim !== undefined) yield `mounts claim ${claim}`;
  }
}

/** A file that appears or goes answers `hasFile` differently. */
function* fileKeys(uri: string, before: Manifest | undefined, now: Manifest | undefined): Iterable<string> {
  if ((before === undefined) !== (now === undefined)) yield `file ${uri}`;
}
