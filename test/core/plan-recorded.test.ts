/** What a plan says is what real control planes did: each recording whose second action changes the set, or makes it anew. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type Json,
  type JsonObject,
  merged,
  objectAt,
  objectsAt,
  textAt,
} from '../../server/src/core/cluster/plain-json.ts';
import { documentsOf } from '../../server/src/core/cluster/simulation.ts';
import type { Effects, Ordinals } from '../../server/src/core/plan/told.ts';
import type { Plan } from '../../server/src/core/plan.ts';
import type { KubernetesVersion } from '../../server/src/core/settings.ts';
import { plansOf } from '../plans.ts';
import type { Condensed } from './cluster/recordings.ts';

type Recorded = Omit<Condensed, 'actions'> & { readonly actions: readonly JsonObject[] };
const recorded = readFileSync(new URL('cluster/recorded.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Recorded => JSON.parse(line));

const print = (documents: readonly Json[]) => documents.map((each) => JSON.stringify(each)).join('\n---\n');
const isSet = (document: Json, name: string) =>
  textAt(document, 'kind') === 'StatefulSet' && textAt(document, 'metadata', 'name') === name;

/** The documents after the action; undefined for one that is no change of the files. */
function changed(documents: readonly Json[], action: JsonObject): readonly Json[] | undefined {
  const patched = (name: Json | undefined, patch: (set: Json) => Json) =>
    documents.map((each) => (isSet(each, String(name)) ? merged(each, patch(each)) : each));
  switch (action.do) {
    case 'scale':
      return patched(action.set, () => ({ spec: { replicas: action.replicas ?? 0 } }));
    case 'set-image':
      return patched(action.set, (set) => {
        const [first = {}, ...more] = objectsAt(set, 'spec', 'template', 'spec', 'containers');
        const containers = [{ ...first, image: action.image ?? '' }, ...more];
        return { spec: { template: { spec: { containers } } } };
      });
    case 'patch':
      return action.kind === 'StatefulSet' ? patched(action.name, () => objectAt(action, 'merge')) : undefined;
    case 'apply': {
      const applied = documentsOf(String(action.manifests ?? ''));
      const idOf = (each: Json) => `${textAt(each, 'kind')}/${textAt(each, 'metadata', 'name')}`;
      return [...documents.filter((each) => !applied.some((other) => idOf(other) === idOf(each))), ...applied];
    }
    default:
      return undefined;
  }
}

function planFor({ manifests, kubernetes }: Recorded, action: JsonObject): readonly Plan[] {
  const before = documentsOf(manifests);
  const now = changed(before, action) ?? [];
  return plansOf(`#- a.yaml (as it was)\n${print(before)}\n#- a.yaml\n${print(now)}\n`, {
    kubernetes: kubernetes as KubernetesVersion,
  });
}

interface Happened {
  readonly restarts: readonly string[];
  readonly new: readonly string[];
  readonly leaves: readonly string[];
  readonly 'new claims': readonly string[];
  readonly 'deleted claims': readonly string[];
}
/** Read from the log of some actions. Restarts are in their order. */
function happened({ log }: Recorded, actions: readonly number[]): Happened {
  const of = (event: string) =>
    log.flatMap(([entry]) => {
      const [action, what, target = ''] = entry.split('|');
      return what === event && actions.includes(Number(action)) ? [target] : [];
    });
  const [deleted, created] = [of('pod-deleted'), of('pod-created')];
  return {
    restarts: of('pod-deleting').filter((pod) => created.includes(pod)),
    new: created.filter((pod) => !deleted.includes(pod)).sort(),
    leaves: deleted.filter((pod) => !created.includes(pod)).sort(),
    'new claims': of('claim-created').sort(),
    'deleted claims': of('claim-deleted').sort(),
  };
}
function told(name: string, { pods, restarts, claims }: Effects): Happened {
  const list = ({ from, to }: Ordinals) =>
    Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + (to < from ? -i : i));
  const podsOf = (fate: string) =>
    pods.filter((each) => each.fate === fate).flatMap((each) => list(each).map((ordinal) => `${name}-${ordinal}`));
  const claimsOf = (fate: string) =>
    claims
      .filter((each) => each.fate === fate)
      .flatMap((each) => list(each).map((ordinal) => `${each.template}-${name}-${ordinal}`));
  return {
    restarts: restarts.flatMap((each) => list(each).map((ordinal) => `${name}-${ordinal}`)),
    new: podsOf('new').sort(),
    leaves: podsOf('leaves').sort(),
    'new claims': claimsOf('new').sort(),
    'deleted claims': claimsOf('deleted').sort(),
  };
}

/** Names of Pods that answered after one state and not after another one, of those that were asked for after both. */
function answered({ states }: Recorded): { readonly begin: readonly string[]; readonly cease: readonly string[] } {
  const [before = {}, now = {}] = states.map(({ dns }) => dns ?? {});
  const has = (answer: string | null | undefined) =>
    answer !== undefined && answer !== null && !/^[A-Z]+$/.test(answer);
  const names = Object.entries(now)
    .filter(
      ([question, answer]) => /^A \S+\.svc\.cluster\.local$/.test(question) && has(answer) !== has(before[question]),
    )
    .map(([question]) => question.slice(2).replace(/\.default\.svc\.cluster\.local$/, ''));
  return {
    begin: names.filter((name) => has(now[`A ${name}.default.svc.cluster.local`])),
    cease: names.filter((name) => !has(now[`A ${name}.default.svc.cluster.local`])),
  };
}

/** A file that says so would make the same of a set that ran: nothing else was done to it before. */
const changes = recorded.filter(
  ({ actions: [first, second], gates }) =>
    !gates && first?.do === 'apply' && second && ['scale', 'set-image', 'patch', 'apply'].includes(String(second.do)),
);

describe('a changed file does to the Pods and claims what the same change did', () => {
  // Pods that could not start before, and images that cannot be pulled, are no matter of the files.
  const cases = changes.filter(
    ({ id }) =>
      !/^(?:class-|create-broken|claim-grow|pod-|update-broken|seed|update-immutable|volumes-fewer|volume-reused)/.test(
        id,
      ),
  );
  test.each(cases.map((each) => [`${each.id} (${each.kubernetes})`, each] as const))('%s', (_, recording) => {
    const [, action = {}] = recording.actions;
    const plans = planFor(recording, action);
    const [plan] = plans;
    if (!plan) throw new Error('no plan');
    expect(plans.map(({ refused }) => refused)).toEqual(plans.map(() => []));
    expect(told(plan.name, plan.effects)).toEqual(happened(recording, [1]));
    const { begin, cease } = answered(recording);
    const names = (all: Effects['names']['begin']) =>
      all.flatMap((each) =>
        'name' in each
          ? [each.name]
          : Array.from({ length: each.to - each.from + 1 }, (_, i) => `${plan.name}-${each.from + i}${each.suffix}`),
      );
    expect(names(plan.effects.names.begin)).toEqual(expect.arrayContaining([...begin]));
    expect(names(plan.effects.names.cease)).toEqual(expect.arrayContaining([...cease]));
  });
  test('in more than thirty recordings', () => expect(cases.length).toBeGreaterThan(30));
});

describe('what the API server refused is refused', () => {
  const cases = recorded
    .filter(({ id }) => id === 'update-immutable')
    .flatMap((each) => each.actions.slice(1).map((action, i) => [each, action, i + 1] as const));
  test.each(cases.map(([each, action, i]) => [`${each.id} (${each.kubernetes}) ${i}`, each, action, i] as const))(
    '%s',
    (_, recording, action, number) => {
      const isRefused = recording.log.some(([entry]) => entry.startsWith(`${number}|refused|`));
      const [plan] = planFor(recording, action);
      expect((plan?.refused.length ?? 0) > 0).toBe(isRefused);
      if (isRefused) expect(told('web', plan?.effects as Effects)).toEqual(nothing);
    },
  );
});
const nothing: Happened = { restarts: [], new: [], leaves: [], 'new claims': [], 'deleted claims': [] };

describe('the way round does what it did', () => {
  const cases = recorded.filter(
    ({ id, actions: [, second, third] }) =>
      id.startsWith('recreate-') && second?.cascade === 'orphan' && third?.do === 'apply' && id !== 'recreate-fewer',
  );
  test.each(cases.map((each) => [each.id, each] as const))('%s', (_, recording) => {
    const [, , action = {}, last] = recording.actions;
    const [plan] = planFor(recording, action);
    expect(plan?.refused.length).toBeGreaterThan(0);
    expect(plan?.manual.map(({ command }) => command)).toContain('kubectl delete statefulset web --cascade=orphan');
    const all = told('web', plan?.byHand as Effects);
    const were = happened(recording, [1, 2, 3]);
    // Where one Pod was deleted by hand, the plan does so with all that need it.
    expect(last === undefined).toBe(were.restarts.length === 0);
    expect(all.restarts).toEqual(expect.arrayContaining([...were.restarts]));
    expect([all.new, all.leaves]).toEqual([were.new, were.leaves]);
    expect(all['new claims']).toEqual(expect.arrayContaining([...were['new claims']]));
    expect(all['deleted claims']).toEqual([]);
  });
  test('in four recordings', () => expect(cases).toHaveLength(4));
});
