/** Two texts → a unified diff that `patch -p1` and `git apply` read. */

interface Side {
  readonly lines: readonly string[];
}
/** Runs of lines that are the same, gone or new; line numbers are 0-based in their own text. */
interface Chunk {
  readonly before: number;
  readonly beforeEnd: number;
  readonly after: number;
  readonly afterEnd: number;
}

const context = 3;

/** Empty when the texts are equal. `before` is undefined for a file that is new. */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  if (before === after) return '';
  const old = { lines: linesOf(before ?? '') };
  const now = { lines: linesOf(after) };
  const head = `--- ${before === undefined ? '/dev/null' : named(`a/${path}`)}\n+++ ${named(`b/${path}`)}\n`;
  return (
    head +
    hunksOf(changesBetween(old.lines, now.lines))
      .map((hunk) => hunkText(hunk, old, now))
      .join('')
  );
}

/** A path as `git apply` and `patch` read it: in quotes with odd characters, and with a tab behind it with blanks. */
function named(path: string): string {
  const octal = (byte: number) => `\\${byte.toString(8).padStart(3, '0')}`;
  const quoted = path.replace(/[\p{Cc}"\\]/gu, (odd) => [...Buffer.from(odd)].map(octal).join(''));
  if (quoted !== path) return `"${quoted}"`;
  return path.includes(' ') ? `${path}\t` : path;
}

/** Each with its line end, so that a lone \r and a missing last line end are seen. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Changes with at most twice the context between them make one hunk. */
function hunksOf(changes: readonly Chunk[]): readonly (readonly Chunk[])[] {
  const hunks: Chunk[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1);
    if (last && change.before - last.beforeEnd <= 2 * context) hunks.at(-1)?.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function hunkText(hunk: readonly Chunk[], old: Side, now: Side): string {
  const [first] = hunk;
  const last = hunk.at(-1);
  if (!first || !last) return '';
  const lead = Math.min(context, first.before);
  const end = Math.min(old.lines.length, last.beforeEnd + context);
  const start = { before: first.before - lead, after: first.after - lead };
  const endAfter = last.afterEnd + (end - last.beforeEnd);
  let text = `@@ -${extent(start.before, end)} +${extent(start.after, endAfter)} @@\n`;
  let at = start.before;
  for (const change of hunk) {
    text += marked(' ', old.lines.slice(at, change.before));
    text += marked('-', old.lines.slice(change.before, change.beforeEnd));
    text += marked('+', now.lines.slice(change.after, change.afterEnd));
    at = change.beforeEnd;
  }
  return text + marked(' ', old.lines.slice(at, end));
}

/** First line and count, 1-based; of no lines, the line before. */
const extent = (start: number, end: number) =>
  end - start === 1 ? `${start + 1}` : `${end === start ? start : start + 1},${end - start}`;

const marked = (mark: string, lines: readonly string[]) =>
  lines.map((line) => mark + (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`)).join('');

/** The shortest way from one text to the other, after what both begin and end with. Source: Myers, An O(ND) Difference Algorithm (1986). */
function changesBetween(a: readonly string[], b: readonly string[]): readonly Chunk[] {
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
