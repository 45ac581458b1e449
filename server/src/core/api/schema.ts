/**
 * The shape of the Kubernetes API: which fields an object has, of which type, since and until which version.
 * The facts stand in schema.json (scripts/generate-schema.mjs says how they are written); this is how one asks them.
 */
import { type KubernetesVersion, kubernetesVersions } from '../settings.ts';
import table from './schema.json' with { type: 'json' };

export type ScalarType =
  | 'string'
  | 'int32'
  | 'int64'
  | 'bool'
  | 'double'
  | 'bytes'
  | 'Quantity'
  | 'IntOrString'
  | 'Time'
  | 'MicroTime'
  | 'any';

/** What may stand in a place. */
export type Shape =
  | { readonly kind: 'scalar'; readonly type: ScalarType }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'object'; readonly name: string };

export interface FieldShape {
  readonly name: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
  /** The values that the schema names; empty where it names none. */
  readonly values: readonly string[];
  /** The keys that tell the items of the list apart; empty where there are none. */
  readonly listKeys: readonly string[];
  /** What holds where nothing is written, whatever else is; undefined where there is nothing, or it hangs on other fields. */
  readonly defaultValue: string | undefined;
  /** The first version of the table that knows the field; undefined: all do. */
  readonly since: KubernetesVersion | undefined;
  /** The first version that knows it no more; undefined: the newest still does. */
  readonly removed: KubernetesVersion | undefined;
}

const scalars: ReadonlySet<string> = new Set<ScalarType>([
  'string',
  'int32',
  'int64',
  'bool',
  'double',
  'bytes',
  'Quantity',
  'IntOrString',
  'Time',
  'MicroTime',
  'any',
]);
const types: Readonly<Record<string, Readonly<Record<string, string>>>> = table.types;
const kinds: Readonly<Record<string, string>> = table.kinds;

/** The type of an object, by what stands in its `apiVersion` and `kind`; undefined for one that is not in the table. */
export const typeOfKind = (apiVersion: string, kind: string): string | undefined => kinds[`${apiVersion} ${kind}`];

const fields = new Map<string, ReadonlyMap<string, FieldShape>>();

/** The fields of a type by name, whatever the version; empty for a type that is not in the table. */
export function fieldsOf(type: string): ReadonlyMap<string, FieldShape> {
  let known = fields.get(type);
  if (!known) {
    known = new Map(Object.entries(types[type] ?? {}).map(([name, text]) => [name, readField(name, text)]));
    fields.set(type, known);
  }
  return known;
}

/** Whether a version knows the field. */
export const isKnown = ({ since, removed }: FieldShape, version: KubernetesVersion): boolean =>
  (since === undefined || order(version) >= order(since)) && (removed === undefined || order(version) < order(removed));

const order = (version: KubernetesVersion) => kubernetesVersions.indexOf(version);

function readField(name: string, text: string): FieldShape {
  const [type = '', ...marks] = text.split(' ');
  const mark = (sign: string) => marks.find((each) => each.startsWith(sign))?.slice(1);
  return {
    name,
    shape: readShape(type.replace('!', '')),
    isRequired: type.endsWith('!'),
    values: mark('=')?.split('|') ?? [],
    listKeys: mark('#')?.split(',') ?? [],
    defaultValue: mark(':'),
    since: mark('>') as KubernetesVersion | undefined,
    removed: mark('<') as KubernetesVersion | undefined,
  };
}

function readShape(text: string): Shape {
  if (text.startsWith('[]')) return { kind: 'list', of: readShape(text.slice(2)) };
  if (text.startsWith('{}')) return { kind: 'map', of: readShape(text.slice(2)) };
  return scalars.has(text) ? { kind: 'scalar', type: text as ScalarType } : { kind: 'object', name: text };
}
