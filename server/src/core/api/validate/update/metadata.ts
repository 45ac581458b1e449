/** What stays the same in all objects. Source: apimachinery pkg/api/validation/objectmeta.go (ValidateObjectMetaAccessorUpdate). */
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type { ObjectMeta } from '../../types.ts';

/** The cluster gives these; whoever writes them has to write what the cluster has. */
const given = ['uid', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const;

export function metadata(check: Check, at: Path, now: ObjectMeta = {}, was: ObjectMeta = {}): void {
  for (const field of given)
    if (now[field] !== undefined && now[field] !== was[field])
      check.invalid(
        at.child(field),
        `"${field}" is given by the cluster, and cannot be set in an object that exists.`,
        {
          repairs: [{ kind: 'remove' }],
        },
      );
}
