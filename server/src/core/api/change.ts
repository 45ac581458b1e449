/** What the API server finds wrong in an object that takes the place of another one. */
import type { KubernetesVersion } from '../settings.ts';
import { Check, type FieldError } from './field-error.ts';
import { Path } from './path.ts';
import type { ObjectMeta } from './types.ts';
import { validators } from './validate/index.ts';
import { updates } from './validate/update/index.ts';
import { metadata } from './validate/update/metadata.ts';

interface ChangeErrors {
  /** As of an object that is made, without what is not asked of a change. */
  readonly created: readonly FieldError[];
  /** Of the difference. */
  readonly changed: readonly FieldError[];
}

/**
 * `now` and `was` are values of the given type (decode.ts): the object as it is applied, and as it was applied before. What neither
 * says, the server keeps.
 */
export function changeErrors(type: string, now: unknown, was: unknown, kubernetes: KubernetesVersion): ChangeErrors {
  const update = updates[type];
  const prepared = update?.prepare?.(now as never, was as never) ?? now;
  const created = new Check(kubernetes);
  validators[type]?.(created, Path.top, prepared as never);
  const changed = new Check(kubernetes);
  metadata(changed, Path.top.child('metadata'), metadataOf(now), metadataOf(was));
  update?.check(changed, Path.top, prepared as never, was as never);
  return {
    created: created.errors.filter((error) => !update?.passesOver?.(error)),
    changed: changed.errors,
  };
}

const metadataOf = (object: unknown) => (object as { readonly metadata?: ObjectMeta } | undefined)?.metadata;
