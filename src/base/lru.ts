/** The values that were used last, by key. Beyond `limit` the one that was not used for longest is forgotten. */
export class Lru<Key, Value> {
  readonly #limit: number;
  /** A map keeps the order in which keys were set: the key used last stands last. */
  readonly #values = new Map<Key, Value>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  has(key: Key): boolean {
    return this.#values.has(key);
  }

  /** The value of a key; `make` makes it where it is not kept. Keeps nothing if `make` throws. */
  get(key: Key, make: () => Value): Value {
    const value = this.#values.has(key) ? (this.#values.get(key) as Value) : make();
    this.set(key, value);
    return value;
  }

  /** Keeps a value as the one used last, in place of the key's value before. */
  set(key: Key, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#limit) return;
    const [oldest] = this.#values.keys();
    this.#values.delete(oldest);
  }
}
