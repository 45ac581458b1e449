/** What a fixture's kustomization builds, as plain objects. */
import { build } from '../../../server/src/core/kustomize/build.ts';
import { readManifest } from '../../../server/src/core/manifest.ts';
import { asObject } from '../../../server/src/core/objects.ts';
import { Field } from '../../../server/src/core/yaml.ts';
import { filesIn } from '../../harness.ts';

export interface Built {
  /** By kind; the last of several. */
  readonly objects: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly isOpen: boolean;
  readonly problem: string | undefined;
}

export function builtFrom(fixture: string, kustomization = 'kustomization.yaml'): Built {
  const manifests = new Map([...filesIn(fixture)].map(([path, text]) => [path, readManifest(path, text)]));
  const { objects, isOpen, problem } = build(kustomization, (uri) => manifests.get(uri));
  const all = objects.map(({ source, root }) => asObject(new Field(source.document, root)) as Record<string, unknown>);
  return { objects: Object.fromEntries(all.map((each) => [each.kind, each])), isOpen, problem };
}

/** The value at a path: `spec.containers.0.name`. */
export const valueAt = (object: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], object);
