/** A step in words: what happens, and why. The reasons come from the server; what happens is said here. */
import type { ScenarioJson, StepAction } from './protocol.ts';
import { type Happening, happeningsAt, spelled } from './timeline.ts';
import { plural, visible } from './words.ts';

export interface Said {
  readonly kind: 'stuck' | 'by-hand' | '';
  readonly what: string;
  readonly why: string;
}

/** What one step is, in a sentence or two. */
export function stepWords(scenario: ScenarioJson, step: number): Said {
  const here = happeningsAt(scenario, step);
  if (here.length === 0) return nothingYet(scenario);
  const groups = [
    ...new Map(here.map((each) => [keyOf(each), here.filter((other) => keyOf(other) === keyOf(each))])).values(),
  ];
  const kind = here.some(({ event }) => event.state === 'stuck')
    ? 'stuck'
    : here.some(({ event }) => event.state === 'by-hand')
      ? 'by-hand'
      : '';
  const whys = groups.map(([first]) => (first ? spelled(first.event.why, first.event.ordinal) : ''));
  return {
    kind,
    what: visible(`${groups.map(titleOf).join('. ')}${kind === 'by-hand' ? ', by hand' : ''}.`),
    why: visible([...new Set(whys)].filter(Boolean).join(' ')),
  };
}
const keyOf = ({ event: { action, state, field } }: Happening) => `${action} ${state} ${field}`;

function nothingYet({ before, steps, outcome }: ScenarioJson): Said {
  const running = before.pods.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const what =
    running > 0
      ? `${plural(running, 'Pod')} running.`
      : before.claims.length > 0
        ? 'No Pods; the claims are still there.'
        : 'Nothing exists yet.';
  return { kind: '', what, why: steps > 0 ? 'Play, or drag, to see what happens.' : visible(outcome.sentence) };
}

const one: Readonly<Record<Exclude<StepAction, 'apply'>, (target: string) => string>> = {
  'create-claim': (target) => `Create claim ${target}`,
  'bind-claim': (target) => `Bind claim ${target} to a volume`,
  'reuse-claim': (target) => `Reuse claim ${target}`,
  'keep-claim': (target) => `Keep claim ${target}`,
  'delete-claim': (target) => `Delete claim ${target}`,
  'create-pod': (target) => `Create Pod ${target}`,
  'wait-ready': (target) => `${target} becomes Ready`,
  'delete-pod': (target) => `Delete Pod ${target}`,
  'wait-gone': (target) => `${target} is gone`,
};
const many: Readonly<Record<Exclude<StepAction, 'apply'>, (count: number) => string>> = {
  'create-claim': (count) => `Create ${plural(count, 'claim')} at once`,
  'bind-claim': (count) => `Bind ${plural(count, 'claim')}`,
  'reuse-claim': (count) => `Reuse ${plural(count, 'claim')}`,
  'keep-claim': (count) => `Keep ${plural(count, 'claim')}`,
  'delete-claim': (count) => `Delete ${plural(count, 'claim')}`,
  'create-pod': (count) => `Create ${plural(count, 'Pod')} at once`,
  'wait-ready': (count) => `${plural(count, 'Pod')} become Ready`,
  'delete-pod': (count) => `Delete ${plural(count, 'Pod')} at once`,
  'wait-gone': (count) => `${plural(count, 'Pod')} are gone`,
};
const applied: Readonly<Record<string, string>> = { replicas: 'replicas changes', template: 'The template changes' };

function titleOf(group: readonly Happening[]): string {
  const [first] = group;
  if (!first) return '';
  const { action, state, field, target, ordinal } = first.event;
  const name = spelled(target, ordinal);
  if (action === 'apply') return applied[field ?? ''] ?? `StatefulSet ${name}`;
  const count = group.reduce((sum, each) => sum + each.count, 0);
  if (state !== 'stuck') return count === 1 ? one[action](name) : many[action](count);
  const which = count === 1 ? name : `${name} and ${plural(count - 1, 'other')}`;
  return action === 'bind-claim'
    ? `Stuck: claim ${which} is never bound`
    : `Stuck: ${which} never ${count === 1 ? 'becomes' : 'become'} Ready`;
}
