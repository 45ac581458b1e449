/** The log of a cluster → the steps that a reader follows. */
import type { LogEntry } from '../cluster/words.ts';

export type StepAction =
  | 'apply'
  | 'create-claim'
  | 'reuse-claim'
  | 'bind-claim'
  | 'create-pod'
  | 'wait-ready'
  | 'delete-pod'
  | 'wait-gone'
  | 'keep-claim'
  | 'delete-claim';

/** What happens in a step, before it is told. */
export interface Happening {
  /** What happens together has the same number. */
  readonly step: number;
  readonly action: StepAction;
  readonly target: string;
  readonly pod: string | undefined;
  /** The version of a Pod that is created. */
  readonly revision: string | undefined;
  /** Numbers of the steps that must have happened. */
  readonly after: readonly number[];
}

/** What is known of claims when the scenario begins. */
export interface Claims {
  /** The Pod of a claim; undefined for a claim of nobody here. */
  readonly podOf: (claim: string) => string | undefined;
  readonly of: (pod: string) => readonly string[];
  /** The claim is there now: at the end of what is told. */
  readonly isThere: (claim: string) => boolean;
  /** It was there before, without a Pod that used it. */
  readonly isIdle: (claim: string) => boolean;
  readonly bindsAtOnce: (claim: string) => boolean;
}

/** At one moment things are told in this order. */
const ranks: Readonly<Record<StepAction, number>> = {
  apply: 0,
  'wait-gone': 1,
  'keep-claim': 1,
  'delete-claim': 1,
  'wait-ready': 2,
  'create-claim': 3,
  'reuse-claim': 3,
  'create-pod': 4,
  'bind-claim': 5,
  'delete-pod': 6,
};
/** What the controller waits for. */
const isGate = (action: StepAction) => action === 'apply' || action === 'wait-gone' || action === 'wait-ready';

type Told = Pick<Happening, 'action' | 'target' | 'pod' | 'revision'>;

/** The steps of one action's entries, counted from after `last`; it begins with `first`, what somebody did. */
export function stepsOf(
  log: readonly LogEntry[],
  claims: Claims,
  first: Told | undefined,
  last: readonly Happening[],
): readonly Happening[] {
  const steps: Happening[] = [...last];
  const groups = groupsOf(log, claims, first);
  let gates: readonly number[] = [];
  let reached: number[] = last.length > 0 ? [last.at(-1)?.step ?? 0] : [];
  let moment: number | undefined;
  for (const group of groups) {
    const step = (steps.at(-1)?.step ?? 0) + 1;
    if (group.at !== moment) {
      moment = group.at;
      // What is done at this moment was waited for until now.
      gates = reached;
      reached = [];
    }
    const made = group.told.map((each) => ({ ...each, step, after: causesOf(each, steps, claims, gates) }));
    steps.push(...made);
    if (group.told.some(({ action }) => isGate(action))) gates = [step];
    reached.push(...(group.told.some(({ action }) => isGate(action)) ? [step] : []));
    if (reached.length === 0) reached = [...gates];
  }
  return steps.slice(last.length);
}

function causesOf(
  { action, target, pod }: Told,
  before: readonly Happening[],
  claims: Claims,
  gates: readonly number[],
): readonly number[] {
  const lastOf = (of: string, ...actions: readonly StepAction[]) =>
    before.findLast((each) => each.target === of && actions.includes(each.action))?.step;
  const own = (...actions: readonly StepAction[]) =>
    pod === undefined ? [] : claims.of(pod).flatMap((claim) => lastOf(claim, ...actions) ?? []);
  const or = (found: readonly (number | undefined)[], otherwise: readonly number[]) => {
    const numbers = [...new Set(found.filter((each) => each !== undefined))];
    return numbers.length > 0 ? numbers : otherwise;
  };
  switch (action) {
    case 'create-pod':
      return or([...own('create-claim', 'reuse-claim'), lastOf(target, 'delete-pod')], gates);
    case 'bind-claim':
      return or([claims.bindsAtOnce(target) ? lastOf(target, 'create-claim') : lastOf(pod ?? '', 'create-pod')], gates);
    case 'wait-ready':
      return or(
        // A volume that was made for the Pod came after it.
        claims.of(target).some((claim) => !claims.bindsAtOnce(claim) && lastOf(claim, 'bind-claim'))
          ? own('bind-claim')
          : [...own('bind-claim'), lastOf(target, 'create-pod')],
        gates,
      );
    case 'wait-gone':
      return or([lastOf(target, 'delete-pod')], gates);
    case 'keep-claim':
    case 'delete-claim':
      return or([lastOf(pod ?? '', 'delete-pod')], gates);
    default:
      return gates;
  }
}

// ---- which of what is logged is told ----

interface Group {
  readonly at: number;
  readonly told: readonly Told[];
}

function groupsOf(log: readonly LogEntry[], claims: Claims, first: Told | undefined): readonly Group[] {
  const created = new Map<string, number>();
  for (const [i, { event, target }] of log.entries()) if (event === 'pod-created') created.set(target, i);
  const known = new Set<string>();
  const groups: { at: number; rank: number; told: Told[] }[] = [];
  const add = (at: number, told: Told) => {
    const rank = ranks[told.action];
    const last = groups.at(-1);
    // Within a moment things of one kind belong together, and the kinds have an order.
    const same = groups.findLast((group) => group.at === at && group.rank === rank);
    if (same && last?.at === at) same.told.push(told);
    else groups.push({ at, rank, told: [told] });
  };
  if (first) add(log[0]?.at ?? 0, first);
  for (const [i, { event, target, detail, at }] of log.entries()) {
    const isGoneForGood = (created.get(target) ?? -1) < i;
    for (const told of toldOf(event, target, detail, claims, known, isGoneForGood)) add(at, told);
  }
  return groups.sort((a, b) => a.at - b.at || a.rank - b.rank);
}

function* toldOf(
  event: string,
  target: string,
  detail: string,
  claims: Claims,
  known: Set<string>,
  isGoneForGood: boolean,
): Generator<Told> {
  const of = (action: StepAction, pod: string | undefined, on = target, revision?: string): Told => ({
    action,
    target: on,
    pod,
    revision,
  });
  switch (event) {
    case 'claim-created':
      known.add(target);
      yield of('create-claim', claims.podOf(target));
      break;
    case 'claim-bound':
      yield of('bind-claim', claims.podOf(target));
      break;
    case 'claim-deleted':
      yield of('delete-claim', claims.podOf(target));
      break;
    case 'pod-created':
      for (const claim of claims.of(target))
        if (claims.isIdle(claim) && !known.has(claim)) {
          known.add(claim);
          yield of('reuse-claim', target, claim);
        }
      yield of('create-pod', target, target, detail);
      break;
    case 'pod-ready':
      yield of('wait-ready', target);
      break;
    case 'pod-deleting':
      yield of('delete-pod', target);
      break;
    case 'pod-deleted':
      // Where it comes back at once, its going is not a step of its own.
      if (!isGoneForGood) break;
      yield of('wait-gone', target);
      for (const claim of claims.of(target)) if (claims.isThere(claim)) yield of('keep-claim', target, claim);
      break;
  }
}
