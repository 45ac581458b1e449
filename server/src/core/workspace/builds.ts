/** What the kustomizations of a Workspace build, each anew when one of its files changed. */
import { build } from '../kustomize/build.ts';
import { sameTree } from '../kustomize/tree.ts';
import { builtResource, type Manifest, type Resource } from '../manifest.ts';
import { remember } from '../remember.ts';
import { rootsOf } from '../scopes.ts';
import { type Document, Field } from '../yaml.ts';
import type { FileChanges, State } from './state.ts';

/** What a kustomization makes of its files. */
interface Built {
  readonly inputs: ReadonlySet<string>;
  readonly isOpen: boolean;
  /** In the order of the build, each with the object as it was written. */
  readonly resources: readonly { readonly resource: Resource; readonly source: Field }[];
}
/** By the file of each kustomization that no other one builds upon. */
export type Builds = ReadonlyMap<string, Built>;

/** Each kustomization built anew if one of the files that it asked for changed. */
export function buildsAfter(
  { builds: before, closures: closuresBefore }: State,
  now: Pick<State, 'kustomizations' | 'closures' | 'manifests'> & { readonly changes: FileChanges },
): Builds {
  const { changes, kustomizations, closures, manifests } = now;
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

/** The built objects that went and those that came. */
export function differences(
  before: Builds,
  now: Builds,
): readonly [gone: readonly Resource[], come: readonly Resource[]] {
  if (before === now) return [[], []];
  const all = (builds: Builds, others: Builds) =>
    [...builds].flatMap(([root, built]) =>
      others.get(root) === built ? [] : built.resources.map(({ resource }) => resource),
    );
  const [old, fresh] = [new Set(all(before, now)), new Set(all(now, before))];
  return [[...old].filter((each) => !fresh.has(each)), [...fresh].filter((each) => !old.has(each))];
}

/** The built objects by the document that they were written in. */
export function homesOf(builds: Builds): ReadonlyMap<Document, readonly Resource[]> {
  const homes = new Map<Document, Resource[]>();
  for (const { resources } of builds.values())
    for (const { resource } of resources) remember(homes, resource.field.document, () => []).push(resource);
  return homes;
}

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
