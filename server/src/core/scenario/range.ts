/** Which Pods are played where there are more than anyone follows. */
import type { StatefulSet } from '../manifest.ts';
import type { ScenarioName, ScenarioOptions } from './told.ts';

/** So many Pods are played; of more, those with which it begins. */
export const mostPlayed = 100;

/** Pods that stay, next to those that come or go. */
const neighbours = 10;

export interface Range {
  readonly start: number;
  /** How many of the Pods that are there before are played. */
  readonly replicas: number;
  /** How many there are after scaling; the same for everything else. */
  readonly target: number;
  /** Pods that go the same way and are not told. */
  readonly rest: { readonly from: number; readonly count: number } | undefined;
}

export function rangeOf(
  { start, replicas }: Pick<StatefulSet, 'start' | 'replicas'>,
  name: ScenarioName,
  { to = replicas }: ScenarioOptions,
): Range {
  if (name === 'scale') return scaleRange(start, replicas, to);
  // Updates begin at the highest ordinal.
  const played = Math.min(replicas, mostPlayed);
  const skipped = name === 'update' ? replicas - played : 0;
  const rest = { from: name === 'update' ? start : start + played, count: replicas - played };
  return { start: start + skipped, replicas: played, target: played, rest: rest.count > 0 ? rest : undefined };
}

/** Upwards the first that come, downwards the last that are there: those go first. */
function scaleRange(start: number, replicas: number, to: number): Range {
  const staying = Math.min(replicas, to);
  const more = Math.max(replicas, to);
  if (more <= mostPlayed) return { start, replicas, target: to, rest: undefined };
  const kept = Math.min(staying, neighbours);
  const moving = Math.min(more - staying, mostPlayed - kept);
  const untold = more - staying - moving;
  if (to > replicas) {
    const rest = { from: start + staying + moving, count: untold };
    return {
      start: start + staying - kept,
      replicas: kept,
      target: kept + moving,
      rest: untold > 0 ? rest : undefined,
    };
  }
  const first = untold > 0 ? replicas - moving : staying - kept;
  const rest = { from: start + to, count: untold };
  return {
    start: start + first,
    replicas: replicas - first,
    target: untold > 0 ? 0 : kept,
    rest: untold > 0 ? rest : undefined,
  };
}
