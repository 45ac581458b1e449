/** How a change is taken back, and what one does to have it all the same. */
import { quoted } from '../../../preview.ts';
import type { ScalarValue } from '../../../yaml.ts';
import type { Repair } from '../../field-error.ts';
import type { ObjectMeta } from '../../types.ts';

/** The value that stood in a place before; undefined: none did. */
export function putBack(was: unknown): readonly Repair[] {
  if (was === undefined) return [{ kind: 'remove' }];
  const isScalar = typeof was !== 'object' || was === null;
  return [isScalar ? { kind: 'replace', value: was as ScalarValue } : { kind: 'add', value: was }];
}

/** What stood in a place of an object. */
export function valueAt(object: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    object,
  );
}

/** What stood there, as words to go on with: `, and name was "www"`. */
export function asItWas(was: unknown, steps: readonly (string | number)[]): string {
  const name = steps.findLast((step) => typeof step === 'string');
  if (was === undefined) return `, and ${name} was not there`;
  return typeof was === 'object' ? '' : `, and ${name} was ${JSON.stringify(was)}`;
}

/** kubectl with the names of an object: `kubectl delete pod -n shop web-0`. */
export function command(verb: string, { name = '', namespace = '' }: ObjectMeta = {}, option = ''): string {
  return ['kubectl', verb, namespace && `-n ${quoted(namespace)}`, name && quoted(name), option]
    .filter((word) => word !== '')
    .join(' ');
}
