/** The cluster as it is at a step of a scenario, as far as DNS looks at it. */
import { ApiServer } from '../cluster/api-server.ts';
import { newSetPod } from '../cluster/identity.ts';
import type { PodStatus, SetObject } from '../cluster/objects.ts';
import { Cluster } from '../cluster/store.ts';
import type { Preview } from '../preview.ts';
import type { Workspace } from '../workspace.ts';
import { OwnNames } from './own-names.ts';
import type { Scenario } from './told.ts';
import { setDocument, surroundings } from './world.ts';

type Phase = 'starting' | 'ready' | 'stopping';

/** How each of a set's Pods stands after a step; Pods that are not there are absent. */
export function podsAt({ before, steps }: Scenario, step: number): ReadonlyMap<string, Phase> {
  const pods = new Map<string, Phase>(before.pods.map(({ name, phase }) => [name, phase]));
  for (const { step: each, action, target, state } of steps) {
    if (each > step || state === 'stuck') continue;
    if (action === 'create-pod') pods.set(target, 'starting');
    if (action === 'wait-ready') pods.set(target, 'ready');
    if (action === 'delete-pod') pods.set(target, 'stopping');
    if (action === 'wait-gone') pods.delete(target);
  }
  return pods;
}

/** `asked`: an ordinal that is asked about; of Pods that the scenario does not tell one by one, only that one is added. */
export function clusterAt(
  workspace: Workspace,
  preview: Preview,
  scenario: Scenario,
  step: number,
  asked: number | undefined,
): Cluster {
  const cluster = new Cluster();
  const api = new ApiServer(cluster, {
    kubernetes: workspace.settingsOf(preview.statefulSet.field.document.uri).kubernetes,
    gates: {},
  });
  for (const document of surroundings(workspace, preview)) api.apply(document, preview.namespace);
  const { start, replicas } = preview.statefulSet;
  api.apply(setDocument(preview, { start, replicas }));
  const set = cluster.get('StatefulSet', preview.namespace, preview.name);
  if (!set) return cluster;
  const names = new OwnNames(preview);
  for (const [name, phase] of podsAt(scenario, step)) addPod(cluster, set, names.ordinalOf(name), phase);
  const { rest, before } = scenario;
  const isUntold =
    asked !== undefined && asked >= start && asked < start + replicas && !wasTold(scenario, names, asked);
  // Pods that are not told were there before, or not at all.
  if (rest && isUntold && before.pods.length > 0) addPod(cluster, set, asked, 'ready');
  return cluster;
}

function wasTold({ before, steps }: Scenario, names: OwnNames, ordinal: number): boolean {
  const isIt = (pod: string | undefined) => pod !== undefined && names.ordinalOf(pod) === ordinal;
  return before.pods.some(({ name }) => isIt(name)) || steps.some(({ pod }) => isIt(pod));
}

function addPod(cluster: Cluster, set: SetObject, ordinal: number, phase: Phase): void {
  const pod = newSetPod(cluster, set, set.spec.template, '', ordinal);
  const status: PodStatus = { ...pod.status, phase: 'Running', isReady: phase !== 'starting', hasAddress: true };
  const meta = { ...pod.meta, isDeleting: phase === 'stopping' };
  cluster.add({ ...pod, meta, node: 'node-1', status });
}
