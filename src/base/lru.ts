/** The most recently used values, by key. Beyond `limit` the least recently used one is dropped. */
export class Lru<Key, Value> {
  readonly #limit: number;
  /** A map keeps the order in which keys were set: the most recently used key is the last one. */
  readonly #values = new Map<Key, Value>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  has(key: Key): boolean {
    return this.#values.has(key);
  }

  /** The value of a key; `make` makes it if it is not kept. Keeps nothing if `make` throws. */
  get(key: Key, make: () => Value): Value {
    const value = this.#values.has(key) ? (this.#values.get(key) as Value) : make();
    this.set(key, value);
    return value;
  }

  /** Keeps a value as the most recently used one; it replaces the key's previous value. */
  set(key: Key, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#limit) return;
    const [oldest] = this.#values.keys();
    this.#values.delete(oldest);
  }
}
