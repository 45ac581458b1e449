/** What a Pod is to be. Source: pkg/apis/core/validation/validation.go (ValidatePodSpec). */
import { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Container, PodResourceClaim, PodSpec, StringMap } from '../types.ts';
import { affinity } from './affinity.ts';
import { containers, ephemeralContainers, initContainers, type PodContext } from './containers.ts';
import { containersOf } from './containers-of.ts';
import { dnsConfig, hostAliases } from './dns-config.ts';
import { ownUsers, sharesUsers } from './host-users.ts';
import { labels } from './label-selector.ts';
import { dnsLabel, dnsSubdomain, named, qualifiedName } from './names.ts';
import { operatingSystem } from './operating-system.ts';
import { podResources } from './pod-resources.ts';
import { between } from './ranges.ts';
import { overhead } from './resources.ts';
import { podSecurityContext } from './security-context.ts';
import { tolerations } from './tolerations.ts';
import { topologySpread } from './topology-spread.ts';
import { isEmpty, oneOf, required, unique } from './values.ts';
import { type PlacedVolume, placedVolumes, volumes } from './volumes.ts';
import { hostProcess } from './windows-options.ts';

/** What a Pod has that a template has not. */
export interface OwnPod {
  readonly name: string | undefined;
  readonly labels: StringMap<string>;
}

interface Around {
  /** Undefined for the template of a workload. */
  readonly pod?: OwnPod | undefined;
  /** The volumes where they are not those of the spec alone. */
  readonly placed?: readonly PlacedVolume[];
}

const most = 2 ** 31 - 1;

export function podSpec(check: Check, at: Path, written: PodSpec, { pod, placed }: Around = {}): void {
  const spec = pod && written.hostNetwork ? withPortsOfNode(written) : written;
  const list = placed ?? placedVolumes(at.child('volumes'), spec.volumes);
  const context: PodContext = {
    isPod: pod !== undefined,
    volumes: volumes(check, list, { podName: pod?.name }),
    claims: new Set((spec.resourceClaims ?? []).flatMap(({ name }) => (isEmpty(name) ? [] : [name]))),
    grace: spec.terminationGracePeriodSeconds ?? 30,
    restartPolicy: spec.restartPolicy || 'Always',
    hostUsers: sharesUsers(check, spec),
  };
  if (check.isSince('1.34')) resourceClaims(check, at.child('resourceClaims'), spec.resourceClaims);
  containers(check, at.child('containers'), spec.containers, context);
  initContainers(check, at.child('initContainers'), spec.initContainers, spec.containers, context);
  ephemeral(check, at.child('ephemeralContainers'), spec, context);
  podResources(check, at, spec, context.isPod);
  portsOfNode(check, at, spec, context.isPod);
  oneOf(check, at.child('restartPolicy'), spec.restartPolicy || undefined, ['Always', 'OnFailure', 'Never']);
  podSecurityContext(check, at, spec);
  hostProcess(check, at, spec);
  ownUsers(check, at, spec);
  scheduling(check, at, spec, pod);
  network(check, at, spec);
  if (spec.activeDeadlineSeconds !== undefined)
    between(check, at.child('activeDeadlineSeconds'), spec.activeDeadlineSeconds, 1, most);
  overhead(check, at.child('overhead'), spec.overhead);
  operatingSystem(check, at, spec);
  if (check.isSince('1.35')) filesOfVariables(check, at, spec, list);
}

/** Of a Pod in the node's network, the server takes each port of a container for one of the node. */
function withPortsOfNode(spec: PodSpec): PodSpec {
  const opened = (list: readonly Container[] = []): readonly Container[] =>
    list.map((container) => ({
      ...container,
      ports: (container.ports ?? []).map((port) => ({ ...port, hostPort: port.hostPort || (port.containerPort ?? 0) })),
    }));
  return { ...spec, containers: opened(spec.containers), initContainers: opened(spec.initContainers) };
}

function portsOfNode(check: Check, at: Path, spec: PodSpec, isPod: boolean): void {
  if (!spec.hostNetwork) return;
  (spec.containers ?? []).forEach(({ ports = [] }, i) => {
    ports.forEach(({ hostPort = 0, containerPort = 0 }, j) => {
      if ((!isPod && hostPort === 0) || hostPort === containerPort) return;
      check.invalid(
        at.child('containers').index(i).child('ports').index(j).child('hostPort'),
        `With hostNetwork the container's port is the node's: hostPort ${hostPort} must be containerPort ${containerPort}.`,
        { repairs: [{ kind: 'replace', value: containerPort }, { kind: 'remove' }] },
      );
    });
  });
}

/** None can be there when a Pod is made; what is wrong with them is not told beside that. */
function ephemeral(check: Check, at: Path, spec: PodSpec, context: PodContext): void {
  const list = spec.ephemeralContainers ?? [];
  if (list.length === 0) return;
  const forbidden = check.forbidden(at, 'Ephemeral containers are added to a Pod that runs: no Pod starts with them.', {
    repairs: [{ kind: 'remove' }],
  });
  const inner = new Check(check.kubernetes);
  ephemeralContainers(inner, at, list, [...(spec.containers ?? []), ...(spec.initContainers ?? [])], context);
  for (const { type, path, message } of inner.errors) check.report(type, path, message, { follows: forbidden });
}

function scheduling(check: Check, at: Path, spec: PodSpec, pod: OwnPod | undefined): void {
  labels(check, at.child('nodeSelector'), spec.nodeSelector);
  affinity(check, at.child('affinity'), spec.affinity, pod?.labels);
  topologySpread(check, at.child('topologySpreadConstraints'), spec.topologySpreadConstraints, pod?.labels);
  tolerations(check, at.child('tolerations'), spec.tolerations);
  (spec.readinessGates ?? []).forEach(({ conditionType = '' }, i) => {
    named(check, at.child('readinessGates').index(i).child('conditionType'), conditionType, qualifiedName);
  });
  const gates = at.child('schedulingGates');
  (spec.schedulingGates ?? []).forEach(({ name = '' }, i) => {
    named(check, gates.index(i), name, qualifiedName);
  });
  unique(
    check,
    spec.schedulingGates ?? [],
    ({ name = '' }) => name,
    (i) => gates.index(i),
    (name) => `The gate "${name}" is listed above already.`,
  );
  references(check, at, spec, pod !== undefined);
  const { preemptionPolicy } = spec;
  const preemption = ['PreemptLowerPriority', 'Never'];
  if (preemptionPolicy === '')
    required(check, at.child('preemptionPolicy'), '', `It is empty: ${preemption.join(' or ')}.`);
  else oneOf(check, at.child('preemptionPolicy'), preemptionPolicy, preemption);
}

/** Names of other objects. Of a Pod they are looked up before anybody validates, and no object has a name that cannot be. */
function references(check: Check, at: Path, spec: PodSpec, isPod: boolean): void {
  for (const [field, value] of [
    // The old name of the field counts where the new one is empty.
    ['serviceAccountName', spec.serviceAccountName || spec.serviceAccount],
    ['priorityClassName', spec.priorityClassName],
    ['runtimeClassName', spec.runtimeClassName],
  ] as const) {
    if (value === undefined || (value === '' && field !== 'runtimeClassName')) continue;
    const wrong = isPod ? dnsSubdomain(value, check) : undefined;
    if (!isPod) named(check, at.child(field), value, dnsSubdomain);
    else if (wrong !== undefined)
      check.earlier.report('admission', at.unnamed(field), `There is no such object: "${value}" ${wrong}.`);
  }
  if (!isEmpty(spec.nodeName)) named(check, at.child('nodeName'), spec.nodeName, dnsSubdomain);
}

function network(check: Check, at: Path, spec: PodSpec): void {
  const dnsPolicy = spec.dnsPolicy || 'ClusterFirst';
  oneOf(check, at.child('dnsPolicy'), dnsPolicy, ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']);
  dnsConfig(check, at.child('dnsConfig'), spec.dnsConfig, dnsPolicy);
  hostAliases(check, at.child('hostAliases'), spec.hostAliases);
  if (!isEmpty(spec.hostname)) named(check, at.child('hostname'), spec.hostname, dnsLabel);
  if (!isEmpty(spec.subdomain)) named(check, at.child('subdomain'), spec.subdomain, dnsLabel);
  // 1.34 loses the field without a word.
  if (check.isSince('1.35') && spec.hostnameOverride !== undefined)
    hostnameOverride(check, at.child('hostnameOverride'), spec.hostnameOverride, spec);
}

function hostnameOverride(check: Check, path: Path, name: string, spec: PodSpec): void {
  for (const field of ['setHostnameAsFQDN', 'hostNetwork'] as const)
    if (spec[field])
      check.forbidden(path, `With ${field} the Pod gets its hostname from elsewhere.`, {
        repairs: [{ kind: 'remove' }],
      });
  const encoded = new TextEncoder().encode(name).length;
  if (encoded > 64) check.tooLong(path, `"${name}" has ${encoded} bytes: a hostname may have 64.`);
  named(check, path, name, dnsSubdomain);
}

function resourceClaims(check: Check, at: Path, claims: readonly PodResourceClaim[] = []): void {
  const names = new Set<string>();
  claims.forEach(({ name = '', resourceClaimName, resourceClaimTemplateName }, i) => {
    const path = at.index(i);
    if (name === '') check.required(path.child('name'), 'The claim has no name.');
    else if (names.has(name)) check.duplicate(path.child('name'), `Another claim is called "${name}" already.`);
    else named(check, path.child('name'), name, dnsLabel);
    names.add(name);
    if ((resourceClaimName === undefined) === (resourceClaimTemplateName === undefined))
      check.invalid(path, 'A claim comes from one place: either resourceClaimName or resourceClaimTemplateName.');
    if (resourceClaimName !== undefined) named(check, path.child('resourceClaimName'), resourceClaimName, dnsSubdomain);
    if (resourceClaimTemplateName !== undefined)
      named(check, path.child('resourceClaimTemplateName'), resourceClaimTemplateName, dnsSubdomain);
  });
}

/** Files that variables come from are in an emptyDir. */
function filesOfVariables(check: Check, at: Path, spec: PodSpec, list: readonly PlacedVolume[]): void {
  const byName = new Map(list.map(({ volume }) => [volume.name ?? '', volume]));
  for (const { container, path } of containersOf(at, spec))
    (container.env ?? []).forEach(({ valueFrom }, i) => {
      const ref = valueFrom?.fileKeyRef;
      if (!ref) return;
      const { volumeName = '' } = ref;
      const place = path.child('env').index(i).child('valueFrom', 'fileKeyRef', 'volumeName');
      const volume = byName.get(volumeName);
      const sources = Object.keys(volume ?? {}).filter((key) => key !== 'name');
      if (!volume) check.notFound(place, `The Pod has no volume "${volumeName}".`);
      else if (!volume.emptyDir && sources.length > 0)
        check.invalid(place, `The volume "${volumeName}" is no emptyDir: files with variables are in one.`);
    });
}
