/** What the API server of a version answers to an object: the whole of it, stage by stage. */
import type { Resource } from '../manifest.ts';
import { remember } from '../remember.ts';
import { type KubernetesVersion, kubernetesVersions } from '../settings.ts';
import { changeErrors } from './change.ts';
import { type Decoded, decode } from './decode.ts';
import { isExcerpt } from './excerpt.ts';
import { Check, type FieldError, type Warning } from './field-error.ts';
import { Path } from './path.ts';
import { typeOfKind } from './schema.ts';
import { validators } from './validate/index.ts';
import { warners } from './warn/index.ts';

/** An error with all that is said of it at once. */
export interface Refusal {
  readonly error: FieldError;
  /** It is about the difference to what was, not about what is. */
  readonly isChange: boolean;
  /** The field errors of the server's answer that it stands for; empty for what the server would only say next. */
  readonly answers: readonly FieldError[];
}

interface Answer {
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
}
const nothing: Answer = { refusals: [], warnings: [] };

const answers = new WeakMap<Resource, Map<KubernetesVersion, Answer>>();
const changes = new WeakMap<
  Resource,
  { readonly was: Resource; readonly known: Map<KubernetesVersion, readonly Refusal[]> }
>();

/**
 * All that is refused in an object of a known kind, in the server's order; empty when it is taken, or its kind is not known here.
 * `was` is the object that it takes the place of, if there is one.
 */
export function answerTo(resource: Resource, kubernetes: KubernetesVersion, was?: Resource): readonly Refusal[] {
  if (!was) return answer(resource, kubernetes).refusals;
  let change = changes.get(resource);
  if (change?.was !== was) {
    change = { was, known: new Map() };
    changes.set(resource, change);
  }
  return remember(change.known, kubernetes, () => answerToChange(resource, was, kubernetes));
}

/** What the server warns of in an object that it takes; empty for one that it refuses. */
export const warningsOf = (resource: Resource, kubernetes: KubernetesVersion): readonly Warning[] =>
  answer(resource, kubernetes).warnings;

function answer(resource: Resource, kubernetes: KubernetesVersion): Answer {
  const known = remember(answers, resource, () => new Map<KubernetesVersion, Answer>());
  return remember(known, kubernetes, () => ask(resource, kubernetes));
}

function ask(resource: Resource, kubernetes: KubernetesVersion): Answer {
  const untold = untyped(new Check(kubernetes), resource);
  if (untold) return { refusals: [{ error: untold, isChange: false, answers: [untold] }], warnings: [] };
  const type = typeOfKind(resource.apiVersion, resource.kind);
  return type === undefined ? nothing : askAs(resource, type, kubernetes);
}

/** What is refused in an object that is taken to be of another type than it says. */
export const answerAs = (resource: Resource, type: string, kubernetes: KubernetesVersion): readonly Refusal[] =>
  askAs(resource, type, kubernetes).refusals;

function askAs(resource: Resource, type: string, kubernetes: KubernetesVersion): Answer {
  const check = new Check(kubernetes);
  const decoded = decode(resource.field, type, kubernetes);
  const isWhole = !isExcerpt(resource);
  if (isWhole) validators[type]?.(check, Path.top, decoded.value as never);
  const refusals = refusalsIn(decoded, check.errors, []);
  const isTaken = refusals.every(({ answers }) => answers.length === 0);
  if (isWhole && isTaken) warners[type]?.(check, Path.top, decoded.value as never);
  return { refusals, warnings: check.warnings };
}

/** What the server says to a change of an object that it has. One that it would not have taken, it does not have. */
function answerToChange(resource: Resource, was: Resource, kubernetes: KubernetesVersion): readonly Refusal[] {
  const type = typeOfKind(resource.apiVersion, resource.kind);
  const isStored = !answerTo(was, kubernetes).some(({ answers }) => answers.length > 0);
  if (type === undefined || !isStored || (isExcerpt(resource) && isExcerpt(was))) return answerTo(resource, kubernetes);
  const decoded = decode(resource.field, type, kubernetes);
  const { created, changed } = changeErrors(type, decoded.value, decode(was.field, type, kubernetes).value, kubernetes);
  return refusalsIn(decoded, created, changed);
}

/** Errors of all stages → what is told of them, and what of it is the server's answer: it stops at the first stage that finds any. */
function refusalsIn(
  { fatal, strict }: Decoded,
  created: readonly FieldError[],
  changed: readonly FieldError[],
): readonly Refusal[] {
  const errors = [...created, ...changed];
  const [first] = fatal;
  const decoding = [...fatal, ...strict];
  if (decoding.length + errors.length === 0) return [];
  const told = first ? [first] : strict.length > 0 ? strict : firstTurn(errors);
  const isTold = new Set<FieldError>(told);
  const isChange = new Set<FieldError>(changed);
  // People want to know the rest all the same.
  return [...decoding, ...errors.filter((error) => !vanishes(error, decoding))]
    .filter(({ follows }) => follows === undefined)
    .map((error) => ({
      error,
      isChange: isChange.has(error),
      answers: [error, ...errors.filter(({ follows }) => follows === error)].filter((each) => isTold.has(each)),
    }));
}

/** A kind or version that is no text: the server does not even know what it is to decode. */
function untyped(check: Check, { field }: Resource): FieldError | undefined {
  const step = ['apiVersion', 'kind'].find((each) => field.get(each).exists && !field.get(each).string);
  if (step === undefined || field.get(step).scalar === null) return undefined;
  return check.report('decoding', Path.top.child(step), `${step} must be text.`);
}

/** The errors of the first of the server's turns that finds any. */
function firstTurn(errors: readonly FieldError[]): readonly FieldError[] {
  const rejecting = errors.filter(({ effect }) => effect === 'rejected');
  const turn = Math.min(...rejecting.map(({ turn }) => turn));
  return rejecting.filter((error) => error.turn === turn);
}

/**
 * What comes of a field that could not be decoded: with a misspelt `containers`, `containers` is missing, and what they mount is
 * not found. The server would not have come so far, either.
 */
function vanishes({ type, path }: FieldError, decoding: readonly FieldError[]): boolean {
  const steps = path.steps.join('\n');
  const isUnder = (a: string, b: string) => a === b || a.startsWith(`${b}\n`) || b === '';
  return decoding.some((error) => {
    const other = error.path.steps.join('\n');
    if (isUnder(steps, other) || isUnder(other, steps)) return true;
    if (error.type !== 'unknown field') return false;
    const meant = error.repairs.flatMap((repair) =>
      repair.kind === 'rename' ? [error.path.parent?.child(repair.key)] : [],
    );
    if (meant.some((place) => place && isUnder(steps, place.steps.join('\n')))) return true;
    const moved = error.repairs.flatMap((repair) => (repair.kind === 'move' ? [repair.to] : []));
    const places = [...moved, ...(error.path.parent ? [error.path.parent] : [])].map((place) => place.steps.join('\n'));
    const above = path.steps.slice(0, -1).join('\n');
    return type === 'Not found' || (type === 'Required value' && places.some((place) => isUnder(above, place)));
  });
}

/**
 * What else is known of a refusal by version, as a sentence: since or until when it is one, and what is made of the object where it
 * is none, as far as it helps with the version in use. Empty when all versions say the same.
 */
export function versionsOf(
  { error, isChange }: Refusal,
  resource: Resource,
  kubernetes: KubernetesVersion,
  was?: Resource,
): string {
  // Versions have different names for the same place, and of changes some name the object alone.
  const placeOf = ({ path }: FieldError) => path.steps.join('\n');
  const place = placeOf(error);
  const isSame = (other: Refusal, effect: FieldError['effect']) =>
    placeOf(other.error) === place &&
    (isChange ? other.isChange : other.error.type === error.type && other.error.effect === effect);
  const says = (i: number, effect = error.effect) => {
    const version = kubernetesVersions[i];
    return version !== undefined && answerTo(resource, version, was).some((each) => isSame(each, effect));
  };
  let since = kubernetesVersions.indexOf(kubernetes);
  let until = since;
  while (says(since - 1)) since--;
  while (says(until + 1)) until++;
  const [before, first, last, next] = [since - 1, since, until, until + 1].map((i) => kubernetesVersions[i]);
  if (error.effect === 'stuck')
    return `No Pod can be made of it${says(until + 1, 'rejected') ? `, and Kubernetes ${next} refuses it` : ''}.`;
  if (before === undefined) return next === undefined ? '' : `Refused up to Kubernetes ${last}.`;
  const isStuckBefore = says(since - 1, 'stuck');
  const age = kubernetesVersions.length - 1 - kubernetesVersions.indexOf(kubernetes);
  // Who has the newest cluster does not need the past; of StatefulSets, that an older one takes them is worth a word.
  if (next === undefined && age === 0 && !isStuckBefore && resource.type !== 'StatefulSet') return '';
  const stuck = isStuckBefore && age > 1 ? `; ${before} takes it and never creates a Pod` : '';
  return next === undefined
    ? `Refused since Kubernetes ${first}${stuck}.`
    : `Refused in Kubernetes ${first} to ${last}${stuck}.`;
}
