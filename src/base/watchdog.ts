// Notices that something has stopped working without a word of it. It counts questions, not time: the sleep of a laptop, a frozen tab
// and a clock that was moved do not count as silence.

export interface WatchdogOptions {
  /** Milliseconds between two questions. */
  readonly askMilliseconds: number;
  /** After so many questions in a row without a sign of life it counts as dead. */
  readonly patience: () => number;
  /** Asks for a sign of life; without it only `heard` gives one. */
  readonly ask?: () => Promise<unknown>;
}

export class Watchdog {
  /** Resolves when what is watched was silent for too long while it had work. */
  readonly silent: Promise<void>;
  readonly #options: WatchdogOptions;
  /** Pieces of work under way. */
  #working = 0;
  #unanswered = 0;
  #lastQuestion = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;
  #bark: () => void = () => {};

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.silent = new Promise((resolve) => (this.#bark = resolve));
  }

  /** Watches until the work has ended. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#working++;
    this.#watch();
    try {
      return await work;
    } finally {
      this.#working--;
      this.heard();
      if (this.#working === 0) this.#rest();
    }
  }

  /** It gave a sign of life. */
  heard(): void {
    this.#unanswered = 0;
  }

  /** Watches no more. */
  end(): void {
    this.#ended = true;
    this.#rest();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #watch(): void {
    if (this.#timer !== undefined || this.#ended) return;
    this.#unanswered = 0;
    this.#lastQuestion = performance.now();
    this.#timer = setTimeout(() => this.#question(), this.#options.askMilliseconds);
  }

  #question(): void {
    const { askMilliseconds, patience, ask } = this.#options;
    const now = performance.now();
    // If this thread slept or was busy, answers may be waiting.
    if (now - this.#lastQuestion > 2 * askMilliseconds) this.#unanswered = 0;
    this.#lastQuestion = now;
    if (this.#unanswered >= patience()) {
      this.end();
      this.#bark();
      return;
    }
    this.#unanswered++;
    // What ends with an error has other ways to say so.
    ask?.().then(
      () => this.heard(),
      () => undefined,
    );
    this.#timer = setTimeout(() => this.#question(), askMilliseconds);
  }
}
