/** The cluster at rest, as plain values. */

import type { ClaimObject, PodObject } from './objects.ts';
import { shownName } from './objects.ts';
import type { Texts } from './plain-json.ts';
import type { Cluster } from './store.ts';
import { accessModesOf, storageOf } from './views.ts';
import { ownersOf } from './words.ts';

export interface PodState {
  readonly name: string;
  readonly phase: PodObject['status']['phase'];
  readonly ready: boolean;
  readonly terminating: boolean;
  readonly waiting?: string;
  readonly scheduled: boolean;
  readonly unschedulable?: string;
  readonly labels: Texts;
  readonly annotations?: Texts;
  readonly owners: readonly string[];
  readonly hostname: string;
  readonly subdomain: string;
  readonly images: readonly string[];
  /** Volume → claim, or `(kind)`. */
  readonly volumes?: Texts;
}
export interface ClaimState {
  readonly name: string;
  readonly phase: ClaimObject['phase'];
  readonly terminating: boolean;
  readonly storageClassName: string | null;
  readonly accessModes: readonly string[];
  readonly storage: string;
  readonly labels: Texts;
  readonly annotations?: Texts;
  readonly owners: readonly string[];
  readonly volume: string;
}

/** In the order of their names. */
export function podStates(cluster: Cluster): readonly PodState[] {
  return byName(cluster.all('Pod')).map((pod) => {
    const { phase, isReady, waiting, unschedulable } = pod.status;
    const volumes = pod.spec.volumes.map(({ name, kind, claim }) => [name, claim ?? `(${kind})`] as const);
    return {
      name: shownName(pod.meta),
      phase,
      ready: isReady,
      terminating: pod.meta.isDeleting,
      ...(waiting.length > 0 ? { waiting: waiting.join(', ') } : {}),
      scheduled: pod.node !== undefined,
      ...(unschedulable === '' ? {} : { unschedulable }),
      labels: pod.meta.labels,
      ...optional('annotations', pod.meta.annotations),
      owners: ownersOf(pod),
      hostname: pod.spec.hostname,
      subdomain: pod.spec.subdomain,
      images: pod.spec.containers.map(({ image }) => image),
      ...optional('volumes', Object.fromEntries(volumes)),
    };
  });
}

export function claimStates(cluster: Cluster): readonly ClaimState[] {
  return byName(cluster.all('PersistentVolumeClaim')).map((claim) => ({
    name: shownName(claim.meta),
    phase: claim.phase,
    terminating: claim.meta.isDeleting,
    storageClassName: claim.storageClassName ?? null,
    accessModes: accessModesOf(claim),
    storage: storageOf(claim),
    labels: claim.meta.labels,
    ...optional(
      'annotations',
      Object.fromEntries(Object.entries(claim.meta.annotations).filter(([key]) => !key.includes('kubernetes.io/'))),
    ),
    owners: ownersOf(claim),
    volume: claim.volumeName,
  }));
}

function optional<K extends string>(key: K, texts: Texts): { readonly [P in K]?: Texts } {
  return Object.keys(texts).length > 0 ? ({ [key]: texts } as { readonly [P in K]: Texts }) : {};
}
const byName = <O extends PodObject | ClaimObject>(objects: readonly O[]): readonly O[] =>
  [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1));
const key = ({ meta }: PodObject | ClaimObject) => `${meta.namespace}/${meta.name}`;
