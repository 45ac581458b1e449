/** Two texts → a unified diff that `patch -p1` and `git apply` read. */
import { type Chunk, changesBetween, linesOf } from '../line-diff.ts';

interface Side {
  readonly lines: readonly string[];
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
