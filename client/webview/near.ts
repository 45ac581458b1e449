import type { Interval } from './rows.ts';

/**
 * The ordinals of the rows that are within a screen of the viewport, found by where rows and gaps are drawn now.
 * Undefined when none is: the ledger is scrolled out of sight.
 */
export function nearRows(ledger: Element, viewportHeight: number): Interval | undefined {
  const top = -viewportHeight;
  const bottom = 2 * viewportHeight;
  let near: Interval | undefined;
  for (const element of ledger.querySelectorAll<HTMLElement>('[data-from]')) {
    const rect = element.getBoundingClientRect();
    if (rect.bottom < top || rect.top > bottom) continue;
    const first = Number(element.dataset.from);
    const last = Number(element.dataset.to);
    const rowHeight = rect.height / (last - first + 1);
    if (rowHeight <= 0) continue;
    const from = first + Math.max(0, Math.floor((top - rect.top) / rowHeight));
    const to = Math.min(last, first + Math.floor((bottom - rect.top) / rowHeight));
    near = near ? { from: Math.min(near.from, from), to: Math.max(near.to, to) } : { from, to };
  }
  return near;
}
