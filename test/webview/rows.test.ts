import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Interval, moved, piecesOf, segmentsOf, sizeOf } from '../../client/webview/rows.ts';

const thousand = { from: 0, to: 999 };
const brief = (parts: readonly (Interval & { readonly kind: string })[]) =>
  parts.map(({ kind, from, to }) => `${kind} ${from}-${to}`);

describe('segments', () => {
  test('of up to 12 rows all stand', () => {
    expect(brief(segmentsOf({ from: 5, to: 16 }, [], []))).toEqual(['rows 5-16']);
  });
  test('of more than 12 the middle folds', () => {
    expect(brief(segmentsOf({ from: 5, to: 17 }, [], []))).toEqual(['rows 5-7', 'fold 8-15', 'rows 16-17']);
  });
  test('stand where they were unfolded or opened', () => {
    expect(brief(segmentsOf(thousand, [{ from: 3, to: 22 }], [500]))).toEqual([
      'rows 0-22',
      'fold 23-499',
      'rows 500-500',
      'fold 501-997',
      'rows 998-999',
    ]);
  });
  test('never fold a single row', () => {
    expect(brief(segmentsOf(thousand, [{ from: 4, to: 996 }], []))).toEqual(['rows 0-999']);
  });
  test('of no rows are none', () => {
    expect(segmentsOf({ from: 0, to: -1 }, [], [])).toEqual([]);
  });
});

describe('pieces', () => {
  test('are drawn near the viewport and where details are open', () => {
    const all = segmentsOf(thousand, [thousand], []);
    expect(brief(piecesOf(all, [{ from: 100, to: 101 }], [0, 500]))).toEqual([
      'row 0-0',
      'gap 1-99',
      'row 100-100',
      'row 101-101',
      'gap 102-499',
      'row 500-500',
      'gap 501-999',
    ]);
  });
  test('stand for each ordinal exactly once, in order, and are few', () => {
    const ordinal = fc.integer({ min: 0, max: 2_147_483_646 });
    const interval = fc.tuple(ordinal, ordinal).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
    fc.assert(
      fc.property(
        interval,
        fc.array(interval, { maxLength: 4 }),
        fc.array(ordinal, { maxLength: 4 }),
        ordinal,
        (pods, unfolded, open, near) => {
          const pieces = piecesOf(segmentsOf(pods, unfolded, open), [{ from: near, to: near + 90 }], open);
          expect(pieces[0]?.from).toBe(pods.from);
          expect(pieces.at(-1)?.to).toBe(pods.to);
          for (const [index, piece] of pieces.entries()) {
            expect(sizeOf(piece)).toBeGreaterThan(0);
            if (index) expect(piece.from).toBe((pieces[index - 1]?.to ?? Number.NaN) + 1);
          }
          expect(pieces.length).toBeLessThan(1000);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('the focus moves over rows and folds', () => {
  const segments = segmentsOf(thousand, [], []);
  expect(moved(segments, 0, 1)).toBe(1);
  expect(moved(segments, 2, 1)).toBe(3); // the fold
  expect(moved(segments, 3, 1)).toBe(998);
  expect(moved(segments, 998, -1)).toBe(3);
  expect(moved(segments, 3, -1)).toBe(2);
  expect(moved(segments, 0, -1)).toBe(0);
  expect(moved(segments, 0, 10)).toBe(999);
});
