/** Pods: what the API server takes, and how it lets go of them. */
import { isDnsLabel } from '../dns-label.ts';
import type { Meta, PodObject, PodStatus } from './objects.ts';
import { withMeta } from './objects.ts';
import { type JsonObject, objectAt, objectsAt, textAt } from './plain-json.ts';
import type { Cluster } from './store.ts';
import { podSpecOf } from './views.ts';

const notStarted: PodStatus = {
  phase: 'Pending',
  isReady: false,
  readySince: 0,
  hasAddress: false,
  waiting: [],
  reason: '',
  unschedulable: '',
};

export function newPod(meta: Meta, body: JsonObject): PodObject {
  const spec = objectAt(body, 'spec');
  return { kind: 'Pod', meta, body, spec: podSpecOf(spec), node: textAt(spec, 'nodeName'), status: notStarted };
}

/**
 * Deletes a Pod as its kubelet asks for it: it stays until its containers have ended, if any were started.
 * `isForced`: at once, whatever still runs. Source: pkg/registry/core/pod/strategy.go, CheckGracefulDelete.
 */
export function deletePod(cluster: Cluster, pod: PodObject, isForced = false): void {
  const { status, node, spec } = pod;
  const isOver = node === undefined || status.phase === 'Failed' || status.phase === 'Succeeded' || spec.hasNoGrace;
  if (isForced || isOver) removePod(cluster, pod);
  else if (!pod.meta.isDeleting) cluster.replace(withMeta(pod, { isDeleting: true }));
}

/** It is gone, unless a finalizer keeps it. */
export function removePod(cluster: Cluster, pod: PodObject): void {
  if (pod.meta.finalizers.length === 0) cluster.remove(pod);
  else if (!pod.meta.isDeleting) cluster.replace(withMeta(pod, { isDeleting: true }));
}

/** Why the API server does not take a Pod; undefined when it does. */
export function podProblem({ meta, body, spec }: Pick<PodObject, 'meta' | 'body' | 'spec'>): string | undefined {
  if (spec.hostname !== '' && (!isDnsLabel(spec.hostname) || spec.hostname.length > 63))
    return `"${spec.hostname}" is no host name: it may have 63 characters, a-z, 0-9 and "-"`;
  for (const [key, value] of Object.entries(meta.labels)) {
    // The real name of a revision ends in ten characters of a hash.
    const length = key === 'controller-revision-hash' ? value.replace(/@\d+$/, '').length + 11 : value.length;
    if (length > 63) return `the label ${key} would have ${length} characters, and 63 are the most`;
  }
  return specProblem(objectAt(body, 'spec'), []);
}

/** Why no Pod can be made of this; a volume may be missing that a container mounts. `claims`: names of claim templates. */
export function specProblem(spec: JsonObject, claims: readonly string[]): string | undefined {
  const containers = objectsAt(spec, 'containers');
  if (containers.length === 0) return 'it has no containers';
  if (containers.some((each) => !textAt(each, 'name') || !textAt(each, 'image')))
    return 'each container needs a name and an image';
  const volumes = new Set([...claims, ...objectsAt(spec, 'volumes').map((volume) => textAt(volume, 'name'))]);
  for (const container of [...objectsAt(spec, 'initContainers'), ...containers])
    for (const mount of [...objectsAt(container, 'volumeMounts'), ...objectsAt(container, 'volumeDevices')])
      if (!volumes.has(textAt(mount, 'name')))
        return `container ${textAt(container, 'name') ?? ''} mounts "${textAt(mount, 'name') ?? ''}", and there is no such volume`;
  return undefined;
}

/** How long a Pod's host name is with setHostnameAsFQDN; the kernel takes 64 characters. */
export const hostnameFqdnLength = ({ meta, spec }: PodObject, clusterDomain: string): number =>
  `${spec.hostname}.${spec.subdomain}.${meta.namespace}.svc.${clusterDomain}`.length;
