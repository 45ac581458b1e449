/** How many Pods a workload keeps, as far as the files say. */
import type { Autoscaler, StatefulSet } from './manifest.ts';
import type { PodOwner, Workspace } from './workspace.ts';
import type { Field } from './yaml.ts';

export interface Replicas {
  readonly least: number;
  readonly most: number;
  /** Who moves the number between the two. */
  readonly autoscaler: Autoscaler | undefined;
  /** The count as written, or the autoscaler's bounds; it may be absent. */
  readonly field: Field;
}

/** Undefined when something decides that no file shows: a placeholder, another scaler. */
export function replicasOf(owner: PodOwner, workspace: Workspace): Replicas | undefined {
  const count = writtenReplicas(owner);
  if (isScaledOtherwise(owner, workspace)) return undefined;
  const autoscaler = autoscalerOf(owner, workspace);
  if (autoscaler) {
    const spec = autoscaler.field.get('spec');
    const least = countIn(spec.get('minReplicas'), 1);
    const most = countIn(spec.get('maxReplicas'));
    return least === undefined || most === undefined
      ? undefined
      : { least, most, autoscaler, field: spec.get('minReplicas') };
  }
  return count === undefined
    ? undefined
    : { least: count, most: count, autoscaler, field: owner.field.get('spec', 'replicas') };
}

/** Where the count of a set is written; its name where none is. */
export function replicasField({ field, name }: StatefulSet): Field {
  const replicas = field.get('spec', 'replicas');
  return replicas.exists ? replicas : (name?.field ?? field);
}

/** The autoscaler that means this workload, and not one of the same name that is nearer to it. */
export function autoscalerOf(owner: PodOwner, workspace: Workspace): Autoscaler | undefined {
  return workspace.autoscalersOf(owner).find((autoscaler) => {
    const { name, field } = autoscaler.target;
    if (!name || !/^apps\//.test(field.get('apiVersion').text ?? 'apps/v1')) return false;
    const candidates =
      owner.type === 'StatefulSet'
        ? workspace.named('StatefulSet', name.value, autoscaler)
        : workspace.named('Workload', name.value, autoscaler).filter(({ kind }) => kind === owner.kind);
    return candidates[0] === owner;
  });
}

/** The `replicas` of its own manifest, 1 when it has none; undefined when it cannot be read, or the kind has no such count. */
function writtenReplicas({ kind, field }: PodOwner): number | undefined {
  switch (kind) {
    case 'StatefulSet':
    case 'Deployment':
    case 'ReplicaSet':
    case 'ReplicationController':
      return countIn(field.get('spec', 'replicas'), 1);
    case 'Pod':
      return 1;
    default:
      return undefined;
  }
}

function countIn(field: Field, absent?: number): number | undefined {
  if (!field.exists || field.scalar === null) return absent;
  const value = field.number?.value;
  return value !== undefined && Number.isInteger(value) && value >= 0 ? value : undefined;
}

/** A KEDA ScaledObject moves it. */
function isScaledOtherwise(owner: PodOwner, workspace: Workspace): boolean {
  return workspace
    .ofKind('ScaledObject', owner)
    .some(({ field }) => field.get('spec', 'scaleTargetRef', 'name').text === owner.name?.value);
}
