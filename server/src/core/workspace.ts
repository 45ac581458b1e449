/**
 * Manifests → Workspace: all resources, and how they refer to each other. Every question is a named look-up;
 * each one is answered from an index by key, and a Workspace that is watched notes the keys that were asked.
 * An edit tells which keys changed. That is all that is needed to know whose answers can differ (check.ts).
 *
 * This is the list of the look-ups. How each is answered stands in the file of its subject, in `workspace/`.
 */
import { type Config, configName } from './config.ts';
import type { DataKind, NeededKind } from './known/makers.ts';
import type { Labels, Selector } from './labels.ts';
import type {
  Autoscaler,
  Kustomization,
  Manifest,
  PersistentVolume,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  Resource,
  Service,
  StatefulSet,
  StorageClass,
  Workload,
} from './manifest.ts';
import type { Settings } from './settings.ts';
import { Asking } from './workspace/asking.ts';
import * as past from './workspace/before.ts';
import * as documents from './workspace/documents.ts';
import * as kustomizations from './workspace/kustomizations.ts';
import * as objects from './workspace/objects.ts';
import * as pods from './workspace/pods.ts';
import * as services from './workspace/services.ts';
import {
  type Change,
  emptyState,
  type FileChanges,
  nothing,
  type State,
  withFiles,
  withFilesBefore,
  withSettings,
  workspaceFolderOf,
} from './workspace/state.ts';
import * as statefulSets from './workspace/stateful-sets.ts';
import * as storage from './workspace/storage.ts';
import type { Document } from './yaml.ts';

export { inSameNamespace } from './workspace/asking.ts';
export type { PodOwner } from './workspace/pods.ts';

export class Workspace {
  readonly #state: State;
  readonly #asking: Asking;
  /** How this one came out of the one before. */
  readonly change: Change;

  private constructor([state, change]: readonly [State, Change], asked?: Set<string>) {
    this.#state = state;
    this.#asking = new Asking(state, asked);
    this.change = change;
  }

  /** An empty one. `folders` are the URIs of the workspace folders; a file outside of all of them is a world of its own. */
  static of(folders: readonly string[], settings: Partial<Settings> = {}): Workspace {
    return new Workspace([emptyState(folders, settings), nothing]);
  }
  /** The next one, with these files as they are now; undefined for a file that is gone. */
  with(changes: FileChanges): Workspace {
    return new Workspace(withFiles(this.#state, changes));
  }
  /** The same files, and how these were before; undefined for one that was not there. With none, nothing is known of it. */
  withBefore(files: FileChanges): Workspace {
    return new Workspace(withFilesBefore(this.#state, files));
  }
  /** The same files under other settings: everything is checked again. */
  withSettings(settings: Partial<Settings>): Workspace {
    return new Workspace(withSettings(this.#state, settings));
  }
  /** The files as they were, as a Workspace of their own; undefined where nothing is known of before. Its documents are in no file that there is. */
  get past(): Workspace | undefined {
    const { older } = this.#state;
    return older && new Workspace([older.state, nothing]);
  }
  /** The same Workspace, noting in `asked` the keys of all look-ups. */
  watched(asked: Set<string>): Workspace {
    return new Workspace([this.#state, this.change], asked);
  }

  // ---- settings ----

  /** The settings that hold for a file: the defaults, its folder's `.ordinal.yaml` over them, the user's own on top. */
  settingsOf(uri: string): Settings {
    return this.#state.effective.get(workspaceFolderOf(this.#state, uri)) ?? this.#state.outside;
  }
  /** The folders' `.ordinal.yaml` files, read, by folder. */
  get configs(): ReadonlyMap<string, Config> {
    return this.#state.configs;
  }
  /** Where the `.ordinal.yaml` for a file stands, or would; undefined for a file outside of all folders. */
  configUri(uri: string): string | undefined {
    const folder = workspaceFolderOf(this.#state, uri);
    if (!this.#state.folders.includes(folder)) return undefined;
    return folder === '' ? configName : `${folder}/${configName}`;
  }

  // ---- files ----

  get manifests(): Iterable<readonly [string, Manifest]> {
    return this.#state.manifests;
  }
  get kustomizations(): Iterable<Kustomization> {
    return this.#state.kustomizations.values();
  }
  manifest(uri: string): Manifest | undefined {
    return this.#state.manifests.get(uri);
  }
  /** Whether a file of this name is in the workspace. */
  hasFile(uri: string): boolean {
    return documents.hasFile(this.#asking, uri);
  }
  /** Under the `templates/` of a Helm chart: unrendered, so nothing can be said. */
  isChartTemplate(uri: string): boolean {
    return documents.isChartTemplate(this.#asking, uri);
  }
  /** The objects that stand above it in its file. The asker is checked again with every change of the file. */
  objectsBefore(resource: Resource): readonly Resource[] {
    return documents.objectsBefore(this.#asking, resource);
  }
  /** Whether one stands before the other: in a file whose name comes first, or further up in the same file. */
  standsBefore(a: Resource, b: Resource): boolean {
    return documents.standsBefore(this.#asking, a, b);
  }
  /**
   * The object as it was: of the same group, kind, namespace and name, built by the same kustomization or written in the
   * same file, else the only one that has left its own file. Undefined where it was not, or where nothing is known of before.
   */
  before<R extends Resource>(resource: R): R | undefined {
    return past.before(this.#asking, resource);
  }

  // ---- kustomizations ----

  /**
   * The objects of a document as they go to the cluster: those that kustomizations build of it, one for each; where none does, as
   * they stand there.
   */
  resourcesIn(document: Document): readonly Resource[] {
    return kustomizations.resourcesIn(this.#asking, document);
  }
  /** What is built with a kustomization's own file, or with a patch; empty for any other file. */
  builtWith(uri: string): readonly Resource[] {
    return kustomizations.builtWith(this.#asking, uri);
  }
  /** A fragment that something else completes: nothing is "missing" in it. */
  isPartial(resource: Resource): boolean {
    return resource.isPartial || this.isPatch(resource);
  }
  /** What is not seen of it may be there all the same: a fragment, or one in a document that YAML refuses, of which a part was read. */
  isCutOff(resource: Resource): boolean {
    return resource.field.document.problems.length > 0 || this.isPartial(resource);
  }
  /** It stands in a file that a kustomization takes for a patch: what comes of it is checked as a part of what is built. */
  isPatch(resource: Resource): boolean {
    return kustomizations.isPatch(this.#asking, resource);
  }
  /** What is absent from its scope may well exist: remote bases, files that were not found. */
  isOpen(at: Resource): boolean {
    return kustomizations.isOpen(this.#asking, at);
  }
  /** Whether it goes to the cluster as it is: no kustomization builds another object of it. */
  isDeployed(resource: Resource): boolean {
    return kustomizations.isDeployed(this.#asking, resource);
  }
  /** The kustomizations that name a file, as what and by which path. One names itself by an empty path. */
  kustomizationsNaming(uri: string): readonly kustomizations.NamedBy[] {
    return kustomizations.kustomizationsNaming(this.#asking, uri);
  }
  /** The kustomizations that take part in building it; none for an object as it stands in its file. */
  kustomizationsOf(resource: Resource): readonly Kustomization[] {
    return kustomizations.kustomizationsOf(this.#asking, resource);
  }
  /** Whether both were reached by one kustomization, which builds them into one output. */
  shareKustomization(a: Resource, b: Resource): boolean {
    return kustomizations.shareKustomization(a, b);
  }
  /** Whether both go to the cluster together: in one file, or by one kustomization. Files beside each other may be alternatives. */
  areAppliedTogether(a: Resource, b: Resource): boolean {
    return a.field.document.uri === b.field.document.uri || this.shareKustomization(a, b);
  }
  /** Whether both go to the cluster together, whole, and into the same namespace, written or not. */
  shareNamespace(a: Resource, b: Resource): boolean {
    return (
      a.namespace?.value === b.namespace?.value &&
      !this.isPartial(a) &&
      !this.isPartial(b) &&
      this.areAppliedTogether(a, b)
    );
  }

  // ---- objects by kind and name ----

  /** The objects of a type and name in the same namespace, nearest first. For `Other`, give the kind as `type`. */
  named<T extends Resource['type']>(type: T, name: string, from: Resource): readonly objects.OfType<T>[] {
    return objects.named(this.#asking, type, name, from);
  }
  /** The same for kinds that have no type of their own, by kind: `ServiceAccount`. */
  namedOther(kind: string, name: string, from: Resource): readonly Resource[] {
    return objects.namedOther(this.#asking, kind, name, from);
  }
  /** The objects of a kind and name that are not in its namespace, nearest first. */
  namedElsewhere(kind: string, name: string, from: Resource): readonly Resource[] {
    return objects.namedElsewhere(this.#asking, kind, name, from);
  }
  /** Other objects of the same group, kind and name, nearest first. */
  namesakes(resource: Resource): readonly Resource[] {
    return objects.namesakes(this.#asking, resource);
  }
  /** All objects of a kind beside it: of its kustomization, else of its folder. The asker is checked again with each of them. */
  siblingsOfKind(kind: string, from: Resource): readonly Resource[] {
    return objects.siblingsOfKind(this.#asking, kind, from);
  }
  /** All objects of a kind in its scope; for kinds of which there are few. */
  ofKind(kind: string, from: Resource): readonly Resource[] {
    return objects.ofKind(this.#asking, kind, from);
  }
  /** Whether an object of the kind has a name that cannot be read: it may be the one that is looked for. */
  hasOpaque(kind: NeededKind, from: Resource): boolean {
    return objects.hasOpaque(this.#asking, kind, from);
  }
  /** What makes the ConfigMap or Secret of that name in the same namespace: generators of kustomizations, operators. */
  makersOf(kind: DataKind, name: string, from: Resource): readonly Resource[] {
    return objects.makersOf(this.#asking, kind, name, from);
  }
  /** What makes ConfigMaps or Secrets beside it, whatever their names are. */
  makersBeside(kind: DataKind, from: Resource): readonly Resource[] {
    return objects.makersBeside(this.#asking, kind, from);
  }

  // ---- Services ----

  /** The Service that `serviceName` means: of that name, in the set's namespace, the nearest by path. */
  governingService(statefulSet: StatefulSet): services.Governing {
    return services.governingService(this.#asking, statefulSet);
  }
  /** Nearest first, of any namespace. */
  servicesNamed(name: string, from: Resource): readonly Service[] {
    return services.servicesNamed(this.#asking, name, from);
  }
  /** The Services beside it: of its kustomization, else of its folder. */
  siblingServices(from: Resource): readonly Service[] {
    return services.siblingServices(this.#asking, from);
  }
  /** Whether a Service of the scope has a name that cannot be read: it may be the one that is looked for. */
  hasOpaqueServices(from: Resource): boolean {
    return services.hasOpaqueServices(this.#asking, from);
  }
  /** The Services of the same namespace whose selector chooses Pods with these labels, nearest first. */
  servicesSelecting(labels: Labels, from: Resource): readonly Service[] {
    return services.servicesSelecting(this.#asking, labels, from);
  }
  /** Endpoints or an EndpointSlice that somebody wrote for a Service. */
  endpointsOf(service: Service): Resource | undefined {
    return services.endpointsOf(this.#asking, service);
  }
  /** The Ingresses and routes of the same namespace that send clients from outside to a Service, nearest first. */
  routesTo(service: Service): readonly Resource[] {
    return services.routesTo(this.#asking, service);
  }

  // ---- StatefulSets ----

  /** Up to `limit` sets of the scopes that a file belongs to, nearest first. */
  statefulSetsNear(uri: string, limit: number): readonly StatefulSet[] {
    return statefulSets.statefulSetsNear(this.#asking, uri, limit);
  }
  /** Whether there is any StatefulSet in its scope. */
  hasStatefulSets(from: Resource): boolean {
    return statefulSets.hasStatefulSets(this.#asking, from);
  }
  /** The StatefulSets of that name, nearest first, of any namespace. */
  setsNamed(name: string, from: Resource): readonly StatefulSet[] {
    return statefulSets.setsNamed(this.#asking, name, from);
  }
  /** The sets of its build that were written under this name, and have another one there. */
  setsRenamedFrom(name: string, from: Resource): readonly StatefulSet[] {
    return statefulSets.setsRenamedFrom(this.#asking, name, from);
  }
  /** The same for Services. */
  servicesRenamedFrom(name: string, from: Resource): readonly Service[] {
    return services.servicesRenamedFrom(this.#asking, name, from);
  }
  /** The sets whose `serviceName` means this Service, nearest first. */
  setsGovernedBy(service: Service): readonly StatefulSet[] {
    return statefulSets.setsGovernedBy(this.#asking, service);
  }
  /** The sets whose `serviceName` is this, nearest first, of any namespace, whether or not there is such a Service. */
  setsUnder(serviceName: string, from: Resource): readonly StatefulSet[] {
    return statefulSets.setsUnder(this.#asking, serviceName, from);
  }
  /** Whoever seems to address Pods of this set by DNS names in a text; itself included. */
  addressing(statefulSet: StatefulSet): readonly Resource[] {
    return statefulSets.addressing(this.#asking, statefulSet);
  }

  // ---- Pods, and the workloads that make them ----

  /** The workloads of the same namespace whose Pods the selector chooses, nearest first. */
  podsSelectedBy(selector: Selector, from: Resource): readonly pods.PodOwner[] {
    return pods.podsSelectedBy(this.#asking, selector, from);
  }
  /** The workloads of the same namespace whose Pods carry one of these labels or more, nearest first. */
  workloadsSharing(labels: Labels, from: Resource): readonly pods.PodOwner[] {
    return pods.workloadsSharing(this.#asking, labels, from);
  }
  /** The bare Pods of the same namespace that are named as a set of this name names its own (`web-0`), whatever the ordinal. */
  podsNamedLike(setName: string, from: Resource): readonly Workload[] {
    return pods.podsNamedLike(this.#asking, setName, from);
  }
  /** The budgets of the same namespace that choose Pods with these labels, nearest first. */
  budgetsSelecting(labels: Labels, from: Resource): readonly PodDisruptionBudget[] {
    return pods.budgetsSelecting(this.#asking, labels, from);
  }
  /** The autoscalers of the same namespace whose target is this workload. */
  autoscalersOf(owner: pods.PodOwner): readonly Autoscaler[] {
    return pods.autoscalersOf(this.#asking, owner);
  }

  // ---- claims, classes and volumes ----

  /** The sets of the same namespace that make a claim of this name (`www-web-0`), whatever their replicas are, with the ordinal. */
  setsClaiming(claim: string, from: Resource): readonly storage.Claiming[] {
    return storage.setsClaiming(this.#asking, claim, from);
  }
  /** The claims that somebody wrote by hand with a name that a template of this set makes, whatever the ordinal. */
  claimsNamedLike(prefix: string, from: Resource): readonly PersistentVolumeClaim[] {
    return storage.claimsNamedLike(this.#asking, prefix, from);
  }
  /** The workloads of the same namespace whose Pods mount this claim by its name. */
  workloadsMounting(claim: string, from: Resource): readonly pods.PodOwner[] {
    return storage.workloadsMounting(this.#asking, claim, from);
  }
  /** The StorageClass of that name; the nearest, when files repeat it. */
  storageClass(name: string, from: Resource): StorageClass | undefined {
    return storage.storageClass(this.#asking, name, from);
  }
  storageClassesInScope(from: Resource): readonly StorageClass[] {
    return storage.storageClassesInScope(this.#asking, from);
  }
  /** The StorageClasses beside it: of its kustomization, else of its folder. */
  siblingStorageClasses(from: Resource): readonly StorageClass[] {
    return storage.siblingStorageClasses(this.#asking, from);
  }
  /** Volumes made by hand with this class name; "" for those without a class. */
  persistentVolumesOfClass(name: string, from: Resource): readonly PersistentVolume[] {
    return storage.persistentVolumesOfClass(this.#asking, name, from);
  }
  /** The workloads that make volumes for StorageClasses and say under which name, nearest first. */
  provisioningWorkloads(from: Resource): readonly pods.PodOwner[] {
    return storage.provisioningWorkloads(this.#asking, from);
  }
}
