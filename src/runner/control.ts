/** Commands to a running plan. The runner checks them between chunks. */
export class RunControl {
  readonly #skipped = new Set<string>();
  #stopped = false;
  #paused = false;
  #wantsCheckpoint = false;
  readonly #listeners = new Set<() => void>();

  get stopped(): boolean {
    return this.#stopped;
  }

  get paused(): boolean {
    return this.#paused && !this.#stopped;
  }

  /** Calls `listener` at the next command, once, unless the returned function is called first. */
  onNextCommand(listener: () => void): () => void {
    const heard = (): void => listener();
    this.#listeners.add(heard);
    return () => void this.#listeners.delete(heard);
  }

  /** Whether checkpoints of all runs were asked for since this was called last. */
  takeCheckpointRequest(): boolean {
    const wanted = this.#wantsCheckpoint;
    this.#wantsCheckpoint = false;
    return wanted;
  }

  isSkipped(run: string): boolean {
    return this.#skipped.has(run);
  }

  /** Makes checkpoints of all runs at once, ahead of their time. */
  checkpoint(): void {
    this.#wantsCheckpoint = true;
    this.#notify();
  }

  pause(): void {
    this.#paused = true;
    this.#notify();
  }

  resume(): void {
    this.#paused = false;
    this.#notify();
  }

  /** Ends the plan; chunks under way are dropped, or awaited where they cannot be. */
  stop(): void {
    this.#stopped = true;
    this.#notify();
  }

  /** Ends one run in the same way. */
  skip(run: string): void {
    this.#skipped.add(run);
    this.#notify();
  }

  #notify(): void {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}
