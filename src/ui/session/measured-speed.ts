// How long an experiment takes on this device, as a range: from calibrations that are repeated while nothing trains, from how runs
// compared with what had been expected of them, and, while one trains, from its speed by now.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { largest, smallest } from '../../base/many.js';
import type { Range } from '../../base/log-scale.js';
import { estimateSeconds, planCost, type PlanCost } from '../../lab/plan/cost.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { RunEvent } from '../../lab/records/events.js';
import type { DeviceInfo } from '../../lab/records/record.js';

/** Seconds between calibrations while nothing trains: close at first, as a page that has just opened is busy itself. */
const WAITS = [1, 3, 8, 20, 60] as const;
/** So many of the latest count. */
const CALIBRATIONS = 6;
const RUNS = 3;
/** By how much an estimate from a calibration may be off, either way: the model of costs, warm-up, what else the machine does. */
const ESTIMATE = [0.75, 1.4] as const;
/** By how much the speed of what trains may change until its end. */
const TRAINING = [0.85, 1.2] as const;
/** Milliseconds of training for one measurement of its speed, and the measurements that count. */
const WINDOW = 1500;
const WINDOWS = 12;
/** A run that did less than this share of its work says nothing of its time. */
const LEAST_SHARE = 0.2;

interface Moment {
  readonly time: number;
  readonly fraction: number;
}

/** What trains now. */
interface Training {
  /** Seconds that were expected of all of it; null where nothing was known. */
  readonly expected: number | null;
  /** Shares of its work a second, the latest last. */
  readonly rates: readonly number[];
  /** The beginning of the window, and the last progress; null after a pause. */
  readonly from: Moment | null;
  readonly last: Moment | null;
  /** Work that was done in so many milliseconds, pauses left out. */
  readonly done: number;
  readonly milliseconds: number;
}

/** What measures the device. */
export interface Calibrator {
  /** FLOP/s; null while it is busy. */
  readonly measure: () => Promise<number | null>;
  /** Nothing trains. */
  readonly isFree: () => boolean;
}

/** Time, which tests move by hand. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number;
  /** Calls back after so many seconds; the result takes that back. */
  readonly after: (seconds: number, call: () => void) => () => void;
}

const clockOfPage: Clock = {
  now: () => performance.now(),
  after: (seconds, call) => {
    const timer = setTimeout(call, 1000 * seconds);
    return () => clearTimeout(timer);
  },
};

export class MeasuredSpeed implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #calibrator: Calibrator;
  readonly #clock: Clock;
  #cancel = (): void => undefined;
  #measured = 0;
  /** FLOP/s, the latest last. */
  #calibrations: readonly number[] = [];
  /** Seconds that runs took for each that was expected. */
  #ratios: readonly number[] = [];
  #training: Training | null = null;
  #cost: { readonly plan: Plan; readonly cost: PlanCost } | null = null;

  constructor(host: ReactiveControllerHost, calibrator: Calibrator, clock = clockOfPage) {
    this.#clock = clock;
    this.#host = host;
    this.#calibrator = calibrator;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#cancel();
  }

  /** Begins with a device that was just measured. */
  begin({ flopsPerSecond }: DeviceInfo): void {
    this.#calibrations = flopsPerSecond === null ? [] : [flopsPerSecond];
    this.#measured = 0;
    this.#wait();
  }

  /** How long a plan takes, in seconds; null where that is not known. */
  range(plan: Plan, device: DeviceInfo): Range | null {
    const seconds = this.#estimates(plan, device);
    if (seconds.length === 0) return null;
    const [low, high] = [smallest(this.#ratios), largest(this.#ratios)];
    return [
      ESTIMATE[0] * Math.min(1, low) * smallest(seconds),
      ESTIMATE[1] * Math.max(1, high) * largest(seconds),
    ];
  }

  /** How long what trains still takes, in seconds; null before its speed was measured. */
  get left(): Range | null {
    const { rates, last } = this.#training ?? {};
    if (!rates || !last || rates.length === 0) return null;
    const rest = 1 - last.fraction;
    return [(TRAINING[0] * rest) / largest(rates), (TRAINING[1] * rest) / smallest(rates)];
  }

  /** Hears what an experiment reports. */
  hear(events: readonly RunEvent[]): void {
    for (const event of events) this.#hear(event);
  }

  #hear(event: RunEvent): void {
    switch (event.type) {
      case 'plan-started': {
        const seconds = this.#estimates(event.plan, event.device);
        const expected = seconds.length === 0 ? null : Math.sqrt(smallest(seconds) * largest(seconds));
        this.#training = { expected, rates: [], from: null, last: null, done: 0, milliseconds: 0 };
        break;
      }
      case 'progress':
        this.#advance({ time: this.#clock.now(), fraction: event.fraction });
        break;
      // What was done is a share of another whole, or time passed in which nothing trained.
      case 'run-added':
      case 'run-finished':
      case 'paused':
      case 'device-recovered':
        if (this.#training) this.#training = { ...this.#training, from: null, last: this.#training.last };
        break;
      case 'plan-finished':
        this.#learn();
        this.#training = null;
        this.#measured = 0;
        this.#wait();
    }
  }

  #advance(now: Moment): void {
    const training = this.#training;
    if (!training) return;
    const { from, last, rates } = training;
    if (!from || !last || now.fraction < from.fraction) {
      this.#training = { ...training, from: now, last: now };
      return;
    }
    const isWhole = now.time - from.time >= WINDOW && now.fraction > from.fraction;
    const rate = (now.fraction - from.fraction) / ((now.time - from.time) / 1000);
    this.#training = {
      ...training,
      last: now,
      from: isWhole ? now : from,
      rates: isWhole ? [...rates, rate].slice(-WINDOWS) : rates,
      done: training.done + Math.max(0, now.fraction - last.fraction),
      milliseconds: training.milliseconds + Math.max(0, now.time - last.time),
    };
  }

  /** Keeps how the time that a run took compares with what was expected. */
  #learn(): void {
    const { expected, done, milliseconds } = this.#training ?? {};
    if (!expected || !done || !milliseconds || done < LEAST_SHARE) return;
    this.#ratios = [...this.#ratios, milliseconds / 1000 / done / expected].slice(-RUNS);
  }

  /** Seconds of a plan by each calibration. */
  #estimates(plan: Plan, device: DeviceInfo): number[] {
    if (this.#cost?.plan !== plan) this.#cost = { plan, cost: planCost(plan) };
    const { cost } = this.#cost;
    const speeds = this.#calibrations.length > 0 ? this.#calibrations : [device.flopsPerSecond];
    return speeds.flatMap((flopsPerSecond) => estimateSeconds(cost, { ...device, flopsPerSecond }) ?? []);
  }

  #wait(): void {
    this.#cancel();
    const seconds = WAITS[Math.min(this.#measured, WAITS.length - 1)];
    this.#cancel = this.#clock.after(seconds, () => void this.#measure());
  }

  async #measure(): Promise<void> {
    const { isFree, measure } = this.#calibrator;
    // A run that trains is measured by itself, and a page that nobody sees need not know.
    if (!isFree()) return;
    if (document.visibilityState === 'visible') {
      const flopsPerSecond = await measure().catch(() => null);
      this.#measured++;
      if (flopsPerSecond !== null && isFree()) {
        this.#calibrations = [...this.#calibrations, flopsPerSecond].slice(-CALIBRATIONS);
        this.#host.requestUpdate();
      }
    }
    this.#wait();
  }
}
