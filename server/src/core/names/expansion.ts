/** The variables of a container, and what Kubernetes makes of `$(NAME)` in its values, command and arguments. */
import { type Container, isOpaqueList } from '../manifest.ts';
import { remember } from '../remember.ts';
import type { Field } from '../yaml.ts';

/** What is known of a value only when the Pod runs; each stands for the text that it will be. */
export const ownPod = '\uE000';
export const ownNamespace = '\uE001';
export const ownOrdinal = '\uE002';
export const ownIp = '\uE003';
const unknown = '\uE004';
/** Whether a part of the text is not known before the Pod runs. */
export const isUnknown = (text: string): boolean => /[\uE000-\uE004]/.test(text);

export interface Variable {
  readonly name: string;
  /** The item of `env`. */
  readonly field: Field;
  /** Expanded, with marks for what is known only later. */
  readonly value: string;
}

/** A text after expansion that remembers where each character came from. */
export interface Expanded {
  readonly text: string;
  /** The offset in the text as written; identity when nothing was expanded. */
  readonly startOf: (offset: number) => number;
  readonly endOf: (offset: number) => number;
  /** Nothing between these offsets came out of a variable. */
  readonly isWritten: (start: number, end: number) => boolean;
}

/** The variables of `env`, in order. A later one of the same name hides an earlier one. */
export function variablesOf(container: Container): readonly Variable[] {
  return remember(known, container, () => {
    const before = new Map<string, string>();
    return container.field.get('env').items.flatMap((field): readonly Variable[] => {
      const name = field.get('name').text;
      if (name === undefined) return [];
      const value = valueIn(field, before);
      before.set(name, value);
      return [{ name, field, value }];
    });
  });
}
const known = new WeakMap<Container, readonly Variable[]>();

function valueIn(item: Field, before: ReadonlyMap<string, string>): string {
  const source = item.get('valueFrom');
  if (!source.exists) return expand(item.get('value').text ?? '', before).text;
  switch (source.get('fieldRef', 'fieldPath').text) {
    case 'metadata.name':
    case "metadata.labels['statefulset.kubernetes.io/pod-name']":
      return ownPod;
    case 'metadata.namespace':
      return ownNamespace;
    case "metadata.labels['apps.kubernetes.io/pod-index']":
      return ownOrdinal;
    case 'status.podIP':
      return ownIp;
    default:
      return unknown;
  }
}

/** By name, as command and arguments see them. */
export function environmentOf(container: Container): ReadonlyMap<string, string> {
  return new Map(variablesOf(container).map(({ name, value }) => [name, value]));
}

/** Whether variables may come from elsewhere, so that one that is not in `env` may be there all the same. */
export function hasOpaqueEnvironment({ field }: Container): boolean {
  return field.get('envFrom').exists || isOpaqueList(field.get('env'));
}

/** A `$(NAME)` as it is written. */
export interface Reference {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Every `$(NAME)` of a text; `$$` stands for a `$` that starts none. */
export function referencesIn(text: string): readonly Reference[] {
  return [...text.matchAll(/\$\$|\$\(([^()]*)\)/g)].flatMap(({ 0: { length }, 1: name, index }) =>
    name === undefined ? [] : [{ name, start: index, end: index + length }],
  );
}

/** Puts values in the place of `$(NAME)`. Names that nobody defines stay as they are, as they do in a Pod. */
export function expand(text: string, values: ReadonlyMap<string, string>): Expanded {
  const references = referencesIn(text).filter(({ name }) => values.has(name));
  if (references.length === 0)
    return { text, startOf: (offset) => offset, endOf: (offset) => offset, isWritten: () => true };
  const starts: number[] = [];
  const ends: number[] = [];
  const written: boolean[] = [];
  let result = '';
  const put = (value: string, start: number, end: number | undefined) => {
    for (let i = 0; i < value.length; i++) {
      starts.push(end === undefined ? start + i : start);
      ends.push(end ?? start + i + 1);
      written.push(end === undefined);
    }
    result += value;
  };
  let at = 0;
  for (const { name, start, end } of references) {
    put(text.slice(at, start), at, undefined);
    put(values.get(name) ?? '', start, end);
    at = end;
  }
  put(text.slice(at), at, undefined);
  return {
    text: result,
    startOf: (offset) => starts[offset] ?? text.length,
    endOf: (offset) => (offset === 0 ? 0 : (ends[offset - 1] ?? text.length)),
    isWritten: (start, end) => written.slice(start, end).every(Boolean),
  };
}

/** Where the Pod itself can tell a value of this name; undefined for names that say nothing. */
export function downwardPath(name: string): string | undefined {
  return downward.find(([pattern]) => pattern.test(name))?.[1];
}
const downward: readonly (readonly [RegExp, string])[] = [
  [/^(?:HOSTNAME|(?:\w+_)?POD_?NAME)$/i, 'metadata.name'],
  [/^(?:\w+_)?(?:POD_?)?NAMESPACE$/i, 'metadata.namespace'],
  [/^(?:\w+_)?POD_?IP$/i, 'status.podIP'],
  [/^(?:\w+_)?HOST_?IP$/i, 'status.hostIP'],
  [/^(?:\w+_)?(?:K8S_|KUBE_)?NODE_?NAME$/i, 'spec.nodeName'],
  [/^(?:\w+_)?POD_?(?:INDEX|ORDINAL)$/i, "metadata.labels['apps.kubernetes.io/pod-index']"],
];

/** The item of `env` that gives a variable a field of the Pod. */
export const fromPod = (name: string, fieldPath: string): object => ({ name, valueFrom: { fieldRef: { fieldPath } } });

/** Command or arguments are read by a shell, to which `$(…)` and `${…}` are its own. */
export function runsShell({ field }: Container): boolean {
  const words = ['command', 'args'].flatMap((list) => field.get(list).items.flatMap((item) => item.text ?? []));
  return words.some((word) =>
    /(?:^|\/)(?:ba|da|a|k|z|c)?sh$|\.sh$|(?:^|\/)(?:su-exec|gosu|busybox|envsubst)$|\n/.test(word),
  );
}
