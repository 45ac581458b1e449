/** A name that is looked up in the panel → what it resolves to, at the step that is shown. */
import type { Preview } from './core/preview.ts';
import { type Resolution, resolve } from './core/resolve.ts';
import type { Scenario } from './core/scenario/told.ts';
import { scenarioOf } from './core/scenario.ts';
import type { Workspace } from './core/workspace.ts';
import type * as Wire from './protocol.ts';
import { toldJson } from './scenario-json.ts';
import { at, ordinalsIn, phasesOf } from './timeline.ts';

/** Of more Pods than this, an answer names so many. */
const mostNamed = 1000;

/** What a name resolves to at a step of a scenario. */
export function resolutionJson(
  workspace: Workspace,
  preview: Preview,
  { scenario, options }: Pick<Wire.Question, 'scenario' | 'options'>,
  { name, from, step }: Pick<Wire.ResolveParams, 'name' | 'from' | 'step'>,
): Wire.ResolutionJson {
  const told = scenarioOf(workspace, preview, scenario, options);
  if (!told.rest) return resolve(workspace, preview, told, { name, from, step });
  // Not all Pods are told one by one: those that matter are put as they are at this step.
  const { scene, isPart } = sceneAt(preview, told, step, name);
  const resolution: Resolution = resolve(workspace, preview, scene, { name, from, step: 0 });
  const isCut = isPart && resolution.tries.some(({ targets }) => targets.length >= mostNamed - 1);
  return { ...resolution, ...(isCut ? { isPart: true } : {}) };
}

function sceneAt(preview: Preview, told: Scenario, step: number, name: string) {
  const { start, replicas } = preview.statefulSet;
  const prefix = `${preview.name}-`;
  const scenario = toldJson(preview, told);
  const all = ordinalsIn(scenario, { start, count: replicas });
  const typed = Number(
    /^\d+(?=\.|$)/.exec(name.trim().toLowerCase().startsWith(prefix) ? name.trim().slice(prefix.length) : '')?.[0] ??
      Number.NaN,
  );
  const last = Math.min(all.to, all.from + mostNamed - 1);
  const ordinals = new Set([...Array.from({ length: last - all.from + 1 }, (_, i) => all.from + i), typed, all.to]);
  const pods = [...ordinals].flatMap((ordinal) => {
    if (!(ordinal >= all.from && ordinal <= all.to)) return [];
    const { phase } = at(phasesOf(scenario, ordinal), step);
    return phase === 'absent' || phase === 'gone' || phase === 'stopping'
      ? []
      : [{ name: `${prefix}${ordinal}`, phase: phase === 'ready' ? ('ready' as const) : ('starting' as const) }];
  });
  const { rest: _, ...others } = told;
  return {
    scene: { ...others, before: { ...told.before, pods }, steps: [] },
    isPart: all.to - all.from + 1 > mostNamed,
  };
}
