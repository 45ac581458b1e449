/** The checks of each type of object, by its name in the schema. One file for each kind stands beside this one. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import { configMap } from './config-map.ts';
import { horizontalPodAutoscaler, horizontalPodAutoscalerV1 } from './horizontal-pod-autoscaler.ts';
import { ingress } from './ingress.ts';
import { namespace } from './namespace.ts';
import { networkPolicy } from './network-policy.ts';
import { podDisruptionBudget } from './pod-disruption-budget.ts';
import { secret } from './secret.ts';
import { service } from './service.ts';
import { serviceAccount } from './service-account.ts';
import { statefulSet } from './stateful-set.ts';

export const validators: Readonly<Record<string, (check: Check, at: Path, object: never) => void>> = {
  ConfigMap: configMap,
  HorizontalPodAutoscaler: horizontalPodAutoscaler,
  HorizontalPodAutoscalerV1: horizontalPodAutoscalerV1,
  Ingress: ingress,
  Namespace: namespace,
  NetworkPolicy: networkPolicy,
  PodDisruptionBudget: podDisruptionBudget,
  Secret: secret,
  Service: service,
  ServiceAccount: serviceAccount,
  StatefulSet: statefulSet,
};
