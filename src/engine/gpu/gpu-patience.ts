// How long a GPU may work on what was submitted before it counts as lost: browsers do not report one that hangs.

import { Watchdog } from '../../base/watchdog.js';
import type { DeviceLoss } from '../device.js';
import { Loss } from '../loss.js';

export interface PatienceOptions {
  /** Milliseconds between two looks at its work. */
  readonly askMilliseconds: number;
  /** Work may take so many times longer than the longest until now, or than what was expected of it. */
  readonly overload: number;
}

const usual: PatienceOptions = { askMilliseconds: 2000, overload: 50 };
/** So many looks without an end of any work, half a minute, are always allowed: a machine may be busy with other things. */
const LEAST_PATIENCE = 15;

export class GpuPatience {
  /** Resolves when the GPU is gone, or counts as gone. */
  readonly lost: Promise<DeviceLoss>;
  readonly #watchdog: Watchdog;
  readonly #loss: Loss;
  /** Seconds of the longest work, measured or expected. */
  #longest = 0;
  #lastEnd = 0;

  /** `lost` is what the browser reports of a device. */
  constructor(lost: Promise<DeviceLoss>, { askMilliseconds, overload }: PatienceOptions = usual) {
    const patience = (): number =>
      LEAST_PATIENCE + Math.ceil((1000 * overload * this.#longest) / askMilliseconds);
    this.#watchdog = new Watchdog({ askMilliseconds, patience });
    const silent = this.#watchdog.silent.then((): DeviceLoss => {
      const message = 'The GPU did not end its work. It may hang.';
      return { reason: 'unknown', message };
    });
    this.lost = Promise.race([lost, silent]);
    this.#loss = new Loss(this.lost);
    void this.lost.then(() => this.#watchdog.end());
  }

  /** Work is expected that takes so many seconds. */
  expect(seconds: number): void {
    this.#longest = Math.max(this.#longest, seconds);
  }

  /** Waits for work that was submitted; rejects with DeviceError 'lost' where the GPU is gone or does not end it. */
  async until<T>(work: Promise<T>): Promise<T> {
    const submitted = performance.now();
    const result = await this.#watchdog.during(this.#loss.unless(work));
    const now = performance.now();
    // It works in order: it began this when it was submitted, or when it had ended what came before.
    this.expect((now - Math.max(submitted, this.#lastEnd)) / 1000);
    this.#lastEnd = now;
    return result;
  }
}
