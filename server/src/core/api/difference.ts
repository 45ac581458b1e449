/**
 * Where an object differs from what it was, as the API server compares them: with defaults filled in, quantities by what they come
 * to, an empty list or map like none. Source: apimachinery pkg/api/equality, pkg/apis/<group>/v1/defaults.go.
 */
import type { KubernetesVersion } from '../settings.ts';
import { isGatedOff } from './ignored.ts';
import type { Path } from './path.ts';
import { type FieldShape, fieldsOf, type Shape } from './schema.ts';
import { amount } from './validate/resources.ts';

/** What the server fills in, by type and field. What is empty in Go (0, false, "") needs no line here. */
const defaults: Readonly<Record<string, unknown>> = {
  'AzureDiskVolumeSource.cachingMode': 'ReadWrite',
  'AzureDiskVolumeSource.fsType': 'ext4',
  'AzureDiskVolumeSource.kind': 'Shared',
  'ConfigMapVolumeSource.defaultMode': 420,
  'Container.terminationMessagePath': '/dev/termination-log',
  'Container.terminationMessagePolicy': 'File',
  'ContainerPort.protocol': 'TCP',
  'DownwardAPIVolumeSource.defaultMode': 420,
  'HTTPGetAction.path': '/',
  'HTTPGetAction.scheme': 'HTTP',
  'ISCSIVolumeSource.iscsiInterface': 'default',
  'ISCSIPersistentVolumeSource.iscsiInterface': 'default',
  'JobSpec.completionMode': 'NonIndexed',
  'ObjectFieldSelector.apiVersion': 'v1',
  'PersistentVolumeClaimSpec.volumeMode': 'Filesystem',
  'PersistentVolumeSpec.volumeMode': 'Filesystem',
  'PodFailurePolicyOnPodConditionsPattern.status': 'True',
  'PodSpec.dnsPolicy': 'ClusterFirst',
  'PodSpec.enableServiceLinks': true,
  'PodSpec.restartPolicy': 'Always',
  'PodSpec.schedulerName': 'default-scheduler',
  'PodSpec.terminationGracePeriodSeconds': 30,
  'Probe.failureThreshold': 3,
  'Probe.periodSeconds': 10,
  'Probe.successThreshold': 1,
  'Probe.timeoutSeconds': 1,
  'ProjectedVolumeSource.defaultMode': 420,
  'RBDVolumeSource.keyring': '/etc/ceph/keyring',
  'RBDVolumeSource.pool': 'rbd',
  'RBDVolumeSource.user': 'admin',
  'RBDPersistentVolumeSource.keyring': '/etc/ceph/keyring',
  'RBDPersistentVolumeSource.pool': 'rbd',
  'RBDPersistentVolumeSource.user': 'admin',
  'SecretVolumeSource.defaultMode': 420,
  'ServiceAccountTokenProjection.expirationSeconds': 3600,
  'StatefulSetSpec.podManagementPolicy': 'OrderedReady',
  'StatefulSetSpec.revisionHistoryLimit': 10,
  'StorageClass.reclaimPolicy': 'Delete',
  'StorageClass.volumeBindingMode': 'Immediate',
};

/** Scalars of which Go knows whether they were written: pointers. */
const pointers: ReadonlySet<string> = new Set([
  'activeDeadlineSeconds',
  'allowPrivilegeEscalation',
  'automountServiceAccountToken',
  'backoffLimitPerIndex',
  'completions',
  'fsGroup',
  'hostProcess',
  'hostUsers',
  'maxFailedIndexes',
  'optional',
  'parallelism',
  'priority',
  'privileged',
  'readOnlyRootFilesystem',
  'runAsGroup',
  'runAsNonRoot',
  'runAsUser',
  'setHostnameAsFQDN',
  'shareProcessNamespace',
  'storageClassName',
  'succeededCount',
  'tolerationSeconds',
  'volumeAttributesClassName',
]);

/** Objects that are there in Go whether they are written or not. */
const isAlwaysThere = (type: string) =>
  /^(?:ObjectMeta|PodSecurityContext|(?:Volume)?ResourceRequirements|.*(?:Spec|Status))$/.test(type);
/** Of an object inside of another one, nobody keeps what it is called. */
const isTypeMeta = (name: string) => name === 'apiVersion' || name === 'kind';

/** The places at which an object of a type differs, in the order of its text; empty when the server finds the same. */
export function differences(
  type: string,
  at: Path,
  now: unknown,
  was: unknown,
  kubernetes: KubernetesVersion,
): readonly Path[] {
  return new Comparison(kubernetes, type).object(type, at, now, was);
}

class Comparison {
  readonly #kubernetes: KubernetesVersion;
  readonly #top: string;

  constructor(kubernetes: KubernetesVersion, type: string) {
    this.#kubernetes = kubernetes;
    this.#top = type.replace(/Spec$/, '');
  }

  object(type: string, at: Path, now: unknown, was: unknown): readonly Path[] {
    if ((now === undefined) !== (was === undefined) && !isAlwaysThere(type)) return [at];
    const [a, b] = [fieldsIn(now), fieldsIn(was)];
    const fields = fieldsOf(type);
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => {
      const field = fields.get(name);
      return field && !(isTypeMeta(name) && fields.has('metadata'))
        ? this.#field(type, field, at.child(name), a[name], b[name])
        : [];
    });
  }

  #field(type: string, field: FieldShape, at: Path, now: unknown, was: unknown): readonly Path[] {
    const key = `${type}.${field.name}`;
    if (isGatedOff(type, field.name, this.#kubernetes, this.#top)) return [];
    const otherwise = defaults[key] ?? (pointers.has(field.name) ? undefined : zeroOf(field.shape));
    const fill = (value: unknown) =>
      value === undefined || (value === '' && !pointers.has(field.name)) ? otherwise : value;
    return this.#value(field.shape, at, fill(now), fill(was));
  }

  #value(shape: Shape, at: Path, now: unknown, was: unknown): readonly Path[] {
    switch (shape.kind) {
      case 'object':
        return this.object(shape.name, at, now, was);
      case 'list':
        return this.#list(shape.of, at, itemsIn(now), itemsIn(was));
      case 'map': {
        const [a, b] = [fieldsIn(now), fieldsIn(was)];
        return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
          Object.hasOwn(a, key) && Object.hasOwn(b, key)
            ? this.#value(shape.of, at.key(key), a[key], b[key])
            : [at.key(key)],
        );
      }
      case 'scalar':
        return isSame(shape.type, now, was) ? [] : [at];
    }
  }

  #list(of: Shape, at: Path, now: readonly unknown[], was: readonly unknown[]): readonly Path[] {
    const places: Path[] = [];
    for (let i = 0; i < Math.min(now.length, was.length); i++)
      places.push(...this.#value(of, at.index(i), now[i], was[i]));
    // Of many changes in a row, or where the list became shorter, the list itself is the place.
    if (now.length < was.length) return [at];
    for (let i = was.length; i < now.length; i++) places.push(at.index(i));
    return places;
  }
}

function isSame(type: string, now: unknown, was: unknown): boolean {
  if (now === was) return true;
  if (now === undefined || was === undefined) return false;
  if (type === 'Quantity') return amount(`${now}`) === amount(`${was}`);
  return type === 'any' && JSON.stringify(now) === JSON.stringify(was);
}

function zeroOf(shape: Shape): unknown {
  if (shape.kind !== 'scalar') return undefined;
  if (shape.type === 'bool') return false;
  if (shape.type === 'int32' || shape.type === 'int64') return 0;
  return shape.type === 'string' ? '' : undefined;
}

const fieldsIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const itemsIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
