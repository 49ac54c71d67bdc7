// Trains on exactly what a parity file holds and returns the results.

import { append } from '../../base/many.js';
import type { Device, Memory, DeviceBuffer } from '../../engine/device.js';
import { tableBatch } from '../../engine/ops/batches.js';
import { padRows } from '../../engine/tensor.js';
import { Trainer } from '../../engine/training/trainer.js';
import { examplesPerSample } from '../../models/model-spec.js';
import { parseParityFile, type ParityRun, type TokenBatches } from './parity-file.js';

export interface ParityResult {
  /** Loss on batch s before update s. */
  readonly losses: readonly number[];
  /** Global gradient norm of batch s before clipping. */
  readonly gradientNorms: readonly number[];
  /** Final parameters by name, dense. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
}

/** Inputs and targets of all batches on the device, as tableBatch reads them. */
interface Tables {
  readonly x: DeviceBuffer;
  readonly y: DeviceBuffer;
}

/** Runs a parity file. Throws InputError if it is malformed, DeviceError if the device cannot. */
export async function runParity(device: Device, bytes: Uint8Array): Promise<ParityResult> {
  const run = parseParityFile(bytes);
  const { model, schedule } = run;
  const { steps, batch } = run.batches;
  const memory = device.memory();
  const tables = uploadBatches(run, memory);
  const trainer = new Trainer(device, {
    model,
    attentionScale: run.attentionScale,
    loss: run.loss,
    scoredRows: examplesPerSample(model),
    replicas: [{ parameters: run.parameters, learningRate: run.learningRate, dataSeed: 0 }],
    optimizer: run.optimizer,
    schedule: { ...schedule, totalSteps: Math.max(steps, schedule.totalSteps) },
    branches: [],
    learningRateScale: run.learningRateScale,
    source: (program, target) => tableBatch(program, target, tables),
    batch,
    dataset: 0,
    gradientNorms: true,
    evaluation: null,
  });
  try {
    await device.compile(trainer.kernels);
    trainer.build();
    const losses: number[] = [];
    const gradientNorms: number[] = [];
    while (losses.length < steps) {
      const count = Math.min(steps - losses.length, trainer.longestChunk);
      const chunk = await trainer.submit(count, false);
      append(losses, chunk.losses);
      append(gradientNorms, chunk.gradientNorms);
    }
    const [parameters] = await trainer.readParameters();
    return { losses, gradientNorms, parameters };
  } finally {
    trainer.destroy();
    memory.free();
  }
}

/** Rows of numbers padded as matrices are; class indices and tokens as u32. */
function uploadBatches({ model, batches }: ParityRun, memory: Memory): Tables {
  if (batches.type === 'tokens') return uploadTokens(batches, memory);
  if (model.family !== 'mlp') throw new Error(`expected tokens for a ${model.family}, got rows`);
  const { x, y } = batches;
  const targets = y instanceof Int32Array ? Uint32Array.from(y) : padRows(y, model.outputs);
  return {
    x: memory.storage('batch table x', padRows(x, model.inputs)),
    y: memory.storage('batch table y', targets),
  };
}

/** All tokens of a sequence except the last are inputs, all except the first are targets. */
function uploadTokens({ steps, batch, tokens }: TokenBatches, memory: Memory): Tables {
  const length = tokens.length / (steps * batch);
  const without = (place: number): Uint32Array =>
    Uint32Array.from(tokens.filter((_, i) => i % length !== place));
  return {
    x: memory.storage('batch table tokens', without(length - 1)),
    y: memory.storage('batch table targets', without(0)),
  };
}
