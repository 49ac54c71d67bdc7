// One batch of a task, as an engine draws it.

import type { StreamName } from '../../src/base/random.js';
import { shuffledIndex } from '../../src/base/random.js';
import type { Task } from '../../src/data/task.js';
import { createTask, type TaskSpec } from '../../src/data/tasks/tasks.js';
import type { Device, Memory } from '../../src/engine/device.js';
import type { BatchTarget } from '../../src/engine/ops/batches.js';
import { createMatrix } from '../../src/engine/tensor.js';
import { batchSource } from '../../src/runner/sources.js';
import { runProgram } from './device.js';

/** Samples of a batch, no multiple of four, and the step that it is drawn in. */
export const SAMPLES = 70;
const STEP = 3;

export interface Draw {
  readonly stream: BatchTarget['stream'] & StreamName;
  readonly dataset: number;
  /** What is drawn, in words. */
  readonly what: string;
}

/** The ways in which ids come. */
export const draws: readonly Draw[] = [
  { stream: 'data', dataset: 0, what: 'infinite data' },
  { stream: 'data', dataset: 97, what: 'a data set of 97, shuffled each epoch' },
  { stream: 'evaluation', dataset: 0, what: 'the evaluation set' },
];

/** Words of a batch as they lie in memory: (copies, samples, …). */
export interface DrawnBatch {
  /** Rows of numbers, padded, as bits of f32; or tokens. */
  readonly x: Uint32Array;
  /** Targets: rows of numbers, padded, as bits of f32; or a class a row, or a token a position. */
  readonly y: Uint32Array;
}

/** Draws the batch of step 3 for a replica of each seed, of which `sharing` neighbours have the same seed and share a copy. */
export async function drawBatch(
  device: Device,
  memory: Memory,
  spec: TaskSpec,
  {
    stream,
    dataset,
    seeds,
    sharing,
    inputs,
  }: Omit<Draw, 'what'> & {
    readonly seeds: readonly number[];
    readonly sharing: number;
    /** How many of the task's inputs the model reads; all by default. */
    readonly inputs?: number;
  },
): Promise<DrawnBatch> {
  const task = createTask(spec);
  const read = inputs === undefined ? task : { ...task, inputs };
  const { target, x, y } = batchOf(memory, read, seeds.length, sharing);
  const replicas = memory.storage('replicas', new Uint32Array(seeds.flatMap((seed) => [seed, STEP, 0, 0])));
  const source = batchSource(task, memory);
  const record = { ...target, replicas, stream, dataset };
  const results = await runProgram(device, memory, (program) => source(program, record), [x, y]);
  const [xWords, yWords] = results.map(({ buffer }) => new Uint32Array(buffer));
  return { x: xWords, y: yWords };
}

function batchOf(memory: Memory, task: Task, replicas: number, sharing: number) {
  const indices = (label: string, copyStride: number) => ({
    buffer: memory.storage(label, (replicas / sharing) * copyStride),
    copyStride,
    sharing,
  });
  if (task.sequence) {
    const { context } = task.sequence;
    const shape = { replicas, sequences: SAMPLES, context };
    const tokens = { ...indices('tokens', SAMPLES * context), ...shape };
    const labels = indices('targets', SAMPLES * context);
    const target = { x: null, tokens, expected: null, labels };
    return { target, x: tokens.buffer, y: labels.buffer };
  }
  const shape = { replicas, rows: SAMPLES, sharing };
  const x = createMatrix(memory, 'x', { ...shape, columns: task.inputs });
  if (task.loss === 'mse') {
    const expected = createMatrix(memory, 'y', { ...shape, columns: task.outputs });
    return { target: { x, tokens: null, expected, labels: null }, x: x.buffer, y: expected.buffer };
  }
  const labels = indices('labels', SAMPLES);
  return { target: { x, tokens: null, expected: null, labels }, x: x.buffer, y: labels.buffer };
}

/** Id of a row of the batch. */
export function sampleId(seed: number, row: number, dataset: number): number {
  const position = STEP * SAMPLES + row;
  if (dataset === 0) return position;
  return shuffledIndex(
    { seed, stream: 'shuffle', round: Math.floor(position / dataset) },
    position % dataset,
    dataset,
  );
}
