/**
 * A scenario as it is told → the JSON of protocol.ts. Of many Pods those are told with which it begins; the others go the same way and
 * follow by arithmetic: their neighbours' steps, once for each of them.
 */
import type { Preview } from './core/preview.ts';
import { type Scenario, type ScenarioOptions, scenarioNames } from './core/scenario/told.ts';
import { scenarioOf } from './core/scenario.ts';
import type { Workspace } from './core/workspace.ts';
import type * as Wire from './protocol.ts';
import { ordinalRuns, stepRuns } from './timeline-json.ts';

/** The scenarios that can be asked for. */
export const scenarios: readonly Wire.ScenarioName[] = scenarioNames;

/** What happens to a set, step by step. */
export function scenarioJson(
  workspace: Workspace,
  preview: Preview,
  name: Wire.ScenarioName = 'create',
  options: Wire.ScenarioOptions = {},
): Wire.ScenarioJson {
  return toldJson(preview, scenarioOf(workspace, preview, name, options));
}

/** A scenario that was told, for the panel and for what is passed on. */
export function toldJson(preview: Preview, told: Scenario): Wire.ScenarioJson {
  const { name, title, options, outcome } = told;
  const { runs, last, stepOf } = whole(preview, told, stepRuns(`${preview.name}-`, told.steps));
  return {
    name,
    title,
    options: optionsJson(options),
    before: beforeJson(preview, told),
    steps: last,
    outcome: { ...outcome, ...(outcome.step === undefined ? {} : { step: stepOf(outcome.step) }) },
    runs,
  };
}

function optionsJson({ to, fails, cascade }: ScenarioOptions): Wire.ScenarioOptions {
  return {
    ...(to === undefined ? {} : { to }),
    ...(fails === undefined ? {} : { fails }),
    ...(cascade === undefined || cascade === 'foreground' ? {} : { cascade }),
  };
}

/** What there is at first. Of Pods that are not played there is as much as of those that are. */
function beforeJson(preview: Preview, { before }: Scenario): Wire.ScenarioJson['before'] {
  const { statefulSet, name, claims } = preview;
  const { start, replicas } = statefulSet;
  const prefix = `${name}-`;
  const [first] = before.pods;
  const there = (ordinals: readonly number[]): readonly Wire.Ordinals[] => {
    const isPart = ordinals.length > 0 && ordinals.length < replicas;
    return isPart ? [{ from: start, to: start + replicas - 1 }] : ordinalRuns(ordinals);
  };
  return {
    pods: there(before.pods.map((pod) => Number(pod.name.slice(prefix.length)))).map((ordinals) => ({
      ...ordinals,
      phase: first?.phase ?? 'ready',
      revision: first?.revision ?? 'old',
    })),
    claims: claims.flatMap(({ name: template }) =>
      there(numbersBehind(before.claims, `${template}-${prefix}`)).map((ordinals) => ({ ...ordinals, template })),
    ),
    records: there(
      before.records.flatMap((record) => numbersBehind([record.slice(0, record.indexOf('.', prefix.length))], prefix)),
    ),
  };
}

const numbersBehind = (names: readonly string[], prefix: string): readonly number[] =>
  names.flatMap((each) => {
    const digits = each.startsWith(prefix) ? each.slice(prefix.length) : '';
    return /^\d+$/.test(digits) ? [Number(digits)] : [];
  });

interface Whole {
  readonly runs: readonly Wire.StepRunJson[];
  /** The number of the last step. */
  readonly last: number;
  /** The number that a step of those that were played has in the whole. */
  readonly stepOf: (step: number) => number;
}

/** The steps of all Pods, out of those that were played. */
function whole({ statefulSet, name }: Preview, { rest, ...told }: Scenario, runs: readonly Wire.StepRunJson[]): Whole {
  if (!rest) return stretched(runs, 0, 0);
  const prefix = `${name}-`;
  const played = told.steps.flatMap(({ pod }) => (pod === undefined ? [] : [Number(pod.slice(prefix.length))]));
  const [least, most] = [Math.min(...played), Math.max(...played)];
  const middle = Math.floor((least + most) / 2);
  if (rest.from > most) return stretched(runs, middle, rest.count);
  // Those below come later. What a partition holds back never comes.
  const held =
    told.name === 'update' ? Math.max(0, Math.min(rest.count, statefulSet.updateStrategy.partition - rest.from)) : 0;
  const extra = rest.count - held;
  const { runs: longer, ...others } = stretched(runs, middle, extra);
  return { ...others, runs: longer.map((run) => ({ ...run, steps: run.steps.map((step) => lowered(step, extra)) })) };
}

const lowered = (step: Wire.StepJson, by: number): Wire.StepJson =>
  step.ordinal === undefined ? step : { ...step, ordinal: step.ordinal - by };

/** The runs with `extra` more Pods behind the ordinal `cut`, which do as that one does. */
export function stretched(runs: readonly Wire.StepRunJson[], cut: number, extra: number): Whole {
  let late = 0;
  let last = 0;
  const delays: { readonly after: number; readonly by: number }[] = [];
  const longer = runs.map((run): Wire.StepRunJson => {
    const first = run.steps[0]?.ordinal;
    const end = first === undefined ? undefined : first + (run.count - 1) * run.by;
    const isCut =
      extra > 0 &&
      first !== undefined &&
      end !== undefined &&
      Math.min(first, end) <= cut &&
      cut <= Math.max(first, end);
    const moves = first !== undefined && (isCut ? run.by < 0 : first > cut) ? extra : 0;
    const steps = run.steps.map((step) => lowered({ ...step, step: step.step + late }, -moves));
    const count = run.count + (isCut ? extra : 0);
    if (isCut && run.stride > 0) {
      late += extra * run.stride;
      delays.push({ after: Math.max(...run.steps.map(({ step }) => step)), by: extra * run.stride });
    }
    last = Math.max(last, ...steps.map(({ step }) => step + (count - 1) * run.stride));
    return { ...run, count, steps };
  });
  const stepOf = (step: number) => delays.reduce((at, { after, by }) => (step > after ? at + by : at), step);
  return { runs: longer, last, stepOf };
}
