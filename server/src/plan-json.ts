/** A plan → the JSON of protocol.ts. */
import type { Effects, Names, Ordinals, Plan } from './core/plan/told.ts';
import type { Place } from './core/rule.ts';
import type * as Wire from './protocol.ts';

/** What a plan compares with. */
export interface Against {
  /** `HEAD`, a revision, a path. */
  readonly against: string;
  readonly commit?: string | undefined;
}

export function planJson(plan: Plan, { against, commit }: Against, place: (at: Place) => Wire.Place): Wire.PlanJson {
  const { state, sentence, changes, refused, effects, manual, byHand } = plan;
  return {
    against,
    ...(commit === undefined ? {} : { commit }),
    state,
    sentence,
    changes: changes.map(({ field, from, to, at }) => ({ field, from: from ?? null, to: to ?? null, ...place(at) })),
    refused: refused.map(({ field, message, at }) => ({ field, message, ...place(at) })),
    ...effectsJson(effects),
    manual,
    ...(byHand ? { byHand: effectsJson(byHand) } : {}),
  };
}

function effectsJson({ order: _, ...effects }: Effects): Wire.EffectsJson {
  return effects;
}

/** The same with every Pod, claim and name, for the command line. */
export function fullPlanJson(plan: Plan, against: Against, place: (at: Place) => Wire.Place): object {
  const { effects, byHand, name } = plan;
  const json = planJson(plan, against, place);
  const withLine = <T extends Wire.Place>(at: T) => ({ ...at, line: at.range.start.line + 1 });
  return {
    ...json,
    changes: json.changes.map(withLine),
    refused: json.refused.map(withLine),
    ...fullEffects(name, effects),
    ...(byHand ? { byHand: fullEffects(name, byHand) } : {}),
  };
}

function fullEffects(set: string, effects: Effects): object {
  const names = (all: readonly Names[]) =>
    all.flatMap((each) => ('name' in each ? [each.name] : ordinals(each).map((i) => `${set}-${i}${each.suffix}`)));
  return {
    ...effectsJson(effects),
    pods: Object.fromEntries(
      effects.pods.flatMap((each) => ordinals(each).map((ordinal) => [`${set}-${ordinal}`, each.fate])),
    ),
    restarts: effects.restarts.flatMap((each) => ordinals(each).map((ordinal) => `${set}-${ordinal}`)),
    claims: Object.fromEntries(
      effects.claims.flatMap((each) =>
        ordinals(each).map((ordinal) => [`${each.template}-${set}-${ordinal}`, each.fate]),
      ),
    ),
    names: { begin: names(effects.names.begin), cease: names(effects.names.cease) },
  };
}

const ordinals = ({ from, to }: Ordinals): readonly number[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + (to < from ? -i : i));
