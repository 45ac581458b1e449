/** What a round of the StatefulSet controller looks at, and how Pods stand in it. */
import type { Release } from './admission.ts';
import type { PodObject, RevisionObject, SetObject } from './objects.ts';
import type { Cluster } from './store.ts';

/** What a set waits for when it does nothing. */
export interface Waiting {
  readonly reason:
    | 'starting' // the Pod is not Running and Ready
    | 'minReadySeconds' // it is Ready, but not long enough
    | 'terminating'
    | 'unhealthy' // before scaling down: another Pod than this one is not available
    | 'name-taken' // another Pod has the name
    | 'pod-refused'
    | 'claim-refused'
    | 'claim-deleting'
    | 'storage-immutable' // the Pod cannot get the claims that the templates ask for
    | 'update'; // no more Pods may be unavailable
  /** The Pod that it is about. */
  readonly pod: string;
  readonly detail: string;
}

/** The end of a round: nothing more is done until something changes. `isError`: what was tried failed. */
export type Stop = (Waiting & { readonly isError?: boolean }) | undefined;

export interface View {
  readonly cluster: Cluster;
  readonly release: Release;
  readonly set: SetObject;
  readonly current: RevisionObject;
  readonly update: RevisionObject;
  /** By index from the start ordinal; undefined where no Pod is. */
  readonly replicas: (PodObject | undefined)[];
  /** Pods out of range, highest ordinal first. */
  readonly condemned: readonly PodObject[];
}

export const isRunningAndReady = ({ status }: PodObject) => status.phase === 'Running' && status.isReady;
export const isOver = ({ status }: PodObject) => status.phase === 'Failed' || status.phase === 'Succeeded';

/** Ready for minReadySeconds; where that is a matter of time, the set is looked at again then. */
export function isAvailable({ cluster, set }: View, pod: PodObject): boolean {
  if (!isRunningAndReady(pod)) return false;
  const left = pod.status.readySince + set.spec.minReadySeconds * 1000 - cluster.now;
  if (left > 0) cluster.wake(left);
  return left <= 0;
}
export const isUnavailable = (view: View, pod: PodObject | undefined) =>
  pod === undefined || !isAvailable(view, pod) || pod.meta.isDeleting;
