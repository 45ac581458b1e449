/** What a Workspace consists of, and what changed files make of it: the next state, and which answers may differ. */
import { type Config, configName, isConfig, mergeSettings, readConfig } from '../config.ts';
import { changedDocuments, type Kustomization, type Manifest, type Resource, resourcesOf } from '../manifest.ts';
import { PersistentMap } from '../persistent-map.ts';
import { remember } from '../remember.ts';
import { closuresOf, isPatchIn, kustomizationIn, roleOf, type Scopes } from '../scopes.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import type { Document } from '../yaml.ts';
import { type Builds, buildsAfter, differences, homesOf } from './builds.ts';
import { fileKeys, keysOf } from './keys.ts';
import type { GoverningServices } from './services.ts';

/** The files that changed, as they are now; undefined for one that is gone. */
export type FileChanges = ReadonlyMap<string, Manifest | undefined>;

export interface State {
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
  readonly builds: Builds;
  /** The built objects by the document that they were written in. */
  readonly homes: ReadonlyMap<Document, readonly Resource[]>;
  /** What was answered already: many ask for the Service of the same set. */
  readonly governing: GoverningServices;
  readonly older: Older | undefined;
}
/** The files as they were, in a revision say. */
interface Older {
  /** Those that may differ; undefined for one that was not there. All others are as they are now. */
  readonly files: FileChanges;
  readonly state: State;
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
export const nothing: Change = { keys: new Set(), uris: new Set(), moved: new Set(), gone: [], come: [], all: false };

/** What a Workspace becomes, and how it differs. */
type Next = readonly [state: State, change: Change];

export function emptyState(folders: readonly string[], settings: Partial<Settings>): State {
  return {
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
  };
}

/** With these files as they are now. */
export function withFiles(state: State, changes: FileChanges): Next {
  const manifests = state.manifests.with(changes);
  const [kustomizations, closures] = kustomized(state, changes, manifests);
  const moved =
    closures === state.closures
      ? []
      : [...new Set([...closures.keys(), ...state.closures.keys()])].filter(
          (uri) => manifests.get(uri) !== undefined && roleOf(closures, uri) !== roleOf(state.closures, uri),
        );
  const builds = buildsAfter(state, { changes, kustomizations, closures, manifests });
  const [gone, come] = differences(state.builds, builds);
  const uris = new Set([...changes.keys(), ...moved]);
  const [index, keys] = indexed(state, { manifests, closures, uris, gone, come });
  if (kustomizations !== state.kustomizations) keys.add('kustomizations');
  for (const uri of moved) keys.add(`role ${uri}`);

  const configs = configured(state, changes);
  const [older, olderKeys] = olderAfter(state.older, changes);
  for (const key of olderKeys) keys.add(`before ${key}`);
  return [
    {
      ...state,
      ...(configs === state.configs ? {} : settled(state.settings, configs)),
      manifests,
      kustomizations,
      closures,
      builds,
      homes: builds === state.builds ? state.homes : homesOf(builds),
      index,
      governing: new WeakMap(),
      older,
    },
    { keys, uris, moved: new Set(moved), gone, come, all: configs !== state.configs },
  ];
}

/** With these files as they were before; with none, nothing is known of it. */
export function withFilesBefore(state: State, files: FileChanges): Next {
  const { older, manifests } = state;
  const from = older?.state ?? state;
  const changes = [...new Set([...(older?.files.keys() ?? []), ...files.keys()])]
    .map((uri) => [uri, files.has(uri) ? files.get(uri) : manifests.get(uri)] as const)
    .filter(([uri, manifest]) => from.manifests.get(uri) !== manifest);
  const [then, change] = changes.length === 0 ? [from, nothing] : withFiles(from, new Map(changes));
  const keys = new Set([...change.keys].map((key) => `before ${key}`));
  const next = files.size === 0 ? undefined : { files, state: then };
  if ((older === undefined) !== (next === undefined)) keys.add('before');
  return [
    { ...state, older: next },
    { ...nothing, keys },
  ];
}

export function withSettings(state: State, settings: Partial<Settings>): Next {
  return [
    { ...state, ...settled(settings, state.configs) },
    { ...nothing, all: true },
  ];
}

/** The workspace folder of a file; for one outside of all of them, the file itself. */
export function workspaceFolderOf({ folders }: State, uri: string): string {
  const inside = folders
    .filter((folder) => folder === '' || uri.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
  // What has not been saved yet will most likely be saved here.
  return inside ?? (uri.startsWith('untitled:') ? folders[0] : undefined) ?? uri;
}

/** The files that were the same before and changed now did so then, too. */
function olderAfter(
  older: Older | undefined,
  changes: FileChanges,
): readonly [older: Older | undefined, keys: Iterable<string>] {
  const same = [...changes].filter(([uri]) => !older?.files.has(uri));
  if (!older || same.length === 0) return [older, []];
  const [state, { keys }] = withFiles(older.state, new Map(same));
  return [{ ...older, state }, keys];
}

/** The index after the change of files, and the keys under which something else is found than before. */
function indexed(
  state: State,
  next: Pick<State, 'manifests' | 'closures'> & Pick<Change, 'uris' | 'gone' | 'come'>,
): [State['index'], Set<string>] {
  const edits = new Map<string, { readonly out: Set<Resource>; readonly in: Resource[] }>();
  const edit = (key: string) => remember(edits, key, () => ({ out: new Set<Resource>(), in: [] }));
  const takeOut = (resource: Resource, scope: string) => {
    for (const key of keysOf(resource, scope)) edit(key).out.add(resource);
  };
  const putIn = (resource: Resource, scope: string) => {
    for (const key of keysOf(resource, scope)) edit(key).in.push(resource);
  };
  for (const uri of next.uris) {
    const [old, now] = [state.manifests.get(uri), next.manifests.get(uri)];
    const [wasPatch, isPatch] = [isPatchIn(state.closures, uri), isPatchIn(next.closures, uri)];
    const folder = workspaceFolderOf(state, uri);
    const { gone, come } =
      wasPatch === isPatch ? changedDocuments(old, now) : { gone: old?.documents ?? [], come: now?.documents ?? [] };
    // Patches define nothing.
    if (!wasPatch) for (const resource of gone.flatMap(resourcesOf)) takeOut(resource, folder);
    if (!isPatch) for (const resource of come.flatMap(resourcesOf)) putIn(resource, folder);
    for (const key of fileKeys(uri, old, now)) edit(key);
  }
  for (const resource of next.gone) takeOut(resource, resource.build ?? '');
  for (const resource of next.come) putIn(resource, resource.build ?? '');

  const keys = new Set<string>();
  const entries: (readonly [string, readonly Resource[] | undefined])[] = [];
  for (const [key, { out, in: added }] of edits) {
    const was = state.index.get(key) ?? [];
    const is = [...was.filter((resource) => !out.has(resource)), ...added];
    keys.add(key);
    if ((was.length === 0) !== (is.length === 0)) keys.add(`some ${key}`);
    entries.push([key, is.length ? is : undefined]);
  }
  return [state.index.with(entries), keys];
}

function kustomized(
  { kustomizations: before, closures, manifests: manifestsBefore }: State,
  changes: FileChanges,
  manifests: State['manifests'],
): [State['kustomizations'], State['closures']] {
  let next: Map<string, Kustomization> | undefined;
  let filesCameOrWent = false;
  for (const [uri, manifest] of changes) {
    const kustomization = manifest && kustomizationIn(manifest);
    if (kustomization !== before.get(uri)) {
      next ??= new Map(before);
      if (kustomization) next.set(uri, kustomization);
      else next.delete(uri);
    }
    if ((manifest === undefined) !== (manifestsBefore.get(uri) === undefined)) filesCameOrWent = true;
  }
  if (!next && !(filesCameOrWent && before.size > 0)) return [before, closures];
  const kustomizations = next ?? before;
  return [kustomizations, closuresOf(kustomizations, (uri) => manifests.get(uri) !== undefined)];
}

function configured({ configs, folders }: State, changes: FileChanges): ReadonlyMap<string, Config> {
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
