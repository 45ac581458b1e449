/**
 * Manifests → Workspace: all resources, and how they refer to each other. Every question is a named look-up;
 * each one is answered from an index by key, and a Workspace that is watched notes the keys that were asked.
 * An edit tells which keys changed. That is all that is needed to know whose answers can differ (check.ts).
 */
import { type Config, configName, isConfig, mergeSettings, readConfig } from './config.ts';
import { type DataKind, madeBy } from './known/makers.ts';
import { servedNames } from './known/provisioners.ts';
import { build } from './kustomize/build.ts';
import { sameTree } from './kustomize/tree.ts';
import { type Labels, type Selector, selects } from './labels.ts';
import {
  type Autoscaler,
  builtResource,
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
import { addressedSets } from './names/host-names.ts';
import { numberedName } from './numbered-name.ts';
import { distance, folderOf, resolvePath } from './paths.ts';
import { PersistentMap } from './persistent-map.ts';
import { remember } from './remember.ts';
import { backendsIn } from './routes.ts';
import { closuresOf, kustomizationIn, rootsOf, type Scopes } from './scopes.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { type Document, Field, type Node, writtenName } from './yaml.ts';

/** Whoever makes Pods from a template. */
export type PodOwner = StatefulSet | Workload;

/** What became of a look-up by name across namespaces. */
export interface Governing {
  /** The Service that a set's `serviceName` means; undefined when none of that name is in its namespace. */
  readonly service: Service | undefined;
  /** One of that name in another explicit namespace, when there is none in the set's own. */
  readonly elsewhere: Service | undefined;
}

/** How a kustomization names a file. */
export interface NamedBy {
  readonly kustomization: Kustomization;
  readonly path: string;
  /** Not a patch, and not the kustomization itself. */
  readonly isResource: boolean;
}

/** What a kustomization makes of its files. */
interface Built {
  readonly inputs: ReadonlySet<string>;
  readonly isOpen: boolean;
  /** In the order of the build, each with the object as it was written. */
  readonly resources: readonly { readonly resource: Resource; readonly source: Field }[];
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
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  readonly closures: ReadonlyMap<string, Scopes>;
  /** By the file of each kustomization that no other one builds upon. */
  readonly builds: ReadonlyMap<string, Built>;
  /** The built objects by the document that they were written in. */
  readonly homes: ReadonlyMap<Document, readonly Resource[]>;
  /** What was answered already: many ask for the Service of the same set. */
  readonly governing: WeakMap<StatefulSet, Service | undefined>;
  readonly older: Older | undefined;
}
/** The files as they were, in a revision say. */
interface Older {
  /** Those that may differ; undefined for one that was not there. All others are as they are now. */
  readonly files: ReadonlyMap<string, Manifest | undefined>;
  readonly workspace: Workspace;
}

/** What differs between a Workspace and the one before it. */
export interface Change {
  /** Keys of look-ups whose answers may differ. */
  readonly keys: ReadonlySet<string>;
  /** Files that changed, appeared, went, or moved. */
  readonly uris: ReadonlySet<string>;
  /** Files that a kustomization took or left, so that all in them is to be checked. */
  readonly moved: ReadonlySet<string>;
  /** Objects that kustomizations built and build no more, and those that they build now. */
  readonly gone: readonly Resource[];
  readonly come: readonly Resource[];
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
        builds: new Map(),
        homes: new Map(),
        governing: new WeakMap(),
        older: undefined,
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
            (uri) => manifests.get(uri) !== undefined && roleOf(closures, uri) !== roleOf(closuresBefore, uri),
          );

    const builds = this.#built(changes, kustomizations, closures, manifests);
    const [gone, come] = differences(this.#state.builds, builds);

    const edits = new Map<string, { readonly out: Set<Resource>; readonly in: Resource[] }>();
    const edit = (key: string) => remember(edits, key, () => ({ out: new Set<Resource>(), in: [] }));
    for (const uri of new Set([...changes.keys(), ...moved])) {
      const [old, now] = [before.get(uri), manifests.get(uri)];
      const [wasPatch, isPatch] = [isPatchIn(closuresBefore, uri), isPatchIn(closures, uri)];
      const folder = this.#folderOf(uri);
      const { gone, come } =
        wasPatch === isPatch ? changedDocuments(old, now) : { gone: old?.documents ?? [], come: now?.documents ?? [] };
      // Patches define nothing.
      if (!wasPatch)
        for (const resource of gone.flatMap(resourcesOf))
          for (const key of keysOf(resource, folder)) edit(key).out.add(resource);
      if (!isPatch)
        for (const resource of come.flatMap(resourcesOf))
          for (const key of keysOf(resource, folder)) edit(key).in.push(resource);
      for (const key of fileKeys(uri, before.get(uri), manifests.get(uri))) edit(key);
    }
    for (const resource of gone) for (const key of keysOf(resource, resource.build ?? '')) edit(key).out.add(resource);
    for (const resource of come) for (const key of keysOf(resource, resource.build ?? '')) edit(key).in.push(resource);

    const keys = new Set<string>();
    const entries: (readonly [string, readonly Resource[] | undefined])[] = [];
    for (const [key, { out, in: added }] of edits) {
      const was = this.#state.index.get(key) ?? [];
      const is = [...was.filter((resource) => !out.has(resource)), ...added];
      keys.add(key);
      if ((was.length === 0) !== (is.length === 0)) keys.add(`some ${key}`);
      entries.push([key, is.length ? is : undefined]);
    }
    if (kustomizations !== this.#state.kustomizations) keys.add('kustomizations');
    const configs = this.#configured(changes);
    const older = this.#olderWith(changes);
    if (older && older !== this.#state.older) for (const key of older.workspace.change.keys) keys.add(`before ${key}`);
    return new Workspace(
      {
        ...this.#state,
        ...(configs === this.#state.configs ? {} : settled(this.#state.settings, configs)),
        manifests,
        kustomizations,
        closures,
        builds,
        homes: builds === this.#state.builds ? this.#state.homes : homesOf(builds),
        index: this.#state.index.with(entries),
        governing: new WeakMap(),
        older,
      },
      {
        keys,
        uris: new Set([...changes.keys(), ...moved]),
        moved: new Set(moved),
        gone,
        come,
        all: configs !== this.#state.configs,
      },
    );
  }

  /** The same files, and how these were before; undefined for one that was not there. With none, nothing is known of it. */
  withBefore(files: ReadonlyMap<string, Manifest | undefined>): Workspace {
    const { older, manifests } = this.#state;
    const from = older?.workspace ?? new Workspace(this.#state, nothing);
    const changes = [...new Set([...(older?.files.keys() ?? []), ...files.keys()])]
      .map((uri) => [uri, files.has(uri) ? files.get(uri) : manifests.get(uri)] as const)
      .filter(([uri, manifest]) => from.manifest(uri) !== manifest);
    const workspace = changes.length === 0 ? from : from.with(new Map(changes));
    const keys = new Set(changes.length === 0 ? [] : [...workspace.change.keys].map((key) => `before ${key}`));
    const next = files.size === 0 ? undefined : { files, workspace };
    if ((older === undefined) !== (next === undefined)) keys.add('before');
    return new Workspace({ ...this.#state, older: next }, { ...nothing, keys });
  }
  #olderWith(changes: ReadonlyMap<string, Manifest | undefined>): Older | undefined {
    const { older } = this.#state;
    const same = [...changes].filter(([uri]) => !older?.files.has(uri));
    return older && same.length > 0 ? { ...older, workspace: older.workspace.with(new Map(same)) } : older;
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
    return (
      resource.isPartial ||
      (resource.build === undefined && isPatchIn(this.#state.closures, resource.field.document.uri))
    );
  }
  /** What is absent from its scope may well exist: remote bases, files that were not found. */
  isOpen(at: Resource): boolean {
    return at.build !== undefined && (this.#state.builds.get(at.build)?.isOpen ?? false);
  }

  // ---- the objects of a file ----

  /**
   * The objects of a document as they go to the cluster: those that kustomizations build of it, one for each; where none does, as
   * they stand there.
   */
  resourcesIn(document: Document): readonly Resource[] {
    const written = resourcesOf(document);
    const scopes = this.#state.closures.get(document.uri);
    if (!scopes || scopes.isPatch) return written;
    return [...written.filter(({ type }) => type === 'Kustomization'), ...(this.#state.homes.get(document) ?? [])];
  }
  /** What is built with a kustomization's own file, or with a patch; empty for any other file. */
  builtWith(uri: string): readonly Resource[] {
    const own = this.#state.builds.get(uri);
    if (own) return own.resources.map(({ resource }) => resource);
    if (!this.#state.kustomizations.has(uri) && !isPatchIn(this.#state.closures, uri)) return [];
    return [...this.#state.builds.values()]
      .filter(({ inputs }) => inputs.has(uri))
      .flatMap(({ resources }) => resources.map(({ resource }) => resource))
      .filter(({ field }) => standsIn(field.node, uri));
  }

  // ---- look-ups ----

  /** The Service that `serviceName` means: of that name, in the set's namespace, the nearest by path. */
  governingService(statefulSet: StatefulSet): Governing {
    const { serviceName } = statefulSet;
    if (!serviceName) return { service: undefined, elsewhere: undefined };
    const candidates = this.#here(statefulSet, `name Service ${serviceName.value}`);
    const service = remember(this.#state.governing, statefulSet, () =>
      first(
        candidates.filter((each): each is Service => each.type === 'Service'),
        statefulSet.field.document.uri,
        this,
      ),
    );
    return { service, elsewhere: service ? undefined : this.servicesNamed(serviceName.value, statefulSet)[0] };
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
    return this.#findHere(service, `endpoints ${name}`)[0];
  }
  /** Whether a Service of the scope has a name that cannot be read: it may be the one that is looked for. */
  hasOpaqueServices(from: Resource): boolean {
    return this.#some(from, 'opaque Service');
  }
  /** The Services of the same namespace whose selector chooses Pods with these labels, nearest first. */
  servicesSelecting(labels: Labels, from: Resource): readonly Service[] {
    const carried = [...labels.values, ...(labels.asked ?? [])];
    const found = carried.flatMap(([key, { value }]) => this.#findHere(from, `selector ${key}=${value}`));
    return sorted(
      found.filter(
        (resource): resource is Service =>
          resource.type === 'Service' &&
          resource.selector !== undefined &&
          resource.selector.labels.isKnown &&
          selects(resource.selector, labels),
      ),
      from.field.document.uri,
      this,
    );
  }
  /** The sets whose `serviceName` means this Service, nearest first. */
  setsGovernedBy(service: Service): readonly StatefulSet[] {
    if (!service.name) return [];
    return this.#findHere(service, `governed ${service.name.value}`).filter(
      (resource): resource is StatefulSet =>
        resource.type === 'StatefulSet' && this.governingService(resource).service === service,
    );
  }
  /** The workloads of the same namespace whose Pods the selector chooses, nearest first. */
  podsSelectedBy(selector: Selector, from: Resource): readonly PodOwner[] {
    const [first] = [...selector.labels.values].sort(([a], [b]) => (a < b ? -1 : 1));
    if (!first || !selector.labels.isKnown) return [];
    const chosen = this.#findHere(from, `pods ${first[0]}=${first[1].value}`).filter(
      (resource): resource is PodOwner =>
        (resource.type === 'StatefulSet' || resource.type === 'Workload') && selects(selector, resource.pods.labels),
    );
    // Labels like `app: web` repeat from folder to folder: those beside it are meant.
    const beside = chosen.filter((owner) => this.#isBeside(owner, from));
    return beside.length > 0 ? beside : chosen;
  }

  /** The workloads of the same namespace whose Pods carry one of these labels or more, nearest first. */
  workloadsSharing(labels: Labels, from: Resource): readonly PodOwner[] {
    const found = [...labels.values].flatMap(([key, { value }]) => this.#findHere(from, `pods ${key}=${value}`));
    return sorted(
      [...new Set(found)].filter(
        (resource): resource is PodOwner => resource.type === 'StatefulSet' || resource.type === 'Workload',
      ),
      from.field.document.uri,
      this,
    );
  }
  /** The Ingresses and routes of the same namespace that send clients from outside to a Service, nearest first. */
  routesTo(service: Service): readonly Resource[] {
    return this.#findHere(service, `routes to ${service.name?.value ?? ''}`);
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

  /** The workloads that make volumes for StorageClasses and say under which name, nearest first. */
  provisioningWorkloads(from: Resource): readonly PodOwner[] {
    return this.#find(from, 'makes volumes').filter(
      (resource): resource is PodOwner => resource.type === 'StatefulSet' || resource.type === 'Workload',
    );
  }

  /** Up to `limit` sets of the scopes that a file belongs to, nearest first. */
  statefulSetsNear(uri: string, limit: number): readonly StatefulSet[] {
    const scopes = [...(this.#state.closures.get(uri)?.ids ?? []), this.#folderOf(uri)];
    const found = scopes.flatMap((scope) => this.#state.index.get(`${scope} kind StatefulSet`) ?? []);
    const named = found.filter(
      (resource): resource is StatefulSet => resource.type === 'StatefulSet' && resource.name !== undefined,
    );
    return sorted([...new Set(named)], uri, this).slice(0, limit);
  }

  /** The objects of a type and name in the same namespace, nearest first. For `Other`, give the kind as `type`. */
  named<T extends Resource['type']>(type: T, name: string, from: Resource): readonly Extract<Resource, { type: T }>[] {
    return this.#findHere(from, `named ${type} ${name}`).filter(
      (resource): resource is Extract<Resource, { type: T }> => resource.type === type,
    );
  }
  /** The same for kinds that have no type of their own, by kind: `ServiceAccount`. */
  namedOther(kind: string, name: string, from: Resource): readonly Resource[] {
    return this.#findHere(from, `named ${kind} ${name}`).filter((resource) => resource.kind === kind);
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
    return this.#findHere(owner, `scales ${owner.kind} ${owner.name?.value ?? ''}`).filter(
      (resource): resource is Autoscaler => resource.type === 'HorizontalPodAutoscaler',
    );
  }
  /** The sets of the same namespace that make a claim of this name (`www-web-0`), whatever their replicas are, with the ordinal. */
  setsClaiming(
    claim: string,
    from: Resource,
  ): readonly { readonly statefulSet: StatefulSet; readonly ordinal: number }[] {
    const numbered = numberedName(claim);
    if (!numbered) return [];
    return this.#findHere(from, `claims ${numbered.stem}`).flatMap((statefulSet) =>
      statefulSet.type === 'StatefulSet' ? [{ statefulSet, ordinal: numbered.ordinal }] : [],
    );
  }
  /** The claims that somebody wrote by hand with a name that a template of this set makes, whatever the ordinal. */
  claimsNamedLike(prefix: string, from: Resource): readonly PersistentVolumeClaim[] {
    return this.#findHere(from, `claim like ${prefix}`).filter(
      (resource): resource is PersistentVolumeClaim => resource.type === 'PersistentVolumeClaim',
    );
  }
  /** The StatefulSets of that name, nearest first, of any namespace. */
  setsNamed(name: string, from: Resource): readonly StatefulSet[] {
    return this.#find(from, `named StatefulSet ${name}`).filter((resource) => resource.type === 'StatefulSet');
  }
  /** The sets of its build that were written under this name, and have another one there. */
  setsRenamedFrom(name: string, from: Resource): readonly StatefulSet[] {
    return this.#find(from, `written StatefulSet ${name}`).filter((resource) => resource.type === 'StatefulSet');
  }
  /** The sets whose `serviceName` is this, nearest first, of any namespace, whether or not there is such a Service. */
  setsUnder(serviceName: string, from: Resource): readonly StatefulSet[] {
    return this.#find(from, `governed ${serviceName}`).filter((resource) => resource.type === 'StatefulSet');
  }
  /** The kustomizations that name a file, as what and by which path. One names itself by an empty path. */
  kustomizationsNaming(uri: string): readonly NamedBy[] {
    this.#asked?.add('kustomizations');
    return [...this.#state.kustomizations.values()].flatMap((kustomization): NamedBy[] => {
      const own = kustomization.field.document.uri;
      if (own === uri) return [{ kustomization, path: '', isResource: false }];
      const named = (paths: readonly string[]) => paths.find((path) => resolvePath(folderOf(own), path) === uri);
      const resource = named(kustomization.resources);
      const path = resource ?? named(kustomization.patches);
      return path === undefined ? [] : [{ kustomization, path, isResource: resource !== undefined }];
    });
  }
  /** The kustomizations that take part in building it; none for an object as it stands in its file. */
  kustomizationsOf({ build }: Resource): readonly Kustomization[] {
    return [...((build && this.#state.builds.get(build)?.inputs) || [])].flatMap((uri) => {
      const kustomization = this.#state.kustomizations.get(uri);
      if (kustomization) this.#asked?.add(`contents ${uri}`);
      return kustomization ?? [];
    });
  }
  /** Whether it goes to the cluster as it is: no kustomization builds another object of it. */
  isDeployed({ build, field }: Resource): boolean {
    const { uri } = field.document;
    this.#asked?.add(`contents ${uri}`);
    return build !== undefined || !this.#state.closures.has(uri);
  }
  /** Whoever seems to address Pods of this set by DNS names in a text; itself included. */
  addressing(statefulSet: StatefulSet): readonly Resource[] {
    return this.#find(statefulSet, `addresses ${statefulSet.name?.value ?? ''}`);
  }
  /** The workloads of the same namespace whose Pods mount this claim by its name. */
  workloadsMounting(claim: string, from: Resource): readonly PodOwner[] {
    return this.#findHere(from, `mounts claim ${claim}`).filter(
      (resource): resource is PodOwner => resource.type === 'StatefulSet' || resource.type === 'Workload',
    );
  }

  /** The objects of a kind and name that are not in its namespace, nearest first. */
  namedElsewhere(kind: string, name: string, from: Resource): readonly Resource[] {
    return this.#find(from, `named ${kind} ${name}`).filter(
      (resource) => resource.kind === kind && !inSameNamespace(resource, from),
    );
  }
  /** What makes the ConfigMap or Secret of that name in the same namespace: generators of kustomizations, operators. */
  makersOf(kind: DataKind, name: string, from: Resource): readonly Resource[] {
    return this.#findHere(from, `makes ${kind} ${name}`);
  }
  /** What makes ConfigMaps or Secrets beside it, whatever their names are. */
  makersBeside(kind: DataKind, from: Resource): readonly Resource[] {
    return this.#siblings(from, `that makes ${kind}`).filter((resource) => inSameNamespace(resource, from));
  }
  /** Whether an object of the kind has a name that cannot be read: it may be the one that is looked for. */
  hasOpaque(kind: DataKind | 'ServiceAccount', from: Resource): boolean {
    return this.#some(from, `opaque ${kind}`);
  }
  /** Whether there is any StatefulSet in its scope. */
  hasStatefulSets(from: Resource): boolean {
    return this.#some(from, 'kind StatefulSet');
  }
  /** The bare Pods of the same namespace that are named as a set of this name names its own (`web-0`), whatever the ordinal. */
  podsNamedLike(setName: string, from: Resource): readonly Workload[] {
    return this.#findHere(from, `pod like ${setName}`).filter(
      (resource): resource is Workload => resource.type === 'Workload',
    );
  }

  /**
   * The object as it was: of the same group, kind, namespace and name, built by the same kustomization or written in the
   * same file, else the only one that has left its own file. Undefined where it was not, or where nothing is known of before.
   */
  before<R extends Resource>(resource: R): R | undefined {
    if (!resource.name) return undefined;
    const key = `${this.#scopeOf(resource)} name ${kindKey(resource)} ${resource.name.value}`;
    this.#asked?.add('before').add(`before ${key}`);
    const { older: before } = this.#state;
    const older = (before ? (before.workspace.#state.index.get(key) ?? []) : []).filter(
      (candidate): candidate is R =>
        candidate.type === resource.type &&
        inSameNamespace(candidate, resource) &&
        candidate.field.document.problems.length === 0,
    );
    if (older.length === 0) return undefined;
    const { uri } = resource.field.document;
    const here =
      resource.build === undefined ? older.filter((candidate) => candidate.field.document.uri === uri) : older;
    // Twice the same is nobody's past.
    const only = <T>(all: readonly T[]) => (all.length === 1 ? all[0] : undefined);
    if (here.length > 0)
      return only(here) ?? only(here.filter(({ namespace }) => namespace?.value === resource.namespace?.value));
    this.#asked?.add(key);
    const now = new Set((this.#state.index.get(key) ?? []).map(({ field }) => field.document.uri));
    return only(older.filter((candidate) => !now.has(candidate.field.document.uri)));
  }

  /** Other objects of the same group, kind and name, nearest first. */
  namesakes(resource: Resource): readonly Resource[] {
    if (!resource.name) return [];
    return this.#findHere(resource, `name ${kindKey(resource)} ${resource.name.value}`).filter(
      (other) => other !== resource,
    );
  }
  /** The objects that stand above it in its file. The asker is checked again with every change of the file. */
  objectsBefore(resource: Resource): readonly Resource[] {
    const { uri } = resource.field.document;
    this.#asked?.add(`contents ${uri}`);
    const all = (this.manifest(uri)?.documents ?? []).flatMap((document) => this.resourcesIn(document));
    return all.slice(0, Math.max(0, all.indexOf(resource)));
  }
  /** Whether one stands before the other: in a file whose name comes first, or further up in the same file. */
  standsBefore(a: Resource, b: Resource): boolean {
    const [uri, other] = [a.field.document.uri, b.field.document.uri];
    return uri === other ? orderInFile(a, b, this) < 0 : uri < other;
  }
  /** Whether both were reached by one kustomization, which builds them into one output. */
  shareKustomization(a: Resource, b: Resource): boolean {
    return a.build !== undefined && a.build === b.build;
  }

  // ---- how ----

  /** Of one kustomization, or of one folder. */
  #isBeside(a: Resource, b: Resource): boolean {
    return folderOf(a.field.document.uri) === folderOf(b.field.document.uri) || this.shareKustomization(a, b);
  }

  #siblings(from: Resource, kind: string): readonly Resource[] {
    const { uri } = from.field.document;
    return this.#find(from, from.build === undefined ? `kind ${kind} in ${folderOf(uri)}` : `kind ${kind}`);
  }

  /** What answers a question in the scope, of whatever namespace, nearest first. */
  #find(from: Resource, question: string): Resource[] {
    return sorted([...this.#at(from, question)], from.field.document.uri, this);
  }
  /** What answers it in the asker's namespace, nearest first: the names of other namespaces may repeat by the hundred. */
  #findHere(from: Resource, question: string): Resource[] {
    return sorted([...this.#here(from, question)], from.field.document.uri, this);
  }
  #here(from: Resource, question: string): readonly Resource[] {
    if (!from.namespace) return this.#at(from, question);
    const own = this.#at(from, `${question} in ${from.namespace.value}`);
    return [...own, ...this.#at(from, `${question} in no namespace`)];
  }
  #at(from: Resource, question: string): readonly Resource[] {
    const key = `${this.#scopeOf(from)} ${question}`;
    this.#asked?.add(key);
    return this.#state.index.get(key) ?? [];
  }
  #some(from: Resource, question: string): boolean {
    const key = `${this.#scopeOf(from)} ${question}`;
    this.#asked?.add(`some ${key}`);
    return this.#state.index.get(key) !== undefined;
  }

  /** Where it looks for others and is found by them: what is built with it, else its workspace folder. */
  #scopeOf({ build, field }: Resource): string {
    return build ?? this.#folderOf(field.document.uri);
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

  /** Each kustomization built anew if one of the files that it asked for changed. */
  #built(
    changes: ReadonlyMap<string, Manifest | undefined>,
    kustomizations: State['kustomizations'],
    closures: State['closures'],
    manifests: PersistentMap<Manifest>,
  ): State['builds'] {
    const { builds: before, closures: closuresBefore } = this.#state;
    if (kustomizations.size === 0 && before.size === 0) return before;
    const roots = closures === closuresBefore ? [...before.keys()] : rootsOf(kustomizations, closures);
    const isSame = (built: Built) => ![...changes.keys()].some((uri) => built.inputs.has(uri));
    const builds = new Map<string, Built>();
    for (const root of roots) {
      const old = before.get(root);
      builds.set(root, old && isSame(old) ? old : builtAnew(root, old, (uri) => manifests.get(uri)));
    }
    const isUnchanged = builds.size === before.size && [...builds].every(([root, built]) => before.get(root) === built);
    return isUnchanged ? before : builds;
  }

  #kustomized(
    changes: ReadonlyMap<string, Manifest | undefined>,
    manifests: PersistentMap<Manifest>,
  ): [State['kustomizations'], State['closures']] {
    const { kustomizations: before, closures } = this.#state;
    let next: Map<string, Kustomization> | undefined;
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

const nothing: Change = { keys: new Set(), uris: new Set(), moved: new Set(), gone: [], come: [], all: false };

/** What a kustomization has a file for. */
const roleOf = (closures: ReadonlyMap<string, Scopes>, uri: string) => {
  const scopes = closures.get(uri);
  return scopes ? (scopes.isPatch ? 'patch' : 'resource') : undefined;
};
/** Whether a part of the tree was written in the file. */
function standsIn(node: Node | undefined, uri: string): boolean {
  if (!node) return false;
  if (node.document?.uri === uri) return true;
  if (node.kind === 'sequence') return node.items.some((item) => standsIn(item, uri));
  return (
    node.kind === 'mapping' && node.entries.some(({ key, value }) => key.document?.uri === uri || standsIn(value, uri))
  );
}

const isPatchIn = (closures: ReadonlyMap<string, Scopes>, uri: string) => closures.get(uri)?.isPatch ?? false;

/** An object that came out as before stays the same one, so that nothing is checked again for it. */
function builtAnew(root: string, before: Built | undefined, manifestOf: (uri: string) => Manifest | undefined): Built {
  const { objects, isOpen, inputs } = build(root, manifestOf);
  const known = new Map<Document, { readonly resource: Resource; readonly source: Field }[]>();
  if (before?.isOpen === isOpen)
    for (const each of before.resources) remember(known, each.source.document, () => []).push(each);
  const resources = objects.flatMap(({ source, root: tree }) => {
    const same = known.get(source.document)?.find(({ resource }) => sameTree(resource.field.node, tree));
    const resource = same?.resource ?? builtResource(new Field(source.document, tree), root);
    return resource ? [{ resource, source }] : [];
  });
  return { inputs, isOpen, resources };
}

/** The built objects that went and those that came. */
function differences(
  before: ReadonlyMap<string, Built>,
  now: ReadonlyMap<string, Built>,
): readonly [gone: readonly Resource[], come: readonly Resource[]] {
  if (before === now) return [[], []];
  const all = (builds: ReadonlyMap<string, Built>, others: ReadonlyMap<string, Built>) =>
    [...builds].flatMap(([root, built]) =>
      others.get(root) === built ? [] : built.resources.map(({ resource }) => resource),
    );
  const [old, fresh] = [new Set(all(before, now)), new Set(all(now, before))];
  return [[...old].filter((each) => !fresh.has(each)), [...fresh].filter((each) => !old.has(each))];
}

function homesOf(builds: ReadonlyMap<string, Built>): ReadonlyMap<Document, readonly Resource[]> {
  const homes = new Map<Document, Resource[]>();
  for (const { resources } of builds.values())
    for (const { resource } of resources) remember(homes, resource.field.document, () => []).push(resource);
  return homes;
}

/** Both unknown, one unknown, or equal. */
export function inSameNamespace(a: Resource, b: Resource): boolean {
  return a.namespace === undefined || b.namespace === undefined || a.namespace.value === b.namespace.value;
}

/** Same file first, then by steps of the path, then by name, then by place. */
function sorted<T extends Resource>(resources: T[], uri: string, workspace: Workspace): T[] {
  return resources.length < 2 ? resources : resources.sort(orderFrom(uri, workspace));
}
/** The one that would come first. */
function first<T extends Resource>(resources: readonly T[], uri: string, workspace: Workspace): T | undefined {
  const order = orderFrom(uri, workspace);
  return resources.reduce<T | undefined>((best, each) => (best && order(best, each) <= 0 ? best : each), undefined);
}
function orderFrom(uri: string, workspace: Workspace): (a: Resource, b: Resource) => number {
  const distances = new Map<string, number>();
  const far = (other: string) => remember(distances, other, () => distance(uri, other));
  return (a, b) => {
    const [x, y] = [a.field.document.uri, b.field.document.uri];
    return x === y ? orderInFile(a, b, workspace) : far(x) - far(y) || (x < y ? -1 : 1);
  };
}
/** Which stands further up. Two that change places are both checked again, because all between them counts as changed. */
function orderInFile(a: Resource, b: Resource, workspace: Workspace): number {
  const [x, y] = [a.field.document, b.field.document];
  return x === y ? a.field.span.start - b.field.span.start : workspace.positionOf(x) - workspace.positionOf(y);
}

const kindKey = ({ group, kind }: Resource) => (group === '' || group === 'storage.k8s.io' ? kind : `${kind}.${group}`);

/** The keys under which a resource is found in a scope: all of a kustomization's build, or a workspace folder. */
function* keysOf(resource: Resource, scope: string): Iterable<string> {
  const namespace = resource.namespace?.value ?? 'no namespace';
  for (const question of questionsOf(resource)) {
    yield `${scope} ${question}`;
    // All of a kind are asked for whatever their namespace; these lists are the long ones.
    if (!question.startsWith('kind ')) yield `${scope} ${question} in ${namespace}`;
  }
}

function* questionsOf(resource: Resource): Iterable<string> {
  if (resource.name) {
    yield `name ${kindKey(resource)} ${resource.name.value}`;
    yield `named ${resource.type === 'Other' ? resource.kind : resource.type} ${resource.name.value}`;
  }
  for (const set of addressedSets(resource)) yield `addresses ${set}`;
  yield `kind ${resource.kind}`;
  yield `kind ${resource.kind} in ${folderOf(resource.field.document.uri)}`;
  if (!resource.name && /^(?:ConfigMap|Secret|ServiceAccount)$/.test(resource.kind)) yield `opaque ${resource.kind}`;
  for (const { kind, name } of madeBy(resource)) {
    yield `makes ${kind} ${name.value}`;
    yield `kind that makes ${kind}`;
    yield `kind that makes ${kind} in ${folderOf(resource.field.document.uri)}`;
  }
  switch (resource.type) {
    case 'Service': {
      if (!resource.name) yield 'opaque Service';
      const [first] = [...(resource.selector?.labels.values ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      if (first) yield `selector ${first[0]}=${first[1].value}`;
      return;
    }
    case 'StatefulSet':
      if (resource.name && writtenName(resource.name) !== resource.name.value)
        yield `written StatefulSet ${writtenName(resource.name)}`;
      if (resource.serviceName) yield `governed ${resource.serviceName.value}`;
      for (const { name } of resource.claimTemplates)
        if (name && resource.name) yield `claims ${name.value}-${resource.name.value}`;
      yield* podQuestions(resource);
      return;
    case 'Workload': {
      yield* podQuestions(resource);
      const setName = numberedName(resource.name?.value ?? '')?.stem;
      if (resource.kind === 'Pod' && setName !== undefined) yield `pod like ${setName}`;
      return;
    }
    case 'PersistentVolume':
      yield `class of volume ${resource.storageClassName}`;
      return;
    case 'PersistentVolumeClaim': {
      const prefix = numberedName(resource.name?.value ?? '')?.stem;
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
      for (const name of new Set(backendsIn(resource).map(({ value }) => value))) yield `routes to ${name}`;
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
  for (const [key, { value }] of [...pods.labels.values, ...(pods.labels.asked ?? [])]) yield `pods ${key}=${value}`;
  for (const volume of pods.field.get('spec', 'volumes').items) {
    const claim = volume.get('persistentVolumeClaim', 'claimName').text;
    if (claim !== undefined) yield `mounts claim ${claim}`;
  }
  if (servedNames(pods).length > 0) yield 'makes volumes';
}

/** A file that appears or goes answers `hasFile` differently. */
function* fileKeys(uri: string, before: Manifest | undefined, now: Manifest | undefined): Iterable<string> {
  if ((before === undefined) !== (now === undefined)) yield `file ${uri}`;
  yield `contents ${uri}`;
}
