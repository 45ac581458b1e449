/** A plan in words, for text and Markdown: rows of what and which. */
import type { EffectsJson, NamesJson, Ordinals, PlanJson } from './protocol.ts';
import { number, plural } from './words.ts';

/** One thing that happens, and to which Pods, claims or names. In the order of the reading. */
export interface Row {
  readonly what: string;
  readonly names: readonly string[];
  /** Between the names: a list, or one after the other. */
  readonly between: ', ' | ' → ';
}

/** What becomes of Pods, claims and names, but for those that stay as they are. */
export function effectRows(name: string, effects: EffectsJson): readonly Row[] {
  const { pods, restarts, claims, names } = effects;
  const listed = (what: string, names: readonly string[]): readonly Row[] =>
    names.length === 0 ? [] : [{ what, names, between: ', ' }];
  const podsOf = (fate: EffectsJson['pods'][number]['fate']) =>
    pods.filter((each) => each.fate === fate).flatMap((range) => spread(`${name}-`, '', range));
  const claimsOf = (fate: EffectsJson['claims'][number]['fate']) =>
    claims.filter((each) => each.fate === fate).flatMap((range) => spread(`${range.template}-${name}-`, '', range));
  const by = effects.deletedBy === undefined ? '' : ` (${effects.deletedBy})`;
  return [
    ...listed('New Pods', podsOf('new')),
    ...listed('Pods that leave', podsOf('leaves')),
    ...(restarts.length === 0
      ? []
      : [
          {
            what: `Restart${effects.atOnce > 1 ? `, up to ${number(effects.atOnce)} at a time` : ''}`,
            names: restarts.flatMap((range) => spread(`${name}-`, '', range)),
            between: ' → ' as const,
          },
        ]),
    ...listed('Old version', podsOf('held')),
    ...listed('New claims', claimsOf('new')),
    ...listed('Orphaned claims', claimsOf('orphaned')),
    ...listed(`Deleted claims${by}`, claimsOf('deleted')),
    ...listed(
      'New names',
      names.begin.flatMap((each) => spreadNames(name, each)),
    ),
    ...listed(
      'Names gone',
      names.cease.flatMap((each) => spreadNames(name, each)),
    ),
  ];
}

/** Of a longer row, the first and the last one are named. */
const mostNamed = 4;

function spread(before: string, after: string, { from, to }: Ordinals): readonly string[] {
  const count = Math.abs(to - from) + 1;
  const by = to < from ? -1 : 1;
  const name = (ordinal: number) => `${before}${ordinal}${after}`;
  if (count > mostNamed) return [name(from), `… (${number(count - 2)} more)`, name(to)];
  return Array.from({ length: count }, (_, i) => name(from + i * by));
}
const spreadNames = (set: string, names: NamesJson): readonly string[] =>
  'name' in names ? [names.name] : spread(`${set}-`, names.suffix, names);

/** A set with its plan, and how its place is printed. */
export interface PlannedSet {
  readonly name: string;
  readonly namespace: string | null;
  readonly place: string;
  readonly plan: PlanJson;
}

/** `2 StatefulSets changed, 1 new, 3 unchanged.` */
export function countSentence(sets: readonly PlannedSet[], against: string): string {
  const count = (state: PlanJson['state']) => sets.filter(({ plan }) => plan.state === state).length;
  const parts = (['changed', 'new', 'gone', 'unchanged'] as const)
    .filter((state) => count(state) > 0)
    .map((state, i) =>
      i === 0 ? `${plural(count(state), 'StatefulSet')} ${state}` : `${number(count(state))} ${state}`,
    );
  if (parts.length === 0) return `No StatefulSet here, nor in ${against}.`;
  return count('unchanged') === sets.length ? `Nothing differs from ${against}: ${parts[0]}.` : `${parts.join(', ')}.`;
}
