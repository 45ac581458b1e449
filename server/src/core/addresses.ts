/** What host names mean: which Pod of which StatefulSet, and under which Service, somebody addresses. */
import { ownNamespace } from './environment.ts';
import {
  addressedSets,
  editWithin,
  type HostName,
  hostNamesIn,
  type Label,
  placeWithin,
  podParts,
} from './host-names.ts';
import type { Resource, StatefulSet } from './manifest.ts';
import { distance } from './paths.ts';
import { remember } from './remember.ts';
import type { Place, Related, Report } from './rule.ts';
import type { Workspace } from './workspace.ts';
import type { Located, Span } from './yaml.ts';

/** Types of objects that may hold addresses. */
export const addressers = [
  'StatefulSet',
  'Workload',
  'ConfigMap',
  'Secret',
  'Service',
  'Kustomization',
  'Other',
] as const;

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
    hostNamesIn(resource).flatMap((name) => podAddress(name, resource, workspace) ?? []),
  );
}
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
  const asker = writtenNamespace(resource, workspace);
  const where = written === undefined || written.text === ownNamespace ? asker : written.text;
  const near = found.filter((each) => {
    const namespace = writtenNamespace(each, workspace);
    return where === undefined || where === '' || namespace === undefined || namespace === where;
  });
  const statefulSet = oneOf(near.length > 0 ? near : found, resource);
  if (!statefulSet || statefulSet.serviceName?.value === 'svc' || workspace.isPartial(statefulSet)) return undefined;
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

/** The written namespace; undefined also where a kustomization writes another one over it. */
export function writtenNamespace(resource: Resource, workspace: Workspace): string | undefined {
  const namespace = resource.namespace?.value;
  if (namespace === undefined) return undefined;
  const over = workspace.kustomizationsOf(resource).map(({ field }) => field.get('namespace').text);
  return over.every((each) => each === undefined || each === namespace) ? namespace : undefined;
}

/** Whether kustomize changes names of objects, but not those inside of texts. */
export function isRenamed(resource: Resource, workspace: Workspace): boolean {
  return workspace
    .kustomizationsOf(resource)
    .some(({ field }) => field.get('namePrefix').exists || field.get('nameSuffix').exists);
}

/** Its Pods have more ways to find an address than the names that Kubernetes gives. */
export function resolvesDifferently(resource: Resource): boolean {
  if (resource.type !== 'StatefulSet' && resource.type !== 'Workload') return false;
  const spec = resource.pods.field.get('spec');
  return ['hostAliases', 'dnsConfig', 'dnsPolicy', 'hostNetwork'].some((key) => spec.get(key).exists);
}

/** The ordinals that a set surely makes. */
export interface Ordinals {
  readonly first: number;
  readonly last: number;
}

/** Undefined when they are not fixed by its manifest (placeholders, autoscalers, patches), or when it makes no Pods at all. */
export function ordinalsOf(statefulSet: StatefulSet, workspace: Workspace): Ordinals | undefined {
  const spec = statefulSet.field.get('spec');
  const { replicas, start, name } = statefulSet;
  const counts = [spec.get('replicas'), spec.get('ordinals', 'start')];
  if (counts.some((field) => field.exists && field.scalar !== null && field.number === undefined)) return undefined;
  if (replicas === 0 || workspace.isPartial(statefulSet) || workspace.autoscalersOf(statefulSet).length > 0)
    return undefined;
  const isScaled = workspace
    .ofKind('ScaledObject', statefulSet)
    .some(({ field }) => field.get('spec', 'scaleTargetRef', 'name').text === name?.value);
  if (isScaled || workspace.kustomizationsOf(statefulSet).some(({ field }) => mayScale(field))) return undefined;
  return { first: start, last: start + replicas - 1 };
}

/** A patch in another file may do anything; one that is written here does not when it says nothing of replicas. */
function mayScale(kustomization: Resource['field']): boolean {
  const patches = ['patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap(
    (key) => kustomization.get(key).items,
  );
  const isHarmless = (patch: Resource['field']) => {
    const text = patch.get('patch').text ?? patch.text;
    return text !== undefined && /\n/.test(text) && !/replicas|ordinals|components/.test(text);
  };
  return (
    ['replicas', 'components', 'replacements'].some((key) => kustomization.get(key).items.length > 0) ||
    patches.some((patch) => !isHarmless(patch))
  );
}

/** `web-0`. */
export const podName = ({ name }: StatefulSet, ordinal: number): string => `${name?.value ?? ''}-${ordinal}`;

/** `"web" has Pods 0–2`, `"web" has one Pod, web-0`. */
export function describePods(statefulSet: StatefulSet, { first, last }: Ordinals): string {
  const name = statefulSet.name?.value ?? '';
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
