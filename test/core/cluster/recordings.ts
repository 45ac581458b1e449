/**
 * What a real control plane did, condensed to what is compared: one line of JSON for each scenario in `recorded.jsonl`.
 * A state holds only what differs from the one before; a name alone stands for what is gone.
 */
import { readScript, type Script } from '../../../server/src/core/cluster/actions.ts';
import { play, type Run } from '../../../server/src/core/cluster/run.ts';
import type { KubernetesVersion } from '../../../server/src/core/settings.ts';

type Values = Readonly<Record<string, unknown>>;
interface Entry {
  readonly n: number;
  readonly action: number;
  readonly event: string;
  readonly target: string;
  readonly detail: string;
  readonly loose?: boolean;
  readonly after?: readonly number[];
}
interface Dns {
  readonly name: string;
  readonly type: string;
  readonly from?: string;
  readonly rcode: string;
  readonly answers: readonly string[];
}
interface RecordedState {
  readonly after: number;
  readonly pods: readonly Values[];
  readonly claims: readonly Values[];
  readonly dns: readonly Dns[];
}
/** As it was recorded. */
export interface Recording {
  readonly id: string;
  readonly kubernetes: string;
  readonly gates?: Readonly<Record<string, boolean>>;
  readonly manifests: string;
  readonly actions: readonly Values[];
  readonly log: readonly Entry[];
  readonly unstable: readonly { readonly log?: Entry; readonly after?: number; readonly [part: string]: unknown }[];
  readonly states: readonly RecordedState[];
}

type Part = 'pods' | 'claims';
interface CondensedState {
  readonly pods?: readonly (Values | string)[];
  readonly claims?: readonly (Values | string)[];
  /** Objects of which not everything is certain. */
  readonly unsure?: readonly string[];
  /** `A web-0.nginx from default` → answers, or the rcode of none; null: no longer asked. */
  readonly dns?: Readonly<Record<string, string | null>>;
}
export interface Condensed {
  readonly id: string;
  readonly kubernetes: string;
  readonly gates?: Readonly<Record<string, boolean>>;
  readonly manifests: string;
  readonly actions: readonly Values[];
  /** `action|event|target|detail` and the numbers of the entries that come before, counted from 0. */
  readonly log: readonly (readonly [entry: string, ...after: number[]])[];
  /** Entries that may come, with how often. */
  readonly may: Readonly<Record<string, number>>;
  readonly states: readonly CondensedState[];
}

const fields: Readonly<Record<Part, readonly string[]>> = {
  pods: [
    'phase',
    'ready',
    'terminating',
    'scheduled',
    'labels',
    'annotations',
    'owners',
    'hostname',
    'subdomain',
    'volumes',
    'waiting',
  ],
  claims: [
    'phase',
    'terminating',
    'storageClassName',
    'accessModes',
    'storage',
    'labels',
    'annotations',
    'owners',
    'volume',
  ],
};
const looseEvents = new Set(['event', 'warning-event', 'pod-unschedulable']);
/** Messages are for people: of a refusal only its place is compared. */
const keyOf = ({ action, event, target, detail }: Omit<Entry, 'n'>) =>
  [action, event, target, event === 'refused' ? '' : detail].join('|');

/** Objects of a state by name; several of one name (Pods of a Deployment) are told apart by a number. */
function byName(objects: readonly Values[], part: Part): ReadonlyMap<string, Values> {
  const result = new Map<string, Values>();
  for (const object of objects) {
    let name = String(object.name);
    while (result.has(name)) name += '+';
    const kept = fields[part].filter((field) => object[field] !== undefined && object[field] !== null);
    result.set(name, Object.fromEntries(kept.map((field) => [field, sorted(object[field])])));
  }
  return result;
}
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const questionOf = ({ type, name, from }: Pick<Dns, 'type' | 'name' | 'from'>) =>
  `${type} ${name}${from === undefined ? '' : ` from ${from}`}`;
const answerOf = ({ rcode, answers }: Pick<Dns, 'rcode' | 'answers'>) =>
  answers.length > 0 ? [...answers].sort().join(' ') : rcode;

/** `withNames`: the questions to DNS, too, which are most of it. */
export function condense(recording: Recording, withNames = true): Condensed {
  const { id, kubernetes, gates, manifests, actions, log, unstable, states } = recording;
  const strict = log.filter((entry) => !entry.loose && !looseEvents.has(entry.event));
  const places = new Map(strict.map(({ n }, i) => [n, i]));
  const may: Record<string, number> = {};
  for (const entry of [...unstable.flatMap(({ log: each }) => each ?? []), ...log.filter(({ loose }) => loose)])
    if (!looseEvents.has(entry.event)) may[keyOf(entry)] = (may[keyOf(entry)] ?? 0) + 1;
  return {
    id,
    kubernetes,
    ...(gates ? { gates } : {}),
    manifests,
    actions,
    log: strict.map((entry) => [keyOf(entry), ...(entry.after ?? []).flatMap((n) => places.get(n) ?? [])] as const),
    may,
    states: states
      .map((state) => (withNames ? state : { ...state, dns: [] }))
      .map((state, i, all) => condensedState(state, all[i - 1], recording)),
  };
}

function condensedState(
  state: RecordedState,
  before: RecordedState | undefined,
  { unstable }: Recording,
): CondensedState {
  const changed = (part: Part) => {
    const [now, old] = [byName(state[part], part), byName(before?.[part] ?? [], part)];
    const different = [...now].filter(([name, each]) => JSON.stringify(each) !== JSON.stringify(old.get(name)));
    const list = [
      ...[...old.keys()].filter((name) => !now.has(name)),
      ...different.map(([name, each]) => ({ name, ...each })),
    ];
    return list.length > 0 ? { [part]: list } : {};
  };
  const old = new Map(before?.dns.map((each) => [questionOf(each), answerOf(each)]));
  const now = new Map(state.dns.map((each) => [questionOf(each), answerOf(each)]));
  const dns = [
    ...[...now].filter(([question, answer]) => old.get(question) !== answer),
    ...[...old.keys()].filter((question) => !now.has(question)).map((question) => [question, null] as const),
  ];
  const unsure = unstable
    .filter(({ after }) => after === state.after)
    .flatMap(({ pods, claims }) => [pods, claims].flatMap((each) => (each ? [String((each as Values).name)] : [])));
  return {
    ...changed('pods'),
    ...changed('claims'),
    ...(unsure.length > 0 ? { unsure: [...new Set(unsure)] } : {}),
    ...(dns.length > 0 ? { dns: Object.fromEntries(dns) } : {}),
  };
}

/** Plays it, and says where that is something else than what was recorded. */
export function missesOf(condensed: Condensed): readonly string[] {
  const questions = questionsOf(condensed);
  const script = readScript({ ...condensed, queries: questions }) as Script;
  const run = play(script, {
    kubernetes: condensed.kubernetes as KubernetesVersion,
    gates: condensed.gates ?? {},
    clusterDomain: 'cluster.local',
    provisions: (name) => name === 'disk.ordinal.example',
  });
  return [...logMisses(condensed, run), ...condensed.states.flatMap((_, i) => stateMisses(condensed, run, i))];
}

/** All questions after each state: those of states before it are asked again. */
function questionsOf({ states }: Condensed): readonly (readonly Omit<Dns, 'rcode' | 'answers'>[])[] {
  return states.map((_, i) =>
    Object.keys(upTo(states, i)).map((question) => {
      const [, type = '', name = '', from] = /^(\S+) (.*?)(?: from (\S+))?$/.exec(question) ?? [];
      return { type, name, ...(from === undefined ? {} : { from }) };
    }),
  );
}
function upTo(states: readonly CondensedState[], i: number): Readonly<Record<string, string>> {
  const result = new Map<string, string>();
  for (const { dns = {} } of states.slice(0, i + 1))
    for (const [question, answer] of Object.entries(dns))
      if (answer === null) result.delete(question);
      else result.set(question, answer);
  return Object.fromEntries(result);
}

function logMisses({ log, may }: Condensed, run: Run): readonly string[] {
  const misses: string[] = [];
  const places = new Map<string, number[]>();
  for (const [i, entry] of run.log.entries())
    if (!looseEvents.has(entry.event)) places.set(keyOf(entry), [...(places.get(keyOf(entry)) ?? []), i]);
  const at = log.map(([key]) => places.get(key)?.shift());
  for (const [i, [key, ...after]] of log.entries()) {
    if (at[i] === undefined) misses.push(`missing ${key}`);
    // The order is transitive, and so is this comparison of all pairs.
    for (const n of after)
      if ((at[n] ?? 0) > (at[i] ?? Number.POSITIVE_INFINITY)) misses.push(`${key} before ${log[n]?.[0]}`);
  }
  for (const [key, left] of places) if (left.length > (may[key] ?? 0)) misses.push(`surplus ${key}`);
  return misses;
}

function stateMisses({ states }: Condensed, run: Run, i: number): readonly string[] {
  const misses: string[] = [];
  const state = run.states[i];
  for (const part of ['pods', 'claims'] as const) {
    const wanted = new Map<string, Values>();
    for (const each of states.slice(0, i + 1).flatMap((condensed) => condensed[part] ?? []))
      if (typeof each === 'string') wanted.delete(each);
      else wanted.set(String(each.name), each);
    const unsure = new Set(states[i]?.unsure);
    const ours = byName((state?.[part] ?? []) as unknown as readonly Values[], part);
    for (const name of new Set([...wanted.keys(), ...ours.keys()])) {
      const { name: _, ...fields } = wanted.get(name) ?? {};
      const [a, b] = [JSON.stringify(ours.get(name) ?? {}), JSON.stringify(fields)];
      if (a !== b && !unsure.has(name)) misses.push(`state ${i}: ${name} is ${a}, not ${b}`);
    }
  }
  for (const [question, answer] of Object.entries(upTo(states, i))) {
    const given = state?.dns.find((each) => questionOf(each) === question);
    const ours = given && answerOf(given);
    if (ours !== answer) misses.push(`state ${i}: ${question} is ${ours}, not ${answer}`);
  }
  return misses;
}
