// The lab's own engine in the contest.

import type { Device, DeviceBuffer } from '../../engine/device.js';
import type { BatchTarget } from '../../engine/ops/batches.js';
import { padRows } from '../../engine/tensor.js';
import { Trainer } from '../../engine/training/trainer.js';
import { examplesPerSample } from '../../models/model-spec.js';
import type { Contender, Problem, Trainee } from './contest/contest.js';

/** Steps of a submit; a fast GPU does them in well under a second. */
const CHUNK = 256;

/** Our engine; with `replicas` it trains that many at once, all the same. */
export function ourEngine(device: Device, name: string, replicas = 1): Trainee {
  return { name, replicas, open: (problem) => open(device, problem, replicas) };
}

async function open(device: Device, problem: Problem, replicas: number): Promise<Contender> {
  const { model, batch, parameters, learningRate, beta1, beta2, epsilon } = problem;
  const trainer = new Trainer(device, {
    model,
    attentionScale: model.family === 'transformer' ? (model.channels / model.heads) ** -0.5 : 1,
    loss: model.family === 'transformer' ? 'cross-entropy' : 'mse',
    scoredRows: examplesPerSample(model),
    branches: [],
    replicas: Array.from({ length: replicas }, () => ({ parameters, learningRate, dataSeed: 0 })),
    optimizer: { type: 'adamw', beta1, beta2, epsilon, weightDecay: 0, clipNorm: null },
    schedule: {
      type: 'constant',
      warmupSteps: 0,
      totalSteps: problem.mostSteps,
      minimumFactor: 0,
      decaySteps: 0,
    },
    learningRateScale: () => 1,
    // The batch is uploaded at the start, as for the other engines.
    source: (_, target) => upload(device, problem, target),
    batch,
    dataset: 0,
    gradientNorms: false,
    evaluation: null,
  });
  await device.compile(trainer.kernels);
  trainer.build();
  const train = async (steps: number): Promise<number> => {
    let loss = NaN;
    for (let left = steps; left > 0;) {
      const count = Math.min(left, CHUNK, trainer.longestChunk);
      const { losses } = await trainer.submit(count, false);
      loss = losses[count - 1];
      left -= count;
    }
    return loss;
  };
  return { train, close: () => trainer.destroy() };
}

function upload(device: Device, { model, x, y }: Problem, target: BatchTarget): void {
  const write = (to: { readonly buffer: DeviceBuffer } | null, words: Float32Array | Int32Array): void => {
    if (to) device.write(to.buffer, words instanceof Int32Array ? Uint32Array.from(words) : words);
  };
  write(target.tokens, x);
  write(target.labels, y);
  if (model.family !== 'mlp') return;
  write(target.x, padRows(x as Float32Array, model.inputs));
  write(target.expected, padRows(y as Float32Array, model.outputs));
}
