/** What a person may say to a plan under way. The runner looks at it between chunks. */
export class RunControl {
  readonly #skipped = new Set<string>();
  #stopped = false;
  #paused = false;
  #wake: () => void = () => {};
  #changed = new Promise<void>((resolve) => (this.#wake = resolve));

  get stopped(): boolean {
    return this.#stopped;
  }

  get paused(): boolean {
    return this.#paused && !this.#stopped;
  }

  /** Resolves at the next word. */
  get changed(): Promise<void> {
    return this.#changed;
  }

  isSkipped(run: string): boolean {
    return this.#skipped.has(run);
  }

  pause(): void {
    this.#paused = true;
    this.#notify();
  }

  resume(): void {
    this.#paused = false;
    this.#notify();
  }

  /** Ends the plan after the chunks under way. */
  stop(): void {
    this.#stopped = true;
    this.#notify();
  }

  /** Ends one run likewise. */
  skip(run: string): void {
    this.#skipped.add(run);
    this.#notify();
  }

  #notify(): void {
    this.#wake();
    this.#changed = new Promise<void>((resolve) => (this.#wake = resolve));
  }
}
