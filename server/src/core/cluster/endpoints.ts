/** The endpoints of Services: which Pods, under which names, at which ports. Source: pkg/controller/endpointslice. */

import type { PodObject, ServiceObject } from './objects.ts';
import { mapAt, numberAt, objectsAt, textAt, textsAt } from './plain-json.ts';
import type { Cluster } from './store.ts';

export interface Endpoint {
  /** One for each address: of a Pod, of a node, or one written by hand. */
  readonly address: string;
  /** Empty: DNS calls it by its address. */
  readonly hostname: string;
  /** None: it is served at an unknown port. */
  readonly ports: readonly { readonly name: string; readonly number: number; readonly protocol: string }[];
}

/** What DNS sees of a Service: the endpoints that are ready, or all of them with publishNotReadyAddresses. */
export function endpointsOf(cluster: Cluster, service: ServiceObject): readonly Endpoint[] {
  const { selector, meta } = service;
  if (!selector) return writtenEndpoints(cluster, service);
  return cluster.all('Pod').flatMap((pod) => {
    if (pod.meta.namespace !== meta.namespace || !isReachable(pod)) return [];
    if (!Object.entries(selector).every(([key, value]) => pod.meta.labels[key] === value)) return [];
    const isReady = pod.status.isReady && !pod.meta.isDeleting;
    if (!isReady && !service.publishesNotReady) return [];
    return [endpoint(service, pod)];
  });
}

const isReachable = ({ status }: PodObject) =>
  status.hasAddress && status.phase !== 'Failed' && status.phase !== 'Succeeded';

function endpoint(service: ServiceObject, pod: PodObject): Endpoint {
  const { hostname, subdomain } = pod.spec;
  return {
    address: addressOf(pod),
    hostname: subdomain === service.meta.name ? hostname : '',
    ports: service.ports.flatMap(({ name, target, protocol }) => {
      const number = typeof target === 'number' ? target : portNamed(pod, target, protocol);
      return number === undefined ? [] : [{ name, number, protocol }];
    }),
  };
}

function portNamed({ spec }: PodObject, name: string, protocol: string): number | undefined {
  for (const container of [...spec.sidecars, ...spec.containers])
    for (const port of container.ports) if (port.name === name && port.protocol === protocol) return port.number;
  return undefined;
}

/** The address of a Pod; Pods in their node's network share one. */
export const addressOf = ({ meta, node, spec }: PodObject): string =>
  spec.isHostNetwork ? `node ${node}` : `pod ${meta.uid}`;

/** EndpointSlices that somebody made for a Service without a selector. */
function writtenEndpoints(cluster: Cluster, { meta }: ServiceObject): readonly Endpoint[] {
  return cluster.all('Other').flatMap((slice) => {
    const isOurs =
      slice.otherKind === 'EndpointSlice' &&
      slice.meta.namespace === meta.namespace &&
      mapAt({ labels: slice.meta.labels }, 'labels')['kubernetes.io/service-name'] === meta.name;
    if (!isOurs) return [];
    const ports = objectsAt(slice.body, 'ports').map((port) => ({
      name: textAt(port, 'name') ?? '',
      number: numberAt(port, 'port') ?? 0,
      protocol: textAt(port, 'protocol') ?? 'TCP',
    }));
    return objectsAt(slice.body, 'endpoints').flatMap((each) => {
      const conditions = each.conditions;
      const isReady =
        !(typeof conditions === 'object' && conditions !== null && 'ready' in conditions) || conditions.ready !== false;
      return isReady
        ? textsAt(each, 'addresses').map((address) => ({ address, hostname: textAt(each, 'hostname') ?? '', ports }))
        : [];
    });
  });
}
