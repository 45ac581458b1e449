/** What we build from a kustomization is what `kubectl kustomize` builds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../server/src/core/kustomize/build.ts';
import { builtResource, type Manifest, readManifest } from '../../server/src/core/manifest.ts';
import { findKustomization } from '../../server/src/core/scopes.ts';
import { Field } from '../../server/src/core/yaml.ts';
import { corpus } from './worlds.ts';

interface Built {
  readonly builds: boolean;
  readonly why?: string;
  readonly objects: number;
  readonly statefulSets: readonly object[];
}

describe.skipIf(!corpus)('a kustomization (skipped where ORDINAL_CORPUS is not there)', () => {
  const root = join(corpus ?? '', 'kustomize');
  const expected: Readonly<Record<string, Built>> = corpus
    ? JSON.parse(readFileSync(join(corpus, 'kustomize-built.json'), 'utf8'))
    : {};
  const manifests = new Map<string, Manifest>();
  for (const file of corpus ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : []) {
    if (!/\.(?:ya?ml|json)$|Kustomization$/.test(file)) continue;
    const uri = file.split(sep).join('/');
    manifests.set(uri, readManifest(uri, readFileSync(join(root, file), 'utf8')));
  }

  test.each(Object.entries(expected))('%s', (folder, { builds, why, objects, statefulSets }) => {
    const uri = findKustomization(folder, (file) => manifests.has(file));
    const { objects: built, isOpen, problem, inputs } = build(uri ?? '', (file) => manifests.get(file));
    const resources = built.flatMap(({ source, root }) => builtResource(new Field(source.document, root), '') ?? []);
    if (!builds) {
      // Files that are no YAML are not looked for.
      const isOther = /loading KV pairs|kustomizeconfig/.test(why ?? '');
      expect(isOpen || problem !== undefined).toBe(!isOther);
      return;
    }
    expect(problem).toBeUndefined();
    const sets = resources.flatMap((resource) => {
      if (resource.type !== 'StatefulSet') return [];
      const spec = resource.field.get('spec');
      const service = resources.find(
        (each) => each.type === 'Service' && each.name?.value === resource.serviceName?.value,
      );
      return [
        {
          name: resource.name?.value,
          namespace: resource.namespace?.value ?? null,
          replicas: resource.replicas,
          serviceName: spec.get('serviceName').text ?? null,
          serviceBuilt: service !== undefined,
          serviceHeadless: service?.type === 'Service' && service.isHeadless,
          claimTemplates: resource.claimTemplates.map((template) => ({
            name: template.name?.value,
            storageClassName: template.storageClassName?.value ?? null,
            storage: template.storage.text ?? null,
          })),
          containers: resource.pods.containers.filter(({ isInit }) => !isInit).map(({ name }) => name),
        },
      ];
    });
    expect(sets.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))).toEqual(statefulSets);
    // Definitions of custom resources are not read.
    const definitions = [...inputs].flatMap((input) =>
      (manifests.get(input)?.documents ?? []).filter(({ text }) => /^kind: CustomResourceDefinition/m.test(text)),
    );
    expect(resources.length + definitions.length).toBe(objects);
  });
});
