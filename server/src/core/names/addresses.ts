/** What host names mean: which Pod of which StatefulSet, and under which Service, somebody addresses. */

import type { Edit } from '../edit.ts';
import type { Resource, StatefulSet } from '../manifest.ts';
import { distance } from '../paths.ts';
import { remember } from '../remember.ts';
import { autoscalerOf, replicasOf } from '../replicas.ts';
import type { Place, Related, Report } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Located, Span } from '../yaml.ts';
import { ownNamespace, ownPod } from './expansion.ts';
import {
  addressedSets,
  editWithin,
  type HostName,
  hostNamesIn,
  type Label,
  placeWithin,
  podParts,
  textsIn,
} from './host-names.ts';
import { configMapsOf } from './mounted-files.ts';

/** Types of objects that may hold addresses. */
export const addressers = ['StatefulSet', 'Workload', 'ConfigMap', 'Secret', 'Service', 'Other'] as const;

/** A host name that starts with the name of a Pod of a known set, right or wrong otherwise. */
export interface PodAddress {
  readonly name: HostName;
  readonly statefulSet: StatefulSet;
  readonly pod: Label;
  /** Undefined for whichever Pod reads it: `$(POD_NAME).nginx`. */
  readonly ordinal: number | undefined;
  /** The label after the Pod's; what it is meant to be is for the rules to say. */
  readonly second: Label | undefined;
  /** The label after that: the namespace. */
  readonly third: Label | undefined;
  /** As far as namespaces are known, the set is where the name says, or where the one who says it is. */
  readonly isInReach: boolean;
}

/**
 * The Pods that a resource addresses, in the order of its texts. Silent where several sets may be meant that differ, where a
 * Service has the Pod's name, and where the set is a fragment.
 */
export function podAddressesIn(resource: Resource, workspace: Workspace): readonly PodAddress[] {
  const answers = remember(read, workspace, () => new Map<Resource, readonly PodAddress[]>());
  return remember(answers, resource, () =>
    [...hostNamesIn(resource), ...suffixesFor(resource, workspace)].flatMap(
      (name) => podAddress(name, resource, workspace) ?? [],
    ),
  );
}

/** What follows the names of a set's Pods, in the files that they mount. */
const suffixesFor = (resource: Resource, workspace: Workspace): readonly HostName[] =>
  resource.type === 'StatefulSet'
    ? configMapsOf(resource, workspace)
        .flatMap(hostNamesIn)
        .filter(({ labels: [{ text }] }) => text === ownPod)
    : [];
/** By the watched Workspace of one check, so that all of its rules ask once. */
const read = new WeakMap<Workspace, Map<Resource, readonly PodAddress[]>>();

function podAddress(name: HostName, resource: Resource, workspace: Workspace): PodAddress | undefined {
  const [pod, second, third] = name.labels;
  const parts = podParts(pod.text);
  if (!parts) return undefined;
  const setName = parts.set ?? (resource.type === 'StatefulSet' ? resource.name?.value : undefined);
  if (setName === undefined) return undefined;
  const found = workspace.setsNamed(setName, resource);
  const written = namespaceLabel(name);
  const asker = resource.namespace?.value;
  const where = written === undefined || written.text === ownNamespace ? asker : written.text;
  const near = found.filter((each) => {
    const namespace = each.namespace?.value;
    return where === undefined || where === '' || namespace === undefined || namespace === where;
  });
  const statefulSet = oneOf(near.length > 0 ? near : found, resource);
  if (!statefulSet || statefulSet.serviceName?.value === 'svc' || !isFinal(statefulSet, workspace)) return undefined;
  const isOwn = parts.set === undefined || parts.ordinal === undefined;
  if (isOwn && statefulSet !== resource) return undefined;
  // A Service of its own for each Pod: then `web-0` and `web-0.shop` are names of that.
  if (!isOwn && name.labels.length < 3 && workspace.servicesNamed(pod.text, resource).length > 0) return undefined;
  return {
    name,
    statefulSet,
    pod,
    ordinal: isOwn ? undefined : Number(parts.ordinal),
    second,
    third,
    isInReach: near.length > 0,
  };
}

/** It is whole, and goes to the cluster as it is. */
export const isFinal = (statefulSet: StatefulSet, workspace: Workspace): boolean =>
  !workspace.isCutOff(statefulSet) && workspace.isDeployed(statefulSet);

/** The label that DNS takes for the namespace: the third one, or the second before `svc`. */
function namespaceLabel({ labels: [, second, third], hasSvc }: HostName): Label | undefined {
  return third ?? (hasSvc ? second : undefined);
}

/** The nearest one; none when several are equally near and differ in what names are made of. */
function oneOf(candidates: readonly StatefulSet[], { field }: Resource): StatefulSet | undefined {
  const [first] = candidates;
  if (!first) return undefined;
  const steps = (each: StatefulSet) => distance(field.document.uri, each.field.document.uri);
  const shape = (each: StatefulSet) =>
    [each.replicas, each.start, each.serviceName?.value, each.namespace?.value].join(' ');
  return candidates.every((each) => steps(each) > steps(first) || shape(each) === shape(first)) ? first : undefined;
}

/** A script beside its files puts names of this set's Pods together (`web-$i`): what stands in the files may be rewritten by it. */
export function computesNames(resource: Resource, { name }: StatefulSet): boolean {
  if (resource.type !== 'ConfigMap' && resource.type !== 'Secret') return false;
  const stem = `${name?.value ?? ''}-`;
  return textsIn(resource).some(({ value }) => {
    for (let at = value.indexOf(stem); at >= 0; at = value.indexOf(stem, at + 1))
      if (/[${%]/.test(value[at + stem.length] ?? '') && !/[\w-]/.test(value[at - 1] ?? '')) return true;
    return false;
  });
}

/** Its Pods have more ways to find an address than the names that Kubernetes gives. */
export function resolvesDifferently(resource: Resource): boolean {
  if (resource.type !== 'StatefulSet' && resource.type !== 'Workload') return false;
  const spec = resource.pods.field.get('spec');
  return ['hostAliases', 'dnsConfig', 'dnsPolicy', 'hostNetwork'].some((key) => {
    const field = spec.get(key);
    const isUsual = field.scalar === null || field.scalar === false || field.text === 'ClusterFirst';
    return field.exists && !isUsual && (field.kind === 'scalar' || field.entries.length + field.items.length > 0);
  });
}

/** The ordinals that a set surely makes. */
export interface Ordinals {
  readonly first: number;
  readonly last: number;
  /** An autoscaler may make fewer. */
  readonly isAtMost?: boolean;
}

/** Undefined when they are not fixed by its manifest (placeholders, autoscalers), or when it makes no Pods at all. */
export function ordinalsOf(statefulSet: StatefulSet, workspace: Workspace): Ordinals | undefined {
  return autoscalerOf(statefulSet, workspace) ? undefined : possibleOrdinalsOf(statefulSet, workspace);
}

/** Those outside of which no Pod is ever made, also under an autoscaler. */
export function possibleOrdinalsOf(statefulSet: StatefulSet, workspace: Workspace): Ordinals | undefined {
  const replicas = replicasOf(statefulSet, workspace);
  const start = statefulSet.field.get('spec', 'ordinals', 'start');
  if (!replicas || replicas.most === 0 || workspace.isCutOff(statefulSet)) return undefined;
  if (start.exists && start.scalar !== null && start.number === undefined) return undefined;
  return {
    first: statefulSet.start,
    last: statefulSet.start + replicas.most - 1,
    isAtMost: replicas.autoscaler !== undefined,
  };
}

/** `web-0`. */
export const podName = ({ name }: StatefulSet, ordinal: number): string => `${name?.value ?? ''}-${ordinal}`;

/** `"web" has Pods 0–2`, `"web" has one Pod, web-0`. */
export function describePods(statefulSet: StatefulSet, { first, last, isAtMost }: Ordinals): string {
  const name = statefulSet.name?.value ?? '';
  if (isAtMost) return `"${name}" is scaled to Pods ${first}–${last} at most`;
  return first === last ? `"${name}" has one Pod, ${name}-${first}` : `"${name}" has Pods ${first}–${last}`;
}

/** Whether the name addresses this set's Pod under this set's Service, as far as can be said. */
export function isUnderService({ second, statefulSet, isInReach }: PodAddress): boolean {
  return isInReach && second !== undefined && second.text === statefulSet.serviceName?.value;
}

/** Names in any file of its scope by which Pods of a set are addressed as if they had DNS names. */
export function addressesOf(statefulSet: StatefulSet, workspace: Workspace): readonly PodAddress[] {
  return workspace
    .addressing(statefulSet)
    .filter((resource) => addressedSets(resource).has(statefulSet.name?.value ?? ''))
    .flatMap((resource) => podAddressesIn(resource, workspace))
    .filter((address) => address.statefulSet === statefulSet && address.isInReach && isDnsName(address));
}

/** What makes all names of the set's Pods under its Service names under another one; undefined where one of them cannot be edited. */
export function readdressed(
  statefulSet: StatefulSet,
  service: string,
  workspace: Workspace,
): readonly Edit[] | undefined {
  const edits = workspace
    .addressing(statefulSet)
    .filter((resource) => addressedSets(resource).has(statefulSet.name?.value ?? ''))
    .flatMap((resource) => podAddressesIn(resource, workspace))
    .filter((address) => address.statefulSet === statefulSet && isUnderService(address))
    .map(({ name, second }) => (second?.isWritten ? editWithin(name.text, second, service) : undefined));
  const known = edits.filter((edit) => edit !== undefined);
  return known.length === edits.length ? known : undefined;
}

/** More than a bare name, and surely a name: with `svc`, or dialled. */
function isDnsName({ name, second }: PodAddress): boolean {
  return name.hasSvc || (second !== undefined && second.text !== '' && name.isDialled);
}

// ---- reports ----

/** A name that other labels or letters should stand in. */
export interface Slip {
  readonly name: HostName;
  /** What is wrong in it, and what it is to be: an empty stretch for something that is missing. */
  readonly span: Span;
  readonly words: string | undefined;
  /** Slips of the same kind in one value are told once. */
  readonly kind: string;
}

/** The slips of one value (or of one list of arguments) that are of one kind, together; in the order of the text. */
export function together<S extends Slip>(slips: Iterable<S>): readonly (readonly [S, ...S[]])[] {
  const groups = new Map<unknown, Map<string, [S, ...S[]]>>();
  for (const slip of slips) {
    const ofValue = remember(groups, slip.name.text.list ?? slip.name.text, () => new Map<string, [S, ...S[]]>());
    const group = ofValue.get(slip.kind);
    if (group) group.push(slip);
    else ofValue.set(slip.kind, [slip]);
  }
  return [...groups.values()].flatMap((ofValue) => [...ofValue.values()]);
}

/** At the first slip, with the others as related places and one fix for all; `title` says what the fix does. */
export function reportOf(
  [first, ...others]: readonly [Slip, ...Slip[]],
  message: string,
  related: readonly Related<Place | Located<unknown>>[],
  title: string,
  safe = false,
): Report {
  const edits = [first, ...others].map(({ name, span, words }) =>
    words === undefined || !isWritten(name, span) ? undefined : editWithin(name.text, span, words),
  );
  const known = edits.filter((edit) => edit !== undefined);
  return {
    at: placeWithin(first.name.text, first.span.start === first.span.end ? first.name : first.span),
    message: others.length > 0 ? `${message} (${others.length + 1} times in this value)` : message,
    related,
    fixes: known.length === edits.length ? [{ title, safe, edits: known }] : [],
  };
}

const isWritten = ({ labels, port }: HostName, { start, end }: Span) =>
  [...labels, ...(port ? [port] : [])].every((label) => label.isWritten || label.end <= start || label.start >= end);

/** The name as it is written. */
export const writtenName = ({ text, start, end }: HostName): string => text.value.slice(start, end);
