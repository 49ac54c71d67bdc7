import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RunEvent } from '../../lab/records/events.js';

/** A share of the training that was done, and the time that took. */
interface Stretch {
  readonly milliseconds: number;
  readonly done: number;
}

const none: Stretch = { milliseconds: 0, done: 0 };
/** Shorter stretches say too little of a speed. */
const LEAST_MILLISECONDS = 5_000;
/** A share above this one is as fast as before: speeds vary by as much anyway. */
const SAME_SPEED = 0.9;

/**
 * How fast an experiment trained while the page was hidden, as browsers may give a hidden page less time, or none. It compares the
 * progress of that time with the progress before, while the page was visible. Pauses, preparations and losses count for neither.
 */
export class BackgroundSpeed implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #isHidden = document.visibilityState === 'hidden';
  #visible = none;
  #hidden = none;
  /** What was done when, at the last progress or change of visibility; null while nothing trains, or nothing is known. */
  #last: { readonly time: number; readonly fraction: number } | null = null;
  #share: number | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The speed while the page was hidden last, as a share of that before; null where it was the same, or is not known. */
  get share(): number | null {
    return this.#share;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  /** Hears what an experiment reports. */
  hear(events: readonly RunEvent[]): void {
    for (const event of events) this.#hear(event);
  }

  #hear(event: RunEvent): void {
    switch (event.type) {
      case 'plan-started':
        this.#visible = this.#hidden = none;
        this.#share = null;
        this.#last = null;
        break;
      case 'progress':
        this.#advance(event.fraction);
        break;
      // The fraction of a plan that has grown is not to be compared with that before.
      case 'run-added':
      case 'run-finished':
      case 'paused':
      case 'device-recovered':
      case 'plan-finished':
        this.#last = null;
    }
  }

  /** Counts the time since the last progress, and what was done in it. */
  #advance(fraction: number): void {
    const time = performance.now();
    if (this.#last) {
      const add = ({ milliseconds, done }: Stretch): Stretch => ({
        milliseconds: milliseconds + Math.max(0, time - this.#last!.time),
        done: done + Math.max(0, fraction - this.#last!.fraction),
      });
      if (this.#isHidden) this.#hidden = add(this.#hidden);
      else this.#visible = add(this.#visible);
    }
    this.#last = { time, fraction };
  }

  readonly #onVisibility = (): void => {
    const isHidden = document.visibilityState === 'hidden';
    if (isHidden === this.#isHidden) return;
    // A page that was frozen heard of no progress: that time counts too.
    if (this.#last) this.#advance(this.#last.fraction);
    this.#isHidden = isHidden;
    if (isHidden) this.#hidden = none;
    this.#share = isHidden ? null : this.#slower();
    this.#host.requestUpdate();
  };

  #slower(): number | null {
    const isShort = ({ milliseconds }: Stretch): boolean => milliseconds < LEAST_MILLISECONDS;
    if (isShort(this.#visible) || isShort(this.#hidden) || this.#visible.done === 0) return null;
    const share = speed(this.#hidden) / speed(this.#visible);
    return share < SAME_SPEED ? share : null;
  }
}

function speed({ milliseconds, done }: Stretch): number {
  return done / milliseconds;
}
