/** What a change of an object means to a reader: the entries of the log. */
import { type ClusterObject, inNamespace, type PodObject, shownName } from './objects.ts';

export interface LogEntry {
  /** The number of the action that brought it about. */
  readonly action: number;
  readonly event: string;
  readonly target: string;
  /** Empty where nothing is to be named. */
  readonly detail: string;
  /** When, in milliseconds of the cluster's clock. */
  readonly at: number;
}
type Word = readonly [event: string, detail?: string];

/** The words for a change, in order. `before` is undefined for a new object, `now` for one that is gone. */
export function wordsOf(
  before: ClusterObject | undefined,
  now: ClusterObject | undefined,
): readonly Omit<LogEntry, 'action' | 'at'>[] {
  const object = now ?? before;
  if (!object) return [];
  const target = shownName(object.meta);
  return [...words(before, now)].map(([event, detail = '']) => ({ event, target, detail }));
}

function* words(before: ClusterObject | undefined, now: ClusterObject | undefined): Generator<Word> {
  switch ((now ?? before)?.kind) {
    case 'Pod':
      if (now?.kind === 'Pod') {
        if (!before) yield ['pod-created', now.meta.labels['controller-revision-hash'] ?? ''];
        yield* ownership('pod', before, now);
        yield* podStatus(before?.kind === 'Pod' ? before : undefined, now);
      }
      yield* deletion('pod', before, now);
      break;
    case 'PersistentVolumeClaim':
      if (now?.kind === 'PersistentVolumeClaim') {
        if (before?.kind !== 'PersistentVolumeClaim') yield ['claim-created'];
        else {
          yield* ownership('claim', before, now);
          if (now.storageClassName !== before.storageClassName) yield ['claim-class', now.storageClassName ?? 'None'];
          if (now.phase !== before.phase) {
            const isGenerated = now.volumeName.startsWith(generatedVolume);
            yield [`claim-${now.phase.toLowerCase()}`, isGenerated ? '' : now.volumeName];
          }
        }
      }
      yield* deletion('claim', before, now);
      break;
    case 'PersistentVolume':
      if (!now) yield ['volume-deleted'];
      else if (before?.kind === 'PersistentVolume' && now.kind === 'PersistentVolume' && now.phase !== before.phase)
        if (now.phase !== 'Available') yield [`volume-${now.phase.toLowerCase()}`, claimOf(now)];
      break;
    case 'StatefulSet':
      yield* deletion('set', before, now);
      break;
    case 'ControllerRevision':
      if (!before) yield ['revision-created'];
      else if (!now) yield ['revision-deleted'];
      else yield* ownership('revision', before, now);
      break;
  }
}

/** How names of volumes begin that a provisioner chose. */
export const generatedVolume = 'volume of ';

const claimOf = (volume: ClusterObject | undefined) =>
  volume?.kind === 'PersistentVolume' && volume.claimRef
    ? inNamespace(volume.claimRef.namespace, volume.claimRef.name)
    : '';

function* ownership(word: string, before: ClusterObject | undefined, now: ClusterObject): Generator<Word> {
  if (before && ownersShown(before) !== ownersShown(now)) yield [`${word}-owned`, ownersShown(now) || 'nobody'];
}
const ownersShown = (object: ClusterObject) => ownersOf(object).join(', ');

/** `StatefulSet/web`, for each owner. */
export const ownersOf = ({ meta }: ClusterObject): readonly string[] =>
  meta.owners.map(({ kind, name }) => `${kind}/${kind === 'ReplicaSet' ? '<generated>' : name}`);

function* deletion(word: string, before: ClusterObject | undefined, now: ClusterObject | undefined): Generator<Word> {
  if (before?.meta.isDeleting !== true && (!now || now.meta.isDeleting)) yield [`${word}-deleting`];
  if (!now) yield [`${word}-deleted`];
}

function* podStatus(before: PodObject | undefined, now: PodObject): Generator<Word> {
  const { phase, isReady, waiting, reason, unschedulable } = now.status;
  const was = before?.status;
  if (now.node !== undefined && before?.node === undefined) yield ['pod-scheduled'];
  else if (unschedulable !== '' && unschedulable !== was?.unschedulable) yield ['pod-unschedulable', unschedulable];
  if (phase !== was?.phase) {
    if (phase === 'Running') yield ['pod-running'];
    if ((phase === 'Failed' || phase === 'Succeeded') && !now.meta.isDeleting)
      yield [`pod-${phase.toLowerCase()}`, reason];
  }
  if (isReady && !was?.isReady) yield ['pod-ready'];
  if (!isReady && was?.isReady && !now.meta.isDeleting) yield ['pod-not-ready'];
  if (waiting.length > 0 && waiting.join() !== was?.waiting.join()) yield ['pod-waiting', waiting.join(', ')];
}
