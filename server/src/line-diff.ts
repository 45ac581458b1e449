/** What differs between two texts, line by line. */

/** Runs of lines that are the same, gone or new; line numbers are 0-based in their own text. */
export interface Chunk {
  readonly before: number;
  readonly beforeEnd: number;
  readonly after: number;
  readonly afterEnd: number;
}

/** Each with its line end, so that a lone \r and a missing last line end are seen. */
export const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** The shortest way from one text to the other, after what both begin and end with. Source: Myers, An O(ND) Difference Algorithm (1986). */
export function changesBetween(a: readonly string[], b: readonly string[]): readonly Chunk[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const n = a.length - head - tail;
  const m = b.length - head - tail;

  const furthest = new Map<number, number>([[1, 0]]);
  const trail: Map<number, number>[] = [];
  const isDown = (k: number, d: number, reach: ReadonlyMap<number, number>) =>
    k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
  search: for (let d = 0; d <= n + m; d++) {
    trail.push(new Map(furthest));
    for (let k = -d; k <= d; k += 2) {
      let x = isDown(k, d, furthest) ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < n && x - k < m && a[head + x] === b[head + x - k]) x++;
      furthest.set(k, x);
      if (x >= n && x - k >= m) break search;
    }
  }

  // Back along the trail: each step is one line gone or one line new.
  const steps: Chunk[] = [];
  let [x, y] = [n, m];
  for (let d = trail.length - 1; d > 0; d--) {
    const reach = trail[d] ?? furthest;
    const k = x - y;
    const down = isDown(k, d, reach);
    const from = reach.get(down ? k + 1 : k - 1) ?? 0;
    const fromY = from - (down ? k + 1 : k - 1);
    steps.push({
      before: head + from,
      beforeEnd: head + from + (down ? 0 : 1),
      after: head + fromY,
      afterEnd: head + fromY + (down ? 1 : 0),
    });
    [x, y] = [from, fromY];
  }
  const changes: Chunk[] = [];
  for (const step of steps.reverse()) {
    const last = changes.at(-1);
    if (last && last.beforeEnd === step.before && last.afterEnd === step.after)
      changes[changes.length - 1] = { ...last, beforeEnd: step.beforeEnd, afterEnd: step.afterEnd };
    else changes.push(step);
  }
  return changes;
}
