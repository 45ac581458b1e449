/** Which fields of an object differ, with the API server's defaults on both sides: what only spells out a default is no change. */
import { at, canonical, isObject, type Json, type JsonObject, objectAt, textAt } from '../cluster/plain-json.ts';
import type { Resource } from '../manifest.ts';
import { asObject } from '../objects.ts';
import { documentOf } from '../scenario/world.ts';
import type { Field } from '../yaml.ts';
import type { Change } from './told.ts';

type Steps = readonly (string | number)[];

/** Longer values are cut: a whole container may have come. */
const longest = 120;

/** The changed fields, in the order of the text. `withDefaults` fills in what is not written. */
export function changesOf(
  now: Resource,
  was: Resource,
  withDefaults: (document: JsonObject) => JsonObject,
): readonly Change[] {
  const [is, before] = [now, was].map((each) => comparable(withDefaults(documentOf(each))));
  return [...differences(before, is, [])].flatMap(({ now: here, was: there }) => {
    const [field, old] = [now.field.get(...here), was.field.get(...there)];
    // A default that goes or comes with another field, which is told.
    if (!field.exists && !old.exists) return [];
    return [
      {
        field: pathOf(here),
        from: shown(old, at(before, ...there)),
        to: shown(field, at(is, ...here)),
        at: field.exists ? field : nearest(field),
      },
    ];
  });
}

/** `spec.template.metadata.labels[app.kubernetes.io/name]`. */
const pathOf = (steps: Steps) =>
  steps.reduce<string>(
    (path, step) =>
      typeof step === 'number' || /[^\w-]/.test(step) ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`,
    '',
  );

/** What makes an object another one; a status or the notes of kubectl do not. */
function comparable(document: JsonObject): JsonObject {
  const { labels, annotations } = objectAt(document, 'metadata');
  const { status: _, apiVersion: __, kind: ___, ...rest } = document;
  const noted = Object.entries(objectAt({ annotations: annotations ?? null }, 'annotations')).filter(
    ([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration',
  );
  return { ...rest, metadata: { labels: labels ?? {}, annotations: Object.fromEntries(noted) } };
}

/** Where both differ: the paths there and here. Items of a list are the same one when their names are. */
function* differences(
  was: Json | undefined,
  now: Json | undefined,
  was_: Steps,
  now_: Steps = was_,
): Generator<{ was: Steps; now: Steps }> {
  if (canonical(was) === canonical(now)) return;
  if (isObject(was) && isObject(now)) {
    for (const key of new Set([...Object.keys(was), ...Object.keys(now)]))
      yield* differences(was[key], now[key], [...was_, key], [...now_, key]);
  } else if (Array.isArray(was) && Array.isArray(now) && (isNamed(was) || isNamed(now))) {
    yield* ofItems(was, now, was_, now_);
  } else if (Array.isArray(was) && Array.isArray(now) && was.length === now.length) {
    for (const [i, item] of now.entries()) yield* differences(was[i], item, [...was_, i], [...now_, i]);
  } else {
    // What came or went is told by the one field that it holds.
    const key = was === undefined ? onlyKey(now) : now === undefined ? onlyKey(was) : undefined;
    if (key === undefined) yield { was: was_, now: now_ };
    else yield* differences(at(was, key), at(now, key), [...was_, key], [...now_, key]);
  }
}
function onlyKey(value: Json | undefined): string | undefined {
  const keys = isObject(value) ? Object.keys(value) : [];
  return keys.length === 1 ? keys[0] : undefined;
}

function* ofItems(
  was: readonly Json[],
  now: readonly Json[],
  was_: Steps,
  now_: Steps,
): Generator<{ was: Steps; now: Steps }> {
  const taken = new Set<number>();
  for (const [i, item] of now.entries()) {
    const before = was.findIndex((each, k) => !taken.has(k) && nameOf(each) === nameOf(item));
    if (before >= 0) taken.add(before);
    yield* differences(was[before], item, [...was_, before >= 0 ? before : was.length], [...now_, i]);
  }
  for (const [i] of was.entries()) if (!taken.has(i)) yield { was: [...was_, i], now: [...now_, now.length] };
  // The same items in another order are another list.
  if (taken.size === was.length && was.length === now.length && was.some((each, i) => nameOf(each) !== nameOf(now[i])))
    yield { was: was_, now: now_ };
}

/** An item's own name, or that in its metadata; ports may have a number alone. */
const nameOf = (item: Json | undefined) =>
  textAt(item, 'name') ??
  textAt(item, 'metadata', 'name') ??
  (isObject(item) ? canonical(item.containerPort ?? item.port) : '');
const isNamed = (items: readonly Json[]) =>
  items.length > 0 && items.every((each) => nameOf(each) !== '' && isObject(each));

/** As it is written, in one line; a default where nothing is. */
function shown(field: Field, value: Json | undefined): string | undefined {
  if (field.exists && field.scalar !== undefined) return cut(field.text ?? 'null');
  const whole = field.exists ? (asObject(field) as Json) : value;
  if (whole === undefined || whole === null) return undefined;
  return cut(typeof whole === 'object' ? JSON.stringify(whole) : String(whole));
}
const cut = (text: string) => {
  const line = text.replaceAll(/\s*\n\s*/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
};

/** Where the field would stand: the nearest one above it that is there. */
function nearest(field: Field): Field {
  let here = field;
  while (!here.exists && here.parent) here = here.parent;
  return here;
}
