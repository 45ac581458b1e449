/** Steps that travel as runs are the same steps again where they arrive. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScenarioJson, StepAction } from '../server/src/protocol.ts';
import { eventsOf, happeningsAt, phasesOf, spelled } from '../server/src/timeline.ts';
import { ordinalRuns, stepRuns, type ToldStep } from '../server/src/timeline-json.ts';

const prefix = 'web-1.x-';
const actions: readonly StepAction[] = ['create-claim', 'create-pod', 'wait-ready', 'delete-pod'];

const step = fc.record({
  after: fc.nat(1),
  action: fc.constantFrom(...actions),
  ordinal: fc.option(fc.nat(6), { nil: undefined }),
  near: fc.integer({ min: -2, max: 2 }),
  why: fc.constantFrom('', 'of ', '12'),
  dns: fc.boolean(),
});

function told(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): readonly ToldStep[] {
  let number = 0;
  return steps.map(({ after, action, ordinal, near, why, dns }) => {
    number += after;
    const pod = ordinal === undefined ? undefined : `${prefix}${ordinal}`;
    return {
      step: number,
      action,
      target: pod ?? 'web',
      why: `${why}${prefix}${Math.max(0, (ordinal ?? 0) + near)}${why}`,
      pod,
      dns: pod && dns ? { add: [`${pod}.nginx`] } : undefined,
    };
  });
}
function scenario(steps: readonly ToldStep[]): ScenarioJson {
  return {
    name: 'create',
    title: '',
    options: {},
    before: { pods: [], claims: [], records: [] },
    steps: steps.at(-1)?.step ?? 0,
    outcome: { state: 'complete', sentence: '' },
    runs: stepRuns(prefix, steps),
  };
}

test('of each Pod, and at each step', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const all = told(steps);
      const packed = scenario(all);
      for (let ordinal = 0; ordinal <= 6; ordinal++) {
        const pod = `${prefix}${ordinal}`;
        const events = eventsOf(packed, ordinal).map(({ step, action, target, why, dns }) => ({
          step,
          action,
          target: spelled(target, ordinal),
          why: spelled(why, ordinal),
          dns: dns === 'add',
        }));
        const expected = all
          .filter((each) => each.pod === pod)
          .map(({ step, action, target, why, dns }) => ({ step, action, target, why, dns: dns !== undefined }));
        const sorted = (list: readonly object[]) => list.map((each) => JSON.stringify(each)).sort();
        expect(sorted(events)).toEqual(sorted(expected));
      }
      for (let number = 0; number <= packed.steps; number++) {
        const count = happeningsAt(packed, number).reduce((sum, each) => sum + each.count, 0);
        expect(count).toBe(all.filter((each) => each.step === number).length);
      }
    }),
  );
});

test('a thousand Pods that do the same are one run', () => {
  const steps = Array.from({ length: 1000 }, (_, i): ToldStep[] => [
    {
      step: 2 * i + 1,
      action: 'create-pod',
      target: `web-${999 - i}`,
      why: `web-${1000 - i} is Ready.`,
      pod: `web-${999 - i}`,
    },
    { step: 2 * i + 2, action: 'wait-ready', target: `web-${999 - i}`, why: '', pod: `web-${999 - i}` },
  ]).flat();
  expect(stepRuns('web-', steps)).toEqual([
    {
      count: 1000,
      by: -1,
      stride: 2,
      steps: [
        { step: 1, action: 'create-pod', target: ['web-', 0], why: ['web-', 1, ' is Ready.'], ordinal: 999 },
        { step: 2, action: 'wait-ready', target: ['web-', 0], why: '', ordinal: 999 },
      ],
    },
  ]);
});

test('a Pod is absent, starting, Ready; and stuck where it stays', () => {
  const steps: ToldStep[] = [
    { step: 1, action: 'create-claim', target: 'www-web-0', why: '', pod: 'web-0', state: 'stuck' },
    { step: 2, action: 'create-pod', target: 'web-0', why: '', pod: 'web-0', revision: 'new' },
    { step: 3, action: 'wait-ready', target: 'web-0', why: '', pod: 'web-0', state: 'stuck' },
    { step: 4, action: 'delete-pod', target: 'web-0', why: '', pod: 'web-0', state: 'by-hand' },
  ];
  const phases = phasesOf({ ...scenario([]), runs: stepRuns('web-', steps) }, 0);
  expect(phases.map(({ from, phase, isByHand }) => `${from} ${phase}${isByHand ? ' by hand' : ''}`)).toEqual([
    '0 absent',
    '2 starting',
    '3 stuck',
    '4 stopping by hand',
  ]);
});

test('numbers are told as the runs that they make', () => {
  expect(ordinalRuns([3, 1, 2, 2, 7])).toEqual([
    { from: 1, to: 3 },
    { from: 7, to: 7 },
  ]);
});
