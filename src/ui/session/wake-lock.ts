import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What of `navigator.wakeLock` is needed; browsers without it, and pages without https, have none. */
export type ScreenLocks = Pick<WakeLock, 'request'> | undefined;

/**
 * Keeps the screen on, and so the machine awake, while `isNeeded` and the page is visible. A browser may refuse, and it takes the lock
 * back when the page is hidden or the battery is low: it is asked again when the page becomes visible, or when the need begins again.
 */
export class WakeLockController implements ReactiveController {
  readonly #isNeeded: () => boolean;
  readonly #locks: ScreenLocks;
  #isWanted = false;
  /** Releases the lock that was asked for last, also one that is still to come. */
  #release: () => void = () => undefined;

  constructor(
    host: ReactiveControllerHost,
    isNeeded: () => boolean,
    locks: ScreenLocks = (navigator as { wakeLock?: WakeLock }).wakeLock,
  ) {
    this.#isNeeded = isNeeded;
    this.#locks = locks;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#settle);
  }

  hostUpdated(): void {
    this.#settle();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#settle);
    this.#want(false);
  }

  readonly #settle = (): void => this.#want(this.#isNeeded() && document.visibilityState === 'visible');

  #want(isWanted: boolean): void {
    if (isWanted === this.#isWanted) return;
    this.#isWanted = isWanted;
    this.#release();
    this.#release = isWanted ? this.#ask() : () => undefined;
  }

  #ask(): () => void {
    // Nothing depends on the lock: without one the machine may sleep, and training goes on afterwards.
    const asked = this.#locks?.request('screen').catch(() => undefined);
    return () => void asked?.then((lock) => lock?.release()).catch(() => undefined);
  }
}
