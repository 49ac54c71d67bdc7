// How fast the engine trains, measured on this machine: one model, many replicas, and TensorFlow.js on the same adapter in the
// same run. Numbers for docs/lab-log.md; nothing asserts them.

import { normal } from '../../base/random.js';
import type { Device } from '../../engine/device.js';
import { tableBatch } from '../../engine/ops/batches.js';
import { Memory } from '../../engine/tensor.js';
import { calibrate } from '../../engine/timing.js';
import { Trainer, type BatchSource } from '../../engine/trainer.js';
import { trainingFlops } from '../../models/flops.js';
import { initialise } from '../../models/initialise.js';
import type { MlpSpec } from '../../models/model-spec.js';
import { parseOptions, printJson, printTable, type Command } from '../command.js';
import { dawnInstance, openDawn } from '../dawn.js';
import { measureFits } from '../fit-bench.js';
import { tensorflowStepsPerSecond } from '../tensorflow-bench.js';

/** The case that other libraries are compared on. */
const model: MlpSpec = { family: 'mlp', inputs: 32, hidden: [128, 128], outputs: 1, activation: 'relu' };
const BATCH = 256;
const LEARNING_RATE = 1e-3;
const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
/** Batches in the table, which training goes through once. */
const STEPS = 400;
/** Each measurement lasts about this long, and is the best of this many. */
const SECONDS = 2;
const REPEATS = 3;

export const bench: Command = {
  summary: 'how fast the engine trains here, beside TensorFlow.js',
  usage: `bench [fit] [--json]

Trains MLP ${[model.inputs, ...model.hidden, model.outputs].join('-')}, batch ${BATCH}, Adam, on the GPU: one replica, eight
replicas, and the same network in TensorFlow.js WebGPU on the same adapter. Takes about half a minute.
With the word fit: how long fits of 100 points and 1000 bootstrap refits take, which needs no GPU.
  --json   one JSON document instead of a table`,

  async run(args) {
    const ofFits = args[0] === 'fit';
    const { json } = parseOptions(ofFits ? args.slice(1) : args, { json: { type: 'boolean' } });
    if (ofFits) {
      const measured = measureFits();
      if (json) printJson(measured);
      else print(measured);
      return 0;
    }
    const device = await openDawn();
    const flopsPerSecond = await calibrate(device);
    const one = await measure(device, 1);
    const eight = await measure(device, 8);
    device.close();
    const tensorflow = await tensorflowStepsPerSecond(dawnInstance(), model, {
      batch: BATCH,
      learningRate: LEARNING_RATE,
      ...adam,
      seconds: SECONDS,
      repeats: REPEATS,
    });
    const result = {
      device: device.info.description,
      matmulFlopsPerSecond: flopsPerSecond,
      stepsPerSecond: one.stepsPerSecond,
      dispatchesPerStep: one.dispatchesPerStep,
      achievedFlopsPerSecond: one.stepsPerSecond * trainingFlops(model, BATCH, 1),
      stepsPerSecondOfEight: eight.stepsPerSecond,
      eightTogetherOverOneByOne: (8 * eight.stepsPerSecond) / one.stepsPerSecond,
      tensorflowStepsPerSecond: tensorflow,
      overTensorflow: one.stepsPerSecond / tensorflow,
    };
    if (json) printJson(result);
    else print(result);
    return 0;
  },
};

function print(result: Record<string, string | number>): void {
  const rows = Object.entries(result).map(([name, value]) => [
    name,
    typeof value === 'number' ? value.toPrecision(4) : value,
  ]);
  printTable([['measured', 'value'], ...rows]);
}

/** Steps a second of `replicas` replicas in steady state, the best of a few; of all replicas together, not each. */
async function measure(
  device: Device,
  replicas: number,
): Promise<{ stepsPerSecond: number; dispatchesPerStep: number }> {
  const memory = new Memory(device.gpu);
  const trainer = new Trainer(device, {
    model,
    attentionScale: 1,
    loss: 'mse',
    scoredRows: 1,
    branches: [],
    replicas: Array.from({ length: replicas }, (_, seed) => ({
      parameters: initialise(model, 'pytorch', seed),
      learningRate: LEARNING_RATE,
      dataSeed: 0,
    })),
    optimizer: { type: 'adamw', ...adam, weightDecay: 0, clipNorm: null },
    schedule: { type: 'constant', warmupSteps: 0, totalSteps: STEPS, minimumFactor: 0, decaySteps: 0 },
    learningRateScale: () => 1,
    source: tableSource(memory),
    batch: BATCH,
    dataset: 0,
    gradientNorms: false,
    evaluation: null,
  });
  try {
    await device.compile(trainer.kernels);
    trainer.build();
    const first = await secondsOf(() => trainer.submit(2, false));
    const count = Math.max(2, Math.min(Math.floor((STEPS - 2) / REPEATS), Math.round((SECONDS * 2) / first)));
    let best = Infinity;
    for (let i = 0; i < REPEATS; i++) {
      best = Math.min(best, (await secondsOf(() => trainer.submit(count, false))) / count);
    }
    return { stepsPerSecond: 1 / best, dispatchesPerStep: trainer.dispatchesPerStep };
  } finally {
    trainer.destroy();
    memory.free();
  }
}

/** Random batches, uploaded once. */
function tableSource(memory: Memory): BatchSource {
  const x = Float32Array.from({ length: STEPS * BATCH * model.inputs }, (_, i) => normal(1, 'data', i, 0));
  // Rows of one output are padded to four.
  const y = Float32Array.from({ length: STEPS * BATCH * 4 }, (_, i) => (i % 4 ? 0 : normal(1, 'data', i, 1)));
  const tables = { x: memory.storage('bench x', x), y: memory.storage('bench y', y) };
  return (program, target) => tableBatch(program, target, tables);
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
