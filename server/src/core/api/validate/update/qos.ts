/** The quality of service of a Pod. Source: pkg/apis/core/v1/helper/qos/qos.go (ComputePodQOS), of Kubernetes 1.31: by its containers. */
import type { PodSpec, ResourceRequirements, StringMap } from '../../types.ts';
import { amount } from '../resources.ts';

type Qos = 'BestEffort' | 'Burstable' | 'Guaranteed';

/** By what its containers ask for; limits stand for requests that are not written. */
export function qosOf({ containers = [], initContainers = [] }: PodSpec): Qos {
  const all = [...containers, ...initContainers].map(({ resources = {} }) => resources);
  if (all.every(({ limits, requests }) => !counts(limits) && !counts(requests))) return 'BestEffort';
  return all.every(isGuaranteed) ? 'Guaranteed' : 'Burstable';
}

const kinds = ['cpu', 'memory'] as const;
const counts = (list: StringMap<string> = {}) => kinds.some((kind) => amount(list[kind] ?? '0') > 0);
const isGuaranteed = ({ limits = {}, requests = {} }: ResourceRequirements) =>
  kinds.every((kind) => {
    const limit = limits[kind];
    return limit !== undefined && amount(limit) > 0 && amount(requests[kind] ?? limit) === amount(limit);
  });
