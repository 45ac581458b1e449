/**
 * What has become of each Pod, claim and DNS name after a step: read from the steps, which know all about it. Most of them stand for
 * many Pods, so nothing here walks over steps or Pods; a scrub asks for the rows in sight alone.
 */
import type { Ordinals, OrdinalText, PodPhase, Revision, ScenarioJson, StepJson, StepRunJson } from './protocol.ts';

/** A step of one Pod, its texts still as patterns. */
export type Event = StepJson;

/** The text for the Pod of this ordinal. */
export function spelled(text: OrdinalText, ordinal = 0): string {
  return typeof text === 'string'
    ? text
    : text.map((part) => (typeof part === 'number' ? String(ordinal + part) : part)).join('');
}

interface Index {
  /** What stands for itself, by ordinal and by step. */
  readonly byOrdinal: ReadonlyMap<number, readonly Event[]>;
  readonly byStep: ReadonlyMap<number, readonly Event[]>;
  /** What stands for several Pods. */
  readonly runs: readonly StepRunJson[];
  /** Of the Pods that were asked for. */
  readonly lives: Map<number, Life>;
}
/** What happens to one Pod, and the phases that it goes through. */
interface Life {
  readonly events: readonly Event[];
  readonly phases: readonly Phase[];
}
const indexes = new WeakMap<ScenarioJson, Index>();

/** Made once for each message. */
function indexOf(scenario: ScenarioJson): Index {
  const known = indexes.get(scenario);
  if (known) return known;
  const byOrdinal = new Map<number, Event[]>();
  const byStep = new Map<number, Event[]>();
  for (const { count, steps } of scenario.runs) {
    if (count > 1) continue;
    for (const event of steps) {
      push(byStep, event.step, event);
      if (event.ordinal !== undefined) push(byOrdinal, event.ordinal, event);
    }
  }
  const index: Index = { byOrdinal, byStep, runs: scenario.runs.filter(({ count }) => count > 1), lives: new Map() };
  indexes.set(scenario, index);
  return index;
}
function push(map: Map<number, Event[]>, key: number, event: Event): void {
  const known = map.get(key);
  if (known) known.push(event);
  else map.set(key, [event]);
}

function lifeOf(scenario: ScenarioJson, ordinal: number): Life {
  const { lives } = indexOf(scenario);
  const known = lives.get(ordinal);
  if (known) return known;
  if (lives.size > 10_000) lives.clear();
  const events = eventsFor(scenario, ordinal);
  const life = { events, phases: phasesThrough(scenario, ordinal, events) };
  lives.set(ordinal, life);
  return life;
}

/** The steps that are about one Pod, in their order. */
export const eventsOf = (scenario: ScenarioJson, ordinal: number): readonly Event[] => lifeOf(scenario, ordinal).events;

function eventsFor(scenario: ScenarioJson, ordinal: number): readonly Event[] {
  const { byOrdinal, runs } = indexOf(scenario);
  const events = [...(byOrdinal.get(ordinal) ?? [])];
  for (const { count, by, stride, steps } of runs) {
    for (const event of steps) {
      const nth = event.ordinal === undefined ? -1 : (ordinal - event.ordinal) * by;
      if (nth >= 0 && nth < count) events.push({ ...event, ordinal, step: event.step + nth * stride });
    }
  }
  return events.sort((a, b) => a.step - b.step);
}

/** What happens at one step to how many Pods, told by the first of them. */
export interface Happening {
  readonly event: Event;
  readonly count: number;
}
/** Everything that happens at one step. */
export function happeningsAt(scenario: ScenarioJson, step: number): readonly Happening[] {
  const { byStep, runs } = indexOf(scenario);
  const found: Happening[] = (byStep.get(step) ?? []).map((event) => ({ event, count: 1 }));
  for (const { count, by, stride, steps } of runs) {
    for (const event of steps) {
      const nth = stride === 0 ? 0 : (step - event.step) / stride;
      if (stride === 0 ? event.step !== step : !Number.isInteger(nth) || nth < 0 || nth >= count) continue;
      const ordinal = (event.ordinal ?? 0) + nth * by;
      found.push({ event: { ...event, step, ordinal }, count: stride === 0 ? count : 1 });
    }
  }
  return found;
}

// ---- one Pod ----

/** From a step on, a Pod is in a phase. */
export interface Phase {
  readonly from: number;
  readonly phase: PodPhase | 'absent' | 'gone';
  readonly revision: Revision | undefined;
  readonly isByHand: boolean;
}

/** The phases of a Pod, from step 0 on. */
export const phasesOf = (scenario: ScenarioJson, ordinal: number): readonly Phase[] => lifeOf(scenario, ordinal).phases;

function phasesThrough(scenario: ScenarioJson, ordinal: number, events: readonly Event[]): readonly Phase[] {
  const before = scenario.before.pods.find(({ from, to }) => from <= ordinal && ordinal <= to);
  let last: Phase = { from: 0, phase: before?.phase ?? 'absent', revision: before?.revision, isByHand: false };
  const phases = [last];
  for (const { step, action, state, revision } of events) {
    const phase = state === 'stuck' && !action.endsWith('-claim') ? 'stuck' : phaseAfter[action];
    if (phase === undefined) continue;
    last = { from: step, phase, revision: revision ?? last.revision, isByHand: state === 'by-hand' };
    phases.push(last);
  }
  return phases;
}
const phaseAfter: Readonly<Partial<Record<StepJson['action'], Phase['phase']>>> = {
  'create-pod': 'starting',
  'wait-ready': 'ready',
  'delete-pod': 'stopping',
  'wait-gone': 'gone',
};

/** The phase at a step. */
export function at(phases: readonly Phase[], step: number): Phase {
  return (
    phases.findLast(({ from }) => from <= step) ?? { from: 0, phase: 'absent', revision: undefined, isByHand: false }
  );
}

/** How it is with a claim at a step. */
export type ClaimPhase = 'absent' | 'unbound' | 'stuck' | 'bound' | 'kept' | 'deleted';
const claimPhaseAfter: Readonly<Partial<Record<StepJson['action'], ClaimPhase>>> = {
  'create-claim': 'unbound',
  'bind-claim': 'bound',
  'reuse-claim': 'bound',
  'keep-claim': 'kept',
  'delete-claim': 'deleted',
};
/** `claim` is the claim's whole name. */
export function claimAt(
  scenario: ScenarioJson,
  template: string,
  claim: string,
  ordinal: number,
  step: number,
): ClaimPhase {
  const isThere = scenario.before.claims.some(
    (each) => each.template === template && each.from <= ordinal && ordinal <= each.to,
  );
  let phase: ClaimPhase = isThere ? 'bound' : 'absent';
  for (const event of eventsOf(scenario, ordinal)) {
    if (event.step > step) break;
    const next = claimPhaseAfter[event.action];
    if (next && spelled(event.target, ordinal) === claim) phase = event.state === 'stuck' ? 'stuck' : next;
  }
  return phase;
}

/** Whether the DNS name of a Pod is there at a step. */
export function resolvesAt(scenario: ScenarioJson, ordinal: number, step: number): boolean {
  let isThere = scenario.before.records.some(({ from, to }) => from <= ordinal && ordinal <= to);
  for (const event of eventsOf(scenario, ordinal)) {
    if (event.step > step) break;
    if (event.dns) isThere = event.dns === 'add';
  }
  return isThere;
}

// ---- all of them ----

/** The ordinals that have a row: those that the set asks for, and those that there were. An empty interval when there are none. */
export function ordinalsIn(
  scenario: ScenarioJson,
  { start, count }: { readonly start: number; readonly count: number },
): Ordinals {
  const all: Ordinals[] = count > 0 ? [{ from: start, to: start + count - 1 }] : [];
  all.push(...scenario.before.pods, ...scenario.before.claims);
  for (const run of scenario.runs) {
    const first = run.steps[0]?.ordinal;
    if (first === undefined) continue;
    const last = first + (run.count - 1) * run.by;
    all.push({ from: Math.min(first, last), to: Math.max(first, last) });
  }
  return all.reduce((a, b) => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) }), {
    from: all[0]?.from ?? start,
    to: all[0]?.to ?? start - 1,
  });
}

/** The ordinals that a step is about, with those beside them: they always stand. At most the first few of many. */
export function touchedAt(scenario: ScenarioJson, step: number): readonly Ordinals[] {
  return happeningsAt(scenario, step)
    .slice(0, 3)
    .flatMap(({ event: { ordinal } }) => (ordinal === undefined ? [] : [{ from: ordinal - 1, to: ordinal + 1 }]));
}

/** Where the scenario ends, or where it is stuck: what is shown first. */
export const endOf = ({ outcome, steps }: ScenarioJson): number => outcome.step ?? steps;
