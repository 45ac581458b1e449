/** Slips of the keyboard: which known name was meant. */

/**
 * The candidate that a name was probably meant to be: within two slips (one for short names, none of one letter), the nearest first.
 * Undefined when none is near enough, or when it is the name itself.
 */
export function nearest<T>(name: string, candidates: Iterable<T>, nameOf: (candidate: T) => string): T | undefined {
  let best: T | undefined;
  let least = name.length <= 4 ? 1.5 : 2.5;
  for (const candidate of candidates) {
    const other = nameOf(candidate);
    if (other === name || Math.abs(other.length - name.length) > 2) continue;
    const slips = slipsBetween(name, other);
    // `web-1` and `web-2` are two names, not a slip.
    if (slips < least && slips * 2 <= name.length && withoutNumbers(other) !== withoutNumbers(name)) {
      least = slips;
      best = candidate;
    }
  }
  return best;
}

const withoutNumbers = (name: string) => name.replaceAll(/[0-9]+/g, '#');

/** Damerau-Levenshtein (adjacent transpositions): insertions, deletions, substitutions and swaps of neighbours. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let slips = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, (before[j - 2] ?? 0) + 1);
      row.push(slips);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
