// What waits for a device must not wait for ever when the device is gone.

import { DeviceError, type DeviceLoss } from './device.js';

/** Rejects pending answers when a device is lost. */
export class Loss {
  readonly #waiting = new Set<(error: DeviceError) => void>();
  #error: DeviceError | null = null;

  constructor(lost: Promise<DeviceLoss>) {
    void lost.then(({ message }) => {
      this.#error = new DeviceError('lost', message);
      for (const reject of this.#waiting) reject(this.#error);
    });
  }

  /**
   * The answer; rejects with DeviceError 'lost' when the device is gone. (Promise.race with one promise for all would keep every
   * answer until that settles.)
   */
  unless<T>(answer: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#error) reject(this.#error);
      this.#waiting.add(reject);
      const forget = (): void => void this.#waiting.delete(reject);
      answer.then(resolve, reject).then(forget, forget);
    });
  }
}
