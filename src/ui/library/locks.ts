// Which tab trains which experiment: a Web Lock for each, which the browser takes back when a tab ends, however it ends. Without locks
// (a page without https) tabs do not hear of each other.

/** A lock that this tab asked for. */
interface Held {
  readonly isHeld: Promise<boolean>;
  readonly release: () => void;
}

/** A browser takes a lock back within this time. */
const RETURN_MS = 1000;

export class Locks {
  readonly #prefix: string;
  readonly #held = new Map<string, Held>();
  /** Settles when the browser has taken back the lock that was held last. */
  readonly #returned = new Map<string, Promise<unknown>>();

  readonly #onReturn: () => void;
  /** Those that this tab has let go of. */
  readonly #released = new Set<string>();

  /** `prefix` keeps them apart from other locks of the page. `onReturn` hears that the browser has taken one back, a moment after its release. */
  constructor(prefix: string, onReturn: () => void = () => undefined) {
    this.#prefix = `${prefix} `;
    this.#onReturn = onReturn;
  }

  /** Resolves to whether this tab holds the lock now. */
  async hold(id: string): Promise<boolean> {
    if (!('locks' in navigator)) return true;
    this.#released.delete(id);
    const held = this.#held.get(id) ?? this.#request(id);
    this.#held.set(id, held);
    const isHeld = await held.isHeld;
    if (!isHeld) this.#held.delete(id);
    return isHeld;
  }

  release(id: string): void {
    if (this.#held.has(id)) this.#released.add(id);
    this.#held.get(id)?.release();
    this.#held.delete(id);
  }

  releaseAll(): void {
    for (const id of [...this.#held.keys()]) this.release(id);
  }

  /** Whether no tab holds the lock, or the one that does lets go of it within `milliseconds`: a tab that was closed takes a moment. */
  async isFree(id: string, milliseconds: number): Promise<boolean> {
    if (!('locks' in navigator)) return true;
    const options = { signal: AbortSignal.timeout(milliseconds) };
    return navigator.locks.request(this.#prefix + id, options, () => true).catch(() => false);
  }

  /** Ids that any tab holds. */
  async held(): Promise<ReadonlySet<string>> {
    if (!('locks' in navigator)) return new Set();
    const { held = [] } = await navigator.locks.query();
    const names = held.flatMap(({ name }) => (name?.startsWith(this.#prefix) ? [name] : []));
    const ids = names.map((name) => name.slice(this.#prefix.length));
    // A browser may name one for a moment after its release: whoever gets it knows that nobody holds it.
    const isHeld = await Promise.all(
      ids.map(async (id) => !this.#released.has(id) || !(await this.isFree(id, RETURN_MS))),
    );
    return new Set(ids.filter((_, i) => isHeld[i]));
  }

  #request(id: string): Held {
    let release = (): void => {};
    const over = new Promise<void>((resolve) => (release = resolve));
    const before = this.#returned.get(id) ?? Promise.resolve();
    const isHeld = new Promise<boolean>((resolve) => {
      const request = (): Promise<unknown> =>
        navigator.locks.request(this.#prefix + id, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock && over;
        });
      const returned = before.then(request);
      this.#returned.set(id, returned);
      const forget = (): void => {
        if (this.#returned.get(id) === returned) this.#returned.delete(id);
        this.#onReturn();
      };
      returned.then(forget, forget);
    });
    return { isHeld, release };
  }
}
