/** What the server asks of a change to an object that it has, beside the checks of creation. One file for each kind stands beside this one. */
import type { Check, FieldError } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import { configMap } from './config-map.ts';
import { job } from './job.ts';
import { persistentVolume } from './persistent-volume.ts';
import { persistentVolumeClaim } from './persistent-volume-claim.ts';
import { pod } from './pod.ts';
import { secret } from './secret.ts';
import { service } from './service.ts';
import { statefulSet } from './stateful-set.ts';
import { storageClass } from './storage-class.ts';
import { daemonSet, deployment } from './workload.ts';

export interface Update<T> {
  /** The object as the server has it before it looks: what it keeps of the old one, and lets go of. */
  prepare?(now: T, was: T): T;
  /** Whether what the checks of creation say is not said of a change. */
  passesOver?(error: FieldError): boolean;
  check(check: Check, at: Path, now: T, was: T): void;
}

interface Untyped {
  prepare?(now: never, was: never): unknown;
  passesOver?(error: FieldError): boolean;
  check(check: Check, at: Path, now: never, was: never): void;
}

/** By type (schema.ts), whose values they take. */
export const updates: Readonly<Record<string, Untyped>> = {
  ConfigMap: configMap,
  DaemonSet: daemonSet,
  Deployment: deployment,
  Job: job,
  PersistentVolume: persistentVolume,
  PersistentVolumeClaim: persistentVolumeClaim,
  Pod: pod,
  Secret: secret,
  Service: service,
  StatefulSet: statefulSet,
  StorageClass: storageClass,
};
