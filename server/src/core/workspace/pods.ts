/** Look-ups of Pods by the workloads that make them, and of what is about a workload's Pods. */
import { type Labels, type Selector, selects } from '../labels.ts';
import type { Autoscaler, PodDisruptionBudget, Resource, StatefulSet, Workload } from '../manifest.ts';
import { folderOf } from '../paths.ts';
import { type Asking, inSameNamespace } from './asking.ts';
import { shareKustomization } from './kustomizations.ts';
import { ofKind } from './objects.ts';

/** Whoever makes Pods from a template. */
export type PodOwner = StatefulSet | Workload;

export const isPodOwner = (resource: Resource): resource is PodOwner =>
  resource.type === 'StatefulSet' || resource.type === 'Workload';

export function podsSelectedBy(asking: Asking, selector: Selector, from: Resource): readonly PodOwner[] {
  const [first] = [...selector.labels.values].sort(([a], [b]) => (a < b ? -1 : 1));
  if (!first || !selector.labels.isKnown) return [];
  const chosen = asking
    .findHere(from, `pods ${first[0]}=${first[1].value}`)
    .filter(isPodOwner)
    .filter(({ pods }) => selects(selector, pods.labels));
  // Labels like `app: web` repeat from folder to folder: those beside it are meant.
  const beside = chosen.filter((owner) => isBeside(owner, from));
  return beside.length > 0 ? beside : chosen;
}
export function workloadsSharing(asking: Asking, labels: Labels, from: Resource): readonly PodOwner[] {
  const found = [...labels.values].flatMap(([key, { value }]) => asking.findHere(from, `pods ${key}=${value}`));
  return asking.nearestFirst([...new Set(found)].filter(isPodOwner), from);
}
export function podsNamedLike(asking: Asking, setName: string, from: Resource): readonly Workload[] {
  return asking.findHere(from, `pod like ${setName}`).filter((resource) => resource.type === 'Workload');
}

export function budgetsSelecting(asking: Asking, labels: Labels, from: Resource): readonly PodDisruptionBudget[] {
  return ofKind(asking, 'PodDisruptionBudget', from).filter(
    (resource): resource is PodDisruptionBudget =>
      resource.type === 'PodDisruptionBudget' &&
      resource.selector.labels.isKnown &&
      selects(resource.selector, labels) &&
      inSameNamespace(resource, from),
  );
}
export function autoscalersOf(asking: Asking, owner: PodOwner): readonly Autoscaler[] {
  return asking
    .findHere(owner, `scales ${owner.kind} ${owner.name?.value ?? ''}`)
    .filter((resource) => resource.type === 'HorizontalPodAutoscaler');
}

/** Of one kustomization, or of one folder. */
function isBeside(a: Resource, b: Resource): boolean {
  return folderOf(a.field.document.uri) === folderOf(b.field.document.uri) || shareKustomization(a, b);
}
