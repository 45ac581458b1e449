/** Look-ups of StatefulSets: by name, by their Service, by who speaks of them. */
import type { Resource, Service, StatefulSet } from '../manifest.ts';
import type { Asking } from './asking.ts';
import { sorted } from './nearest.ts';
import { governingService } from './services.ts';
import { workspaceFolderOf } from './state.ts';

const isStatefulSet = (resource: Resource): resource is StatefulSet => resource.type === 'StatefulSet';

export function statefulSetsNear({ state }: Asking, uri: string, limit: number): readonly StatefulSet[] {
  const scopes = [...(state.closures.get(uri)?.ids ?? []), workspaceFolderOf(state, uri)];
  const found = scopes.flatMap((scope) => state.index.get(`${scope} kind StatefulSet`) ?? []);
  const named = found.filter(isStatefulSet).filter(({ name }) => name !== undefined);
  return sorted([...new Set(named)], uri, state).slice(0, limit);
}
export function hasStatefulSets(asking: Asking, from: Resource): boolean {
  return asking.some(from, 'kind StatefulSet');
}
export function setsNamed(asking: Asking, name: string, from: Resource): readonly StatefulSet[] {
  return asking.find(from, `named StatefulSet ${name}`).filter(isStatefulSet);
}
export function setsRenamedFrom(asking: Asking, name: string, from: Resource): readonly StatefulSet[] {
  return asking.find(from, `written StatefulSet ${name}`).filter(isStatefulSet);
}

export function setsGovernedBy(asking: Asking, service: Service): readonly StatefulSet[] {
  if (!service.name) return [];
  return asking
    .findHere(service, `governed ${service.name.value}`)
    .filter(isStatefulSet)
    .filter((statefulSet) => governingService(asking, statefulSet).service === service);
}
export function setsUnder(asking: Asking, serviceName: string, from: Resource): readonly StatefulSet[] {
  return asking.find(from, `governed ${serviceName}`).filter(isStatefulSet);
}
export function addressing(asking: Asking, statefulSet: StatefulSet): readonly Resource[] {
  return asking.find(statefulSet, `addresses ${statefulSet.name?.value ?? ''}`);
}
