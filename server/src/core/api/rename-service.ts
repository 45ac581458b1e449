/** A Service whose name is refused gets another together with the sets that it governs: one of the two alone would part them. */
import { isServiceName, serviceNameFrom } from '../dns-label.ts';
import { replaceScalar } from '../edit.ts';
import type { Resource, Service } from '../manifest.ts';
import type { Fix } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Path } from './path.ts';

/**
 * The fix where the refused field is the name of a Service, or the `serviceName` of a set that has one of this name. Undefined for other
 * fields, and where it is anybody's guess what the name should be.
 */
export function serviceRenamed(path: Path, resource: Resource, workspace: Workspace): readonly Fix[] | undefined {
  const service = namedBy(`${path}`, resource, workspace);
  if (!service?.name || isServiceName(service.name.value)) return undefined;
  const name = serviceNameFrom(service.name.value);
  if (!isServiceName(name) || workspace.servicesNamed(name, service).length > 0) return undefined;
  const others = workspace.setsGovernedBy(service).flatMap(({ serviceName }) => serviceName ?? []);
  return [
    {
      title: `Rename the Service to "${name}"${others.length > 0 ? ', also in serviceName' : ''}`,
      safe: false,
      edits: [service.name, ...others].map(({ field }) => replaceScalar(field, name)),
    },
  ];
}

function namedBy(path: string, resource: Resource, workspace: Workspace): Service | undefined {
  if (resource.type === 'Service' && path === 'metadata.name') return resource;
  return resource.type === 'StatefulSet' && path === 'spec.serviceName'
    ? workspace.governingService(resource).service
    : undefined;
}
