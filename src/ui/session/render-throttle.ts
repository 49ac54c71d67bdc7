import type { ReactiveControllerHost } from 'lit';

/** Has its host render at most once an interval, however often it is asked, and at once where that matters. */
export class RenderThrottle {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  #timer = 0;
  #last = 0;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>) {
    this.#host = host;
  }

  /** Renders within the interval since the last time; an interval of 0 renders at once. */
  request(intervalMs: number): void {
    if (this.#timer !== 0 && intervalMs > 0) return;
    clearTimeout(this.#timer);
    // A clock that was moved back must not make it wait longer.
    const wait = Math.min(intervalMs, Math.max(0, this.#last + intervalMs - performance.now()));
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#last = performance.now();
      this.#host.requestUpdate();
    }, wait);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }
}
