/** What the API server keeps: the objects, the clock, and the log of what changed. The only thing here that changes. */

import { type ClusterObject, type Kind, type Meta, type ObjectOf, ownerOf } from './objects.ts';
import type { Texts } from './plain-json.ts';
import { type LogEntry, wordsOf } from './words.ts';

/** Told of each change, after it; `now` is undefined for an object that is gone. */
export type Listener = (now: ClusterObject | undefined, before: ClusterObject | undefined) => void;

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Entries after which nobody reads on, and nobody should wait. */
const mostEntries = 200_000;

export class Cluster {
  readonly log: LogEntry[] = [];
  readonly #objects = new Map<Kind, Map<string, ClusterObject>>();
  /** The same as lists, until something of the kind changes. */
  readonly #lists = new Map<Kind, readonly ClusterObject[]>();
  readonly #byUid = new Map<number, ClusterObject>();
  readonly #listeners: Listener[] = [];
  #timers: Timer[] = [];
  #lastUid = 0;
  #changes = 0;
  /** Milliseconds since the beginning. */
  now = 0;
  /** The number of the action whose effects are being noted. */
  action = 0;

  get<K extends Kind>(kind: K, namespace: string, name: string): ObjectOf<K> | undefined {
    return this.#objects.get(kind)?.get(`${namespace}/${name}`) as ObjectOf<K> | undefined;
  }

  /** All of a kind, in the order of their creation. */
  all<K extends Kind>(kind: K): readonly ObjectOf<K>[] {
    const list = this.#lists.get(kind) ?? [...(this.#objects.get(kind)?.values() ?? [])];
    this.#lists.set(kind, list);
    return list as readonly ObjectOf<K>[];
  }

  /** The object as it is now; undefined when it is gone, also when another of its name is there. */
  current<O extends ClusterObject>(object: O): O | undefined {
    return this.#byUid.get(object.meta.uid) as O | undefined;
  }

  isThere(uid: number): boolean {
    return this.#byUid.has(uid);
  }

  /** Grows with each change, so that one can tell whether anything happened. */
  get changes(): number {
    return this.#changes;
  }
  /** The scenario has grown out of hand. */
  get isFull(): boolean {
    return this.log.length > mostEntries;
  }

  nextUid(): number {
    return ++this.#lastUid;
  }

  add<O extends ClusterObject>(object: O): O {
    const objects = this.#objects.get(object.kind) ?? new Map<string, ClusterObject>();
    this.#objects.set(object.kind, objects);
    objects.set(keyOf(object.meta), object);
    this.#byUid.set(object.meta.uid, object);
    this.#note(undefined, object);
    return object;
  }

  /** Puts another value in the place of an object. */
  replace<O extends ClusterObject>(object: O): O {
    const before = this.current(object);
    if (!before || before === object) return object;
    this.#objects.get(object.kind)?.set(keyOf(object.meta), object);
    this.#byUid.set(object.meta.uid, object);
    this.#note(before, object);
    return object;
  }

  remove(object: ClusterObject): void {
    const before = this.current(object);
    if (!before) return;
    this.#objects.get(object.kind)?.delete(keyOf(object.meta));
    this.#byUid.delete(object.meta.uid);
    this.#note(before, undefined);
  }

  note(event: string, target: string, detail: string): void {
    this.log.push({ action: this.action, event, target, detail, at: this.now });
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Runs it when the clock has come so far. */
  later(milliseconds: number, run: () => void): void {
    const timer = { at: this.now + milliseconds, run };
    const index = this.#timers.findLastIndex(({ at }) => at <= timer.at);
    this.#timers.splice(index + 1, 0, timer);
  }

  /** Something may be otherwise then, for no other reason than that time has gone by. */
  wake(milliseconds: number): void {
    const at = this.now + milliseconds;
    if (!this.#timers.some((timer) => timer.at === at)) this.later(milliseconds, () => {});
  }

  /** Turns the clock to the next moment for which something is planned, and does all that is planned for it. False: nothing is. */
  advance(): boolean {
    const next = this.#timers[0];
    if (!next) return false;
    this.now = next.at;
    const end = this.#timers.findIndex(({ at }) => at > next.at);
    const due = end === -1 ? this.#timers : this.#timers.slice(0, end);
    this.#timers = end === -1 ? [] : this.#timers.slice(end);
    for (const { run } of due) run();
    return true;
  }

  #note(before: ClusterObject | undefined, now: ClusterObject | undefined): void {
    this.#changes++;
    const kind = (now ?? before)?.kind;
    if (kind) this.#lists.delete(kind);
    for (const word of wordsOf(before, now)) this.log.push({ action: this.action, ...word, at: this.now });
    for (const listener of this.#listeners) listener(now, before);
  }
}

const keyOf = ({ namespace, name }: Meta) => `${namespace}/${name}`;

/** The metadata of a new object. */
export function newMeta(
  cluster: Cluster,
  namespace: string,
  name: string,
  given: {
    labels?: Texts;
    annotations?: Texts;
    owner?: ClusterObject;
    alias?: string;
    finalizers?: readonly string[];
  } = {},
): Meta {
  const { labels = {}, annotations = {}, owner, alias, finalizers = [] } = given;
  return {
    name,
    namespace,
    uid: cluster.nextUid(),
    labels,
    annotations,
    owners: owner ? [ownerOf(owner)] : [],
    isDeleting: false,
    finalizers,
    ...(alias === undefined ? {} : { alias }),
  };
}
