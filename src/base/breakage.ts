// What waits for something must not wait for ever once that is broken.

/** Rejects pending answers when what gives them breaks. */
export class Breakage {
  readonly #waiting = new Set<(error: Error) => void>();
  #error: Error | null = null;

  /** `broken` resolves to what answers are rejected with from then on. */
  constructor(broken: Promise<Error>) {
    void broken.then((error) => {
      this.#error = error;
      for (const reject of this.#waiting) reject(error);
    });
  }

  /**
   * The answer; rejects once what gives it is broken. (Promise.race with one promise for all would keep every answer until that
   * settles.)
   */
  unless<T>(answer: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#error) reject(this.#error);
      this.#waiting.add(reject);
      const forget = (): void => void this.#waiting.delete(reject);
      answer.then(resolve, reject).then(forget, forget);
    });
  }
}
