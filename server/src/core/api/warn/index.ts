/**
 * What the server takes with a warning: kubectl prints it after `Warning:`. By type of object, as the schema names it.
 * Source: WarningsOnCreate of pkg/registry, and what that calls in pkg/api.
 */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import { ingressWarnings, networkPolicyWarnings, secretWarnings, serviceAccountWarnings } from './others.ts';
import { podWarnings } from './pod.ts';
import { serviceWarnings } from './service.ts';
import { claimWarnings, storageClassWarnings, volumeWarnings } from './storage.ts';
import {
  cronJobWarnings,
  daemonSetWarnings,
  namedWarnings,
  podTemplateWarnings,
  statefulSetWarnings,
} from './workloads.ts';

export const warners: Readonly<Record<string, (check: Check, at: Path, object: never) => void>> = {
  CronJob: cronJobWarnings,
  DaemonSet: daemonSetWarnings,
  Deployment: namedWarnings,
  Ingress: ingressWarnings,
  Job: namedWarnings,
  NetworkPolicy: networkPolicyWarnings,
  PersistentVolume: volumeWarnings,
  PersistentVolumeClaim: claimWarnings,
  Pod: podWarnings,
  PodTemplate: podTemplateWarnings,
  Secret: secretWarnings,
  Service: serviceWarnings,
  ServiceAccount: serviceAccountWarnings,
  StatefulSet: statefulSetWarnings,
  StorageClass: storageClassWarnings,
};
