/** The checks of each type of object, by its name in the schema. One file for each kind stands beside this one. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import { configMap } from './config-map.ts';
import { cronJob } from './cron-job.ts';
import { daemonSet } from './daemon-set.ts';
import { deployment } from './deployment.ts';
import { horizontalPodAutoscaler, horizontalPodAutoscalerV1 } from './horizontal-pod-autoscaler.ts';
import { ingress } from './ingress.ts';
import { job } from './job.ts';
import { namespace } from './namespace.ts';
import { networkPolicy } from './network-policy.ts';
import { persistentVolume } from './persistent-volume.ts';
import { persistentVolumeClaim } from './persistent-volume-claim.ts';
import { pod } from './pod.ts';
import { podDisruptionBudget } from './pod-disruption-budget.ts';
import { secret } from './secret.ts';
import { service } from './service.ts';
import { serviceAccount } from './service-account.ts';
import { statefulSet } from './stateful-set.ts';
import { storageClass } from './storage-class.ts';

export const validators: Readonly<Record<string, (check: Check, at: Path, object: never) => void>> = {
  ConfigMap: configMap,
  CronJob: cronJob,
  DaemonSet: daemonSet,
  Deployment: deployment,
  HorizontalPodAutoscaler: horizontalPodAutoscaler,
  HorizontalPodAutoscalerV1: horizontalPodAutoscalerV1,
  Ingress: ingress,
  Job: job,
  Namespace: namespace,
  NetworkPolicy: networkPolicy,
  Pod: pod,
  PodDisruptionBudget: podDisruptionBudget,
  Secret: secret,
  Service: service,
  ServiceAccount: serviceAccount,
  PersistentVolume: persistentVolume,
  PersistentVolumeClaim: persistentVolumeClaim,
  StatefulSet: statefulSet,
  StorageClass: storageClass,
};
