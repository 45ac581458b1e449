/** `immutable: true` of ConfigMaps and Secrets: neither it nor the data can be changed. */
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type { ObjectMeta, StringMap } from '../../types.ts';
import { command } from './way-out.ts';

/** What an object that was `immutable` may not change; `field` is where its values stand. */
export function fixedData(
  check: Check,
  at: Path,
  kind: string,
  { metadata, immutable }: { readonly metadata?: ObjectMeta; readonly immutable?: boolean },
  now: StringMap<string> = {},
  was: StringMap<string> = {},
  field: string,
): void {
  const wayOut = `Delete it (${command(`delete ${kind}`, metadata)}) and apply it again, or give the new values another name.`;
  if (immutable !== true && field === 'data')
    check.forbidden(at.child('immutable'), `What was immutable stays so. ${wayOut}`, {
      repairs: [{ kind: immutable === undefined ? 'add' : 'replace', value: true }],
    });
  const keys = [...new Set([...Object.keys(now), ...Object.keys(was)])].filter((key) => now[key] !== was[key]);
  const [key] = keys;
  if (key !== undefined)
    check.forbidden(
      at.child(field).standingAt(at.child(field).key(key)),
      `The values are immutable, and "${key}" was changed. ${wayOut}`,
    );
}
