/** Services that a kustomization gives another name, in texts that keep the old one: no build changes texts. */
import type { Resource, Service } from '../manifest.ts';
import { inSameNamespace, type Workspace } from '../workspace.ts';
import { resolvesDifferently, type Slip } from './addresses.ts';
import { isUnknown } from './expansion.ts';
import { bareHostsIn, type HostName, hostNamesIn, type Text } from './host-names.ts';

/** The old name of a Service of StatefulSets, dialled. */
export interface KeptName extends Slip {
  readonly service: Service;
  /** As it stands there. */
  readonly label: string;
}

export function* keptServiceNames(resource: Resource, workspace: Workspace): Iterable<KeptName> {
  if (resource.build === undefined || workspace.isOpen(resource) || resolvesDifferently(resource)) return;
  for (const name of [...hostNamesIn(resource), ...bareHostsIn(resource)]) {
    const [label] = name.labels;
    if (label.text === '' || isUnknown(label.text) || !label.isWritten || !isDialled(name)) continue;
    const service = renamedService(name, resource, workspace);
    if (!service || isDefinedIn(name.text, label.text)) continue;
    const kind = `renamed ${service.name?.value}`;
    yield { name, span: label, words: undefined, kind, service, label: label.text };
  }
}

/** `nginx` where a host is wanted, `nginx.shop.svc`. */
const isDialled = ({ labels, hasSvc, isDialled, isAbsolute, isOpen }: HostName) =>
  !isOpen && (labels.length === 1 ? isDialled && !hasSvc && !isAbsolute : labels.length === 2 && hasSvc);

/** The only one that was written under this name; undefined where another one has it. */
function renamedService({ labels, port }: HostName, resource: Resource, workspace: Workspace): Service | undefined {
  const [label, namespace] = labels;
  const [service, ...more] = workspace.servicesRenamedFrom(label.text, resource);
  if (!service || more.length > 0 || workspace.servicesNamed(label.text, resource).length > 0) return undefined;
  if (namespace ? service.namespace?.value !== namespace.text : !inSameNamespace(service, resource)) return undefined;
  const fits = !port || service.isHeadless || service.ports.some((each) => String(each.port) === port.text);
  return fits && hasSet(service, workspace) ? service : undefined;
}

/** Its Pods are those of a StatefulSet. */
function hasSet(service: Service, workspace: Workspace): boolean {
  if (workspace.setsGovernedBy(service).length > 0) return true;
  const selected = service.selector ? workspace.podsSelectedBy(service.selector, service) : [];
  return selected.some(({ type }) => type === 'StatefulSet');
}

/** Proxies have names of their own for what is behind them: `upstream nginx { … }`, and then `http://nginx`. */
const isDefinedIn = ({ value, container }: Text, name: string): boolean =>
  container === undefined &&
  new RegExp(`(?:^|\\s)(?:upstream|backend|cluster|server|(?:- )?name:)\\s+["']?${name}["']?\\s*(?:$|[{;])`, 'm').test(
    value,
  );
