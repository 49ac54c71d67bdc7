// Covers src/ui/session/measured-speed.ts: how long an experiment takes, as a range, with a clock and a device that the test moves.

import { aTimeout } from '@open-wc/testing-helpers';
import { expect } from 'chai';
import type { ReactiveControllerHost } from 'lit';
import { plan } from '../../../src/lab/plan/plan.js';
import { estimateSeconds, planCost } from '../../../src/lab/plan/cost.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import type { DeviceInfo } from '../../../src/lab/records/record.js';
import { MeasuredSpeed } from '../../../src/ui/session/measured-speed.js';
import { resolveExperiment } from '../../support/experiments.js';
import { softwareDevice } from '../../support/synthetic-run.js';

const host = {
  addController: () => undefined,
  requestUpdate: () => undefined,
} as unknown as ReactiveControllerHost;
const FLOPS = 1e10;
const device: DeviceInfo = {
  ...softwareDevice,
  engine: 'cpu',
  software: false,
  threads: 2,
  flopsPerSecond: FLOPS,
};
const whole = plan(resolveExperiment('manifold', { size: 'small' }));
/** Seconds by a calibration. */
const expected = (flopsPerSecond: number): number =>
  estimateSeconds(planCost(whole), { ...device, flopsPerSecond })!;
const finished: RunEvent = { type: 'plan-finished', outcome: 'finished', message: '', time: 0 };

describe('the speed as it is measured', () => {
  let time: number;
  let due: (() => void) | null;
  let waits: number[];
  let isFree: boolean;
  let next: number | null;
  let speed: MeasuredSpeed;
  beforeEach(() => {
    time = 0;
    due = null;
    waits = [];
    isFree = true;
    next = FLOPS;
    const clock = {
      now: () => time,
      after: (seconds: number, call: () => void) => {
        due = call;
        waits.push(seconds);
        return () => (due = null);
      },
    };
    speed = new MeasuredSpeed(host, { measure: () => Promise.resolve(next), isFree: () => isFree }, clock);
    speed.begin(device);
  });

  /** Lets the time for the next calibration come. */
  async function calibrate(flopsPerSecond: number | null): Promise<void> {
    next = flopsPerSecond;
    const call = due;
    due = null;
    call?.();
    await aTimeout(0);
  }

  /** Trains all of it in so many seconds, or a share. */
  function train(seconds: number, share = 1): void {
    isFree = false;
    speed.hear([{ type: 'plan-started', plan: whole, device, time: 0 }]);
    for (let step = 0; step <= 40 * share; step++) {
      speed.hear([{ type: 'progress', fraction: step / 40, remainingSeconds: null }]);
      time += (1000 * seconds) / 40;
    }
  }

  it('calibrates again while nothing trains, ever more rarely, and counts what is slowest and fastest', async () => {
    expect(speed.range(whole, device)).to.deep.equal([0.75 * expected(FLOPS), 1.4 * expected(FLOPS)]);
    await calibrate(FLOPS / 4);
    await calibrate(2 * FLOPS);
    const [low, high] = speed.range(whole, device)!;
    expect(low).to.be.closeTo(0.75 * expected(2 * FLOPS), 1e-9);
    expect(high).to.be.closeTo(1.4 * expected(FLOPS / 4), 1e-9);
    for (let i = 0; i < 4; i++) await calibrate(FLOPS);
    expect(waits).to.deep.equal([1, 3, 8, 20, 60, 60, 60]);
    // What was measured long ago no longer counts.
    for (let i = 0; i < 6; i++) await calibrate(FLOPS);
    expect(speed.range(whole, device)![1]).to.be.closeTo(1.4 * expected(FLOPS), 1e-9);
  });

  it('leaves a device that trains alone, and begins again when that has ended', async () => {
    train(10);
    await calibrate(FLOPS / 100);
    expect(due).to.equal(null);
    expect(speed.range(whole, device)![1]).to.be.closeTo(1.4 * expected(FLOPS), 1e-9);
    isFree = true;
    speed.hear([finished]);
    expect(waits.at(-1)).to.equal(1);
  });

  it('expects of the next run what the last one took, on a machine that is slower in training than in calibrations', () => {
    const seconds = 5 * expected(FLOPS);
    train(seconds);
    speed.hear([finished]);
    const [low, high] = speed.range(whole, device)!;
    expect(low).to.be.below(seconds);
    expect(high).to.be.above(seconds);
    // Of a run that had hardly begun nothing is learned.
    train(1000 * seconds, 0.1);
    speed.hear([finished]);
    expect(speed.range(whole, device)).to.deep.equal([low, high]);
  });

  it('says what is left by the speed of training, in a range that holds what comes', () => {
    expect(speed.left).to.equal(null);
    train(80, 0.5);
    const [low, high] = speed.left!;
    expect(low).to.be.within(30, 40);
    expect(high).to.be.within(40, 50);
    // A machine that is loaded from now on: the range grows, and later it is that of the load alone.
    for (let step = 21; step <= 30; step++) {
      time += 8000;
      speed.hear([{ type: 'progress', fraction: step / 40, remainingSeconds: null }]);
    }
    expect(speed.left![1]).to.be.above(80);
    speed.hear([{ type: 'paused' }]);
    time += 1e6;
    speed.hear([{ type: 'progress', fraction: 30 / 40, remainingSeconds: null }]);
    expect(speed.left![1]).to.be.below(120);
  });
});
