/**
 * What `kubectl kustomize` builds from a kustomization: the objects as they go to the API server, each value still at the place
 * where it was written. Source: kustomize's own documentation and order of transformers (v5); checked against what the real
 * tool builds (test/corpus).
 */

import { type Kustomization, type Manifest, resourcesOf, textsIn } from '../manifest.ts';
import { folderOf, resolvePath } from '../paths.ts';
import { findKustomization, kustomizationIn } from '../scopes.ts';
import type { Field, Node } from '../yaml.ts';
import { generatedObject, mergedObject } from './generate.ts';
import { inlined } from './inline.ts';
import { type Item, isSameObject, isTarget, kindOf, nameOf, renamed } from './item.ts';
import { applyJsonPatch } from './json-patch.ts';
import { mergeStrategically } from './merge.ts';
import { withReferences } from './name-references.ts';
import { replaced } from './replacements.ts';
import { inNamespace, labelled, named, scaled, withImages } from './transform.ts';
import { transformed } from './transformers.ts';
import { change, nodeOf, valueAt, withEntry } from './tree.ts';
import { withVars } from './vars.ts';

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

/** Builds the kustomization of a file. Never throws; what it cannot do is left as it is. */
export function build(uri: string, manifestOf: (uri: string) => Manifest | undefined): Build {
  const builder = new Builder(manifestOf);
  const { items, isOpen } = withVars(withReferences(builder.accumulate(uri, [])), builder.vars);
  return {
    objects: items.map(({ source, root }) => ({ source, root })),
    isOpen: builder.isOpen || isOpen,
    problem: builder.problem,
    inputs: builder.inputs,
  };
}

class Builder {
  isOpen = false;
  problem: string | undefined;
  readonly inputs = new Set<string>();
  /** The entries of `vars`, of all kustomizations: they are known to all of the build. */
  readonly vars: Field[] = [];
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
    items = this.#replaced(field.get('replacements'), items, uri);
    for (const source of field.get('transformers').items)
      for (const config of this.#documentsIn(source, uri)) items = this.#transformed(config, items, uri);
    this.vars.push(...field.get('vars').items);
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
    const folder = folderOf(kustomization.field.document.uri);
    const read = (path: string) => {
      const target = resolvePath(folder, path);
      return target === undefined ? undefined : this.#read(target);
    };
    for (const [list, kind] of [
      ['configMapGenerator', 'ConfigMap'],
      ['secretGenerator', 'Secret'],
    ] as const)
      for (const generator of kustomization.field.get(list).items) {
        const name = generator.get('name');
        const root = name.text === undefined ? undefined : generatedObject(kind, generator, read);
        if (!root || name.text === undefined) continue;
        const behavior = generator.get('behavior').text ?? 'create';
        const i = items.findIndex((item) => kindOf(item.root) === kind && item.names.includes(name.text ?? ''));
        const known = items[i];
        if (behavior === 'create' || !known) items.push({ source: generator, root, names: [name.text], layers: [] });
        else if (behavior === 'merge')
          items[i] = {
            ...known,
            root: mergedObject(kind, known.root, root, kustomization.field.document),
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
    for (const patch of this.#documentsIn(source, uri)) {
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

  // ---- replacements and transformers ----

  #replaced(replacements: Field, items: Item[], uri: string): Item[] {
    const each = replacements.items.flatMap((entry) => {
      const path = entry.get('path');
      if (!path.exists) return [entry];
      return this.#documentsIn(path, uri).flatMap((root) => (root.kind === 'sequence' ? root.items : [root]));
    });
    return each.reduce((result, entry) => {
      const { items: next, isOpen, problem } = replaced(entry, result);
      if (isOpen) this.isOpen = true;
      this.problem ??= problem;
      return next;
    }, items);
  }

  #transformed(config: Field, items: Item[], uri: string): Item[] {
    const isBuiltin = config.get('apiVersion').text === 'builtin';
    const target = config.get('target');
    switch (isBuiltin ? config.get('kind').text : undefined) {
      case 'PatchTransformer':
        return this.#patched(config, items, uri);
      case 'PatchJson6902Transformer':
        return this.#patchedBy(config.get(config.get('path').exists ? 'path' : 'jsonOp'), target, items, uri);
      case 'PatchStrategicMergeTransformer':
        return [...config.get('paths').items, config.get('patches')].reduce(
          (result, source) => (source.exists ? this.#patchedBy(source, undefined, result, uri) : result),
          items,
        );
      case 'ReplacementTransformer':
        return this.#replaced(config.get('replacements'), items, uri);
      default: {
        const next = transformed(config, items);
        if (!next) this.isOpen = true;
        return next ?? items;
      }
    }
  }

  /** The documents of a file, or the text itself where it is none of a path. */
  #documentsIn(source: Field, uri: string): readonly Field[] {
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
