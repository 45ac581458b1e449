/** Names of Pods that no StatefulSet makes, under the Service of one that makes others. */
import { nearest } from '../did-you-mean.ts';
import type { Resource, StatefulSet } from '../manifest.ts';
import type { Workspace } from '../workspace.ts';
import { writtenName } from '../yaml.ts';
import {
  computesNames,
  isFinal,
  isUnderService,
  type Ordinals,
  ordinalsOf,
  podAddressesIn,
  podName,
  possibleOrdinalsOf,
  type Slip,
} from './addresses.ts';
import { isUnknown } from './expansion.ts';
import { type HostName, hostNamesIn, podParts } from './host-names.ts';

/** A Pod that nobody makes. */
export interface Stranger extends Slip {
  readonly statefulSet: StatefulSet;
  readonly ordinal: number | undefined;
  /** Where the ordinal is what is wrong: those that there are. */
  readonly ordinals: Ordinals | undefined;
}

/** A Pod of a known set, under its Service, that the set does not make. */
export function* strangersBeyond(resource: Resource, workspace: Workspace): Iterable<Stranger> {
  for (const address of podAddressesIn(resource, workspace)) {
    const { name, statefulSet, pod, ordinal } = address;
    if (ordinal === undefined || !isUnderService(address) || computesNames(resource, statefulSet)) continue;
    const ordinals = possibleOrdinalsOf(statefulSet, workspace);
    if (
      !ordinals ||
      (ordinal >= ordinals.first && ordinal <= ordinals.last && pod.text === podName(statefulSet, ordinal))
    )
      continue;
    const words = podName(statefulSet, Math.min(Math.max(ordinal, ordinals.first), ordinals.last));
    yield { name, span: pod, words, kind: pod.text, statefulSet, ordinal, ordinals };
  }
}

/** The name of no set, under the Service of a known one. */
export function* misspeltStrangers(resource: Resource, workspace: Workspace): Iterable<Stranger> {
  for (const name of hostNamesIn(resource)) {
    const [pod, service] = name.labels;
    if (!service || isUnknown(pod.text) || pod.text === '' || service.text === '') continue;
    const set = podParts(pod.text)?.set;
    if (set !== undefined && workspace.setsNamed(set, resource).length > 0) continue;
    if (setRenamedFrom(set, resource, workspace)) continue;
    const statefulSet = meantSet(name, resource, workspace);
    if (!statefulSet) continue;
    const ordinals = ordinalsOf(statefulSet, workspace);
    const digits = /\d{1,9}$/.exec(pod.text)?.[0];
    if (!ordinals || digits === undefined || workspace.servicesNamed(pod.text, resource).length > 0) continue;
    const ordinal = Math.min(Math.max(Number(digits), ordinals.first), ordinals.last);
    const words = podName(statefulSet, ordinal);
    yield { name, span: pod, words, kind: pod.text, statefulSet, ordinal: undefined, ordinals: undefined };
  }
}

/** The name of a set as it was written, in a build that gives the set another one: no build changes texts. */
export function* renamedStrangers(resource: Resource, workspace: Workspace): Iterable<Stranger> {
  if (resource.build === undefined || workspace.isOpen(resource)) return;
  for (const name of hostNamesIn(resource)) {
    const [pod, service, third] = name.labels;
    const parts = podParts(pod.text);
    const statefulSet = service && setRenamedFrom(parts?.set, resource, workspace);
    const { serviceName } = statefulSet ?? {};
    if (!serviceName || !statefulSet || !isFinal(statefulSet, workspace)) continue;
    // Elsewhere, there may be a set of that name.
    const namespace = (statefulSet.namespace ?? resource.namespace)?.value;
    if (third && !isUnknown(third.text) && third.text !== namespace) continue;
    if (service.text !== serviceName.value && service.text !== writtenName(serviceName)) continue;
    if (workspace.servicesNamed(pod.text, resource).length > 0 || computesNames(resource, statefulSet)) continue;
    const kind = `renamed ${statefulSet.name?.value}`;
    yield { name, span: pod, words: undefined, kind, statefulSet, ordinal: undefined, ordinals: undefined };
  }
}

/** The one that is meant: its own set, else the only one. */
function setRenamedFrom(name: string | undefined, resource: Resource, workspace: Workspace): StatefulSet | undefined {
  if (name === undefined || workspace.setsNamed(name, resource).length > 0) return undefined;
  const renamed = workspace.setsRenamedFrom(name, resource);
  return renamed.find((each) => each === resource) ?? (renamed.length === 1 ? renamed[0] : undefined);
}

/** The set whose name is a slip away; else the only one under this Service, when it is sure that nobody else is. */
function meantSet(name: HostName, resource: Resource, workspace: Workspace): StatefulSet | undefined {
  const [pod, service, third] = name.labels;
  if (!service || (name.hasSvc && !third)) return undefined;
  const where = third && !isUnknown(third.text) ? third.text : resource.namespace?.value;
  const under = workspace.setsUnder(service.text, resource).filter((each) => {
    const namespace = each.namespace?.value;
    return where === undefined || namespace === undefined || namespace === where;
  });
  if (under.length === 0 || !under.every((each) => isFinal(each, workspace))) return undefined;
  const stem = pod.text.replace(/-?\d+$/, '');
  const slip =
    nearest(stem, under, (each) => each.name?.value ?? '') ?? under.find((each) => each.name?.value === stem);
  if (slip) return slip;
  const [only] = under;
  const found = only && workspace.governingService(only).service;
  const isSure = name.hasSvc || name.port !== undefined;
  if (!only || !found?.selector || !isSure || !podParts(pod.text) || workspace.isOpen(resource)) return undefined;
  const selected = workspace.podsSelectedBy(found.selector, found);
  return selected.length === 1 && selected[0] === only && under.length === 1 ? only : undefined;
}
