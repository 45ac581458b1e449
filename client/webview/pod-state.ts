/** How it is with one Pod at a step, in the words and shapes of its row. */
import type { StatefulSetJson } from '../../server/src/protocol.ts';
import { at, type ClaimPhase, eventsOf, type Phase, phasesOf, resolvesAt } from '../../server/src/timeline.ts';
import type { Glyph } from './parts.tsx';
import { hasDnsNames, serviceWords } from './states.ts';
import { visible } from './words.ts';

export interface PodState {
  readonly phase: Phase['phase'];
  readonly isByHand: boolean;
  /** It never comes to it: the scenario is stuck before. */
  readonly isNever: boolean;
  readonly word: string;
  /** Besides: which revision it runs. */
  readonly tag: string;
  readonly resolves: boolean;
  /** Beside the hole where its DNS name would be. */
  readonly dns: string;
}

export const glyphs: Readonly<Record<Phase['phase'], Glyph>> = {
  ready: 'pass-filled',
  starting: 'record',
  stuck: 'error',
  stopping: 'stop-circle',
  absent: 'issue-draft',
  gone: 'issue-draft',
};
export const claimWords: Readonly<Record<ClaimPhase, string>> = {
  absent: '',
  unbound: 'unbound',
  stuck: 'unbound',
  bound: '',
  kept: 'kept',
  deleted: 'deleted',
};

export function podState(set: StatefulSetJson, ordinal: number, step: number): PodState {
  const { scenario } = set;
  const phases = phasesOf(scenario, ordinal);
  const { phase, revision, isByHand } = at(phases, step);
  const ends = scenario.outcome.state === 'stuck' || scenario.outcome.state === 'refused';
  const isNever = phase === 'absent' && phases.length === 1 && ends;
  const resolves = hasDnsNames(set) && resolvesAt(scenario, ordinal, step);
  return {
    phase,
    isByHand,
    isNever,
    word: isNever ? 'never created' : wordOf(set, ordinal, step, phase),
    tag: tagOf(set, phases, revision),
    resolves,
    dns: resolves ? '' : hasDnsNames(set) ? dnsWord(phase, isNever) : serviceWords[set.service.state].hole,
  };
}

function wordOf(set: StatefulSetJson, ordinal: number, step: number, phase: Phase['phase']): string {
  switch (phase) {
    case 'ready':
      return 'Ready';
    case 'stuck':
      return set.scenario.name === 'create' ? 'Pending' : 'not Ready';
    case 'absent':
      return waitsFor(set, ordinal, step);
    default:
      return phase;
  }
}

/** Under OrderedReady a Pod is created when the one before it is Ready. */
function waitsFor({ scenario, pods, podManagementPolicy }: StatefulSetJson, ordinal: number, step: number): string {
  const isFirst = ordinal <= pods.start;
  if (podManagementPolicy === 'Parallel' || isFirst) return 'not yet';
  if (at(phasesOf(scenario, ordinal - 1), step).phase === 'ready') return 'not yet';
  const name = `${pods.prefix}${ordinal - 1}`;
  return `waits for ${name.length > 20 ? `${ordinal - 1}` : visible(name)}`;
}

function tagOf(
  { scenario, updateStrategy }: StatefulSetJson,
  phases: readonly Phase[],
  revision: Phase['revision'],
): string {
  if (scenario.name !== 'update' || revision === undefined) return '';
  return phases.length === 1 && updateStrategy.partition > 0 ? 'held back' : revision;
}

function dnsWord(phase: Phase['phase'], isNever: boolean): string {
  if (phase === 'gone' || phase === 'stopping') return 'gone';
  if (phase === 'absent') return isNever ? 'never' : 'not yet';
  return 'once Ready';
}

/** All that a row shows at a step, in a word: two steps with the same one look the same in this row. */
export function rowKeyOf(set: StatefulSetJson, ordinal: number, step: number): string {
  const events = eventsOf(set.scenario, ordinal);
  const past = events.findLastIndex((event) => event.step <= step);
  const { phase } = at(phasesOf(set.scenario, ordinal), step);
  return `${past} ${phase === 'absent' ? waitsFor(set, ordinal, step) : ''}`;
}
