/** Look-ups of Services, and of what stands around one. */
import { type Labels, selects } from '../labels.ts';
import type { Resource, Service, StatefulSet } from '../manifest.ts';
import { remember } from '../remember.ts';
import type { Asking } from './asking.ts';

/** What became of a look-up by name across namespaces. */
export interface Governing {
  /** The Service that a set's `serviceName` means; undefined when none of that name is in its namespace. */
  readonly service: Service | undefined;
  /** One of that name in another explicit namespace, when there is none in the set's own. */
  readonly elsewhere: Service | undefined;
}
export type GoverningServices = WeakMap<StatefulSet, Service | undefined>;

const isService = (resource: Resource): resource is Service => resource.type === 'Service';

export function governingService(asking: Asking, statefulSet: StatefulSet): Governing {
  const { serviceName } = statefulSet;
  if (!serviceName) return { service: undefined, elsewhere: undefined };
  const candidates = asking.here(statefulSet, `name Service ${serviceName.value}`);
  const service = remember(asking.state.governing, statefulSet, () =>
    asking.nearest(candidates.filter(isService), statefulSet),
  );
  return { service, elsewhere: service ? undefined : servicesNamed(asking, serviceName.value, statefulSet)[0] };
}
export function servicesNamed(asking: Asking, name: string, from: Resource): readonly Service[] {
  return asking.find(from, `name Service ${name}`).filter(isService);
}
export function siblingServices(asking: Asking, from: Resource): readonly Service[] {
  return asking.siblings(from, 'Service').filter(isService);
}
export function hasOpaqueServices(asking: Asking, from: Resource): boolean {
  return asking.some(from, 'opaque Service');
}
export function servicesSelecting(asking: Asking, labels: Labels, from: Resource): readonly Service[] {
  const carried = [...labels.values, ...(labels.asked ?? [])];
  const found = carried.flatMap(([key, { value }]) => asking.findHere(from, `selector ${key}=${value}`));
  return asking.nearestFirst(
    found.filter(isService).filter(({ selector }) => selector?.labels.isKnown && selects(selector, labels)),
    from,
  );
}

export function endpointsOf(asking: Asking, service: Service): Resource | undefined {
  return asking.findHere(service, `endpoints ${service.name?.value ?? ''}`)[0];
}
export function routesTo(asking: Asking, service: Service): readonly Resource[] {
  return asking.findHere(service, `routes to ${service.name?.value ?? ''}`);
}

export function servicesRenamedFrom(asking: Asking, name: string, from: Resource): readonly Service[] {
  return asking.find(from, `written Service ${name}`).filter((resource) => resource.type === 'Service');
}
