/**
 * What happens to a StatefulSet when it is created, scaled, updated, deleted or re-created: the cluster of core/cluster/ is
 * played with the set and what stands around it, and its log is told as steps with reasons.
 */
import type { Preview } from './preview.ts';
import { plays, refused } from './scenario/plays.ts';
import { type Range, rangeOf } from './scenario/range.ts';
import { Stage } from './scenario/stage.ts';
import type { Scenario, ScenarioName, ScenarioOptions } from './scenario/told.ts';
import type { Workspace } from './workspace.ts';

/** Plays a scenario of a set, and tells it. Of more Pods than anyone follows it tells some, and how many go the same way. */
export function scenarioOf(
  workspace: Workspace,
  preview: Preview,
  name: ScenarioName,
  options: ScenarioOptions = {},
): Scenario {
  const asked = withDefaults(preview, name, options);
  if (preview.stuck !== undefined && (preview.hasNoPods || name !== 'create')) return hopeless(name, asked, preview);
  const told = tell(new Stage(workspace, preview, name, asked));
  if (preview.stuck === undefined || told.outcome.state !== 'complete') return told;
  // Nothing outside of them hinders the Pods, and still they are known never to get Ready.
  const stage = new Stage(workspace, preview, name, asked);
  stage.simulation.kubelets.hold(preview.namespace, ['*'], 'ready');
  return tell(stage);
}

function withDefaults({ statefulSet }: Preview, name: ScenarioName, options: ScenarioOptions): ScenarioOptions {
  if (name === 'scale') return { ...options, to: options.to ?? Math.min(statefulSet.replicas + 2, 2 ** 31 - 1) };
  return name === 'delete' ? { ...options, cascade: options.cascade ?? 'background' } : options;
}

/** Where not even the Pods come that should be there, nothing follows that could be told. */
function hopeless(name: ScenarioName, options: ScenarioOptions, { hasNoPods, stuck = '' }: Preview): Scenario {
  return {
    name,
    title: '',
    options,
    before: { pods: [], claims: [], records: [] },
    steps: [],
    outcome: { state: hasNoPods ? 'refused' : 'stuck', sentence: stuck },
  };
}

function tell(stage: Stage): Scenario {
  const { name, options, preview } = stage;
  const { replicas } = preview.statefulSet;
  const range = rangeOf(preview.statefulSet, name, options);
  const refusal = prepare(stage, range);
  const before = stage.begin();
  const outcome = refusal === undefined ? plays[name](stage, range) : refused(refusal);
  const to = options.to ?? replicas;
  return {
    name,
    title: name === 'scale' ? `from ${replicas.toLocaleString('en')} to ${to.toLocaleString('en')}` : '',
    options,
    before,
    steps: stage.steps,
    outcome,
    ...(range.rest ? { rest: range.rest } : {}),
  };
}

/** Makes what was before, or says why the API server does not take the set: the Pods that run; claims of Pods that were there once; or only what a deleted set has left. */
function prepare(stage: Stage, { start, replicas, target }: Range): string | undefined {
  const { simulation, preview, name, options } = stage;
  if (name === 'create') return undefined;
  if (options.claimsExist && target > replicas) {
    stage.apply(start, target);
    simulation.settle();
  }
  const refusal = stage.apply(start, replicas);
  simulation.settle();
  if (name === 'recreate') simulation.api.delete('StatefulSet', preview.namespace, preview.name);
  return refusal;
}
