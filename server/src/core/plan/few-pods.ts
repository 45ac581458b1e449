/**
 * A few Pods in the place of many. Pods of a set differ by their ordinals alone, so those between two ordinals at which something
 * begins or ends (a range, a partition) go the same way: some of them are played, and the rest is told with them.
 */
import type { Ordinals } from './told.ts';

/** So many are played one by one. */
export const mostPlayed = 60;
/** Of a stretch that is longer, those at either end. */
const ends = 4;

interface Stretch {
  /** The first ordinal, and how many there are. */
  readonly from: number;
  readonly count: number;
  /** The first one that is played, and how many are. */
  readonly playedFrom: number;
  readonly played: number;
}
export interface Counted {
  readonly start: number;
  readonly replicas: number;
  readonly partition: number;
}

export class FewPods {
  readonly #stretches: readonly Stretch[];

  /** For sets of one name, as they were and as they are; up to `most` Pods all are played. */
  constructor(sets: readonly Counted[], most: number) {
    const pods = Math.max(0, ...sets.map(({ replicas }) => replicas));
    const cuts = sets.flatMap(({ start, replicas, partition }) => [
      start,
      start + Math.min(partition, replicas),
      start + replicas,
    ]);
    const sorted = pods <= most ? [] : [...new Set(cuts)].sort((a, b) => a - b);
    const stretches: Stretch[] = [];
    let playedFrom = sorted[0] ?? 0;
    for (const [i, from] of sorted.entries()) {
      const next = sorted[i + 1];
      if (next === undefined) break;
      const played = Math.min(next - from, 2 * ends);
      stretches.push({ from, count: next - from, playedFrom, played });
      playedFrom += played;
    }
    this.#stretches = stretches;
  }

  get isWhole(): boolean {
    return this.#stretches.length === 0;
  }

  /** An ordinal at which something begins or ends, as it is played. */
  played(ordinal: number): number {
    const last = this.#stretches.at(-1);
    if (last && ordinal >= last.from + last.count)
      return ordinal - last.from - last.count + last.playedFrom + last.played;
    const stretch = this.#stretches.findLast(({ from }) => from <= ordinal);
    return stretch ? stretch.playedFrom + Math.min(ordinal - stretch.from, stretch.played) : ordinal;
  }

  /** What a row of played Pods stands for; the order is kept. */
  told({ from, to }: Ordinals): Ordinals {
    return from <= to
      ? { from: this.#lowest(from), to: this.#ordinal(to) }
      : { from: this.#ordinal(from), to: this.#lowest(to) };
  }
  #stretch(played: number): Stretch | undefined {
    return this.#stretches.find(({ playedFrom, played: count }) => playedFrom <= played && played < playedFrom + count);
  }
  #ordinal(played: number): number {
    const stretch = this.#stretch(played);
    if (!stretch) return this.isWhole ? played : this.#behind(played);
    const i = played - stretch.playedFrom;
    return i < ends ? stretch.from + i : stretch.from + stretch.count - (stretch.played - i);
  }
  /** Those in the middle go with the ones behind them. */
  #lowest(played: number): number {
    const stretch = this.#stretch(played);
    const isMiddle = stretch && stretch.played < stretch.count && played - stretch.playedFrom === ends;
    return isMiddle ? stretch.from + ends : this.#ordinal(played);
  }
  #behind(played: number): number {
    const last = this.#stretches.at(-1);
    return last ? played - last.playedFrom - last.played + last.from + last.count : played;
  }
}

/** Ordinals in their order as rows of neighbours, upwards or downwards. */
export function rows(ordinals: readonly number[]): readonly Ordinals[] {
  const found: { from: number; to: number }[] = [];
  for (const ordinal of ordinals) {
    const last = found.at(-1);
    const step = last && ordinal - last.to;
    const isNext =
      last && (last.from === last.to ? step === 1 || step === -1 : step === Math.sign(last.to - last.from));
    if (isNext) last.to = ordinal;
    else found.push({ from: ordinal, to: ordinal });
  }
  return found;
}
