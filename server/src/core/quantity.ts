/** Kubernetes quantities: `10Gi`, `500m`, `1e3`. Source: apimachinery pkg/api/resource/quantity.go. */
import type { Field } from './yaml.ts';

const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

export interface Quantity {
  readonly number: string;
  readonly suffix: string;
  readonly value: number;
}

/** A quantity as it is written; undefined for what the server does not read as one. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = /^\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))([a-zA-Z]*|[eE][+-]?[0-9]+)\s*$/.exec(text);
  if (!match) return undefined;
  const [, number = '', suffix = ''] = match;
  const factor = /^[eE][+-]?[0-9]+$/.test(suffix) ? 10 ** Number(suffix.slice(1)) : suffixes[suffix];
  return factor === undefined ? undefined : { number, suffix, value: Number(number) * factor };
}

/** A quantity as the API server writes it back: `1024Mi` is `1Gi`, `0.5Gi` is `512Mi`. Undefined for what it does not read as one. */
export function canonicalQuantity(text: string): string | undefined {
  const quantity = parseQuantity(text);
  if (!quantity) return undefined;
  const { value, suffix } = quantity;
  if (/^[eE]./.test(suffix) || value === 0) return value === 0 ? '0' : text.trim();
  const isBinary = suffix.endsWith('i') && Math.abs(value) >= 1024;
  const larger = Object.entries(suffixes).filter(
    ([each]) => each !== 'n' && each !== 'u' && each.endsWith('i') === isBinary,
  );
  for (const [each, factor] of larger.reverse()) {
    const count = value / factor;
    if (Number.isInteger(Number(count.toPrecision(15)))) return `${Number(count.toPrecision(15))}${each}`;
  }
  return isBinary && Number.isInteger(value) ? String(value) : text.trim();
}

/** Hardly the size of a volume: storage-quantity-implausible says so. */
export const isImplausible = ({ value }: Quantity): boolean => value > 0 && value < 2 ** 20;

/** By value: `1Gi` and `1024Mi` are one size. Undefined also where a size cannot be read. */
export function sizeChange(now: Field, was: Field): 'grown' | 'shrunk' | undefined {
  const [size, before] = [now, was].map(({ text }) => (text === undefined ? undefined : parseQuantity(text)?.value));
  if (size === undefined || before === undefined || size === before) return undefined;
  return size > before ? 'grown' : 'shrunk';
}

/** Whether a volume of that capacity fits; one that cannot be read, or has lost its unit, may be any. */
export function isEnough(capacity: Field, wanted: Field): boolean {
  const quantity = capacity.text === undefined ? undefined : parseQuantity(capacity.text);
  const isUnknown = capacity.text !== undefined && (!quantity || isImplausible(quantity));
  return isUnknown || bytesIn(capacity) >= bytesIn(wanted);
}

/** The bytes that a field asks for; 0 when it is absent or no quantity. */
export function bytesIn(field: Field): number {
  return field.text === undefined ? 0 : Math.ceil(parseQuantity(field.text)?.value ?? 0);
}
