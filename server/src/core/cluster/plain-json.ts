/** Plain JSON, as objects travel to the API server: reading it without surprises, merging and comparing it. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands below, following keys and indexes; undefined where nothing does, and for null. */
export function at(value: Json | undefined, ...steps: readonly (string | number)[]): Json | undefined {
  let here: Json | undefined = value;
  for (const step of steps) {
    if (typeof step === 'number') here = Array.isArray(here) ? here[step] : undefined;
    else here = isObject(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here ?? undefined;
}

export function objectAt(value: Json | undefined, ...steps: readonly (string | number)[]): JsonObject {
  const found = at(value, ...steps);
  return isObject(found) ? found : {};
}

/** The objects of a list; what else stands in it is left out. */
export function objectsAt(value: Json | undefined, ...steps: readonly (string | number)[]): readonly JsonObject[] {
  const found = at(value, ...steps);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

export function textAt(value: Json | undefined, ...steps: readonly (string | number)[]): string | undefined {
  const found = at(value, ...steps);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(value: Json | undefined, ...steps: readonly (string | number)[]): number | undefined {
  const found = at(value, ...steps);
  return typeof found === 'number' ? found : undefined;
}

export function textsAt(value: Json | undefined, ...steps: readonly (string | number)[]): readonly string[] {
  const found = at(value, ...steps);
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : [];
}

/** A map of texts, such as labels. */
export type Texts = Readonly<Record<string, string>>;
export function mapAt(value: Json | undefined, ...steps: readonly (string | number)[]): Texts {
  return Object.fromEntries(
    Object.entries(objectAt(value, ...steps)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** RFC 7386: objects are merged, null removes, everything else replaces. */
export function merged(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result = new Map<string, Json>(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, merged(result.get(key), value));
  }
  return Object.fromEntries(result);
}

/** What is there and not empty: the API server keeps no difference between nothing and an empty list, map or text. */
const isThere = (value: Json | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0) &&
  !(isObject(value) && Object.values(value).every((each) => each === null));

/** The same text for the same value, whatever the order of its keys, and of what is empty. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const keys = Object.keys(value).filter((key) => isThere(value[key]));
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join(',')}}`;
}
