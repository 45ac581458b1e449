/** Look-ups of kustomizations, and of what they build of a file. */
import { type Kustomization, type Resource, resourcesOf } from '../manifest.ts';
import { folderOf, resolvePath } from '../paths.ts';
import { isPatchIn } from '../scopes.ts';
import type { Document, Node } from '../yaml.ts';
import type { Asking } from './asking.ts';

/** How a kustomization names a file. */
export interface NamedBy {
  readonly kustomization: Kustomization;
  readonly path: string;
  /** Not a patch, and not the kustomization itself. */
  readonly isResource: boolean;
}

export function kustomizationsNaming(asking: Asking, uri: string): readonly NamedBy[] {
  asking.note('kustomizations');
  return [...asking.state.kustomizations.values()].flatMap((kustomization): NamedBy[] => {
    const own = kustomization.field.document.uri;
    if (own === uri) return [{ kustomization, path: '', isResource: false }];
    const named = (paths: readonly string[]) => paths.find((path) => resolvePath(folderOf(own), path) === uri);
    const resource = named(kustomization.resources);
    const path = resource ?? named(kustomization.patches);
    return path === undefined ? [] : [{ kustomization, path, isResource: resource !== undefined }];
  });
}
export function kustomizationsOf(asking: Asking, { build }: Resource): readonly Kustomization[] {
  const { builds, kustomizations } = asking.state;
  return [...((build && builds.get(build)?.inputs) || [])].flatMap((uri) => {
    const kustomization = kustomizations.get(uri);
    if (kustomization) asking.note(`contents ${uri}`);
    return kustomization ?? [];
  });
}
export function shareKustomization(a: Resource, b: Resource): boolean {
  return a.build !== undefined && a.build === b.build;
}

export function isDeployed(asking: Asking, { build, field }: Resource): boolean {
  const { uri } = field.document;
  asking.note(`role ${uri}`);
  return build !== undefined || !asking.state.closures.has(uri);
}
export function isPatch({ state }: Asking, { build, field }: Resource): boolean {
  return build === undefined && isPatchIn(state.closures, field.document.uri);
}
export function isOpen({ state }: Asking, { build }: Resource): boolean {
  return build !== undefined && (state.builds.get(build)?.isOpen ?? false);
}

export function resourcesIn({ state }: Asking, document: Document): readonly Resource[] {
  const written = resourcesOf(document);
  const scopes = state.closures.get(document.uri);
  if (!scopes || scopes.isPatch) return written;
  return [...written.filter(({ type }) => type === 'Kustomization'), ...(state.homes.get(document) ?? [])];
}
export function builtWith({ state }: Asking, uri: string): readonly Resource[] {
  const own = state.builds.get(uri);
  if (own) return own.resources.map(({ resource }) => resource);
  if (!state.kustomizations.has(uri) && !isPatchIn(state.closures, uri)) return [];
  return [...state.builds.values()]
    .filter(({ inputs }) => inputs.has(uri))
    .flatMap(({ resources }) => resources.map(({ resource }) => resource))
    .filter(({ field }) => standsIn(field.node, uri));
}

/** Whether a part of the tree was written in the file. */
function standsIn(node: Node | undefined, uri: string): boolean {
  if (!node) return false;
  if (node.document?.uri === uri) return true;
  if (node.kind === 'sequence') return node.items.some((item) => standsIn(item, uri));
  return (
    node.kind === 'mapping' && node.entries.some(({ key, value }) => key.document?.uri === uri || standsIn(value, uri))
  );
}
