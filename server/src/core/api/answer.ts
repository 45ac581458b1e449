/** What the API server of a version answers to an object: the whole of it, stage by stage. */
import type { Resource } from '../manifest.ts';
import { remember } from '../remember.ts';
import { type KubernetesVersion, kubernetesVersions } from '../settings.ts';
import { decode } from './decode.ts';
import { isExcerpt } from './excerpt.ts';
import { Check, type FieldError } from './field-error.ts';
import { Path } from './path.ts';
import { typeOfKind } from './schema.ts';
import { validators } from './validate/index.ts';

/** An error with all that is said of it at once. */
export interface Refusal {
  readonly error: FieldError;
  /** The field errors of the server's answer that it stands for; empty for what the server would only say next. */
  readonly answers: readonly FieldError[];
}

const answers = new WeakMap<Resource, Map<KubernetesVersion, readonly Refusal[]>>();

/** All that is refused in an object of a known kind, in the server's order; empty when it is taken, or its kind is not known here. */
export function answerTo(resource: Resource, kubernetes: KubernetesVersion): readonly Refusal[] {
  const known = remember(answers, resource, () => new Map<KubernetesVersion, readonly Refusal[]>());
  return remember(known, kubernetes, () => ask(resource, kubernetes));
}

function ask(resource: Resource, kubernetes: KubernetesVersion): readonly Refusal[] {
  const untold = untyped(new Check(kubernetes), resource);
  if (untold) return [{ error: untold, answers: [untold] }];
  const type = typeOfKind(resource.apiVersion, resource.kind);
  return type === undefined ? [] : answerAs(resource, type, kubernetes);
}

/** The same for an object that is taken to be of another type than it says. */
export function answerAs(resource: Resource, type: string, kubernetes: KubernetesVersion): readonly Refusal[] {
  const check = new Check(kubernetes);
  const { value, fatal, strict } = decode(resource.field, type, kubernetes);
  if (!isExcerpt(resource)) validators[type]?.(check, Path.top, value as never);
  const [first] = fatal;
  // The server stops at the first stage that finds something; people want to know the rest all the same.
  const decoding = [...fatal, ...strict];
  const told = first ? [first] : strict.length > 0 ? strict : firstTurn(check.errors);
  const isTold = new Set<FieldError>(told);
  return [...decoding, ...check.errors.filter((error) => !vanishes(error, decoding))]
    .filter(({ follows }) => follows === undefined)
    .map((error) => ({
      error,
      answers: [error, ...check.errors.filter(({ follows }) => follows === error)].filter((each) => isTold.has(each)),
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
    const moved = error.repairs.flatMap((repair) => (repair.kind === 'move' ? [repair.to] : []));
    const places = [...moved, ...(error.path.parent ? [error.path.parent] : [])].map((place) => place.steps.join('\n'));
    const above = path.steps.slice(0, -1).join('\n');
    return type === 'Not found' || (type === 'Required value' && places.some((place) => isUnder(above, place)));
  });
}

/** The versions around the given one that refuse the same thing, as a remark: "since Kubernetes 1.34"; empty when all do. */
export function versionsOf({ error }: Refusal, resource: Resource, kubernetes: KubernetesVersion): string {
  // Versions have different names for the same place.
  const place = error.path.steps.join('\n');
  const isSame = (other: FieldError) =>
    other.type === error.type && other.effect === error.effect && other.path.steps.join('\n') === place;
  const refuses = (version: KubernetesVersion) => answerTo(resource, version).some((each) => isSame(each.error));
  const at = kubernetesVersions.indexOf(kubernetes);
  let since = at;
  while (since > 0 && refuses(kubernetesVersions[since - 1] ?? kubernetes)) since--;
  let until = at;
  while (until < kubernetesVersions.length - 1 && refuses(kubernetesVersions[until + 1] ?? kubernetes)) until++;
  const isLatest = until === kubernetesVersions.length - 1;
  if (since === 0) return isLatest ? '' : `up to Kubernetes ${kubernetesVersions[until]}`;
  return isLatest
    ? `since Kubernetes ${kubernetesVersions[since]}`
    : `in Kubernetes ${kubernetesVersions[since]} to ${kubernetesVersions[until]}`;
}
