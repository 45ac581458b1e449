/**
 * Bringing a set's Pods to the new version of its template.
 * Source: updateStatefulSetAfterInvariantEstablished in pkg/controller/statefulset/stateful_set_control.go
 */
import { countsUnavailable, updatesUnavailableFirst } from './admission.ts';
import { revisionOf } from './identity.ts';
import type { PodObject, SetObject } from './objects.ts';
import { deletePod } from './pods.ts';
import { isAvailable, isUnavailable, type Stop, type View } from './statefulset-view.ts';

const isOld = ({ update }: View, pod: PodObject | undefined) =>
  pod !== undefined && revisionOf(pod) !== update.meta.name;

/** Recreate: all Pods of another version go, and nothing is created before they are gone. */
export function recreate(view: View): Stop {
  const { cluster, set, replicas, condemned } = view;
  if (set.spec.strategy !== 'Recreate') return undefined;
  const old = [...replicas, ...condemned].flatMap((pod) => (pod && isOld(view, pod) ? pod : []));
  for (const pod of old) deletePod(cluster, pod);
  const [first] = old;
  return first && { reason: 'terminating', pod: first.meta.name, detail: '' };
}

/** RollingUpdate: from the highest ordinal down to the partition, as many at a time as may be unavailable. */
export function rollOut(view: View): Stop {
  const { set, release } = view;
  if (set.spec.strategy !== 'RollingUpdate') return undefined;
  return countsUnavailable(release) ? rollSeveral(view) : rollOne(view);
}

/** The Pods that the update may reach, highest ordinal first. */
function targets({ set, replicas }: View): readonly (PodObject | undefined)[] {
  return replicas.slice(set.spec.rolling?.partition ?? 0).reverse();
}

function rollOne(view: View): Stop {
  for (const pod of targets(view)) {
    if (pod && isOld(view, pod) && !pod.meta.isDeleting) {
      deletePod(view.cluster, pod);
      return { reason: 'terminating', pod: pod.meta.name, detail: '' };
    }
    if (isUnavailable(view, pod)) return pod && { reason: 'update', pod: pod.meta.name, detail: '' };
  }
  return undefined;
}

function rollSeveral(view: View): Stop {
  const { cluster, set, release, replicas } = view;
  const most = mostUnavailable(set);
  const unavailable = replicas.filter((pod) => isUnavailable(view, pod));
  const old = targets(view).filter((pod): pod is PodObject => isOld(view, pod) && !pod?.meta.isDeleting);
  // What does not serve anyway is replaced first, and costs nothing.
  if (set.spec.isParallel && updatesUnavailableFirst(release))
    for (const pod of old) if (!isAvailable(view, pod)) deletePod(cluster, pod);
  const rest =
    set.spec.isParallel && updatesUnavailableFirst(release) ? old.filter((pod) => isAvailable(view, pod)) : old;
  for (const pod of rest.slice(0, Math.max(0, most - unavailable.length))) deletePod(cluster, pod);
  const [first] = unavailable;
  return old.length > 0 && first ? { reason: 'update', pod: first.meta.name, detail: '' } : undefined;
}

/** Per cent are rounded down; at least one. */
function mostUnavailable({ spec: { rolling, replicas } }: SetObject): number {
  const written = rolling?.maxUnavailable ?? 1;
  const [, percent] = typeof written === 'string' ? (/^([0-9]+)%$/.exec(written) ?? []) : [];
  const count = percent === undefined ? Number(written) : Math.floor((Number(percent) * replicas) / 100);
  return Math.max(1, Number.isFinite(count) ? count : 1);
}
