// Covers what src/runner/runner.ts and src/engine/gpu/gpu-patience.ts promise of a GPU that is lost: twice, for good, or that hangs.

import { expect } from 'chai';
import { openGpu, GpuDevice } from '../../src/engine/gpu/gpu-device.js';
import type { PatienceOptions } from '../../src/engine/gpu/gpu-patience.js';
import { kernelSources } from '../../src/engine/gpu/sources.js';
import type { RunEvent } from '../../src/lab/records/events.js';
import { LabStore } from '../../src/lab/records/store.js';
import type { Backend } from '../../src/runner/backend.js';
import { GpuBackend } from '../../src/runner/gpu/gpu-backend.js';
import type { RunOptions } from '../../src/runner/runner.js';
import { gpuInfo, poolHere, withGpuBackend } from '../support/backends.js';
import { collect, curve, ofType, results } from '../support/run-events.js';
import { tinyPlan } from '../support/tiny-plan.js';

const plan = tinyPlan({ widths: [4], steps: 480 });

describe('runPlan on a GPU that is lost', () => {
  const opened: GpuDevice[] = [];
  let undisturbed: RunEvent[];
  before(async () => {
    undisturbed = await withGpuBackend((backend) => collect(backend, plan));
  });
  afterEach(() => {
    for (const device of opened.splice(0)) device.close();
  });

  /** A backend on a device of its own, which the test may lose. */
  async function open(patience?: PatienceOptions): Promise<Backend> {
    const { gpu, info } = await openGpu(navigator.gpu, kernelSources);
    const device = new GpuDevice(gpu, info, kernelSources, { patience });
    opened.push(device);
    return new GpuBackend(device, gpuInfo);
  }

  /** The events of the plan, whose first device is lost after 40 steps. */
  async function losing(
    options: Partial<RunOptions>,
    lose = (): unknown => opened[0].gpu.destroy(),
    patience?: PatienceOptions,
  ): Promise<RunEvent[]> {
    const reported: RunEvent[] = [];
    let isLost = false;
    const whole = { checkpointMilliseconds: 0, ...options };
    return collect(await open(patience), plan, whole, (batch) => {
      reported.push(...batch);
      if (isLost || opened.length > 1 || curve(reported, 'w4', 0).length <= 40) return;
      isLost = true;
      lose();
    });
  }

  it('goes on with the same results where the next one is lost at once', async () => {
    const reopen = async (): Promise<Backend> => {
      const backend = await open();
      if (opened.length === 2) opened[1].gpu.destroy();
      return backend;
    };
    const events = await losing({ reopen });
    expect(ofType(events, 'device-recovered').map(({ lost, engine }) => [lost, engine])).to.deep.equal([
      ['gpu', 'gpu'],
      ['gpu', 'gpu'],
    ]);
    expect(results(events)).to.deep.equal(results(undisturbed));
  });

  it('goes on, on the processor, from where it was, if there is no GPU any more, and says so', async () => {
    const events = await losing({ reopen: () => Promise.resolve(null), fallBack: poolHere });
    const store = new LabStore();
    store.apply(events);
    expect(store.state.status).to.equal('finished');
    expect(store.state.recoveries).to.have.length(1);
    expect(store.state.runs[0].engines).to.deep.equal(['gpu', 'cpu']);
    expect(store.state.recoveries[0]).to.include({ lost: 'gpu', engine: 'cpu' });
    expect(store.state.recoveries[0].message).to.match(/^It was taken away .* A restart of the browser/);
    expect(store.state.message).to.match(/^The GPU was lost for good.*Training goes on, on the processor/);
    const [there, whole] = [events, undisturbed].map((of) => curve(of, 'w4', 0));
    expect(there).to.have.length(480);
    // Until it was lost the bits are the GPU's, then the last digits are the processor's.
    expect(there.slice(0, 41)).to.deep.equal(whole.slice(0, 41));
    there.forEach((loss, i) => expect(loss / whole[i], `step ${i}`).to.be.closeTo(1, 1e-3));
  });

  it('takes the processor after three losses in a row', async () => {
    let asked = 0;
    const reopen = async (): Promise<Backend> => {
      asked++;
      const backend = await open();
      opened.at(-1)!.gpu.destroy();
      return backend;
    };
    const events = await losing({ reopen, fallBack: poolHere });
    expect(asked).to.equal(3);
    expect(ofType(events, 'device-recovered').map(({ engine }) => engine)).to.deep.equal([
      'gpu',
      'gpu',
      'gpu',
      'cpu',
    ]);
    expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'finished' });
  });

  it('takes another processor where the one that took over is lost too', async () => {
    let asked = 0;
    const fallBack = async (): Promise<Backend> => {
      const pool = await poolHere();
      if (++asked === 1) pool.close();
      return pool;
    };
    const events = await losing({ reopen: () => Promise.resolve(null), fallBack });
    expect(ofType(events, 'device-recovered').map(({ lost, engine }) => [lost, engine])).to.deep.equal([
      ['gpu', 'cpu'],
      ['core', 'cpu'],
    ]);
    expect(curve(events, 'w4', 0)).to.have.length(480);
    expect(events.at(-1)).to.include({ type: 'plan-finished', outcome: 'finished' });
  });

  it('counts a GPU as lost that does not end its work', async () => {
    const { mapAsync } = GPUBuffer.prototype;
    // The work of the first four chunks ends, however fast this machine is.
    let left = 4;
    GPUBuffer.prototype.mapAsync = function (...args) {
      return left-- > 0 ? mapAsync.apply(this, args) : new Promise(() => {});
    };
    const reopen = (): Promise<Backend> => {
      GPUBuffer.prototype.mapAsync = mapAsync;
      return open();
    };
    try {
      const events = await losing({ reopen }, () => undefined, { askMilliseconds: 40, overload: 0 });
      expect(ofType(events, 'device-recovered')[0].message).to.equal(
        'The GPU did not end its work. It may hang.',
      );
      expect(results(events)).to.deep.equal(results(undisturbed));
    } finally {
      GPUBuffer.prototype.mapAsync = mapAsync;
    }
  });
});
