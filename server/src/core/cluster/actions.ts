/** The vocabulary of what can be done to a cluster, and reading it from JSON. */
import { isObject, type Json, type JsonObject, textsAt } from './plain-json.ts';

/** What an action may say; which fields it needs depends on `do`. */
export type Action =
  | { readonly do: 'apply'; readonly namespace: string; readonly manifests: string | undefined }
  | { readonly do: 'scale'; readonly namespace: string; readonly set: string; readonly replicas: number }
  | { readonly do: 'set-image'; readonly namespace: string; readonly set: string; readonly image: string }
  | {
      readonly do: 'patch';
      readonly namespace: string;
      readonly kind: string;
      readonly name: string;
      readonly merge: JsonObject;
    }
  | {
      readonly do: 'delete';
      readonly namespace: string;
      readonly kind: string;
      readonly name: string;
      readonly cascade: 'background' | 'foreground' | 'orphan';
    }
  | { readonly do: PodVerb; readonly namespace: string; readonly pods: readonly string[] }
  | { readonly do: 'node-failure'; readonly namespace: string; readonly of: string }
  | { readonly do: 'node-recovery'; readonly namespace: string };
export type PodVerb = (typeof podVerbs)[number];

const podVerbs = [
  'hold',
  'release',
  'not-ready',
  'crash',
  'fail',
  'succeed',
  'hold-termination',
  'release-termination',
  'force-delete',
] as const;
const verbs = ['apply', 'scale', 'set-image', 'patch', 'delete', ...podVerbs, 'node-failure', 'node-recovery'];
const isPodVerb = (verb: string): verb is PodVerb => (podVerbs as readonly string[]).includes(verb);

/** These only prepare: nothing happens by them alone, and no state follows. */
export const isPreparing = (action: Action): boolean => action.do === 'hold' || action.do === 'hold-termination';

export interface Question {
  readonly name: string;
  readonly type: string;
  /** The namespace of the Pod that asks: its search list is tried. */
  readonly from: string | undefined;
}

/** A list of actions, with what it stands on. */
export interface Script {
  /** Undefined: what else is known of the cluster. */
  readonly manifests: string | undefined;
  readonly kubernetes: string | undefined;
  readonly gates: Readonly<Record<string, boolean>>;
  /** Provisioners that run beside `disk.ordinal.example`. */
  readonly provisioners: readonly string[];
  readonly actions: readonly Action[];
  /** Numbers of actions that leave no state behind: `"state": false`. */
  readonly silent: ReadonlySet<number>;
  /** The questions after the i-th state. */
  readonly queries: readonly (readonly Question[])[];
}

/** Where a file of actions is wrong, and how. */
export class ScriptProblem {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Reads a parsed JSON file; a ScriptProblem says what is wrong with it. */
export function readScript(json: unknown): Script | ScriptProblem {
  if (!isObject(json)) return new ScriptProblem('it must be an object with a list "actions"');
  const { manifests, kubernetes, gates, provisioners, actions, queries } = json;
  if (!Array.isArray(actions)) return new ScriptProblem('"actions" must be a list');
  if (manifests !== undefined && typeof manifests !== 'string')
    return new ScriptProblem('"manifests" must be YAML, as one text');
  if (kubernetes !== undefined && typeof kubernetes !== 'string')
    return new ScriptProblem('"kubernetes" must be a version in quotes, such as "1.37"');
  if (gates !== undefined && (!isObject(gates) || Object.values(gates).some((each) => typeof each !== 'boolean')))
    return new ScriptProblem('"gates" must give true or false for each feature gate');
  const names = textsAt(json, 'provisioners');
  if (provisioners !== undefined && (!Array.isArray(provisioners) || names.length < provisioners.length))
    return new ScriptProblem('"provisioners" must be a list of names');
  const read: Action[] = [];
  for (const [i, each] of actions.entries()) {
    const action = readAction(each);
    if (typeof action === 'string') return new ScriptProblem(`actions[${i}]: ${action}`);
    read.push(action);
  }
  const asked = readQueries(queries);
  if (asked instanceof ScriptProblem) return asked;
  return {
    manifests,
    kubernetes,
    gates: (gates ?? {}) as Readonly<Record<string, boolean>>,
    provisioners: names,
    actions: read,
    silent: new Set(actions.flatMap((each, i) => (isObject(each) && each.state === false ? [i] : []))),
    queries: asked,
  };
}

/** One action, or what is wrong with it. */
function readAction(json: Json): Action | string {
  if (!isObject(json)) return 'it must be an object';
  const verb = json.do;
  if (typeof verb !== 'string' || !verbs.includes(verb))
    return `"do" must be one of ${verbs.join(', ')}${verb === undefined ? '' : `, not ${JSON.stringify(verb)}`}`;
  const { namespace = 'default' } = json;
  if (typeof namespace !== 'string') return '"namespace" must be text';
  const missing = (field: string, what: string) => `${verb} needs "${field}", ${what}`;
  const { set, kind, name, image, replicas, manifests, merge, cascade = 'background', of } = json;
  switch (verb) {
    case 'apply':
      return manifests === undefined || typeof manifests === 'string'
        ? { do: verb, namespace, manifests }
        : '"manifests" must be YAML, as one text';
    case 'scale':
      if (typeof set !== 'string') return missing('set', 'the name of a StatefulSet');
      if (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0 || replicas >= 2 ** 31)
        return missing('replicas', 'a whole number from 0 to 2147483647');
      return { do: verb, namespace, set, replicas };
    case 'set-image':
      if (typeof set !== 'string') return missing('set', 'the name of a StatefulSet');
      return typeof image === 'string' ? { do: verb, namespace, set, image } : missing('image', 'the new image');
    case 'patch':
      if (typeof kind !== 'string') return missing('kind', 'such as StatefulSet');
      if (typeof name !== 'string') return missing('name', 'of the object');
      return isObject(merge) ? { do: verb, namespace, kind, name, merge } : missing('merge', 'a JSON merge patch');
    case 'delete':
      if (typeof kind !== 'string') return missing('kind', 'such as StatefulSet');
      if (typeof name !== 'string') return missing('name', 'of the object');
      return cascade === 'background' || cascade === 'foreground' || cascade === 'orphan'
        ? { do: verb, namespace, kind, name, cascade }
        : '"cascade" must be background, foreground or orphan';
    case 'node-failure':
      return typeof of === 'string' ? { do: verb, namespace, of } : missing('of', 'the name of a Pod on that node');
    case 'node-recovery':
      return { do: verb, namespace };
    default: {
      const pods = textsAt(json, 'pods');
      if (!Array.isArray(json.pods) || pods.length === 0 || pods.length < json.pods.length)
        return missing('pods', 'a list of names, in which * may stand');
      return isPodVerb(verb) ? { do: verb, namespace, pods } : `"${verb}" is unknown`;
    }
  }
}

function readQueries(json: Json | undefined): readonly (readonly Question[])[] | ScriptProblem {
  if (json === undefined) return [];
  const problem = new ScriptProblem('"queries" must hold a list of { "name", "type", "from"? } for each state');
  if (!Array.isArray(json)) return problem;
  const result: Question[][] = [];
  for (const list of json) {
    if (!Array.isArray(list)) return problem;
    const questions: Question[] = [];
    for (const each of list) {
      const { name, type = 'A', from } = isObject(each) ? each : {};
      if (typeof name !== 'string' || typeof type !== 'string') return problem;
      if (from !== undefined && typeof from !== 'string') return problem;
      questions.push({ name, type: type.toUpperCase(), from });
    }
    result.push(questions);
  }
  return result;
}
