// Covers src/lab/plan/{memory,checkpoint-size}.ts: the memory that they count is compared with what runs allocate. Also
// src/models/gradient-slices.ts.

import { expect } from 'chai';
import { DeviceError, type Device } from '../../src/engine/device.js';
import { GpuDevice } from '../../src/engine/gpu/gpu-device.js';
import { checkpointBytes, withoutCheckpoints } from '../../src/lab/plan/checkpoint-size.js';
import { runBytes } from '../../src/lab/plan/memory.js';
import { plan } from '../../src/lab/plan/plan.js';
import type { Plan, RunPlan } from '../../src/lab/plan/run-plan.js';
import type { Overrides } from '../../src/lab/presets/presets.js';
import { resolveExperiment } from '../support/experiments.js';
import { taskOf } from '../../src/data/tasks/tasks.js';
import { parameterCounts, parameterLayout } from '../../src/models/parameters.js';
import { DeviceRun } from '../../src/runner/run-trainer.js';
import { batchSource } from '../../src/runner/sources.js';
import { countingDevice } from '../support/counting-device.js';
import { engines, withDevice } from '../support/device.js';

describe('the memory of a run', () => {
  const cases: readonly (readonly [string, Overrides])[] = [
    ['manifold', {}],
    ['parity-mix', { 'training.optimizer.type': 'sgd' }],
    ['markov', {}],
    ['grammar', { size: 'standard', 'model.widths': [128] }],
    [
      'grammar',
      {
        'model.activation': 'swiglu',
        'model.norm': 'rmsnorm',
        'model.positions': 'rotary',
        'model.widths': [8, 64],
      },
    ],
    ['addition', { size: 'standard', 'model.widths': [32], 'model.tied': true, 'model.biases': false }],
    ['graph-walk', { 'training.optimizer.type': 'muon', 'model.widths': [64], 'data.branches': [0.5] }],
  ];
  for (const [preset, overrides] of cases) {
    it(`is counted before it is taken: ${preset} ${JSON.stringify(overrides)}`, () => {
      const whole = plan(resolveExperiment(preset, overrides));
      for (const sliced of [true, false]) {
        for (const run of whole.runs) {
          const { bytes } = open(countingDevice(sliced), whole, run);
          // Rows of numbers are shared by replicas, here each has its own; what is read back at the end is not there yet, nor are
          // the kernels' arguments. A processor has its gradients in one slice.
          const most = taskOf(whole.spec.task).sequence ? 1.05 : 2;
          expect(runBytes(run, whole.spec) / bytes, run.id).to.be.within(1, sliced ? most : 3);
        }
      }
    });

    it(`of a checkpoint is counted before one is made: ${preset} ${JSON.stringify(overrides)}`, () => {
      const whole = plan(resolveExperiment(preset, overrides));
      for (const run of whole.runs) {
        const { trainer } = open(countingDevice(true), whole, run);
        expect(checkpointBytes(run, whole.spec), run.id).to.equal(trainer.snapshotBytes);
      }
    });
  }

  it('that is too large for checkpoints is named before a start', () => {
    expect(withoutCheckpoints(plan(resolveExperiment('manifold', {})))).to.equal(null);
    const large = plan(resolveExperiment('grammar', { 'model.widths': [8, 768], 'seeds.count': 8 }));
    expect(withoutCheckpoints(large)).to.match(
      /^w768.* no checkpoints: .* above 256 MiB.*from the beginning/,
    );
  });

  it('is at most 1 GiB at a time: replicas that are too many for it train in parts', () => {
    const spec = resolveExperiment('grammar', {
      'model.widths': [768],
      'model.depth': 2,
      'lrSweep.count': 4,
      'seeds.count': 2,
    });
    const { runs } = plan(spec);
    expect(runs.map(({ id, config, replicas }) => [id, config, replicas.length])).to.deep.equal([
      ['w768', 'w768', 2],
      ['w768.2', 'w768', 2],
      ['w768.3', 'w768', 2],
      ['w768.4', 'w768', 2],
    ]);
    for (const run of runs) expect(runBytes(run, spec)).to.be.below(2 ** 30);
    const whole = runs.flatMap(({ replicas }) => replicas);
    expect(new Set(whole.map(({ seed, learningRate }) => `${seed} ${learningRate}`)).size).to.equal(8);
  });

  for (const engine of engines) {
    it(`lets 20 M parameters train within 1 GiB, to the last of them (${engine})`, () =>
      withDevice(engine, async (device) => {
        const overrides = {
          'model.widths': [896],
          'model.depth': 2,
          'training.batch': 1,
          'lrSweep.enabled': false,
          'seeds.count': 1,
          'evaluation.samples': 1,
        };
        const whole = plan(resolveExperiment('grammar', { ...overrides, 'task.context': 8 }));
        const [run] = whole.runs;
        const { total } = parameterCounts(run.model);
        expect(total).to.be.within(19e6, 21e6);
        // Both moments are one buffer. Some drivers, lavapipe's in Firefox among them, take no more than WebGPU's least.
        if (device instanceof GpuDevice && device.gpu.limits.maxStorageBufferBindingSize < 8 * total) {
          expect(() => open(device, whole, run)).to.throw(DeviceError, 'Try smaller sizes');
          return;
        }
        const values = (length: number): Float32Array =>
          Float32Array.from({ length }, (_, i) => ((i % 97) - 48) / 1000);
        const start = new Map(
          parameterLayout(run.model).map(({ name, shape }) => [
            name,
            values(shape.reduce((product, extent) => product * extent, 1)),
          ]),
        );
        const opened = open(device, whole, run, start);
        await device.compile(opened.kernels);
        opened.build();
        expect(opened.bytes).to.be.below(2 ** 30);
        const { losses } = await opened.trainer.submit(1, false);
        expect(losses[0]).to.be.within(1, 10);
        const [after] = await opened.trainer.readParameters();
        expect(after.get('head.weight')!.at(-1)).not.to.equal(start.get('head.weight')!.at(-1));
        opened.destroy();
      }));
  }
});

/** A run on a device, without the tables of its task. */
function open(
  device: Device,
  { spec }: Plan,
  run: RunPlan,
  startFrom: ReadonlyMap<string, Float32Array> | null = null,
): DeviceRun {
  const task = taskOf(spec.task);
  return new DeviceRun(device, run, {
    experiment: spec,
    task,
    source: batchSource(task, device.memory()),
    startFrom,
  });
}
