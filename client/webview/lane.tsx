import type { ScenarioJson } from '../../server/src/protocol.ts';
import { eventsOf, type Phase, phasesOf } from '../../server/src/timeline.ts';
import { Hidden } from './parts.tsx';
import type { Interval } from './rows.ts';

/**
 * A row's life on the axis of steps: hollow while it starts, solid while it is Ready, hatched while it stops, a cross where it stays.
 * One after the other is a staircase, all at once a block, stuck a staircase that stops.
 */
export function Lane({ scenario, ordinal }: { readonly scenario: ScenarioJson; readonly ordinal: number }) {
  const lived = segmentsOf(scenario, phasesOf(scenario, ordinal));
  const claim = eventsOf(scenario, ordinal).find(({ action }) => action === 'create-claim' || action === 'reuse-claim');
  const begin = lived[0]?.from ?? scenario.steps + 1;
  return (
    <div class="lane">
      {claim && claim.step < begin && <Segment scenario={scenario} kind="claim" from={claim.step} to={begin} />}
      {lived.map(({ phase, revision, isByHand, from, to }) => (
        <Segment
          key={from}
          scenario={scenario}
          // Old and new are told apart where there are both.
          kind={`${phase} ${(scenario.name === 'update' && revision) || ''} ${isByHand ? 'by-hand' : ''}`.trim()}
          from={from}
          to={to}
        />
      ))}
      <Hidden>{lived.map(({ phase, from }) => `${words[phase]} from step ${from}`).join(', ') || 'not created'}</Hidden>
    </div>
  );
}
const words: Readonly<Record<Phase['phase'], string>> = {
  absent: 'absent',
  starting: 'starting',
  ready: 'Ready',
  stuck: 'stuck',
  stopping: 'stopping',
  gone: 'gone',
};

/** The lives of many, as the line from where the first begins to where the last does. */
export function ManyLanes({ scenario, from, to }: { readonly scenario: ScenarioJson } & Interval) {
  const [first, last] = [from, to].map((ordinal) => eventsOf(scenario, ordinal)[0]?.step ?? 0);
  const [begin = 0, end = 0] = [first, last];
  const isRising = begin <= end;
  return (
    <div class="lane">
      <Segment
        scenario={scenario}
        kind={`many ${isRising ? '' : 'falling'}`.trim()}
        from={Math.min(begin, end)}
        to={Math.max(begin, end)}
      />
      <Hidden>{`steps ${Math.min(begin, end)} to ${Math.max(begin, end)}`}</Hidden>
    </div>
  );
}

interface SegmentProps extends Interval {
  readonly scenario: ScenarioJson;
  readonly kind: string;
}
function Segment({ scenario, kind, from, to }: SegmentProps) {
  const percent = 100 / (scenario.steps + 1);
  return (
    <i
      class={`seg ${kind}`}
      style={{ insetInlineStart: `min(${from * percent}%, 100% - 3px)`, inlineSize: `${(to - from) * percent}%` }}
    />
  );
}

/** The phases in which there is a Pod, each up to the next one. */
function segmentsOf({ steps }: ScenarioJson, phases: readonly Phase[]): readonly (Phase & { readonly to: number })[] {
  return phases
    .map((phase, i) => ({ ...phase, to: phases[i + 1]?.from ?? steps + 1 }))
    .filter(({ phase, from, to }) => phase !== 'absent' && phase !== 'gone' && to > from);
}
