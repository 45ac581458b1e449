/** The API server: objects are created, replaced, patched and deleted, or that is refused. */

import { parseQuantity } from '../quantity.ts';
import {
  claimChangeProblem,
  claimProblem,
  isObjectName,
  podChangeProblem,
  type Release,
  serviceProblem,
  setProblem,
  volumeProblem,
} from './admission.ts';
import { newClaim } from './claims.ts';
import { claimDefaults, classDefaults, podSpecDefaults, serviceDefaults, statefulSetDefaults } from './defaults.ts';
import type { ClaimObject, ClusterObject, Kind, Meta } from './objects.ts';
import { withMeta } from './objects.ts';
import {
  canonical,
  isObject,
  type Json,
  type JsonObject,
  mapAt,
  merged,
  objectAt,
  textAt,
  textsAt,
} from './plain-json.ts';
import { deletePod, newPod, podProblem } from './pods.ts';
import { replacementProblem, volumeOf, withAddress, withServerFields } from './server-fields.ts';
import { type Cluster, newMeta } from './store.ts';
import { capacityOf, classNameOf, serviceOf, setSpecOf } from './views.ts';

export type Cascade = 'background' | 'foreground' | 'orphan';
/** Why something is refused, in a sentence without a full stop; undefined when it was done. */
export type Refusal = string | undefined;

const kinds: Readonly<Record<string, Kind>> = {
  StatefulSet: 'StatefulSet',
  ControllerRevision: 'ControllerRevision',
  Pod: 'Pod',
  PersistentVolumeClaim: 'PersistentVolumeClaim',
  PersistentVolume: 'PersistentVolume',
  StorageClass: 'StorageClass',
  Service: 'Service',
  Deployment: 'Deployment',
  ReplicaSet: 'ReplicaSet',
};
const clusterScoped = new Set([
  'PersistentVolume',
  'StorageClass',
  'Namespace',
  'Node',
  'ClusterRole',
  'ClusterRoleBinding',
]);

export class ApiServer {
  readonly #cluster: Cluster;
  readonly #release: Release;

  constructor(cluster: Cluster, release: Release) {
    this.#cluster = cluster;
    this.#release = release;
  }

  /** Creates the object of a document, or puts it in the place of the one that has its name: what is not written is gone. */
  apply(document: Json, namespace = 'default'): Refusal {
    const kind = textAt(document, 'kind') ?? '';
    const name = textAt(document, 'metadata', 'name') ?? '';
    const space = clusterScoped.has(kind) ? '' : (textAt(document, 'metadata', 'namespace') ?? namespace);
    if (!isObject(document) || kind === '') return 'it has no kind';
    if (name === '') return 'it has no name';
    const before = this.find(kind, space, name);
    return (
      (before && replacementProblem(document, before)) ??
      this.#write(kind, space, name, before ? this.#kept(document, before) : document, before)
    );
  }

  /** The address of a Service is kept when none is written. The claim of a volume binds itself to it again. */
  #kept(document: JsonObject, before: ClusterObject): JsonObject {
    if (before.kind === 'Service') return withAddress(document, before.body);
    const uid = before.kind === 'PersistentVolume' ? before.claimRef?.uid : undefined;
    return uid !== undefined && this.#cluster.isThere(uid) ? withServerFields(document, before) : document;
  }

  /** A JSON merge patch. */
  patch(kind: string, namespace: string, name: string, patch: Json): Refusal {
    const space = clusterScoped.has(kind) ? '' : namespace;
    const before = this.find(kind, space, name);
    if (!before) return `there is no ${kind} "${name}"`;
    const { labels, annotations, finalizers } = before.meta;
    const whole = { ...before.body, metadata: { name, labels, annotations, finalizers } };
    const changed = merged(withServerFields(whole, before), patch);
    return isObject(changed) ? this.#write(kind, space, name, changed, before) : 'a patch must be an object';
  }

  delete(kind: string, namespace: string, name: string, cascade: Cascade = 'background'): Refusal {
    const object = this.find(kind, clusterScoped.has(kind) ? '' : namespace, name);
    if (!object) return `there is no ${kind} "${name}"`;
    if (object.kind === 'Pod') deletePod(this.#cluster, object);
    else if (object.kind === 'PersistentVolumeClaim' || object.kind === 'PersistentVolume')
      this.#cluster.replace(withMeta(object, { isDeleting: true }));
    else {
      const own = { background: [], orphan: ['orphan'], foreground: ['foregroundDeletion'] }[cascade];
      const finalizers = [...new Set([...object.meta.finalizers, ...own])];
      if (finalizers.length === 0) this.#cluster.remove(object);
      else this.#cluster.replace(withMeta(object, { isDeleting: true, finalizers }));
    }
    return undefined;
  }

  find(kind: string, namespace: string, name: string): ClusterObject | undefined {
    const known = kinds[kind];
    return known ? this.#cluster.get(known, namespace, name) : this.#cluster.get('Other', namespace, `${kind}/${name}`);
  }

  #write(
    kind: string,
    namespace: string,
    name: string,
    document: JsonObject,
    before: ClusterObject | undefined,
  ): Refusal {
    if (!isObjectName(name)) return `"${name}" is no name for a ${kind}`;
    const { apiVersion: _, kind: __, metadata, status: ___, ...rest } = document;
    const made = this.#object(kind, namespace, name, rest, metadata ?? null, before);
    if (typeof made === 'string') return made;
    if (!before) this.#cluster.add(made);
    else if (isReleased(made)) this.#cluster.remove(made);
    else this.#cluster.replace(made);
    return undefined;
  }

  #object(
    kind: string,
    namespace: string,
    name: string,
    body: JsonObject,
    metadata: Json,
    before: ClusterObject | undefined,
  ): ClusterObject | string {
    const given = { labels: mapAt(metadata, 'labels'), annotations: mapAt(metadata, 'annotations') };
    const kept = before?.meta.finalizers.filter((each) => each === 'orphan' || each === 'foregroundDeletion') ?? [];
    const finalizers = [...new Set([...kept, ...textsAt(metadata, 'finalizers')])];
    const meta = (): Meta =>
      before
        ? { ...before.meta, ...given, finalizers }
        : newMeta(this.#cluster, namespace, name, { ...given, finalizers });
    switch (kind) {
      case 'StatefulSet': {
        const whole = statefulSetDefaults(body);
        const old = before?.kind === 'StatefulSet' ? before : undefined;
        const status = old?.status ?? { currentRevision: '', updateRevision: '', currentReplicas: 0 };
        return (
          setProblem(name, whole, this.#release, old) ?? {
            kind,
            meta: meta(),
            body: whole,
            spec: setSpecOf(whole),
            status,
          }
        );
      }
      case 'Pod': {
        const pod = newPod(meta(), { ...body, spec: podSpecDefaults(objectAt(body, 'spec')) });
        if (before?.kind !== 'Pod') return podProblem(pod) ?? pod;
        const { meta: changed, body: whole, spec } = pod;
        return (
          podChangeProblem(whole, before.body) ?? podProblem(pod) ?? { ...before, meta: changed, body: whole, spec }
        );
      }
      case 'PersistentVolumeClaim':
        return this.#claim(name, claimDefaults(body), meta, before?.kind === kind ? before : undefined);
      case 'PersistentVolume':
        return volumeProblem(body, before?.body) ?? volumeOf(meta(), body, before?.kind === kind ? before : undefined);
      case 'StorageClass': {
        const whole = classDefaults(body);
        const isFixed = (key: string) => canonical(whole[key]) === canonical(before?.body[key]);
        return before && !['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'].every(isFixed)
          ? 'of a StorageClass only metadata and allowVolumeExpansion can be changed'
          : { kind, meta: meta(), body: whole };
      }
      case 'Service': {
        const whole = serviceDefaults(body);
        return (
          serviceProblem(name, whole, this.#release, before?.body) ?? {
            kind,
            meta: meta(),
            body: whole,
            ...serviceOf(whole),
          }
        );
      }
      case 'Deployment':
      case 'ReplicaSet':
        return { kind, meta: meta(), body };
      default:
        return { kind: 'Other', otherKind: kind, meta: { ...meta(), name: `${kind}/${name}` }, body };
    }
  }

  #claim(name: string, body: JsonObject, meta: () => Meta, before: ClaimObject | undefined): ClusterObject | string {
    if (before) {
      const problem = claimChangeProblem(
        body,
        before,
        this.#cluster.get('StorageClass', '', before.storageClassName ?? ''),
        this.#capacity(before),
      );
      const changed = { ...before, meta: meta(), body };
      return problem ?? { ...changed, storageClassName: before.storageClassName ?? classNameOf(changed) };
    }
    return claimProblem(name, body) ?? newClaim(this.#cluster, meta(), body);
  }

  /** The bytes that a claim got: those of its volume. */
  #capacity({ volumeName }: ClaimObject): number {
    const volume = this.#cluster
      .all('PersistentVolume')
      .find(({ meta: { alias, name } }) => (alias ?? name) === volumeName);
    return volume ? (parseQuantity(capacityOf(volume))?.value ?? 0) : 0;
  }
}

/** Deleted, and the last finalizer that kept it is taken away. Claims and volumes have others beside those that are written. */
function isReleased(object: ClusterObject): boolean {
  const { isDeleting, finalizers } = object.meta;
  if (!isDeleting || finalizers.length > 0) return false;
  if (object.kind === 'Pod') return object.status.phase === 'Succeeded' || object.status.phase === 'Failed';
  return object.kind !== 'PersistentVolumeClaim' && object.kind !== 'PersistentVolume';
}
