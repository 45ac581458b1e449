/**
 * The names that tie a set, its Pods and their claims together.
 * Source: pkg/controller/statefulset/stateful_set_utils.go
 */

import type { ClaimTemplateSpec, PodObject, SetObject } from './objects.ts';
import { at, type JsonObject, mapAt, objectAt, objectsAt, textAt, textsAt } from './plain-json.ts';
import { newPod } from './pods.ts';
import { type Cluster, newMeta } from './store.ts';

export const revisionLabel = 'controller-revision-hash';
export const podNameLabel = 'statefulset.kubernetes.io/pod-name';
export const podIndexLabel = 'apps.kubernetes.io/pod-index';

export const podName = ({ meta }: SetObject, ordinal: number): string => `${meta.name}-${ordinal}`;
export const claimName = (set: SetObject, template: ClaimTemplateSpec, ordinal: number): string =>
  `${template.name}-${podName(set, ordinal)}`;

/** The ordinal in a Pod's name; undefined when it is no name of a Pod of this set. */
export function ordinalOf(set: SetObject, { meta }: PodObject): number | undefined {
  const stem = set.meta.name.length;
  if (!meta.name.startsWith(set.meta.name) || meta.name[stem] !== '-') return undefined;
  const digits = meta.name.slice(stem + 1);
  const ordinal = Number(digits);
  return /^[0-9]+$/.test(digits) && ordinal < 2 ** 31 ? ordinal : undefined;
}

export const isInRange = ({ spec: { start, replicas } }: SetObject, ordinal: number): boolean =>
  ordinal >= start && ordinal < start + replicas;

export const revisionOf = ({ meta }: PodObject): string => meta.labels[revisionLabel] ?? '';

/** A Pod of a version of the template, as it will be created. */
export function newSetPod(
  cluster: Cluster,
  set: SetObject,
  template: JsonObject,
  revision: string,
  ordinal: number,
): PodObject {
  const name = podName(set, ordinal);
  const meta = newMeta(cluster, set.meta.namespace, name, {
    labels: { ...mapAt(template, 'metadata', 'labels'), ...identityLabels(name, ordinal), [revisionLabel]: revision },
    annotations: mapAt(template, 'metadata', 'annotations'),
    finalizers: textsAt(template, 'metadata', 'finalizers'),
    owner: set,
  });
  const { serviceName, claimTemplates } = set.spec;
  const spec = objectAt(template, 'spec');
  const own = new Map(claimTemplates.map((each) => [each.name, claimName(set, each, ordinal)]));
  const volumes = [
    ...[...own].map(([volume, claimName]) => ({ name: volume, persistentVolumeClaim: { claimName } })),
    ...objectsAt(spec, 'volumes').filter((volume) => !own.has(textAt(volume, 'name') ?? '')),
  ];
  const { subdomain: _, ...rest } = spec;
  return newPod(meta, {
    spec: { ...rest, hostname: name, ...(serviceName ? { subdomain: serviceName } : {}), volumes },
  });
}
const identityLabels = (name: string, ordinal: number) => ({ [podNameLabel]: name, [podIndexLabel]: String(ordinal) });

/** The Pod with the labels that tell its name and ordinal; the same object when it has them. */
export function withIdentity(pod: PodObject, ordinal: number): PodObject {
  const { name, labels } = pod.meta;
  const wanted = identityLabels(name, ordinal);
  return Object.entries(wanted).every(([key, value]) => labels[key] === value)
    ? pod
    : { ...pod, meta: { ...pod.meta, labels: { ...labels, ...wanted } } };
}

/** Whether the Pod mounts a claim for each template of its set. */
export function hasStorage(set: SetObject, pod: PodObject, ordinal: number): boolean {
  const claims = new Map(pod.spec.volumes.map(({ name, claim }) => [name, claim]));
  return set.spec.claimTemplates.every((template) => claims.get(template.name) === claimName(set, template, ordinal));
}

/** The body of the claim that a template makes. */
export const claimBody = ({ spec }: ClaimTemplateSpec): JsonObject => ({ spec: at(spec) ?? spec });
