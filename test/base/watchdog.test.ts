// Covers src/base/watchdog.ts: what counts as silence, with a clock that the test moves.

import { expect } from 'chai';
import { Watchdog } from '../../src/base/watchdog.js';

/** Lets a test decide when a timer is due and what time it is. */
class Clock {
  #due: (() => void) | null = null;
  readonly #real = { setTimeout, clearTimeout, now: performance.now.bind(performance) };
  time = 0;

  constructor() {
    globalThis.setTimeout = ((due: () => void) => ((this.#due = due), 1)) as typeof setTimeout;
    globalThis.clearTimeout = () => (this.#due = null);
    performance.now = () => this.time;
  }

  /** The timer is due after so many milliseconds by the clock. */
  async pass(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    const due = this.#due;
    this.#due = null;
    due?.();
    await Promise.resolve();
  }

  restore(): void {
    globalThis.setTimeout = this.#real.setTimeout;
    globalThis.clearTimeout = this.#real.clearTimeout;
    performance.now = this.#real.now;
  }
}

describe('a watchdog', () => {
  let clock: Clock;
  let isSilent: boolean;
  beforeEach(() => {
    clock = new Clock();
    isSilent = false;
  });
  afterEach(() => clock.restore());

  function watching(ask?: () => Promise<unknown>): Watchdog {
    const dog = new Watchdog({ askMilliseconds: 100, patience: () => 3, ask });
    void dog.silent.then(() => (isSilent = true));
    return dog;
  }
  const never = new Promise<never>(() => {});
  const pass = async (times: number, milliseconds: number): Promise<void> => {
    for (let i = 0; i < times; i++) await clock.pass(milliseconds);
  };

  it('notices work without a sign of life', async () => {
    void watching().during(never);
    await pass(3, 100);
    expect(isSilent).to.equal(false);
    await pass(1, 100);
    expect(isSilent).to.equal(true);
  });

  it('is content with answers, with what it hears, and with the end of the work', async () => {
    void watching(() => Promise.resolve()).during(never);
    await pass(20, 100);
    expect(isSilent).to.equal(false);
    const dog = watching();
    void dog.during(never);
    for (let i = 0; i < 20; i++) {
      await clock.pass(100);
      dog.heard();
    }
    expect(isSilent).to.equal(false);
    await watching().during(Promise.resolve());
    await pass(20, 100);
    expect(isSilent).to.equal(false);
  });

  it('does not count the time of a frozen tab, of sleep, or of a clock that was moved', async () => {
    void watching().during(never);
    await pass(3, 100);
    await pass(10, 3_600_000);
    expect(isSilent).to.equal(false);
    await pass(2, -1e7);
    expect(isSilent).to.equal(false);
  });
});
