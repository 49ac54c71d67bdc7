import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** When the page first showed a recording: its replay goes on in whatever element shows it next. */
let firstShown: number | null = null;

/**
 * How far the replay of a figure is. It plays once as the page loads, and when asked; where a visitor prefers little motion it goes from
 * moment to moment when asked, and never by itself.
 */
export class ReplayController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #draw: () => void;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #began = 0;
  #length = 0;
  #frame = 0;
  #seconds: number | null = null;

  /** `draw` draws a frame: only where its words change the host renders. */
  constructor(host: ReactiveControllerHost, draw: () => void) {
    this.#host = host;
    this.#draw = draw;
    host.addController(this);
  }

  /** Seconds since it began; null where everything is to be seen. */
  get seconds(): number | null {
    return this.#seconds;
  }

  /** It waits for the next step. */
  get isStepping(): boolean {
    return this.#calm.matches && this.#seconds !== null;
  }

  /** Plays what the page shows first, or what is left of that. */
  playOnLoad(length: number): void {
    if (this.#calm.matches || document.visibilityState === 'hidden') return;
    firstShown ??= performance.now();
    this.#play(firstShown, length);
  }

  /** Plays it from its beginning, or goes on to the next of its moments. */
  ask(length: number, moments: readonly number[]): void {
    if (!this.#calm.matches) return this.#play(performance.now(), length);
    const next = moments.find((moment) => moment > (this.#seconds ?? -1)) ?? null;
    this.#seconds = next === moments.at(-1) ? null : next;
    this.#host.requestUpdate();
  }

  /** Shows everything. */
  end(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#seconds = null;
  }

  hostDisconnected(): void {
    this.end();
  }

  #play(began: number, length: number): void {
    this.#began = began;
    this.#length = length;
    this.#advance();
  }

  readonly #advance = (): void => {
    cancelAnimationFrame(this.#frame);
    const seconds = (performance.now() - this.#began) / 1000;
    this.#seconds = seconds < this.#length ? seconds : null;
    this.#frame = this.#seconds === null ? 0 : requestAnimationFrame(this.#advance);
    this.#draw();
  };
}
