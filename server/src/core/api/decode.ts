/**
 * Text's tree → the object as the API server decodes it: strictly, as kubectl asks for. What it refuses at this stage it answers
 * alone, before it looks at any value. Source: apimachinery runtime/serializer/json, sigs.k8s.io/yaml, sigs.k8s.io/json.
 */
import type { Entry, Field, Node, ScalarNode, ScalarValue } from '../yaml.ts';
import { Check, type FieldError, type Repair } from './field-error.ts';
import { nameOfKey, Path } from './path.ts';
import { isQuantity, meantQuantity } from './quantity.ts';
import { fieldsOf, isKnown, type ScalarType, type Shape } from './schema.ts';
import { type Level, unknownField } from './unknown-field.ts';

export interface Decoded {
  /** The object without what could not be decoded. See types.ts for what it is made of. */
  readonly value: unknown;
  /** What ends decoding at once; the server names the first only. In the server's order. */
  readonly fatal: readonly FieldError[];
  /** What strict decoding collects: unknown fields, keys that stand twice. */
  readonly strict: readonly FieldError[];
}

/** Reads an object of the given type (schema.ts). */
export function decode(object: Field, type: string, kubernetes: Check['kubernetes']): Decoded {
  const decoder = new Decoder(kubernetes);
  const value = object.node ? decoder.read(object.node, { kind: 'object', name: type }, Path.top) : undefined;
  const inOrder = (errors: readonly FieldError[]) => errors.toSorted((a, b) => compareSteps(a.path, b.path));
  return {
    value,
    fatal: [decoder.unprintable, decoder.aborting, decoder.saved].flatMap(({ errors }) => inOrder(errors)),
    strict: decoder.strict.errors,
  };
}

/** The server decodes JSON that was made of a map: its keys come in the order of their letters. */
function compareSteps(a: Path, b: Path): number {
  const [left, right] = [a.steps, b.steps];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i] ?? '', right[i] ?? ''];
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

class Decoder {
  /** What JSON cannot say: YAML does not become JSON then. */
  readonly unprintable: Check;
  /** From types that read themselves (quantities, times, numbers or text): they end decoding where they stand. */
  readonly aborting: Check;
  /** All other wrong types: Go remembers the first and reads on. */
  readonly saved: Check;
  readonly strict: Check;
  /** From the top to where it reads. */
  readonly #levels: Level[] = [];

  constructor(kubernetes: Check['kubernetes']) {
    this.unprintable = new Check(kubernetes);
    this.aborting = new Check(kubernetes);
    this.saved = new Check(kubernetes);
    this.strict = new Check(kubernetes);
  }

  /** The value in this place; undefined where there is none or it is not of that shape. */
  read(node: Node, shape: Shape, path: Path): unknown {
    if (shape.kind === 'scalar') return this.#scalar(node, shape.type, path);
    if (node.kind === 'scalar' && node.value === null) return undefined;
    if (shape.kind === 'list') {
      if (node.kind !== 'sequence') return this.#wrongType(node, shape, path);
      return node.items.map((item, i) => this.read(item, shape.of, path.index(i)) ?? zeroOf(shape.of));
    }
    if (node.kind !== 'mapping') return this.#wrongType(node, shape, path);
    for (const key of node.overriding ?? []) this.#twice(nameOfKey(key), path.key(nameOfKey(key)));
    return shape.kind === 'map'
      ? this.#map(node.entries, shape.of, path)
      : this.#object(node.entries, shape.name, path);
  }

  #map(entries: readonly Entry[], of: Shape, path: Path): Readonly<Record<string, unknown>> {
    const map: Record<string, unknown> = {};
    for (const { key, value } of this.#distinct(entries, (name) => path.key(name)))
      map[nameOfKey(key)] = this.read(value, of, path.key(nameOfKey(key))) ?? zeroOf(of);
    return map;
  }

  #object(entries: readonly Entry[], type: string, path: Path): Readonly<Record<string, unknown>> {
    const fields = fieldsOf(type);
    const object: Record<string, unknown> = {};
    this.#levels.push({ type, path, entries });
    for (const entry of this.#distinct(entries, (name) => path.child(name))) {
      const name = nameOfKey(entry.key);
      const field = fields.get(name);
      if (!field || !isKnown(field, this.strict.kubernetes)) {
        unknownField(this.strict, this.#levels, entry);
        this.#untyped(entry.value, path.child(name));
        continue;
      }
      const read = this.read(entry.value, field.shape, path.child(name));
      if (read !== undefined) object[name] = read;
    }
    this.#levels.pop();
    return object;
  }

  /** Of a field that nobody knows, keys that stand twice are found all the same. */
  #untyped(node: Node, path: Path): unknown {
    if (node.kind === 'sequence') return node.items.map((item, i) => this.#untyped(item, path.index(i)));
    if (node.kind === 'scalar') return this.#isUnprintable(node, path) ? undefined : node.value;
    return Object.fromEntries(
      this.#distinct(node.entries, (name) => path.child(name)).map(({ key, value }) => [
        nameOfKey(key),
        this.#untyped(value, path.child(nameOfKey(key))),
      ]),
    );
  }

  /** Of keys that stand twice, the last. */
  #distinct(entries: readonly Entry[], pathOf: (name: string) => Path): readonly Entry[] {
    const last = new Map(entries.map((entry) => [nameOfKey(entry.key), entry]));
    const seen = new Set<string>();
    for (const { key, isMerged } of entries) {
      const name = nameOfKey(key);
      if (key.value === null && key.style === 'plain')
        this.unprintable.report(
          'decoding',
          pathOf(name),
          `"${key.text}" is no key here: YAML reads it as nothing. Quote it.`,
        );
      // To YAML, 1 and "1" are two keys; to JSON, one.
      const typed = `${typeof key.value} ${name}`;
      if (!isMerged && seen.has(typed)) this.#twice(name, pathOf(name));
      seen.add(typed);
    }
    return last.size === entries.length ? entries : [...last.values()];
  }

  #twice(name: string, path: Path): void {
    this.strict.report('duplicate key', path, `"${name}" stands here twice: one of them has to go.`);
  }

  #scalar(node: Node, type: ScalarType, path: Path): unknown {
    if (type === 'any') return this.#untyped(node, path);
    if (type === 'Quantity') return this.#quantity(node, path);
    if (node.kind !== 'scalar') return this.#wrongType(node, { kind: 'scalar', type }, path);
    const { value } = node;
    if (value === null || this.#isUnprintable(node, path)) return undefined;
    if (!accepts(type, value)) return this.#wrongType(node, { kind: 'scalar', type }, path);
    if (type === 'bytes' && typeof value === 'string' && !isBase64(value)) {
      this.saved.report('decoding', path, 'This is not base64, which the values here are written in.');
      return undefined;
    }
    if ((type === 'Time' || type === 'MicroTime') && typeof value === 'string' && !isTime(value)) {
      this.aborting.report('decoding', path, `"${value}" is no time: write 2006-01-02T15:04:05Z.`);
      return undefined;
    }
    return value;
  }

  #isUnprintable({ value, text }: ScalarNode, path: Path): boolean {
    if (typeof value !== 'number' || Number.isFinite(value)) return false;
    this.unprintable.report('decoding', path, `"${text}" is no number that JSON knows, and the server reads JSON.`);
    return true;
  }

  #quantity(node: Node, path: Path): string | undefined {
    if (node.kind !== 'scalar') {
      this.aborting.report('bad quantity', path, 'A quantity stands here, such as 500m or 10Gi, not a list or a map.');
      return undefined;
    }
    if (node.value === null || this.#isUnprintable(node, path)) return undefined;
    const text = typeof node.value === 'number' ? String(node.value) : node.text;
    if (typeof node.value !== 'boolean' && isQuantity(text)) return text.trim();
    const meant = typeof node.value === 'string' ? meantQuantity(node.text) : undefined;
    this.aborting.report(
      'bad quantity',
      path,
      `"${node.text}" is no quantity: a number and a unit, such as 500m, 2 or 10Gi.`,
      { repairs: meant === undefined ? [] : [{ kind: 'replace', value: meant }] },
    );
    return undefined;
  }

  #wrongType(node: Node, shape: Shape, path: Path): undefined {
    const repair = repairOf(node, shape);
    const readsItself = shape.kind === 'scalar' && ['IntOrString', 'Time', 'MicroTime'].includes(shape.type);
    const errors = readsItself ? this.aborting : this.saved;
    errors.report('wrong type', path, `${describe(node)} stands here, where ${expected(shape)} is asked for.`, {
      repairs: repair === undefined ? [] : [repair],
    });
    return undefined;
  }
}

/** What Go has in the place of `null` in a list or a map. */
function zeroOf(shape: Shape): unknown {
  if (shape.kind === 'list') return [];
  if (shape.kind !== 'scalar') return {};
  if (shape.type === 'bool') return false;
  return ['int32', 'int64', 'double', 'IntOrString', 'Quantity'].includes(shape.type) ? 0 : '';
}

const ranges: Readonly<Partial<Record<ScalarType, number>>> = { int32: 2 ** 31, int64: 2 ** 63, IntOrString: 2 ** 31 };

function accepts(type: ScalarType, value: Exclude<ScalarValue, null>): boolean {
  if (typeof value === 'boolean') return type === 'bool';
  if (typeof value === 'string') return ['string', 'bytes', 'Time', 'MicroTime', 'IntOrString'].includes(type);
  if (type === 'double') return true;
  const range = ranges[type];
  return range !== undefined && Number.isInteger(value) && value >= -range && value < range;
}

/** As Go's encoding/base64 reads it: padded, line breaks passed over. */
const isBase64 = (text: string) => {
  const plain = text.replaceAll(/[\r\n]/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
};

const isTime = (text: string) =>
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);

function describe(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'mapping' ? 'A map' : 'A list';
  if (typeof node.value === 'string')
    return `The text "${node.text.length > 40 ? `${node.text.slice(0, 39)}…` : node.text}"`;
  return typeof node.value === 'boolean' ? `The truth value ${node.text}` : `The number ${node.text}`;
}

function expected(shape: Shape): string {
  if (shape.kind === 'list') return 'a list';
  if (shape.kind !== 'scalar') return 'a map';
  switch (shape.type) {
    case 'bool':
      return 'true or false';
    case 'int32':
    case 'int64':
      return 'a whole number';
    case 'double':
      return 'a number';
    case 'IntOrString':
      return 'a whole number or text';
    default:
      return 'text';
  }
}

/** Quotes where text is wanted, none where they are in the way. */
function repairOf(node: Node, shape: Shape): Repair | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (shape.kind === 'list')
    return shape.of.kind === 'scalar' && shape.of.type === 'string' && typeof node.value === 'string'
      ? { kind: 'add', value: [node.value] }
      : undefined;
  if (shape.kind !== 'scalar') return undefined;
  if (shape.type === 'string' && typeof node.value !== 'string')
    return { kind: 'replace', value: node.written ?? node.text, isSafe: true };
  if (typeof node.value !== 'string') return undefined;
  if (shape.type === 'bool' && /^(true|false)$/i.test(node.text))
    return { kind: 'replace', value: node.text.toLowerCase() === 'true', isSafe: true };
  if ((shape.type === 'int32' || shape.type === 'int64') && /^-?(0|[1-9]\d{0,14})$/.test(node.text))
    return { kind: 'replace', value: Number(node.text), isSafe: true };
  return undefined;
}
