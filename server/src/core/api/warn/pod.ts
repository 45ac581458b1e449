/** Pods, and the templates of them. Source: pkg/api/pod/warnings.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type {
  HostAlias,
  LabelSelector,
  LocalObjectReference,
  ObjectMeta,
  Pod,
  PodAffinity,
  PodSpec,
  PodTemplateSpec,
  StringMap,
} from '../types.ts';
import { containersOf } from '../validate/containers-of.ts';
import { containerWarnings } from './containers.ts';
import { hostName } from './host-name.ts';
import { addressForm } from './ip.ts';
import { nodeLabel, nodeSelectorTerms } from './node-labels.ts';
import { portWarnings } from './ports.ts';
import { wholeBytes } from './sizes.ts';
import { podVolumes } from './volumes.ts';

export function podWarnings(check: Check, at: Path, { metadata, spec }: Pod): void {
  hostName(check, at, metadata);
  templateWarnings(check, at, { ...(metadata && { metadata }), ...(spec && { spec }) });
}

/** `own`: the labels by which the workload chooses its Pods. */
export function templateWarnings(
  check: Check,
  at: Path,
  { metadata = {}, spec = {} }: PodTemplateSpec = {},
  own: StringMap<string> = metadata.labels ?? {},
): void {
  const path = at.child('spec');
  scheduling(check, path, spec, own);
  annotations(check, at, metadata, spec);
  podVolumes(check, path.child('volumes'), spec.volumes);
  hosts(check, path, spec);
  pullSecrets(check, path.child('imagePullSecrets'), spec.imagePullSecrets);
  for (const resource of ['memory', 'ephemeral-storage'])
    wholeBytes(check, path.child('overhead').key(resource), spec.overhead?.[resource]);
  const containers = containersOf(path, spec);
  for (const { container, path: place } of containers) containerWarnings(check, place, container);
  portWarnings(check, containers);
  const seconds = spec.terminationGracePeriodSeconds ?? 0;
  if (seconds < 0)
    check.warn(
      path.child('terminationGracePeriodSeconds'),
      `${seconds} is taken for 1: the Pod is killed a second after it was asked to end.`,
      { repairs: [{ kind: 'remove' }] },
    );
}

function scheduling(check: Check, at: Path, spec: PodSpec, own: StringMap<string>): void {
  for (const label of Object.keys(spec.nodeSelector ?? {}))
    nodeLabel(check, at.child('nodeSelector').key(label), label);
  const { nodeAffinity, podAffinity, podAntiAffinity } = spec.affinity ?? {};
  const nodes = at.child('affinity', 'nodeAffinity');
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  nodeSelectorTerms(check, nodes.child(required, 'nodeSelectorTerms'), nodeAffinity?.[required]?.nodeSelectorTerms);
  (nodeAffinity?.[preferred] ?? []).forEach(({ preference = {} }, i) => {
    nodeSelectorTerms(check, nodes.child(preferred), [preference], () =>
      nodes.child(preferred).index(i).child('preference'),
    );
  });
  (spec.topologySpreadConstraints ?? []).forEach(({ topologyKey = '', labelSelector }, i) => {
    const path = at.child('topologySpreadConstraints').index(i);
    nodeLabel(check, path.child('topologyKey'), topologyKey);
    selector(check, path, labelSelector, own);
  });
  affinity(check, at.child('affinity', 'podAffinity'), podAffinity, own);
  affinity(check, at.child('affinity', 'podAntiAffinity'), podAntiAffinity, own);
}

function affinity(check: Check, at: Path, terms: PodAffinity | undefined, own: StringMap<string>): void {
  (terms?.requiredDuringSchedulingIgnoredDuringExecution ?? []).forEach(({ labelSelector }, i) => {
    selector(check, at.child('requiredDuringSchedulingIgnoredDuringExecution').index(i), labelSelector, own);
  });
  (terms?.preferredDuringSchedulingIgnoredDuringExecution ?? []).forEach(({ podAffinityTerm }, i) => {
    const path = at.child('preferredDuringSchedulingIgnoredDuringExecution').index(i).child('podAffinityTerm');
    selector(check, path, podAffinityTerm?.labelSelector, own);
  });
}

function selector(check: Check, at: Path, labelSelector: LabelSelector | undefined, own: StringMap<string>): void {
  if (labelSelector) return;
  check.warn(
    at.child('labelSelector'),
    'Without a labelSelector no Pod is meant, and this does nothing. An empty one, {}, means all Pods.',
    {
      effect: 'ignored',
      repairs: Object.keys(own).length > 0 ? [{ kind: 'add', value: { matchLabels: own } }] : [],
    },
  );
}

/** Annotations that fields took the place of. */
const fieldOf: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'spec.priorityClassName',
  'security.alpha.kubernetes.io/sysctls': 'spec.securityContext.sysctls',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'spec.securityContext.sysctls',
};
const seccompOfPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompOfContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmor = 'container.apparmor.security.beta.kubernetes.io/';

function annotations(check: Check, at: Path, { annotations = {} }: ObjectMeta, spec: PodSpec): void {
  const map = at.child('metadata', 'annotations');
  for (const key of Object.keys(annotations)) {
    const field = fieldOf[key];
    if (field !== undefined) unread(check, map.key(key), field);
  }
  const ofPod = spec.securityContext ?? {};
  if (annotations[seccompOfPod] !== undefined && !ofPod.seccompProfile)
    unread(check, map.key(seccompOfPod), 'spec.securityContext.seccompProfile');
  for (const { container } of containersOf(at.child('spec'), spec)) {
    const own = container.securityContext ?? {};
    const name = container.name ?? '';
    profiles(
      check,
      map,
      annotations,
      name,
      Boolean(own.seccompProfile),
      Boolean(own.appArmorProfile ?? ofPod.appArmorProfile),
    );
  }
}

function profiles(
  check: Check,
  map: Path,
  annotations: StringMap<string>,
  container: string,
  hasSeccomp: boolean,
  hasAppArmor: boolean,
): void {
  const [seccomp, armor] = [`${seccompOfContainer}${container}`, `${appArmor}${container}`];
  if (annotations[seccomp] !== undefined && !hasSeccomp)
    unread(check, map.key(seccomp), 'securityContext.seccompProfile of the container');
  if (annotations[armor] !== undefined && !hasAppArmor)
    check.warn(map.key(armor), 'Since Kubernetes 1.30, securityContext.appArmorProfile of the container says this.');
}

function unread(check: Check, path: Path, field: string): void {
  check.warn(path, `No supported Kubernetes reads this annotation: ${field} says it today.`, { effect: 'ignored' });
}

function hosts(check: Check, at: Path, { hostAliases = [], dnsConfig }: PodSpec): void {
  const seen = new Set<string>();
  hostAliases.forEach(({ ip = '' }: HostAlias, i) => {
    const path = at.child('hostAliases').index(i).child('ip');
    if (seen.has(ip)) check.warn(path, `There are names for ${ip} already: one entry takes them all.`);
    seen.add(ip);
    if (check.isSince('1.33')) addressForm(check, path, ip);
  });
  if (check.isSince('1.33'))
    (dnsConfig?.nameservers ?? []).forEach((address, i) => {
      addressForm(check, at.child('dnsConfig', 'nameservers').index(i), address);
    });
}

function pullSecrets(check: Check, at: Path, secrets: readonly LocalObjectReference[] = []): void {
  const seen = new Set<string>();
  secrets.forEach(({ name = '' }, i) => {
    const path = at.index(i).child('name');
    if (name === '')
      check.warn(path, 'The name of the Secret is missing: this entry does nothing.', { effect: 'ignored' });
    else if (seen.has(name)) check.warn(path, `"${name}" stands in this list already.`);
    seen.add(name);
  });
}
