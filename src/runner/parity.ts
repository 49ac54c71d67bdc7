// Trains on exactly what a parity file holds and says what came of it.

import type { Device } from '../engine/device.js';
import { tableBatch } from '../engine/ops/batches.js';
import { Memory, padRows } from '../engine/tensor.js';
import { Trainer } from '../engine/trainer.js';
import { parseParityFile, type ParityRun } from './parity-file.js';

export interface ParityResult {
  /** Loss on batch s before update s. */
  readonly losses: readonly number[];
  /** Global gradient norm of batch s before clipping. */
  readonly gradientNorms: readonly number[];
  /** Final parameters by name, dense. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
}

/** Runs a parity file. Throws InputError if it is malformed, DeviceError if the GPU cannot. */
export async function runParity(device: Device, bytes: Uint8Array): Promise<ParityResult> {
  const run = parseParityFile(bytes);
  const { steps, batch } = run.batches;
  const memory = new Memory(device.gpu);
  const tables = uploadBatches(run, memory);
  const trainer = new Trainer(device, {
    model: run.model,
    attentionScale: 1,
    loss: run.loss,
    scoredRows: 1,
    replicas: [{ parameters: run.parameters, learningRate: run.learningRate, dataSeed: 0 }],
    optimizer: run.optimizer,
    schedule: { ...run.schedule, totalSteps: Math.max(steps, run.schedule.totalSteps) },
    learningRateScale: () => 1,
    source: (program, target) => tableBatch(program, target, tables),
    branches: [],
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
      losses.push(...chunk.losses);
      gradientNorms.push(...chunk.gradientNorms);
    }
    const [parameters] = await trainer.readParameters();
    return { losses, gradientNorms, parameters: parameters };
  } finally {
    trainer.destroy();
    memory.free();
  }
}

/** The batches as tables on the GPU, rows padded as matrices are; class indices as u32. */
function uploadBatches({ model, batches }: ParityRun, memory: Memory): { x: GPUBuffer; y: GPUBuffer } {
  const { x, y } = batches;
  return {
    x: memory.storage('batch table x', padRows(x, model.inputs)),
    y: memory.storage(
      'batch table y',
      y instanceof Int32Array ? Uint32Array.from(y) : padRows(y, model.outputs),
    ),
  };
}
