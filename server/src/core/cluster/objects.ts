/** The objects of a cluster, as its API server holds them. Immutable: whoever changes one puts another in its place. */
import type { JsonObject, Texts } from './plain-json.ts';

export interface Owner {
  readonly kind: string;
  readonly name: string;
  readonly uid: number;
}
export interface Meta {
  readonly name: string;
  /** Empty for what belongs to no namespace. */
  readonly namespace: string;
  /** One for each object that ever was: a new one of the same name has another. */
  readonly uid: number;
  readonly labels: Texts;
  readonly annotations: Texts;
  readonly owners: readonly Owner[];
  /** Deleted, but still there until its finalizers, or its kubelet, let it go. */
  readonly isDeleting: boolean;
  readonly finalizers: readonly string[];
  /** What stands in the place of a name that differs from cluster to cluster: `volume of data-web-0`. */
  readonly alias?: string;
}
interface Base {
  readonly meta: Meta;
  /** All of it but metadata and status, with the API server's defaults. */
  readonly body: JsonObject;
}

export interface LabelSelector {
  readonly labels: Texts;
  readonly expressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}
export interface ClaimTemplateSpec {
  readonly name: string;
  readonly labels: Texts;
  readonly annotations: Texts;
  readonly spec: JsonObject;
}
export interface SetSpec {
  readonly replicas: number;
  readonly start: number;
  readonly serviceName: string;
  readonly isParallel: boolean;
  readonly strategy: 'RollingUpdate' | 'OnDelete' | 'Recreate';
  /** Undefined when no block is written beside a written type: then it stays so. */
  readonly rolling: { readonly partition: number; readonly maxUnavailable: number | string } | undefined;
  readonly minReadySeconds: number;
  /** Negative: all are kept. */
  readonly historyLimit: number;
  readonly deletesWhenScaled: boolean;
  readonly deletesWhenDeleted: boolean;
  readonly selector: LabelSelector;
  readonly template: JsonObject;
  readonly claimTemplates: readonly ClaimTemplateSpec[];
}
export interface SetStatus {
  readonly currentRevision: string;
  readonly updateRevision: string;
  /** Pods of the current revision that are not being deleted. */
  readonly currentReplicas: number;
}
export interface SetObject extends Base {
  readonly kind: 'StatefulSet';
  readonly spec: SetSpec;
  readonly status: SetStatus;
}
/** A version of a set's template. */
export interface RevisionObject extends Base {
  readonly kind: 'ControllerRevision';
  readonly template: JsonObject;
  /** Grows when a version is taken up again, too. */
  readonly revision: number;
}

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly { readonly name: string; readonly number: number; readonly protocol: string }[];
}
export interface PodSpec {
  readonly containers: readonly ContainerSpec[];
  /** Init containers that go on running: their ports count, too. */
  readonly sidecars: readonly ContainerSpec[];
  readonly isHostNetwork: boolean;
  readonly isHostnameFqdn: boolean;
  /** Killed at once when deleted. */
  readonly hasNoGrace: boolean;
  readonly volumes: readonly { readonly name: string; readonly kind: string; readonly claim: string | undefined }[];
  readonly hostname: string;
  readonly subdomain: string;
}
export interface PodStatus {
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly isReady: boolean;
  /** When it got ready, in milliseconds of the cluster's clock. */
  readonly readySince: number;
  readonly hasAddress: boolean;
  readonly waiting: readonly string[];
  readonly reason: string;
  /** The scheduler's last word; empty when it has none. */
  readonly unschedulable: string;
}
export interface PodObject extends Base {
  readonly kind: 'Pod';
  readonly spec: PodSpec;
  /** Undefined until it is scheduled. */
  readonly node: string | undefined;
  readonly status: PodStatus;
}

export interface ClaimObject extends Base {
  readonly kind: 'PersistentVolumeClaim';
  readonly phase: 'Pending' | 'Bound' | 'Lost';
  /** The volume it is bound to, or has reserved; empty without one. */
  readonly volumeName: string;
  /** The scheduler has found a node for its first Pod: a volume may be made there. */
  readonly hasNode: boolean;
  /** Undefined: no class is written. */
  readonly storageClassName: string | undefined;
}
export interface VolumeObject extends Base {
  readonly kind: 'PersistentVolume';
  readonly phase: 'Available' | 'Bound' | 'Released' | 'Failed';
  readonly claimRef:
    | { readonly namespace: string; readonly name: string; readonly uid: number | undefined }
    | undefined;
  /** Made by a provisioner, which takes it away again. */
  readonly isProvisioned: boolean;
}
export interface ClassObject extends Base {
  readonly kind: 'StorageClass';
}
export interface ServiceObject extends Base {
  readonly kind: 'Service';
  readonly isHeadless: boolean;
  readonly externalName: string | undefined;
  /** Undefined: it chooses nothing. */
  readonly selector: Texts | undefined;
  readonly publishesNotReady: boolean;
  readonly ports: readonly ServicePort[];
}
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly target: number | string;
  readonly protocol: string;
}
/** Makes a ReplicaSet for each version of its template. */
export interface DeploymentObject extends Base {
  readonly kind: 'Deployment';
}
export interface ReplicaSetObject extends Base {
  readonly kind: 'ReplicaSet';
}
export interface OtherObject extends Base {
  readonly kind: 'Other';
  readonly otherKind: string;
}
export type ClusterObject =
  | SetObject
  | RevisionObject
  | PodObject
  | ClaimObject
  | VolumeObject
  | ClassObject
  | ServiceObject
  | DeploymentObject
  | ReplicaSetObject
  | OtherObject;
export type Kind = ClusterObject['kind'];
export type ObjectOf<K extends Kind> = Extract<ClusterObject, { kind: K }>;

/** As the log and the states write it: the namespace only where it is another than `default`. */
export function shownName({ name, namespace, alias = name }: Pick<Meta, 'name' | 'namespace' | 'alias'>): string {
  return namespace === '' || namespace === 'default' ? alias : `${namespace}/${alias}`;
}
export const inNamespace = (namespace: string, name: string): string => shownName({ namespace, name });

export function matches(selector: LabelSelector, labels: Texts): boolean {
  return (
    Object.entries(selector.labels).every(([key, value]) => labels[key] === value) &&
    selector.expressions.every(({ key, operator, values }) => {
      const value = labels[key];
      if (operator === 'In') return value !== undefined && values.includes(value);
      if (operator === 'NotIn') return value === undefined || !values.includes(value);
      return operator === 'Exists' ? value !== undefined : operator === 'DoesNotExist' && value === undefined;
    })
  );
}

/** The object that controls this one. */
export const isOwnedBy = (object: ClusterObject, owner: ClusterObject): boolean =>
  object.meta.owners.some(({ uid }) => uid === owner.meta.uid);

export const ownerOf = ({ kind, meta: { name, uid } }: ClusterObject): Owner => ({ kind, name, uid });

/** An object with other metadata. */
export const withMeta = <O extends ClusterObject>(object: O, change: Partial<Meta>): O => ({
  ...object,
  meta: { ...object.meta, ...change },
});
