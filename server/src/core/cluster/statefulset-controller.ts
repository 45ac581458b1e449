/**
 * The StatefulSet controller. It observes the set and its Pods, decides the next thing, does it, and looks again when something
 * has changed. Creating, scaling, updating and replacing are one and the same function of what is there and what is wanted.
 * Source: pkg/controller/statefulset/stateful_set_control.go
 */
import type { Release } from './admission.ts';
import { settleClaimOwners } from './claim-retention.ts';
import { isInRange, ordinalOf, revisionOf } from './identity.ts';
import { matches, ownerOf, type PodObject, type RevisionObject, type SetObject, withMeta } from './objects.ts';
import { deletePod } from './pods.ts';
import { adoptRevisions, currentAndUpdate, type RevisionNames, truncateHistory } from './revisions.ts';
import { fill } from './statefulset-fill.ts';
import { recreate, rollOut } from './statefulset-rollout.ts';
import {
  isAvailable,
  isRunningAndReady,
  isUnavailable,
  type Stop,
  type View,
  type Waiting,
} from './statefulset-view.ts';
import type { Cluster } from './store.ts';

/** More replicas than anyone plays through one by one. */
export const mostReplicas = 5_000;

/** One round for one set. Returns what the set waits for; undefined when there is nothing left to wait for. */
export function syncSet(
  cluster: Cluster,
  given: SetObject,
  release: Release,
  names: RevisionNames,
): Waiting | undefined {
  if (given.spec.replicas > mostReplicas) return undefined;
  if (!given.meta.isDeleting) adoptRevisions(cluster, given);
  const pods = claimPods(cluster, given);
  // While it is deleted in the foreground the garbage collector takes its versions, however often they are made again.
  if (given.meta.isDeleting) return undefined;
  const set = cluster.current(given) ?? given;
  const { current, update } = currentAndUpdate(cluster, set, names);
  const replicas: (PodObject | undefined)[] = new Array(set.spec.replicas).fill(undefined);
  const condemned: PodObject[] = [];
  for (const pod of pods) {
    const ordinal = ordinalOf(set, pod) ?? -1;
    if (isInRange(set, ordinal)) replicas[ordinal - set.spec.start] = pod;
    else condemned.push(pod);
  }
  condemned.sort((a, b) => (ordinalOf(set, b) ?? 0) - (ordinalOf(set, a) ?? 0));
  const view: View = { cluster, release, set, current, update, replicas, condemned };
  const stop = round(view);
  writeStatus(view, pods);
  truncateHistory(cluster, set, pods, [current, update]);
  return stop;
}

/** Recreate, then fill the range, then scale down, then update: what stops keeps the rest waiting. */
function round(view: View): Stop {
  return recreate(view) ?? fill(view) ?? settleCondemned(view) ?? scaleDown(view) ?? rollOut(view);
}

// ---- which Pods are the set's ----

/** The set's Pods. Orphans with its labels and a name of its own are adopted; Pods that lost its labels are let go. */
function claimPods(cluster: Cluster, set: SetObject): readonly PodObject[] {
  return cluster.all('Pod').flatMap((pod) => {
    if (pod.meta.namespace !== set.meta.namespace || ordinalOf(set, pod) === undefined) return [];
    const isSelected = matches(set.spec.selector, pod.meta.labels);
    const [owner] = pod.meta.owners;
    if (owner && owner.uid !== set.meta.uid) return [];
    if (owner && isSelected) return [pod];
    if (set.meta.isDeleting) return [];
    if (owner) cluster.replace(withMeta(pod, { owners: [] }));
    if (owner || !isSelected || pod.meta.isDeleting) return [];
    return [cluster.replace(withMeta(pod, { owners: [ownerOf(set)] }))];
  });
}

// ---- scaling down ----

/** All claims of Pods that have to go get their owners before the first Pod goes. */
function settleCondemned({ cluster, set, condemned }: View): Stop {
  for (const pod of condemned) settleClaimOwners(cluster, set, pod);
  return undefined;
}

/** From the highest ordinal down; OrderedReady one at a time, and only while the others are well. */
function scaleDown(view: View): Stop {
  const { cluster, set, replicas, condemned } = view;
  if (set.spec.isParallel) {
    for (const pod of condemned) deletePod(cluster, pod);
    return undefined;
  }
  const sick = [...replicas, ...[...condemned].reverse()].find((pod) => isUnavailable(view, pod));
  for (const pod of condemned) {
    if (pod.meta.isDeleting) return { reason: 'terminating', pod: pod.meta.name, detail: '' };
    if (!isAvailable(view, pod) && pod !== sick)
      return { reason: 'unhealthy', pod: sick?.meta.name ?? pod.meta.name, detail: pod.meta.name };
    deletePod(cluster, pod);
    return { reason: 'terminating', pod: pod.meta.name, detail: '' };
  }
  return undefined;
}

// ---- status ----

/** An update is complete when all Pods that there should be are of the new version, and Ready. */
function writeStatus({ cluster, set, current, update, replicas, condemned }: View, before: readonly PodObject[]): void {
  // What was created in this round is not counted yet.
  const known = new Set(before.map(({ meta }) => meta.uid));
  const pods = [...replicas, ...condemned].flatMap((pod) => {
    const now = pod && known.has(pod.meta.uid) ? cluster.current(pod) : undefined;
    return now ?? [];
  });
  const staying = pods.filter(({ meta }) => !meta.isDeleting);
  const count = (revision: RevisionObject) => staying.filter((pod) => revisionOf(pod) === revision.meta.name).length;
  const wanted = set.spec.replicas;
  const isComplete =
    set.spec.strategy !== 'OnDelete' &&
    count(update) === wanted &&
    pods.length === wanted &&
    pods.filter(isRunningAndReady).length === wanted;
  const status = {
    currentRevision: (isComplete ? update : current).meta.name,
    updateRevision: update.meta.name,
    currentReplicas: count(isComplete ? update : current),
  };
  const { currentRevision, updateRevision, currentReplicas } = set.status;
  if (
    status.currentRevision !== currentRevision ||
    status.updateRevision !== updateRevision ||
    status.currentReplicas !== currentReplicas
  )
    cluster.replace({ ...set, status });
}
