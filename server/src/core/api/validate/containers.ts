/** Containers of a Pod. Source: pkg/apis/core/validation/validation.go (validateContainers, validateInitContainers). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Container, ContainerResizePolicy, EphemeralContainer, Lifecycle } from '../types.ts';
import { restartPolicy, restartPolicyOfInit } from './container-restart.ts';
import { env, envFrom } from './env.ts';
import { lifecycle, probe } from './handlers.ts';
import { dnsLabel, named } from './names.ts';
import { containerPorts, hostPorts } from './ports.ts';
import { resources } from './resources.ts';
import { securityContext } from './security-context.ts';
import { isEmpty, oneOf, required } from './values.ts';
import { volumeDevices, volumeMounts } from './volume-mounts.ts';
import type { Volumes } from './volumes.ts';

/** What the checks of a container have to know of its Pod. */
export interface PodContext {
  /** Whether it is an object of its own, not the template of a workload. */
  readonly isPod: boolean;
  readonly volumes: Volumes;
  /** Names of its resourceClaims. */
  readonly claims: ReadonlySet<string>;
  /** Seconds that it has to end. */
  readonly grace: number;
  readonly restartPolicy: string;
  /** Whether its users are those of the node. */
  readonly hostUsers: boolean;
}

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

export function containers(check: Check, at: Path, list: readonly Container[] = [], pod: PodContext): void {
  if (list.length === 0) check.required(at, 'The Pod has no containers: it needs at least one.');
  const names = new Set<string>();
  list.forEach((container, i) => {
    const path = at.index(i);
    const unnamed = common(check, path, container, pod);
    nameOnce(check, path, container.name, names, unnamed);
    lifecycle(check, path.child('lifecycle'), container.lifecycle, pod.grace);
    for (const name of probes) probe(check, path.child(name), container[name], name);
    restartPolicy(check, path, container);
  });
  hostPorts(check, at, list);
}

/** `regular`: the containers that start after these. */
export function initContainers(
  check: Check,
  at: Path,
  list: readonly Container[] = [],
  regular: readonly Container[] = [],
  pod: PodContext,
): void {
  const names = new Set(regular.map(({ name = '' }) => name));
  list.forEach((container, i) => {
    const path = at.index(i);
    const unnamed = common(check, path, container, pod);
    if (!isEmpty(container.name) || names.has('')) nameOnce(check, path, container.name, names, unnamed);
    restartPolicyOfInit(check, path, container);
    hostPorts(check, at.unnamed(i), [container], 0);
    if (container.restartPolicy === 'Always') {
      lifecycle(check, path.child('lifecycle'), container.lifecycle, pod.grace);
      for (const name of probes) probe(check, path.child(name), container[name], name);
    } else
      for (const name of ['lifecycle', ...probes] as const)
        if (name === 'lifecycle' ? isKept(container.lifecycle) : container[name])
          check.forbidden(
            path.child(name),
            `An init container that ends before the others start has no ${name}. With restartPolicy Always it runs beside them, and may have one.`,
            { repairs: [{ kind: 'remove' }] },
          );
  });
}

/** The server loses a stopSignal, and what had nothing else with it. */
const isKept = (lifecycle: Lifecycle | undefined) =>
  lifecycle !== undefined && !(lifecycle.stopSignal && !lifecycle.postStart && !lifecycle.preStop);

/** Containers that one adds to a running Pod; what they cannot have is not told one by one. */
export function ephemeralContainers(
  check: Check,
  at: Path,
  list: readonly EphemeralContainer[] = [],
  others: readonly Container[],
  pod: PodContext,
): void {
  const otherNames = new Set(others.map(({ name = '' }) => name));
  const names = new Set(otherNames);
  list.forEach((container, i) => {
    const path = at.index(i);
    const unnamed = common(check, path, container, pod);
    image(check, path, container.image);
    nameOnce(check, path, container.name, names, unnamed);
    const target = container.targetContainerName;
    if (!isEmpty(target) && !otherNames.has(target))
      check.notFound(path.child('targetContainerName'), `The Pod has no container "${target}".`);
    for (const name of notEphemeral)
      if (container[name] !== undefined && !isEmptyList(container[name]))
        check.forbidden(path.child(name), `An ephemeral container has no ${name}.`);
  });
}

const notEphemeral = [
  ...['ports', 'resources', 'resizePolicy', 'restartPolicy', 'restartPolicyRules', 'lifecycle'],
  ...probes,
] as readonly (keyof EphemeralContainer)[];
const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

/** What all kinds of containers have in common; answers the error of a missing name. */
function common(check: Check, at: Path, container: Container, pod: PodContext) {
  const { name, terminationMessagePolicy, imagePullPolicy } = container;
  const unnamed = isEmpty(name) ? check.required(at.child('name'), 'The container has no name.') : undefined;
  if (!isEmpty(name)) named(check, at.child('name'), name, dnsLabel);
  required(check, at.child('image'), container.image, 'The container has no image.');
  oneOf(check, at.child('terminationMessagePolicy'), terminationMessagePolicy || undefined, messagePolicies);
  containerPorts(check, at.child('ports'), container.ports);
  env(check, at.child('env'), container.env);
  envFrom(check, at.child('envFrom'), container.envFrom);
  const mounting = {
    volumes: pod.volumes,
    mounts: container.volumeMounts,
    devices: container.volumeDevices,
    isPrivileged: container.securityContext?.privileged,
  };
  volumeMounts(check, at.child('volumeMounts'), mounting);
  volumeDevices(check, at.child('volumeDevices'), mounting);
  oneOf(check, at.child('imagePullPolicy'), imagePullPolicy || undefined, ['Always', 'IfNotPresent', 'Never']);
  resources(check, at.child('resources'), container.resources, pod);
  if (check.isSince('1.33')) resizePolicy(check, at.child('resizePolicy'), container.resizePolicy, pod);
  securityContext(check, at.child('securityContext'), container.securityContext, pod.hostUsers);
  return unnamed;
}

const messagePolicies = ['File', 'FallbackToLogsOnError'];

function nameOnce(check: Check, at: Path, name = '', names: Set<string>, unnamed: ReturnType<typeof common>): void {
  if (names.has(name))
    check.duplicate(at.child('name'), `Another container of the Pod is called "${name}" already.`, {
      follows: unnamed,
    });
  names.add(name);
}

/** Blanks around the name of an image are refused in Pods; templates are taken with them. */
export function image(check: Check, at: Path, image = ''): void {
  if (image.trim() !== image)
    check.invalid(at.child('image'), `"${image}" has blanks around it.`, {
      repairs: image.trim() === '' ? [] : [{ kind: 'replace', value: image.trim() }],
    });
}

/** Most of the errors name the list, not the item. */
function resizePolicy(check: Check, at: Path, list: readonly ContainerResizePolicy[] = [], pod: PodContext): void {
  const names = new Set<string>();
  list.forEach(({ resourceName = '', restartPolicy = '' }, i) => {
    if (names.has(resourceName)) check.duplicate(at.index(i), `"${resourceName}" has a policy above already.`);
    names.add(resourceName);
    const resource = at.unnamed(i).unnamed('resourceName');
    const restart = at.unnamed(i).unnamed('restartPolicy');
    if (required(check, resource, resourceName, 'The resourceName is missing: "cpu" or "memory".'))
      oneOf(check, resource, resourceName, ['cpu', 'memory']);
    if (required(check, restart, restartPolicy, 'The restartPolicy is missing: "NotRequired" or "RestartContainer".'))
      oneOf(check, restart, restartPolicy, ['NotRequired', 'RestartContainer']);
    if (pod.restartPolicy === 'Never' && restartPolicy !== 'NotRequired')
      check.invalid(restart, 'The Pod never starts a container again: only "NotRequired" is allowed.', {
        repairs: [{ kind: 'replace', value: 'NotRequired' }],
      });
  });
}
