/** The plans of a fixture: `web.yaml (as it was)` is the file before. */
import { resourcesOf } from '../server/src/core/manifest.ts';
import { gonePlans, type Plan, planOf } from '../server/src/core/plan.ts';
import type { Settings } from '../server/src/core/settings.ts';
import { filesIn, workspaceOf } from './harness.ts';

/** Of each set as it stands in the files, then of those that are gone. `most`: so many Pods are played one by one. */
export function plansOf(fixture: string, settings: Partial<Settings> = {}, most?: number): readonly Plan[] {
  const workspace = workspaceOf(filesIn(fixture), settings);
  const sets = [...workspace.manifests]
    .flatMap(([, { documents }]) => documents.flatMap(resourcesOf))
    .filter((each) => each.type === 'StatefulSet');
  return [...sets.flatMap((set) => planOf(workspace, set, () => [], most) ?? []), ...gonePlans(workspace)];
}
