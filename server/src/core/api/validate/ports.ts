/** Ports of containers. Source: pkg/apis/core/validation/validation.go (validateContainerPorts, checkHostPortConflicts). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Container, ContainerPort } from '../types.ts';
import { named, portName } from './names.ts';
import { portNumber } from './ranges.ts';
import { isEmpty, oneOf } from './values.ts';

const protocols = ['TCP', 'UDP', 'SCTP'];

/** The ports of one container. */
export function containerPorts(check: Check, at: Path, ports: readonly ContainerPort[] = []): void {
  const names = new Set<string>();
  ports.forEach((port, i) => {
    containerPort(check, at.index(i), port, names);
  });
}

function containerPort(check: Check, at: Path, port: ContainerPort, names: Set<string>): void {
  const { name, containerPort = 0, hostPort = 0, protocol } = port;
  if (!isEmpty(name) && named(check, at.child('name'), name, portName) === undefined) {
    if (names.has(name))
      check.duplicate(at.child('name'), `Another port of this container is called "${name}" already.`);
    names.add(name);
  }
  const unusable =
    containerPort === 0
      ? check.required(at.child('containerPort'), 'The port has no number: containerPort is from 1 to 65535.')
      : portNumber(check, at.child('containerPort'), containerPort);
  if (hostPort !== 0 && !(unusable && hostPort === containerPort)) portNumber(check, at.child('hostPort'), hostPort);
  else if (unusable && hostPort !== 0)
    check.invalid(at.child('hostPort'), 'The same port is taken of the node.', { follows: unusable });
  oneOf(check, at.child('protocol'), protocol || undefined, protocols);
}

/**
 * Ports of the node that two containers want at once. Init containers run one after the other: each is asked on its own, and the
 * server calls each of them the first (`shown`).
 */
export function hostPorts(check: Check, at: Path, containers: readonly Container[], shown?: number): void {
  const taken = new Set<string>();
  containers.forEach(({ ports = [] }, i) => {
    ports.forEach(({ hostPort = 0, hostIP = '', protocol }, j) => {
      if (hostPort === 0) return;
      const wanted = `${protocol || 'TCP'}/${hostIP}/${hostPort}`;
      if (taken.has(wanted))
        check.duplicate(
          at.index(i, shown).child('ports').index(j).child('hostPort'),
          `Port ${hostPort} of the node is taken by another port of this Pod already.`,
        );
      taken.add(wanted);
    });
  });
}
