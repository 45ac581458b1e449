/** A field that the API does not know: what was meant, or where it belongs. */
import { nearest } from '../did-you-mean.ts';
import type { Entry } from '../yaml.ts';
import type { Check } from './field-error.ts';
import type { Path } from './path.ts';
import { fieldsOf } from './schema.ts';

/** Reports `name`, which stands in a place of the given type beside the other entries. */
export function unknownField(check: Check, at: Path, name: string, type: string, siblings: readonly Entry[]): void {
  const fields = fieldsOf(type);
  const written = new Set(siblings.map(({ key }) => key.text));
  const free = [...fields.keys()].filter((field) => !written.has(field));
  const meant =
    free.find((field) => field.toLowerCase() === name.toLowerCase()) ?? nearest(name, free, (field) => field);
  check.report(
    'unknown field',
    at.child(name),
    `${type} has no field "${name}".${meant ? ` Did you mean "${meant}"?` : ''}`,
  );
}
