/** No false alarm of a plan on what real projects write: what did not change stays as it is, and one replica fewer is one Pod that leaves. */
import { describe, expect, test } from 'vitest';
import { type Manifest, readManifest, type StatefulSet } from '../../server/src/core/manifest.ts';
import { type Plan, planOf } from '../../server/src/core/plan.ts';
import { textOf } from '../../server/src/core/position.ts';
import type { Workspace } from '../../server/src/core/workspace.ts';
import { statefulSetsIn } from '../../server/src/json.ts';
import { corpus, worldsOf } from './worlds.ts';

describe.skipIf(!corpus)('plans of the corpus (skipped where ORDINAL_CORPUS is not there)', () => {
  const worlds = corpus ? [...worldsOf(corpus)].filter(({ texts }) => [...texts.values()].some(holdsSet)) : [];

  test('a file with a comment more changes nothing', () => {
    const told = plansOf(worlds, (text) => `${text}\n# more\n`);
    expect(told.length).toBeGreaterThan(200);
    expect(told.filter(({ state, changes }) => state !== 'unchanged' || changes.length > 0)).toEqual([]);
  });
  test('one replica fewer is one Pod that leaves, the last one', () => {
    const told = plansOf(worlds, (text) =>
      text.replaceAll(/^( *replicas: *)(\d+) *$/gm, (_, key, n) => `${key}${Number(n) + 1}`),
    );
    const ran = told.filter(
      ({ state, sentence }) => state === 'changed' && !sentence.startsWith('What happens cannot'),
    );
    expect(ran.length).toBeGreaterThan(150);
    for (const { name, set, effects, refused } of ran) {
      expect({ name, refused }).toEqual({ name, refused: [] });
      const last = set.start + set.replicas;
      expect({ name, pods: effects.pods.at(-1) }).toEqual({ name, pods: { from: last, to: last, fate: 'leaves' } });
    }
  });
});

const holdsSet = (text: string) => /^kind: *StatefulSet/m.test(text);

/** Of the sets that stand in files, with those files as they were. */
function plansOf(
  worlds: Iterable<{ readonly workspace: Workspace }>,
  before: (text: string) => string,
): readonly Plan[] {
  return [...worlds].flatMap(({ workspace: now }) => {
    const manifests = [...now.manifests].filter(([, manifest]) => holdsSet(textOf(manifest)));
    const workspace = now.withBefore(new Map(manifests.map(([uri, manifest]) => [uri, older(manifest, before)])));
    const sets = manifests.flatMap(([, manifest]): readonly StatefulSet[] => statefulSetsIn(workspace, manifest));
    return [...new Set(sets)].flatMap((set) => planOf(workspace, set, () => []) ?? []);
  });
}
const older = (manifest: Manifest, before: (text: string) => string) =>
  readManifest(manifest.uri, before(textOf(manifest)));
