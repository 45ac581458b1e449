/** Ports of all containers of a Pod, which share one network. Source: pkg/api/pod/warnings.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { ContainerPort } from '../types.ts';
import type { Placed } from '../validate/containers-of.ts';

interface PlacedPort {
  readonly port: ContainerPort;
  readonly path: Path;
  readonly owner: string;
}

export function portWarnings(check: Check, containers: readonly Placed[]): void {
  const byNumber = new Map<string, PlacedPort[]>();
  const byName = new Map<string, PlacedPort>();
  for (const each of portsOf(containers)) {
    const { containerPort = 0, protocol, hostIP, hostPort, name } = each.port;
    if (hostIP && !hostPort)
      check.warn(each.path.child('hostIP'), 'Without a hostPort, hostIP does nothing.', { effect: 'ignored' });
    const number = `${containerPort}/${protocol || 'TCP'}`;
    const others = byNumber.get(number) ?? [];
    for (const other of others) clash(check, each, other, number);
    byNumber.set(number, [...others, each]);
    if (!name) continue;
    const first = byName.get(name);
    if (first && check.isSince('1.33')) sameName(check, each, first, name);
    byName.set(name, first ?? each);
  }
}

function portsOf(containers: readonly Placed[]): readonly PlacedPort[] {
  return containers.flatMap(({ container, path }) =>
    (container.ports ?? []).map((port, i) => ({
      port,
      path: path.child('ports').index(i),
      owner: container.name ?? '',
    })),
  );
}

function clash(check: Check, { port, path: item }: PlacedPort, other: PlacedPort, number: string): void {
  const path = item.child('containerPort');
  const [a, b] = [port.hostPort ?? 0, other.port.hostPort ?? 0];
  const [here, there] = [port.hostIP ?? '', other.port.hostIP ?? ''];
  const before = `${number} is a port of container "${other.owner}" already`;
  if (a === b && here === there) check.warn(path, `${before}: the containers of a Pod share one network.`);
  else if (a === 0 || b === 0) check.warn(path, `${before}, once with and once without a hostPort.`);
  else if (a === b && (here === '') !== (there === ''))
    check.warn(path, `${before}, at the same hostPort of all addresses: which of the two gets it is open.`);
}

function sameName(check: Check, { path }: PlacedPort, first: PlacedPort, name: string): void {
  check.warn(
    path.child('name'),
    `Container "${first.owner}" has a port "${name}" already: Services and probes that say "${name}" mean that one.`,
  );
}
