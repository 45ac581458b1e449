/** Two moments of a trial, and its log between them → what became of Pods, claims and names. */
import { revisionOf } from '../cluster/identity.ts';
import { shownName } from '../cluster/objects.ts';
import type { StatefulSet } from '../manifest.ts';
import { type FewPods, rows } from './few-pods.ts';
import type { Effects, Names, Ordinals, PodFate } from './told.ts';
import type { Moment, PlayedName, Trial } from './trial.ts';

/** What has changed since `before`. `mostAtOnce`: how many Pods a rollout takes at a time where all of them are there. */
export function effectsOf(trial: Trial, few: FewPods, before: Moment, mostAtOnce: number): Effects {
  const now = trial.moment();
  const ordinals = [...new Set([...before.pods.keys(), ...now.pods.keys()])].sort((a, b) => a - b);
  const fates = new Map(ordinals.map((ordinal) => [ordinal, podFate(ordinal, before, now)]));
  const happened = podEvents(trial, before.logged);
  const restarted = happened.filter(
    ({ event, ordinal }) => event === 'pod-deleting' && fates.get(ordinal) === 'restart',
  );
  const restarts = rows([...new Set(restarted.map(({ ordinal }) => ordinal))]);
  const atOnce = atATime(happened, fates);
  return {
    pods: grouped(ordinals, (ordinal) => fates.get(ordinal) ?? 'same').map(({ from, to, key }) => ({
      ...few.told({ from, to }),
      fate: key,
    })),
    restarts: restarts.map((each) => few.told(each)),
    atOnce: few.isWhole || atOnce < 2 ? atOnce : mostAtOnce,
    order: [...new Set(happened.flatMap(({ event, ordinal }) => orderOf(event, fates.get(ordinal))))],
    claims: claimFates(few, before, now),
    ...deletedBy(trial, before.logged),
    names: {
      begin: namesOf(few, onlyIn(now, before)),
      cease: namesOf(few, onlyIn(before, now)),
    },
  };
}

/** Nothing happens to the set: its Pods and claims are as they are. */
export function asTheyAre({ start, replicas, claimTemplates }: StatefulSet): Effects {
  const templates = claimTemplates.flatMap(({ name }) => name?.value ?? []);
  return unchanged(replicas > 0 ? { from: start, to: start + replicas - 1 } : undefined, templates);
}
function unchanged(pods: Ordinals | undefined, templates: readonly string[]): Effects {
  return {
    pods: pods ? [{ ...pods, fate: 'same' }] : [],
    restarts: [],
    atOnce: 0,
    order: [],
    claims: pods ? templates.map((template) => ({ ...pods, template, fate: 'kept' })) : [],
    names: { begin: [], cease: [] },
  };
}

/** Whether anything happens to Pods, claims or names. */
export const doesAnything = ({ pods, claims, names }: Effects): boolean =>
  pods.some(({ fate }) => fate !== 'same' && fate !== 'held') ||
  claims.some(({ fate }) => fate !== 'kept') ||
  names.begin.length + names.cease.length > 0;

// ---- Pods ----

function podFate(ordinal: number, before: Moment, now: Moment): PodFate {
  const [was, is] = [before.pods.get(ordinal), now.pods.get(ordinal)];
  if (!is) return 'leaves';
  if (!was) return 'new';
  if (was.meta.uid !== is.meta.uid) return 'restart';
  return now.updateRevision !== before.updateRevision && revisionOf(is) !== now.updateRevision ? 'held' : 'same';
}

interface PodEvent {
  readonly event: string;
  readonly ordinal: number;
}
function podEvents(trial: Trial, from: number): readonly PodEvent[] {
  const { name, namespace, cluster } = trial;
  const prefix = shownName({ name: `${name}-`, namespace });
  return cluster.log.slice(from).flatMap(({ event, target }) => {
    const ordinal = target.startsWith(prefix) && event.startsWith('pod-') ? target.slice(prefix.length) : '';
    return /^\d+$/.test(ordinal) ? [{ event, ordinal: Number(ordinal) }] : [];
  });
}

function orderOf(event: string, fate: PodFate | undefined): readonly ('new' | 'leaves' | 'restart')[] {
  if (event === 'pod-created') return fate === 'new' ? ['new'] : [];
  return event === 'pod-deleting' && (fate === 'leaves' || fate === 'restart') ? [fate] : [];
}

/** How many Pods are on their way from the old one to a Ready new one at a time, at most. */
function atATime(happened: readonly PodEvent[], fates: ReadonlyMap<number, PodFate>): number {
  const away = new Set<number>();
  let most = 0;
  for (const { event, ordinal } of happened) {
    if (fates.get(ordinal) !== 'restart') continue;
    if (event === 'pod-deleting') away.add(ordinal);
    if (event === 'pod-ready') away.delete(ordinal);
    most = Math.max(most, away.size);
  }
  return most;
}

// ---- claims ----

function claimFates(few: FewPods, before: Moment, now: Moment): Effects['claims'] {
  const templates = [...new Set([...before.claims.keys(), ...now.claims.keys()])];
  return templates.flatMap((template) => {
    const [was, is] = [before.claims.get(template), now.claims.get(template)];
    const ordinals = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].sort((a, b) => a - b);
    return grouped(ordinals, (ordinal) => {
      const [old, claim] = [was?.get(ordinal), is?.get(ordinal)];
      if (!claim || (old && old.uid !== claim.uid)) return 'deleted';
      if (!old) return 'new';
      return old.isUsed && !claim.isUsed ? 'orphaned' : 'kept';
    }).map(({ from, to, key }) => ({ ...few.told({ from, to }), template, fate: key }));
  });
}

/** The garbage collector takes claims along with what owns them: a Pod that was scaled away, or the set. */
function deletedBy({ cluster }: Trial, from: number): Pick<Effects, 'deletedBy'> {
  const deleted = cluster.log.slice(from).find(({ event }) => event === 'claim-deleted');
  if (!deleted) return {};
  const owned = cluster.log.findLast(({ event, target }) => event === 'claim-owned' && target === deleted.target);
  return { deletedBy: owned?.detail.startsWith('Pod/') ? 'whenScaled' : 'whenDeleted' };
}

// ---- names ----

const onlyIn = (a: Moment, b: Moment): readonly PlayedName[] =>
  [...a.names].filter(([key]) => !b.names.has(key)).map(([, name]) => name);

/** Names of Pods by what follows the Pod, then the others. */
function namesOf(few: FewPods, names: readonly PlayedName[]): readonly Names[] {
  const suffixes = [...new Set(names.filter(({ ordinal }) => ordinal !== undefined).map(({ suffix }) => suffix))];
  return [
    ...suffixes.flatMap((suffix) => {
      const ordinals = names.flatMap((each) =>
        each.suffix === suffix && each.ordinal !== undefined ? each.ordinal : [],
      );
      return rows(ordinals.sort((a, b) => a - b)).map((row) => ({ ...few.told(row), suffix }));
    }),
    ...names.filter(({ ordinal }) => ordinal === undefined).map(({ suffix }) => ({ name: suffix })),
  ];
}

/** Neighbours with the same answer together. */
function grouped<K extends string>(
  ordinals: readonly number[],
  keyOf: (ordinal: number) => K,
): readonly (Ordinals & { readonly key: K })[] {
  const found: { from: number; to: number; key: K }[] = [];
  for (const ordinal of ordinals) {
    const key = keyOf(ordinal);
    const last = found.at(-1);
    if (last && last.key === key && ordinal === last.to + 1) last.to = ordinal;
    else found.push({ from: ordinal, to: ordinal, key });
  }
  return found;
}
