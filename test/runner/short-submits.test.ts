// Covers src/engine/gpu/{submit,submit-meter,dispatch-times,gpu-commands}.ts and src/runner/too-slow.ts: a GPU is not given more at
// once than a desktop can wait for. The clock is the test's own.

import { expect } from 'chai';
import type { Plan } from '../../src/lab/plan/run-plan.js';
import type { RunEvent } from '../../src/lab/records/events.js';
import { GpuBackend } from '../../src/runner/gpu/gpu-backend.js';
import { gpuInfo, withGpuBackend } from '../support/backends.js';
import { collect, results } from '../support/run-events.js';
import { slowGpu, type SlowGpu } from '../support/slow-gpu.js';
import { tinyPlan } from '../support/tiny-plan.js';

const replicas = [1, 2, 3, 4].map((seed) => ({ seed, learningRate: 1e-2 * seed }));

/** With an evaluation set of many batches. */
function planOf(options: Parameters<typeof tinyPlan>[0] = {}): Plan {
  const plan = tinyPlan({ widths: [4], steps: 6, ...options });
  return { ...plan, spec: { ...plan.spec, evaluation: { ...plan.spec.evaluation, samples: 6000 } } };
}

describe('a slow GPU', () => {
  let gpu: SlowGpu | null = null;
  afterEach(() => {
    gpu?.close();
    gpu = null;
  });

  /** What a plan comes to where a dispatch takes so many seconds. */
  async function trained(cost: (replicas: number) => number, plan: Plan): Promise<RunEvent[]> {
    gpu = await slowGpu(cost);
    return collect(new GpuBackend(gpu.device, { ...gpuInfo, software: false }), plan);
  }

  const longest = (): number => gpu!.submits.reduce((most, { seconds }) => Math.max(most, seconds), 0);

  it('gets steps, chunks and passes over the evaluation set in submits of less than 100 ms, with the same results', async () => {
    const plan = planOf();
    const events = await trained(() => 0.02, plan);
    expect(longest()).to.be.below(0.1);
    expect(gpu!.submits.every(({ dispatches }) => dispatches <= 4)).to.equal(true);
    expect(results(events)).to.deep.equal(results(await withGpuBackend((backend) => collect(backend, plan))));
  });

  it('gets each dispatch alone until its time is known, and then as many as are short together', async () => {
    await trained(() => 1e-4, planOf({ steps: 200 }));
    const held = gpu!.submits.map(({ dispatches }) => dispatches);
    expect(held.slice(0, 10)).to.deep.equal(Array(10).fill(1));
    expect(Math.max(...held.slice(-40))).to.be.above(100);
    // Where the ends of several are reported together, their times are shared out, which may be wrong by a factor.
    expect(longest()).to.be.below(0.2);
    expect(gpu!.submits.filter(({ seconds }) => seconds > 0.1).length).to.be.below(3);
  });

  it('gets fewer at once when it becomes slower', async () => {
    let cost = 1e-4;
    let before = 0;
    gpu = await slowGpu(() => cost);
    const backend = new GpuBackend(gpu.device, gpuInfo);
    await collect(backend, planOf({ steps: 600 }), {}, () => {
      if (cost > 1e-4 || gpu!.submits.length < 25) return;
      before = gpu!.submits.length;
      cost = 4e-3;
    });
    const after = gpu.submits.slice(before).map(({ seconds }) => seconds);
    expect(after.length).to.be.above(100);
    // Those that were queued, and the few that it takes to measure each kind of dispatch again: those of an evaluation come late.
    expect(after.filter((seconds) => seconds > 0.1).length).to.be.below(40);
  });

  it('trains fewer replicas at once where a dispatch of all would stop the screen, with the same results', async () => {
    const plan = planOf({ replicas });
    const events = await trained((count) => 0.045 * count, plan);
    // The pieces that showed it are the only long ones.
    const long = gpu!.submits.filter(({ seconds }) => seconds > 0.1).length;
    expect(long).to.be.below(120);
    expect(results(events)).to.deep.equal(results(await withGpuBackend((backend) => collect(backend, plan))));
  });

  it('is not given a model that would stop the screen alone: the batch that would do is named, and the processor offered', async () => {
    const end = (await trained(() => 3, planOf({ replicas }))).at(-1);
    expect(end).to.include({ type: 'plan-finished', outcome: 'failed', offer: 'cpu' });
    expect(end)
      .to.have.property('message')
      .that.matches(
        /^A single piece of work on a model of w4 takes the GPU \d+ s, and the screen would not move meanwhile\. w4 is too slow with any batch: leave it out\.$/,
      );
  });
});
