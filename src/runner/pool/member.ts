// A worker of the pool: the work that it was given, and whether it is still alive.

import { Watchdog } from '../../base/watchdog.js';
import { DeviceError, type DeviceLoss } from '../../engine/device.js';
import type { CoreWorker } from './core-worker.js';

/** A worker and its end. */
export interface PooledWorker {
  readonly remote: CoreWorker;
  /** Resolves, with a message for people, when it has ended by itself and its host was notified. */
  readonly died: Promise<DeviceLoss>;
  /** Ends it; it cannot be called any more. */
  terminate(): void;
}

/** Browsers do not report that a worker ran out of memory. So a worker that has work is pinged this often. */
export const ASK_MILLISECONDS = 2000;
/** After so many pings in a row without an answer it counts as dead. */
const MOST_UNANSWERED = 3;
/** A worker answers between two calls of kernels. A call may take this many times longer than on an idle machine. */
const OVERLOAD = 10;
/** As MOST_UNANSWERED, while it makes tables or initial weights, which it does without a break. */
const MOST_UNANSWERED_WHILE_OPENING = 60;

export class Member {
  /** Resolves when it has ended or does not answer any more. */
  readonly died: Promise<DeviceLoss>;
  /** Chunks queued. */
  queued = 0;
  /** FLOPs of the shares that it has had: the next share goes to the worker with the fewest. */
  load = 0;
  /** Seconds that a single call of a kernel may take. */
  longestCall = 0;
  readonly #worker: PooledWorker;
  readonly #askMilliseconds: number;
  readonly #watchdog: Watchdog;
  /** Calls during which it cannot answer a ping. */
  #opening = 0;
  #isEnded = false;

  constructor(worker: PooledWorker, askMilliseconds = ASK_MILLISECONDS) {
    this.#worker = worker;
    this.#askMilliseconds = askMilliseconds;
    const patience = (): number => this.#patience;
    this.#watchdog = new Watchdog({ askMilliseconds, patience, ask: () => worker.remote.ping() });
    const message = 'A worker of the processor does not answer any more.';
    const silent = this.#watchdog.silent.then((): DeviceLoss => ({ reason: 'unknown', message }));
    this.died = Promise.race([worker.died, silent]);
  }

  /** Calls the worker, and checks that it is alive until the answer comes. After `terminate` none comes. */
  ask<T>(call: (remote: CoreWorker) => Promise<T>): Promise<T> {
    if (this.#isEnded) return new Promise(() => {});
    return this.#watchdog.during(call(this.#worker.remote));
  }

  /** As `ask`, for work without a break. */
  async askInOneGo<T>(call: (remote: CoreWorker) => Promise<T>): Promise<T> {
    this.#opening++;
    try {
      return await this.ask(call);
    } finally {
      this.#opening--;
    }
  }

  /** Calls the worker without waiting for an answer; nothing after `terminate`. */
  tell(call: (remote: CoreWorker) => Promise<unknown>): void {
    if (this.#isEnded) return;
    call(this.#worker.remote).catch(() => undefined);
  }

  terminate(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#watchdog.end();
    this.#worker.terminate();
  }

  get #patience(): number {
    if (this.#opening > 0) return MOST_UNANSWERED_WHILE_OPENING;
    return MOST_UNANSWERED + Math.ceil((1000 * OVERLOAD * this.longestCall) / this.#askMilliseconds);
  }
}

/** A DeviceError of a worker arrives as an Error of that name only. */
export async function asDeviceError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DeviceError || (error as Error).name !== 'DeviceError') throw error;
    throw new DeviceError('out-of-memory', (error as Error).message);
  }
}
