// Signals that ask a run to end: Ctrl-C, the system, a terminal that was closed. The first lets it save; a second ends it at once.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Within this time several signals are one request: a terminal sends one to all its processes, and npm then sends it to its child
 * again.
 */
const ONE_REQUEST_MILLISECONDS = 500;

export class Interruption {
  /** The signal that came, null before. */
  signal: NodeJS.Signals | null = null;
  /** Resolves with the first signal. */
  readonly happened: Promise<NodeJS.Signals>;
  #resolve: (signal: NodeJS.Signals) => void = () => undefined;
  #time = 0;
  readonly #now: () => number;

  /** `now` is a clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.happened = new Promise((resolve) => (this.#resolve = resolve));
    for (const signal of SIGNALS) process.on(signal, this.#take);
  }

  /** Leaves signals to the system again. */
  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.#take);
  }

  readonly #take = (signal: NodeJS.Signals): void => {
    if (this.signal === null) {
      this.signal = signal;
      this.#time = this.#now();
      this.#resolve(signal);
    } else if (this.#now() - this.#time > ONE_REQUEST_MILLISECONDS) {
      this.end();
      process.kill(process.pid, signal);
    }
  };
}
