/**
 * The versions of a set's template. A version is the template alone: replicas, strategy and the like make no new one.
 * Source: getStatefulSetRevisions and truncateHistory in pkg/controller/statefulset/stateful_set_control.go
 */
import { remember } from '../remember.ts';
import { revisionOf } from './identity.ts';
import {
  isOwnedBy,
  matches,
  ownerOf,
  type PodObject,
  type RevisionObject,
  type SetObject,
  withMeta,
} from './objects.ts';
import { canonical, type JsonObject, mapAt } from './plain-json.ts';
import { type Cluster, newMeta } from './store.ts';

/** `web@1`, `web@2`: in the place of hashes, by the order in which templates of a set's name were first seen. */
export class RevisionNames {
  readonly #numbers = new Map<string, Map<string, number>>();

  nameFor(setName: string, template: JsonObject): string {
    const numbers = this.#numbers.get(setName) ?? new Map<string, number>();
    this.#numbers.set(setName, numbers);
    const key = remember(canonicalTexts, template, () => canonical(template));
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return `${setName}@${number}`;
  }
}

const canonicalTexts = new WeakMap<JsonObject, string>();

/** The versions that belong to a set, oldest first. */
export function revisionsOf(cluster: Cluster, set: SetObject): readonly RevisionObject[] {
  return cluster
    .all('ControllerRevision')
    .filter((each) => each.meta.namespace === set.meta.namespace && isOwnedBy(each, set))
    .sort((a, b) => a.revision - b.revision);
}

/** Takes over versions that nobody owns and that carry the labels of the set's selector. */
export function adoptRevisions(cluster: Cluster, set: SetObject): void {
  for (const each of cluster.all('ControllerRevision'))
    if (
      each.meta.namespace === set.meta.namespace &&
      each.meta.owners.length === 0 &&
      !each.meta.isDeleting &&
      matches(set.spec.selector, each.meta.labels)
    )
      cluster.replace(withMeta(each, { owners: [ownerOf(set)] }));
}

/** The version that Pods have had, and the one that they shall get; the latter is made where none equals the template. */
export function currentAndUpdate(
  cluster: Cluster,
  set: SetObject,
  names: RevisionNames,
): { readonly current: RevisionObject; readonly update: RevisionObject } {
  const revisions = revisionsOf(cluster, set);
  const update = updateRevision(cluster, set, names, revisions);
  return { current: revisions.find(({ meta }) => meta.name === set.status.currentRevision) ?? update, update };
}

function updateRevision(
  cluster: Cluster,
  set: SetObject,
  names: RevisionNames,
  revisions: readonly RevisionObject[],
): RevisionObject {
  const { namespace, name } = set.meta;
  const { template } = set.spec;
  const next = (revisions.at(-1)?.revision ?? 0) + 1;
  const revisionName = names.nameFor(name, template);
  const equal = revisions.find(({ meta }) => meta.name === revisionName);
  if (equal) return equal === revisions.at(-1) ? equal : cluster.replace({ ...equal, revision: next });
  // One of that name which is not the set's own holds the same template, or the name would be another.
  const foreign = cluster.get('ControllerRevision', namespace, revisionName);
  if (foreign) return foreign;
  const labels = mapAt(template, 'metadata', 'labels');
  const meta = newMeta(cluster, namespace, revisionName, { labels, owner: set });
  return cluster.add({ kind: 'ControllerRevision', meta, body: {}, template, revision: next });
}

/** Deletes the oldest versions that nothing needs, beyond the limit of the set. */
export function truncateHistory(
  cluster: Cluster,
  set: SetObject,
  pods: readonly PodObject[],
  needed: readonly RevisionObject[],
): void {
  const { historyLimit } = set.spec;
  if (historyLimit < 0) return;
  const live = new Set([...needed.map(({ meta }) => meta.name), ...pods.map(revisionOf)]);
  const history = revisionsOf(cluster, set).filter(({ meta }) => !live.has(meta.name));
  for (const each of history.slice(0, Math.max(0, history.length - historyLimit))) cluster.remove(each);
}
