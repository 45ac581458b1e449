/**
 * An immutable map from strings whose changed copies share what did not change. An edit of one file in ten thousand
 * copies one bucket and the table of buckets, not the map.
 */
export class PersistentMap<V> {
  readonly #buckets: readonly (ReadonlyMap<string, V> | undefined)[];

  private constructor(buckets: readonly (ReadonlyMap<string, V> | undefined)[]) {
    this.#buckets = buckets;
  }

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>([]);
  }

  get(key: string): V | undefined {
    return this.#buckets[bucketOf(key)]?.get(key);
  }

  /** A copy with these entries; undefined as a value takes the key out. Later entries win. */
  with(changes: Iterable<readonly [string, V | undefined]>): PersistentMap<V> {
    const buckets = this.#buckets.slice();
    const own = new Map<number, Map<string, V>>();
    for (const [key, value] of changes) {
      const i = bucketOf(key);
      let bucket = own.get(i);
      if (!bucket) {
        bucket = new Map(buckets[i]);
        own.set(i, bucket);
        buckets[i] = bucket;
      }
      if (value === undefined) bucket.delete(key);
      else bucket.set(key, value);
    }
    return own.size === 0 ? this : new PersistentMap(buckets);
  }

  /** All entries, in no order that means anything. */
  *[Symbol.iterator](): IterableIterator<readonly [string, V]> {
    for (const bucket of this.#buckets) if (bucket) yield* bucket;
  }
}

const size = 1024;

/** FNV-1a, cut to the number of buckets. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (size - 1);
}
