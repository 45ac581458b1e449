/** Which files meet each other: the closures of kustomizations, else the workspace folder. Source: the catalogue's §2. */
import { type Kustomization, type Manifest, resourcesOf } from './manifest.ts';
import { folderOf, resolvePath } from './paths.ts';
import { remember } from './remember.ts';

/** What one file belongs to. */
export interface Scopes {
  /** The kustomizations that reach it, as files; never empty. */
  readonly ids: readonly string[];
  /** Only a patch: a fragment, whatever it looks like. */
  readonly isPatch: boolean;
}

/** Whether kustomizations have a file for patches alone. */
export const isPatchIn = (closures: ReadonlyMap<string, Scopes>, uri: string): boolean =>
  closures.get(uri)?.isPatch ?? false;

/** What kustomizations have a file for; undefined for one that none of them reaches. */
export function roleOf(closures: ReadonlyMap<string, Scopes>, uri: string): 'patch' | 'resource' | undefined {
  const scopes = closures.get(uri);
  return scopes && (scopes.isPatch ? 'patch' : 'resource');
}

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The kustomization's file of a folder. */
export function findKustomization(folder: string, exists: (uri: string) => boolean): string | undefined {
  return names.map((name) => (folder === '' ? name : `${folder}/${name}`)).find(exists);
}

/** The file's kustomization, if it is one. */
export function kustomizationIn(manifest: Manifest): Kustomization | undefined {
  if (!names.some((name) => manifest.uri.endsWith(`/${name}`) || manifest.uri === name)) return undefined;
  for (const document of manifest.documents)
    for (const resource of resourcesOf(document)) if (resource.type === 'Kustomization') return resource;
  return undefined;
}

/**
 * The scopes of all files that a kustomization reaches, by URI. Files that are not in the answer meet in their
 * workspace folder. A file that several kustomizations reach belongs to all of them.
 */
export function closuresOf(
  kustomizations: ReadonlyMap<string, Kustomization>,
  exists: (uri: string) => boolean,
): ReadonlyMap<string, Scopes> {
  const members = new Map<string, { readonly ids: Set<string>; isResource: boolean }>();
  const join = (uri: string, id: string, patch: boolean) => {
    const member = remember(members, uri, () => ({ ids: new Set<string>(), isResource: false }));
    member.ids.add(id);
    if (!patch) member.isResource = true;
  };

  for (const [root] of [...kustomizations].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const reached = new Set<string>();
    const visit = (uri: string) => {
      if (reached.has(uri)) return; // a loop, or a base that two overlays share
      reached.add(uri);
      const kustomization = kustomizations.get(uri);
      if (!kustomization) return;
      const folder = folderOf(uri);
      for (const path of kustomization.resources) {
        const target = resolvePath(folder, path);
        const found = target === undefined ? undefined : exists(target) ? target : findKustomization(target, exists);
        if (found !== undefined) visit(found);
      }
      for (const path of kustomization.patches) {
        const target = resolvePath(folder, path);
        if (target !== undefined && exists(target)) join(target, root, true);
      }
    };
    visit(root);
    for (const uri of reached) join(uri, root, false);
  }
  return new Map([...members].map(([uri, { ids, isResource }]) => [uri, { ids: [...ids], isPatch: !isResource }]));
}

/** The files that generators name: what they hold becomes data, whatever it is. */
export function dataFilesOf(kustomizations: Iterable<Kustomization>): ReadonlySet<string> {
  const uris = new Set<string>();
  for (const { field, texts } of kustomizations)
    for (const path of texts) {
      const uri = resolvePath(folderOf(field.document.uri), path);
      if (uri !== undefined) uris.add(uri);
    }
  return uris;
}

/** The kustomizations that no other one builds upon: what they build goes to the cluster. Of a circle, one. */
export function rootsOf(
  kustomizations: ReadonlyMap<string, Kustomization>,
  closures: ReadonlyMap<string, Scopes>,
): readonly string[] {
  const idsOf = (uri: string) => closures.get(uri)?.ids ?? [uri];
  const roots = new Set<string>();
  for (const uri of kustomizations.keys()) {
    const tops = idsOf(uri).filter((id) => idsOf(id).length === 1);
    for (const root of tops.length > 0 ? tops : [...idsOf(uri)].sort().slice(0, 1)) roots.add(root);
  }
  return [...roots].sort();
}
