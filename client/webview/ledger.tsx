/** The ledger: one row for each ordinal, and the keys that move in it. */
import type { TargetedKeyboardEvent, VNode } from 'preact';
import type { StatefulSetJson } from '../../server/src/protocol.ts';
import { ordinalsIn, touchedAt } from '../../server/src/timeline.ts';
import { Heads } from './heads.tsx';
import { ManyLanes } from './lane.tsx';
import type { Shown, Ui } from './model.ts';
import { Now } from './now.tsx';
import { Hidden, Icon } from './parts.tsx';
import { podState, rowKeyOf } from './pod-state.ts';
import { PodRow } from './row.tsx';
import {
  contains,
  foldsOver,
  type Interval,
  moved,
  type Piece,
  piecesOf,
  type Segment,
  segmentsOf,
  sizeOf,
  unfoldsAtMost,
} from './rows.ts';
import { number, plural, visible } from './words.ts';

export function Ledger({ shown }: { readonly shown: Shown }) {
  const { set, ui } = shown;
  const { scenario } = set;
  const pods = ordinalsIn(scenario, set.pods);
  const count = Math.max(0, sizeOf(pods));
  const segments = segmentsOf(pods, [...ui.unfolded, ...touchedAt(scenario, ui.step)], ui.open);
  const focus = ui.focus !== null && contains(pods, ui.focus) ? ui.focus : pods.from;
  return (
    <>
      {count > foldsOver && <GoTo shown={shown} pods={pods} />}
      <div id="board" class="timed" role="tabpanel" aria-labelledby={`scenario-${scenario.name}`}>
        <div class={`board ${ui.showsControls ? 'shows-controls' : ''}`.trim()}>
          <table
            class={`ledger ${set.podManagementPolicy === 'Parallel' ? 'is-parallel' : 'is-ordered'}`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that the arrow keys move in is a grid.
            role="grid"
            aria-label={`Pods of ${visible(set.name)}`}
            aria-rowcount={count + 1}
            onKeyDown={(event) => onKey(event, shown, segments)}
          >
            <Heads shown={shown} />
            <tbody class="rows">
              {piecesOf(segments, ui.near, [focus, ...ui.open]).map((piece) => (
                <Drawn
                  key={`${piece.kind} ${piece.from}`}
                  shown={shown}
                  piece={piece}
                  first={pods.from}
                  isStop={contains(piece, focus)}
                />
              ))}
              {count === 0 && <NoRows shown={shown} />}
            </tbody>
          </table>
          {scenario.steps > 0 && <Playhead step={ui.step} steps={scenario.steps} />}
        </div>
        <Now shown={shown} />
      </div>
    </>
  );
}

/** Where in their lives the Pods are: one mark behind all of them, so that moving it touches no row. */
function Playhead({ step, steps }: { readonly step: number; readonly steps: number }) {
  return (
    <div class="playhead" aria-hidden="true" style={{ '--steps': String(steps) }}>
      <i style={{ transform: `translateX(${(step / (steps + 1)) * 100}%)` }} />
    </div>
  );
}

/** The rows as they were drawn last, with what each of them showed. */
const drawn = new WeakMap<StatefulSetJson, Map<number, { readonly key: string; readonly row: VNode }>>();

/** A row that shows what it showed is the same one: a scrub draws those alone that its step is about. */
function rowFor(shown: Shown, ordinal: number, first: number, isStop: boolean): VNode {
  const { set, ui } = shown;
  const row = <PodRow shown={shown} ordinal={ordinal} first={first} isStop={isStop} />;
  if (ui.open.has(ordinal)) return row;
  const key = `${first} ${isStop} ${rowKeyOf(set, ordinal, ui.step)}`;
  const rows = drawn.get(set) ?? new Map<number, { readonly key: string; readonly row: VNode }>();
  drawn.set(set, rows);
  const known = rows.get(ordinal);
  if (known?.key === key) return known.row;
  rows.set(ordinal, { key, row });
  return row;
}

interface DrawnProps {
  readonly shown: Shown;
  readonly piece: Piece;
  /** The ordinal of the first row. */
  readonly first: number;
  readonly isStop: boolean;
}
function Drawn({ shown, piece, first, isStop }: DrawnProps) {
  switch (piece.kind) {
    case 'row':
      return rowFor(shown, piece.from, first, isStop);
    case 'fold':
      return <FoldRow shown={shown} fold={piece} first={first} isStop={isStop} />;
    case 'gap':
      return <GapRow shown={shown} gap={piece} first={first} />;
  }
}

/** Stands for rows that are too far from the viewport to be drawn, and is as high as they would be. */
function GapRow({ shown, gap, first }: { readonly shown: Shown; readonly gap: Interval; readonly first: number }) {
  const style = { blockSize: `${sizeOf(gap) * shown.ui.rowHeight}px` };
  return (
    <tr class="gap" aria-rowindex={gap.from - first + 2} data-from={gap.from} data-to={gap.to} style={style}>
      <td colSpan={4}>
        <Hidden>
          {gap.from} … {gap.to}
        </Hidden>
      </td>
    </tr>
  );
}

interface FoldRowProps {
  readonly shown: Shown;
  readonly fold: Interval;
  readonly first: number;
  readonly isStop: boolean;
}
function FoldRow({ shown, fold, first, isStop }: FoldRowProps) {
  const { set, ui, host } = shown;
  const count = sizeOf(fold);
  const all = Math.min(count, unfoldsAtMost);
  const show = (some: number) => () =>
    host.focusRow(fold.from, unfolded(ui, { from: fold.from, to: fold.from + some - 1 }));
  return (
    <tr
      class={`row fold is-${podState(set, fold.from, ui.step).phase}`}
      aria-rowindex={fold.from - first + 2}
      data-fold={fold.from}
      tabIndex={isStop ? 0 : -1}
    >
      <th scope="row" class="cell of-pods">
        <span class="glyph">
          <Icon glyph="fold" />
        </span>
        <span class="name">
          {fold.from} … {fold.to}
        </span>
      </th>
      <td class="cell of-dns">
        <span class="word">{plural(count, 'Pod')} like these</span>
      </td>
      <td class="cell of-claims">
        <button type="button" class="link" tabIndex={-1} onClick={show(Math.min(20, count))}>
          Show {Math.min(20, count)} more
        </button>
        {count > 20 && (
          <button type="button" class="link" tabIndex={-1} onClick={show(all)}>
            {all === count ? 'Show all' : `Show ${number(all)} more`}
          </button>
        )}
      </td>
      <td class="cell of-order">
        <ManyLanes scenario={set.scenario} from={fold.from} to={fold.to} />
      </td>
    </tr>
  );
}

function unfolded(ui: Ui, interval: Interval): Partial<Ui> {
  return { unfolded: [...ui.unfolded, interval] };
}

function NoRows({ shown: { set } }: { readonly shown: Shown }) {
  return (
    <tr class="row nothing">
      <td class="cell" colSpan={4}>
        <Icon glyph="circle-slash" />
        <span>
          No rows: {visible(set.name)} asks for no Pods.
          {set.claimTemplates.length > 0 &&
            ` Claims of earlier Pods are ${set.retention.whenScaled === 'Delete' ? 'deleted' : 'kept'}.`}
        </span>
      </td>
    </tr>
  );
}

/** A field that opens the fold at any ordinal. */
function GoTo({ shown: { ui, host }, pods }: { readonly shown: Shown; readonly pods: Interval }) {
  const go = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return;
    const ordinal = event.currentTarget.valueAsNumber;
    if (Number.isInteger(ordinal) && contains(pods, ordinal)) {
      host.focusRow(ordinal, unfolded(ui, { from: ordinal - 1, to: ordinal + 1 }));
    } else host.change({ said: `The ordinals go from ${pods.from} to ${pods.to}.` });
  };
  return (
    <div class="options">
      <label>
        Go to ordinal
        <input
          type="number"
          class="goto"
          min={pods.from}
          max={pods.to}
          placeholder={`${pods.from}–${pods.to}`}
          style={{ inlineSize: `${String(pods.from).length + String(pods.to).length + 3}ch` }}
          onKeyDown={go}
        />
      </label>
      {ui.unfolded.length > 0 && (
        <button type="button" class="link" onClick={() => host.change({ unfolded: [], open: new Set() })}>
          Fold again
        </button>
      )}
    </div>
  );
}

function onKey(event: TargetedKeyboardEvent<HTMLTableElement>, shown: Shown, segments: readonly Segment[]): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLElement)) return;
  const row = target.closest<HTMLElement>('.row');
  const ordinal = Number(row?.dataset.from ?? row?.dataset.fold);
  if (!row || !currentTarget.contains(row) || Number.isNaN(ordinal)) return;
  const to = rowKey(key, segments, ordinal);
  if (to !== undefined) shown.host.focusRow(to);
  else if (key === 'ArrowLeft' || key === 'ArrowRight') focusInside(row, target, key === 'ArrowRight' ? 1 : -1);
  else if (target === row && (key === 'Enter' || key === ' ')) {
    if (row.dataset.fold !== undefined) row.querySelector('button')?.click();
    else shown.host.toggle(ordinal);
  } else return;
  event.preventDefault();
}

function rowKey(key: string, segments: readonly Segment[], ordinal: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return moved(segments, ordinal, 1);
    case 'ArrowUp':
      return moved(segments, ordinal, -1);
    case 'PageDown':
      return moved(segments, ordinal, 10);
    case 'PageUp':
      return moved(segments, ordinal, -10);
    case 'Home':
      return segments[0]?.from;
    case 'End':
      return segments.at(-1)?.to;
    default:
      return undefined;
  }
}

/** From the row to its buttons, and back. */
function focusInside(row: HTMLElement, from: HTMLElement, by: 1 | -1): void {
  const stops = [row, ...row.querySelectorAll('button')];
  const next = stops.indexOf(from) + by;
  stops[Math.max(0, Math.min(stops.length - 1, next))]?.focus();
}
