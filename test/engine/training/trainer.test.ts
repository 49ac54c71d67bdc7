// Covers src/engine/training/trainer.ts, and with it batch.ts, evaluation.ts and ../program.ts. Also src/engine/{device,program}.ts,
// src/engine/networks/{forward,layers,mlp,transformer}.ts and src/engine/training/{batch,training-options}.ts, src/engine/loss.ts.

import { expect } from 'chai';
import type { Activation, MlpSpec } from '../../../src/models/model-spec.js';
import type { OptimizerSpec } from '../../../src/models/optimizers/optimizers.js';
import type { ScheduleSpec } from '../../../src/models/schedule.js';
import { createTask, type TaskSpec } from '../../../src/data/tasks/tasks.js';
import { DeviceError, type Device, type Memory } from '../../../src/engine/device.js';
import { GpuDevice, openGpu } from '../../../src/engine/gpu/gpu-device.js';
import { kernelSources } from '../../../src/engine/gpu/sources.js';
import { Trainer } from '../../../src/engine/training/trainer.js';
import type { TrainerOptions } from '../../../src/engine/training/training-options.js';
import { initialise } from '../../../src/models/initialise.js';
import { batchSource } from '../../../src/runner/sources.js';
import { trainTwin } from '../../reference/mlp.js';
import { expectClose } from '../../support/close.js';
import { onEachEngine, withCpu, withGpu } from '../../support/device.js';

const adamw: OptimizerSpec = {
  type: 'adamw',
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0.1,
  clipNorm: 0.5,
};

const sgd: OptimizerSpec = { type: 'sgd', momentum: 0.9, weightDecay: 0.01, clipNorm: null };

const muon: OptimizerSpec = {
  type: 'muon',
  momentum: 0.9,
  newtonSchulzSteps: 5,
  weightDecay: 0,
  clipNorm: null,
  adamw: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, learningRateFactor: 0.5 },
};

const constant: ScheduleSpec = {
  type: 'constant',
  warmupSteps: 3,
  totalSteps: 10,
  minimumFactor: 0,
  decaySteps: 0,
};

const manifold: TaskSpec = { type: 'manifold', dimension: 3, seed: 1 };

const zipf: TaskSpec = {
  type: 'zipf-facts',
  facts: 100,
  exponent: 0.5,
  labelNoise: 0,
  classes: 16,
  seed: 1,
};

function modelOf(task: TaskSpec, hidden: readonly number[], activation: Activation = 'tanh'): MlpSpec {
  const { inputs, outputs } = createTask(task);
  return { family: 'mlp', inputs, hidden, outputs, activation };
}

async function trainerFor(
  device: Device,
  memory: Memory,
  taskSpec: TaskSpec,
  options: Partial<TrainerOptions> & Pick<TrainerOptions, 'model'>,
): Promise<Trainer> {
  const task = createTask(taskSpec);
  const trainer = new Trainer(device, {
    loss: task.loss,
    replicas: [{ parameters: initialise(options.model, 'pytorch', 1), learningRate: 1e-2, dataSeed: 1 }],
    optimizer: adamw,
    schedule: constant,
    learningRateScale: () => 1,
    source: batchSource(task, memory),
    batch: 24,
    dataset: 0,
    attentionScale: 1,
    scoredRows: 1,
    branches: [],
    gradientNorms: false,
    evaluation: null,
    ...options,
  });
  await device.compile(trainer.kernels);
  trainer.build();
  return trainer;
}

/** Calls to the WebGPU API by name while `work` runs. */
async function countCalls(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const restore: (() => void)[] = [];
  const watch = (object: object, names: readonly string[]): void => {
    for (const name of names) {
      const original = Reflect.get(object, name) as (...values: unknown[]) => unknown;
      Reflect.set(object, name, function (this: unknown, ...values: unknown[]) {
        counts[name] = (counts[name] ?? 0) + 1;
        return original.apply(this, values);
      });
      restore.push(() => Reflect.set(object, name, original));
    }
  };
  watch(GPUDevice.prototype, [
    'createBuffer',
    'createBindGroup',
    'createComputePipeline',
    'createShaderModule',
  ]);
  watch(GPUQueue.prototype, ['submit', 'writeBuffer']);
  watch(GPUComputePassEncoder.prototype, ['dispatchWorkgroups']);
  watch(GPUCommandEncoder.prototype, ['beginComputePass', 'copyBufferToBuffer']);
  watch(GPUBuffer.prototype, ['mapAsync']);
  try {
    await work();
  } finally {
    for (const undo of restore) undo();
  }
  return counts;
}

onEachEngine('Trainer', (withDevice, engine) => {
  for (const [taskSpec, optimizer, hidden] of [
    [manifold, adamw, [7, 5]],
    [manifold, sgd, [9]],
    [zipf, adamw, [6, 6, 6]],
    [zipf, muon, [5, 9, 6]],
  ] as const) {
    it(`loses what its float64 twin loses, ten steps long: ${taskSpec.type}, ${optimizer.type}, ${hidden.join('-')}`, () =>
      withDevice(async (device, memory) => {
        const model = modelOf(taskSpec, hidden);
        const trainer = await trainerFor(device, memory, taskSpec, { model, optimizer });
        const chunk = await trainer.submit(10, false);
        const [parameters] = await trainer.readParameters();
        trainer.destroy();

        const task = createTask(taskSpec);
        const twin = new Map(
          [...initialise(model, 'pytorch', 1)].map(([name, values]) => [name, Float64Array.from(values)]),
        );
        const batches = Array.from({ length: 10 }, (_, step) => {
          const samples = Array.from({ length: 24 }, (__, row) => task.sample('data', 1, step * 24 + row));
          const x = Float64Array.from(samples.flatMap((sample) => [...sample.x]));
          const labels = samples.map(({ y }) => y as number);
          const isRegression = task.loss === 'mse';
          const y = isRegression
            ? Float64Array.from(samples.flatMap((s) => [...(s.y as Float32Array)]))
            : labels;
          return { rows: 24, x, y };
        });
        const settings = { model, optimizer, schedule: constant, learningRate: 1e-2, parameters: twin };
        expectClose(chunk.losses, trainTwin(settings, batches), 1e-5, 'loss');
        for (const [name, values] of twin) expectClose(parameters.get(name)!, values, 1e-4, name);
      }));
  }

  it('evaluates on the whole fixed set: mean, its standard error and the share of hits', () =>
    withDevice(async (device, memory) => {
      const task = createTask(zipf);
      if (task.evaluation.type !== 'exact') throw new Error('expected an exact evaluation');
      const { count, weights } = task.evaluation;
      const model = modelOf(zipf, [6]);
      const noise = 0.3;
      for (const exact of [true, false]) {
        const evaluation = {
          seed: 1,
          weights: Float32Array.from(weights),
          groups: null,
          labelNoise: noise,
          exact,
        };
        const trainer = await trainerFor(device, memory, zipf, { model, evaluation });
        const result = (await trainer.submit(0, true)).evaluation!;
        trainer.destroy();
        const twin = new Map(
          [...initialise(model, 'pytorch', 1)].map(([name, values]) => [name, Float64Array.from(values)]),
        );
        const lossOf = (fact: number, label: number): number => {
          const batch = { rows: 1, x: Float64Array.from(task.sample('evaluation', 1, fact).x), y: [label] };
          const parameters = new Map([...twin].map(([name, values]) => [name, values.slice()]));
          const settings = { model, optimizer: adamw, schedule: constant, learningRate: 0, parameters };
          return trainTwin(settings, [batch])[0];
        };
        let mean = 0;
        for (let fact = 0; fact < count; fact++) {
          const label = task.sample('evaluation', 1, fact).y as number;
          let mixed = (1 - noise) * lossOf(fact, label);
          for (let other = 0; other < 16; other++) mixed += (noise / 16) * lossOf(fact, other);
          mean += weights[fact] * mixed;
        }
        expectClose(result.losses, [mean], 1e-5, 'evaluation');
        expect(result.standardErrors[0] === 0).to.equal(exact);
        expect(result.accuracies![0]).to.be.within(0, 1);
      }
    }));

  for (const optimizer of engine === 'gpu' ? [muon] : [adamw, sgd, muon]) {
    it(`goes on along the trunk as if there had been no branch, bit for bit: ${optimizer.type}`, () =>
      withDevice(async (device, memory) => {
        const lossesOfTrunk = async (branches: TrainerOptions['branches']): Promise<number[]> => {
          const model = modelOf(manifold, [6, 5, 4]);
          const trainer = await trainerFor(device, memory, manifold, { model, optimizer, branches });
          const losses: number[] = [];
          while (trainer.submitted < trainer.updates) {
            const chunk = await trainer.submit(trainer.longestChunk, false);
            if (chunk.branch === null) losses.push(...chunk.losses);
          }
          trainer.destroy();
          return losses;
        };
        const alone = await lossesOfTrunk([]);
        expect(alone).to.have.length(10);
        const branches = [
          { from: 4, to: 6 },
          { from: 7, to: 9 },
        ];
        expect(await lossesOfTrunk(branches)).to.deep.equal(alone);
      }));
  }
});

describe('Trainer', () => {
  it('overfits a data set of one batch', () =>
    withCpu(async (device, memory) => {
      const trainer = await trainerFor(device, memory, manifold, {
        model: modelOf(manifold, [32]),
        optimizer: { ...adamw, weightDecay: 0 },
        schedule: { ...constant, totalSteps: 1500 },
        dataset: 24,
      });
      const { losses } = await trainer.submit(1500, false);
      trainer.destroy();
      expect(losses.at(-1)).to.be.below(losses[0] / 1000);
    }));

  it('refuses more steps than it has room for', () =>
    withCpu(async (device, memory) => {
      const trainer = await trainerFor(device, memory, manifold, { model: modelOf(manifold, [4]) });
      const failure = await trainer.submit(11, false).catch((error: unknown) => String(error));
      trainer.destroy();
      expect(failure).to.contain('expected at most 10 steps, got 11');
    }));
});

describe('Trainer on a GPU', () => {
  /** Its submits take no time, so that all that is queued together goes into one once a first step was measured. */
  async function withTimelessGpu(work: (device: Device, memory: Memory) => Promise<void>): Promise<void> {
    const { gpu, info } = await openGpu(navigator.gpu, kernelSources);
    const device = new GpuDevice(gpu, info, kernelSources, { now: () => 0 });
    await work(device, device.memory()).finally(() => device.close());
  }

  /** Ends are measured a moment after they are reported. */
  const measured = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

  it('launches 4 L + 4 kernels a step that clips, in one pass and one submit a chunk', () =>
    withTimelessGpu(async (device, memory) => {
      for (const hidden of [[4], [4, 4], [4, 4, 4, 4]]) {
        const model = modelOf(manifold, hidden, 'gelu');
        const trainer = await trainerFor(device, memory, manifold, { model });
        const steps = 7;
        await trainer.submit(1, false);
        await measured();
        const calls = await countCalls(() => trainer.submit(steps, false));
        const layers = hidden.length + 1;
        expect(trainer.dispatchesPerStep).to.equal(4 * layers + 4);
        expect(calls).to.deep.equal({
          beginComputePass: 1,
          dispatchWorkgroups: steps * trainer.dispatchesPerStep,
          copyBufferToBuffer: 1,
          submit: 1,
          mapAsync: 1,
        });
        trainer.destroy();
      }
    }));

  it('splits the rows of a larger batch, for one more kernel a step', () =>
    withGpu(async (device, memory) => {
      const model = modelOf(manifold, [4]);
      const dispatches = { 64: 4 * 2 + 4, 128: 4 * 2 + 5, 2048: 4 * 2 + 5 };
      for (const [batch, expected] of Object.entries(dispatches)) {
        const trainer = await trainerFor(device, memory, manifold, { model, batch: Number(batch) });
        expect(trainer.dispatchesPerStep, `batch ${batch}`).to.equal(expected);
        trainer.destroy();
      }
    }));

  it('creates and uploads nothing for an evaluation either', () =>
    withTimelessGpu(async (device, memory) => {
      const evaluation = {
        seed: 1,
        weights: new Float32Array(100).fill(0.01),
        groups: null,
        labelNoise: 0,
        exact: false,
      };
      const trainer = await trainerFor(device, memory, manifold, {
        model: modelOf(manifold, [4]),
        evaluation,
      });
      await trainer.submit(1, true);
      await measured();
      const calls = await countCalls(() => trainer.submit(2, true));
      trainer.destroy();
      expect(calls).to.not.have.any.keys('createBuffer', 'createBindGroup', 'writeBuffer');
      expect(calls).to.include({ beginComputePass: 1, submit: 1, mapAsync: 1 });
    }));

  it('refuses a buffer that is larger than the device takes', () =>
    withGpu((device, memory) => {
      const words = device.gpu.limits.maxStorageBufferBindingSize;
      const allocate = () => memory.storage('activations', words);
      expect(allocate).to.throw(DeviceError, /^The buffer activations would need .* at most .* in one piece/);
      expect(memory.bytes).to.equal(0);
      return Promise.resolve();
    }));
});
