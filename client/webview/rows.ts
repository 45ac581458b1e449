/**
 * Which rows of the ledger are there: some stand, the rest is folded, and of those that stand only the ones near the viewport are drawn.
 * A set may ask for 2,147,483,647 Pods, so everything here works on intervals; nothing ever walks over all ordinals.
 */

/** Ordinals from the first to the last one, both included. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}
/** A run of rows that stand, or a fold that hides a run. */
export interface Segment extends Interval {
  readonly kind: 'rows' | 'fold';
}
/** What is drawn: one row, one fold, or an empty space as high as the rows it stands for. */
export interface Piece extends Interval {
  readonly kind: 'row' | 'fold' | 'gap';
}

/** More Pods than this fold in the middle. */
export const foldsOver = 12;
/** A run of up to this many rows is drawn whole, wherever the viewport is. */
const drawnWhole = 60;
/** So many rows are unfolded at once at most: a browser cannot make an element as high as all of them. */
export const unfoldsAtMost = 100_000;

/** How many ordinals lie in the interval. */
export function sizeOf({ from, to }: Interval): number {
  return to - from + 1;
}

export function contains({ from, to }: Interval, ordinal: number): boolean {
  return from <= ordinal && ordinal <= to;
}

/** The parts of the intervals that lie within the bounds, sorted, those that touch made one. */
function merged(intervals: readonly Interval[], bounds: Interval): Interval[] {
  const result: Interval[] = [];
  const clipped = intervals
    .map(({ from, to }) => ({ from: Math.max(from, bounds.from), to: Math.min(to, bounds.to) }))
    .filter(({ from, to }) => from <= to)
    .sort((a, b) => a.from - b.from);
  for (const next of clipped) {
    const last = result.at(-1);
    if (last && next.from <= last.to + 1)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else result.push(next);
  }
  return result;
}

const single = (ordinal: number): Interval => ({ from: ordinal, to: ordinal });

/** The ledger from top to bottom: the first three rows and the last two, what was unfolded or opened, and folds between them. */
export function segmentsOf(pods: Interval, unfolded: readonly Interval[], open: Iterable<number>): Segment[] {
  if (sizeOf(pods) <= 0) return [];
  if (sizeOf(pods) <= foldsOver) return [{ kind: 'rows', ...pods }];
  const ends = [
    { from: pods.from, to: pods.from + 2 },
    { from: pods.to - 1, to: pods.to },
  ];
  const segments: Segment[] = [];
  for (const run of merged([...ends, ...unfolded, ...[...open].map(single)], pods)) {
    const last = segments.at(-1);
    const hidden = last ? run.from - last.to - 1 : 0;
    // A fold of one row would be as high as the row.
    if (last && hidden === 1) segments[segments.length - 1] = { kind: 'rows', from: last.from, to: run.to };
    else {
      if (last) segments.push({ kind: 'fold', from: last.to + 1, to: run.from - 1 });
      segments.push({ kind: 'rows', ...run });
    }
  }
  return segments;
}

/** What to draw of the segments: rows within `near`, and those of `kept` wherever they are, since focus and details live in them. */
export function piecesOf(segments: readonly Segment[], near: readonly Interval[], kept: readonly number[]): Piece[] {
  return segments.flatMap((segment): Piece[] => {
    if (segment.kind === 'fold') return [{ ...segment, kind: 'fold' }];
    const drawn = sizeOf(segment) <= drawnWhole ? [segment] : merged([...near, ...kept.map(single)], segment);
    const pieces: Piece[] = [];
    let next = segment.from;
    for (const { from, to } of drawn) {
      if (from > next) pieces.push({ kind: 'gap', from: next, to: from - 1 });
      for (let ordinal = from; ordinal <= to; ordinal++) pieces.push({ kind: 'row', ...single(ordinal) });
      next = to + 1;
    }
    if (next <= segment.to) pieces.push({ kind: 'gap', from: next, to: segment.to });
    return pieces;
  });
}

/** The ordinal that the focus comes to from `ordinal`, `by` rows down (or up). A fold counts as one row and is called by its first ordinal. */
export function moved(segments: readonly Segment[], ordinal: number, by: number): number {
  let at = ordinal;
  for (let left = Math.abs(by); left > 0; left--) {
    const index = segments.findIndex((segment) => contains(segment, at));
    const segment = segments[index];
    if (!segment) return at;
    const inside = at + Math.sign(by);
    if (segment.kind === 'rows' && contains(segment, inside)) at = inside;
    else {
      const neighbour = segments[index + Math.sign(by)];
      if (!neighbour) return at;
      at = by > 0 || neighbour.kind === 'fold' ? neighbour.from : neighbour.to;
    }
  }
  return at;
}
