import type { StatefulSetJson } from '../../server/src/protocol.ts';
import type { Interval } from './rows.ts';
import { fateOf } from './states.ts';

/**
 * When a Pod starts and is Ready, beside the other Pods: one after the other is a staircase, all at once a block, stuck a staircase
 * that stops. It says again what the words beside it say, so it is for the eye only.
 */
export function Lane({ set, from, to }: { readonly set: StatefulSetJson } & Interval) {
  return (
    <div class="lane" aria-hidden="true">
      {segmentsOf(set, from, to).map(({ kind, begin, end }) => (
        <i
          key={kind}
          class={`seg ${kind}`}
          style={{ insetInlineStart: `min(${begin * 100}%, 100% - 3px)`, inlineSize: `${(end - begin) * 100}%` }}
        />
      ))}
    </div>
  );
}

interface LaneSegment {
  readonly kind: 'starting' | 'ready' | 'stuck' | 'many';
  /** Parts of the whole time, 0 to 1. */
  readonly begin: number;
  readonly end: number;
}
function segmentsOf(set: StatefulSetJson, from: number, to: number): LaneSegment[] {
  const { start, count } = set.pods;
  const isParallel = set.podManagementPolicy === 'Parallel';
  const fate = fateOf(set, from);
  if (fate === 'never') return [];
  // Each Pod has one unit of time to start in; one more shows the last one Ready.
  const units = isParallel ? 3 : count + 1;
  const begin = isParallel ? 0 : (from - start) / units;
  const ready = begin + 1 / units;
  if (from < to && !isParallel) return [{ kind: 'many', begin, end: (to - start + 1) / units }];
  return [
    { kind: 'starting', begin, end: ready },
    { kind: fate, begin: ready, end: 1 },
  ];
}
