/** Worlds in which nothing of weight is wrong: some of our own, and those of the corpus. */
import { readdirSync, readFileSync } from 'node:fs';
import { Findings } from '../../server/src/core/check.ts';
import { type Manifest, type Resource, readManifest } from '../../server/src/core/manifest.ts';
import type { Finding } from '../../server/src/core/rule.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import type { Settings } from '../../server/src/core/settings.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { splitDocuments } from '../../server/src/core/yaml.ts';
import { corpus, worldsOf } from '../corpus/worlds.ts';

type Of<T extends Resource['type']> = Extract<Resource, { type: T }>;

export class Clean {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly workspace: Workspace;
  /** The objects that something is said about. */
  readonly resources: readonly Resource[];
  readonly #bases = new Map<Partial<Settings>, Findings>();

  constructor(name: string, files: ReadonlyMap<string, string>) {
    this.name = name;
    this.files = files;
    this.workspace = Workspace.of(['']).with(
      new Map([...files].map(([path, text]): [string, Manifest] => [path, readManifest(path, text)])),
    );
    this.resources = [...this.workspace.manifests]
      .flatMap(([, { documents }]) => documents)
      .filter(({ problems }) => problems.length === 0)
      .flatMap((document) => this.workspace.resourcesIn(document))
      .filter((resource) => !this.workspace.isPartial(resource));
  }

  /** The findings of the world as it is. */
  under(settings: Partial<Settings>): Findings {
    const known = this.#bases.get(settings);
    if (known) return known;
    const base = Findings.of(this.workspace.withSettings(settings), rules).advance();
    this.#bases.set(settings, base);
    return base;
  }
  isClean(settings: Partial<Settings> = asItIs): boolean {
    const base = this.under(settings);
    return [...this.files.keys()].every((uri) => !base.of(uri).some(hasWeight));
  }

  of<T extends Resource['type']>(type: T): readonly Of<T>[] {
    return this.resources.filter((resource): resource is Of<T> => resource.type === type);
  }
  has(kind: string, name: string): boolean {
    return this.resources.some((resource) => resource.kind === kind && resource.name?.value === name);
  }
  /** How often a word stands in the files, part of no other. */
  mentions(word: string): number {
    const pattern = new RegExp(`(?<![\\w-])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w])`, 'g');
    return [...this.files.values()].reduce((sum, text) => sum + [...text.matchAll(pattern)].length, 0);
  }
}

export const asItIs: Partial<Settings> = {};
export const hasWeight = ({ severity }: Finding): boolean => severity === 'error' || severity === 'warning';

/** Our own, each as one file, as a file for each object, and as what a kustomization builds. */
export function ownWorlds(): readonly Clean[] {
  const folder = new URL('clean/', import.meta.url);
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const text = readFileSync(new URL(file, folder), 'utf8');
      const parts = splitDocuments(text).map((part, i): [string, string] => [`${i}.yaml`, part]);
      // A prefix would not reach the names of Pods, nor those that stand in arguments.
      const prefix = /-0\b|-retry-join=/.test(text) ? '' : 'namePrefix: my-\n';
      return [
        new Clean(file, new Map([[file, text]])),
        ...(parts.length > 1 ? [new Clean(`${file}, a file for each object`, new Map(parts))] : []),
        new Clean(
          `${file}, in Windows' way, built by a kustomization`,
          new Map([
            [file, text.replaceAll('\n', '\r\n')],
            ['kustomization.yaml', `resources:\n  - ${file}\n${prefix}`],
          ]),
        ),
      ];
    });
}

/** Those of the corpus that hold a StatefulSet, and in which nothing of weight is found. */
export function* corpusWorlds(): Iterable<Clean> {
  if (corpus)
    for (const { name, texts } of worldsOf(corpus)) {
      if (![...texts.values()].some((text) => /^\s*(?:- )?kind: *["']?StatefulSet/m.test(text))) continue;
      const clean = new Clean(name, texts);
      if (clean.of('StatefulSet').length > 0 && clean.isClean()) yield clean;
    }
}
