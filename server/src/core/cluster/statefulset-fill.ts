/**
 * Filling a set's range of ordinals: what is missing is created, what has ended is replaced.
 * Source: processReplica in pkg/controller/statefulset/stateful_set_control.go, and stateful_pod_control.go
 */
import { claimProblem } from './admission.ts';
import { claimsOf, hasStaleClaim, settleClaimOwners } from './claim-retention.ts';
import { newClaim } from './claims.ts';
import { claimDefaults } from './defaults.ts';
import { claimBody, claimName, hasStorage, newSetPod, podName, withIdentity } from './identity.ts';
import type { ClaimObject, PodObject, SetObject, SetSpec } from './objects.ts';
import { deletePod, podProblem } from './pods.ts';
import { isAvailable, isOver, isRunningAndReady, type Stop, type View } from './statefulset-view.ts';
import { newMeta } from './store.ts';

/**
 * Each ordinal in turn: a Pod that is missing is created, one that has ended is deleted to be created again, and one that
 * has lost its identity gets it back. OrderedReady stops at the first Pod that is not available.
 */
export function fill(view: View): Stop {
  const { set, replicas } = view;
  if (!set.spec.isParallel) {
    for (let i = 0; i < replicas.length; i++) {
      const stop = fillOne(view, i);
      if (stop) return stop;
    }
    return undefined;
  }
  for (const batch of batches(replicas.length)) {
    const [first] = batch.map((i) => failure(fillOne(view, i))).filter((stop) => stop !== undefined);
    if (first) return first;
  }
  return undefined;
}
const failure = (stop: Stop): Stop => (stop?.isError ? stop : undefined);

/** Slow start: one, then two, then four at a time; the next batch only when all of one went well. */
function* batches(count: number): Generator<readonly number[]> {
  for (let from = 0, size = 1; from < count; from += size, size = Math.min(size * 2, 500))
    yield Array.from({ length: Math.min(size, count - from) }, (_, i) => from + i);
}

function fillOne(view: View, index: number): Stop {
  const { cluster, set, replicas } = view;
  const ordinal = set.spec.start + index;
  const pod = replicas[index];
  if (!pod) return create(view, index);
  const name = pod.meta.name;
  if (isOver(pod)) {
    deletePod(cluster, pod);
    return { reason: 'terminating', pod: name, detail: '' };
  }
  if (pod.status.phase === 'Pending') {
    const problem = createClaims(view, ordinal);
    if (problem) return problem;
    settleClaimOwners(cluster, set, pod);
  }
  if (!set.spec.isParallel) {
    if (pod.meta.isDeleting) return { reason: 'terminating', pod: name, detail: '' };
    if (!isRunningAndReady(pod)) return { reason: 'starting', pod: name, detail: '' };
    if (!isAvailable(view, pod)) return { reason: 'minReadySeconds', pod: name, detail: '' };
  }
  return settleIdentity(view, pod, ordinal);
}

/** The claims, then the Pod, then whose the claims are. */
function create(view: View, index: number): Stop {
  const { cluster, set, current, update, replicas } = view;
  const ordinal = set.spec.start + index;
  const name = podName(set, ordinal);
  if (hasStaleClaim(cluster, set, name, ordinal)) return { reason: 'claim-deleting', pod: name, detail: '' };
  const problem = createClaims(view, ordinal);
  if (problem) return problem;
  if (cluster.get('Pod', set.meta.namespace, name))
    return { reason: 'name-taken', pod: name, detail: '', isError: true };
  const revision = keepsVersion(set, ordinal) ? current : update;
  const pod = newSetPod(cluster, set, revision.template, revision.meta.name, ordinal);
  const refusal = podProblem(pod);
  if (refusal !== undefined) return { reason: 'pod-refused', pod: name, detail: refusal, isError: true };
  replicas[index] = cluster.add(pod);
  settleClaimOwners(cluster, set, pod);
  return { reason: 'starting', pod: name, detail: '' };
}

/** Whether a Pod that is created anew comes back in the version before the update. */
function keepsVersion({ spec: { strategy, rolling, start }, status }: SetObject, ordinal: number): boolean {
  if (rolling) return ordinal < start + rolling.partition;
  return strategy === 'RollingUpdate' && ordinal < start + status.currentReplicas;
}

/** Claims that are there are used as they are, whatever they look like. */
function createClaims({ cluster, set }: Pick<View, 'cluster' | 'set'>, ordinal: number): Stop {
  const pod = podName(set, ordinal);
  let problem: Stop;
  for (const template of set.spec.claimTemplates) {
    const name = claimName(set, template, ordinal);
    const there = cluster.get('PersistentVolumeClaim', set.meta.namespace, name);
    if (there?.meta.isDeleting) problem ??= { reason: 'claim-deleting', pod, detail: name, isError: true };
    if (there) continue;
    const body = claimDefaults(claimBody(template));
    const refusal = claimProblem(name, body);
    if (refusal !== undefined) {
      problem ??= { reason: 'claim-refused', pod, detail: refusal, isError: true };
      continue;
    }
    const labels = { ...template.labels, ...set.spec.selector.labels };
    const meta = newMeta(cluster, set.meta.namespace, name, { labels, annotations: template.annotations });
    cluster.add(newClaim(cluster, meta, body));
  }
  return problem;
}

/** Labels, claims and owners of claims as they have to be. Volumes of a Pod cannot be changed: then it fails. */
function settleIdentity({ cluster, set }: View, pod: PodObject, ordinal: number): Stop {
  const before = settled.get(pod);
  const hasAll = before?.spec === set.spec && before.claims.length === set.spec.claimTemplates.length;
  if (hasAll && before.claims.every((claim) => cluster.current(claim) === claim)) return undefined;
  if (!hasStorage(set, pod, ordinal)) {
    createClaims({ cluster, set }, ordinal);
    settleClaimOwners(cluster, set, pod);
    return { reason: 'storage-immutable', pod: pod.meta.name, detail: '', isError: true };
  }
  settleClaimOwners(cluster, set, pod);
  const now = cluster.replace(withIdentity(pod, ordinal));
  settled.set(now, { spec: set.spec, claims: claimsOf(cluster, set, ordinal) });
  return undefined;
}
/** Looked at, and found to be as it has to be. */
const settled = new WeakMap<PodObject, { readonly spec: SetSpec; readonly claims: readonly ClaimObject[] }>();
