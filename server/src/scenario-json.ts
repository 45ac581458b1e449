/** What a scenario makes of a set, step by step → the JSON of protocol.ts. Of many Pods a few are played; the rest follow by arithmetic. */
import { creation, type Preview, podDnsName } from './core/preview.ts';
import type * as Wire from './protocol.ts';
import { stepRuns, type ToldStep } from './timeline-json.ts';

/** The scenarios that can be asked for. */
export const scenarios: readonly Wire.ScenarioName[] = ['create'];

/** Of more Pods than this, `few` are played, and those in the middle are told to do as their neighbours do. */
const playedWhole = 1000;
const few = 9;

/** What creating the set does. */
export function scenarioJson(preview: Preview): Wire.ScenarioJson {
  const { statefulSet, name, stuck } = preview;
  const { replicas, start } = statefulSet;
  const count = replicas > playedWhole ? few : replicas;
  const steps = creation(preview, count);
  const told = steps.map((step): ToldStep => {
    const pod = step.target.slice(step.target.lastIndexOf(`${name}-`));
    const isReady = step.action === 'wait-ready';
    const dnsName = isReady ? podDnsName(preview, Number(pod.slice(name.length + 1))) : undefined;
    return { ...step, pod, ...(dnsName === undefined ? {} : { dns: { add: [dnsName] } }) };
  });
  const { runs, last } = stretched(stepRuns(`${name}-`, told), start + 4, replicas - count);
  return {
    name: 'create',
    title: '',
    options: {},
    before: { pods: [], claims: [], records: [] },
    steps: last,
    outcome:
      stuck === undefined
        ? { state: 'complete', sentence: 'All Pods are Ready.' }
        : { state: 'stuck', sentence: stuck },
    runs,
  };
}

/** The runs with `extra` more Pods behind the ordinal `cut`, which do as that one does; and the number of the last step. */
export function stretched(
  runs: readonly Wire.StepRunJson[],
  cut: number,
  extra: number,
): { readonly runs: readonly Wire.StepRunJson[]; readonly last: number } {
  let late = 0;
  let last = 0;
  const longer = runs.map((run): Wire.StepRunJson => {
    const first = run.steps[0]?.ordinal;
    const end = first === undefined ? undefined : first + (run.count - 1) * run.by;
    const isCut =
      first !== undefined && end !== undefined && Math.min(first, end) <= cut && cut <= Math.max(first, end);
    const moves = first !== undefined && (isCut ? run.by < 0 : first > cut) ? extra : 0;
    const steps = run.steps.map((step) => ({
      ...step,
      step: step.step + late,
      ...(step.ordinal === undefined ? {} : { ordinal: step.ordinal + moves }),
    }));
    const count = run.count + (isCut ? extra : 0);
    if (isCut) late += extra * run.stride;
    last = Math.max(last, ...steps.map(({ step }) => step + (count - 1) * run.stride));
    return { ...run, count, steps };
  });
  return { runs: longer, last };
}
