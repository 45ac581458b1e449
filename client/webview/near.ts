import type { Interval } from './rows.ts';

/**
 * The ordinals of the rows that are within a quarter of a screen of the viewport, found by where rows and gaps are drawn now: runs of them, since
 * folds hide those between. None when the ledger is scrolled out of sight.
 */
export function nearRows(ledger: Element, viewportHeight: number): readonly Interval[] {
  const top = -viewportHeight / 4;
  const bottom = 1.25 * viewportHeight;
  const near: Interval[] = [];
  for (const element of ledger.querySelectorAll<HTMLElement>('[data-from]')) {
    const rect = element.getBoundingClientRect();
    if (rect.bottom < top || rect.top > bottom) continue;
    const first = Number(element.dataset.from);
    const last = Number(element.dataset.to);
    const rowHeight = rect.height / (last - first + 1);
    if (rowHeight <= 0) continue;
    const from = first + Math.max(0, Math.floor((top - rect.top) / rowHeight));
    const to = Math.min(last, first + Math.floor((bottom - rect.top) / rowHeight));
    const before = near.at(-1);
    if (before && before.to + 1 === from) near[near.length - 1] = { from: before.from, to };
    else near.push({ from, to });
  }
  return near;
}
