/**
 * The scheduler: a Pod gets a node when its claims are bound, or can be bound there. Three nodes with room enough; so what
 * keeps a Pod waiting is its volumes, or ports of a node that are taken. Source: pkg/scheduler/framework/plugins/volumebinding.
 */
import { bestVolume, isDelayed, provisionerOf } from './binder.ts';
import type { ClaimObject, PodObject, VolumeObject } from './objects.ts';
import type { Cluster } from './store.ts';

const nodes = ['node-1', 'node-2', 'node-3'];

/** One round over the Pods without a node. */
export function schedule(cluster: Cluster, isUp: (node: string) => boolean): void {
  for (const pod of cluster.all('Pod')) {
    if (pod.node !== undefined || pod.meta.isDeleting) continue;
    const found = place(cluster, pod, isUp);
    if (typeof found === 'string') wait(cluster, pod, found);
    // The volumes are bound or made first; the Pod follows when all of them are.
    else if (found.unbound.length > 0)
      for (const claim of found.unbound) cluster.replace(claim.hasNode ? claim : { ...claim, hasNode: true });
    else cluster.replace({ ...pod, node: found.node, status: { ...pod.status, unschedulable: '' } });
  }
}

/** Where a Pod can go, and what must be bound before; or why it can go nowhere. */
function place(
  cluster: Cluster,
  pod: PodObject,
  isUp: (node: string) => boolean,
): { readonly node: string; readonly unbound: readonly ClaimObject[] } | string {
  const claims: ClaimObject[] = [];
  for (const { claim: name } of pod.spec.volumes) {
    if (name === undefined) continue;
    const claim = cluster.get('PersistentVolumeClaim', pod.meta.namespace, name);
    if (!claim) return `persistentvolumeclaim "${name}" not found`;
    if (claim.meta.isDeleting) return `persistentvolumeclaim "${name}" is being deleted`;
    claims.push(claim);
  }
  const unbound = claims.filter(({ phase }) => phase !== 'Bound');
  if (unbound.some((claim) => !isDelayed(cluster, claim))) return 'pod has unbound immediate PersistentVolumeClaims';
  const node = freeNode(cluster, pod, isUp);
  if (node === undefined) return 'no node is up that has the ports free which the Pod takes';
  const chosen: VolumeObject[] = [];
  for (const claim of unbound) {
    const volume = claim.hasNode ? undefined : bestVolume(cluster, claim, { without: chosen });
    if (volume) chosen.push(volume);
    else if (provisionerOf(cluster, claim) === noProvisioner)
      return "node(s) didn't find available persistent volumes to bind";
  }
  return { node, unbound };
}
/** Its volumes are made by hand. */
const noProvisioner = 'kubernetes.io/no-provisioner';

function wait(cluster: Cluster, pod: PodObject, unschedulable: string): void {
  if (pod.status.unschedulable !== unschedulable) cluster.replace({ ...pod, status: { ...pod.status, unschedulable } });
}

/** The node with the fewest Pods of the same owner, then the fewest at all. */
function freeNode(cluster: Cluster, pod: PodObject, isUp: (node: string) => boolean): string | undefined {
  const owner = pod.meta.owners[0]?.uid;
  const load = new Map(nodes.map((node) => [node, 0]));
  const isTaken = new Set<string>();
  const ports = new Set(portsOf(pod));
  for (const other of cluster.all('Pod')) {
    if (other.node === undefined) continue;
    const weight = owner !== undefined && other.meta.owners[0]?.uid === owner ? 1001 : 1;
    load.set(other.node, (load.get(other.node) ?? 0) + weight);
    if (ports.size > 0 && portsOf(other).some((port) => ports.has(port))) isTaken.add(other.node);
  }
  const free = nodes.filter((node) => isUp(node) && !isTaken.has(node));
  return free.sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0))[0];
}
/** Ports of the node itself that a Pod takes. */
const portsOf = ({ spec }: PodObject) =>
  spec.isHostNetwork
    ? spec.containers.flatMap(({ ports }) => ports.map(({ number, protocol }) => `${number}/${protocol}`))
    : [];
