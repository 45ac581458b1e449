/** The look-up of what an object was, in the last commit say. */
import type { Resource } from '../manifest.ts';
import { type Asking, inSameNamespace } from './asking.ts';
import { kindKey } from './keys.ts';

export function before<R extends Resource>(asking: Asking, resource: R): R | undefined {
  if (!resource.name) return undefined;
  const key = asking.keyOf(resource, `name ${kindKey(resource)} ${resource.name.value}`);
  asking.note('before');
  asking.note(`before ${key}`);
  const then = (asking.state.older?.state.index.get(key) ?? []).filter(
    (candidate): candidate is R =>
      candidate.type === resource.type &&
      inSameNamespace(candidate, resource) &&
      candidate.field.document.problems.length === 0,
  );
  if (then.length === 0) return undefined;
  const { uri } = resource.field.document;
  const here = resource.build === undefined ? then.filter(({ field }) => field.document.uri === uri) : then;
  if (here.length > 0)
    return only(here) ?? only(here.filter(({ namespace }) => namespace?.value === resource.namespace?.value));
  asking.note(key);
  const now = new Set((asking.state.index.get(key) ?? []).map(({ field }) => field.document.uri));
  return only(then.filter(({ field }) => !now.has(field.document.uri)));
}

/** Twice the same is nobody's past. */
const only = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);
