import { expect } from 'chai';
import { shuffledIndex, type StreamName } from '../../src/base/random.js';
import { createTask, type TaskSpec } from '../../src/data/task.js';
import type { Device } from '../../src/engine/device.js';
import type { BatchTarget } from '../../src/engine/ops/batches.js';
import { createMatrix, paddedColumns, type Memory } from '../../src/engine/tensor.js';
import { batchSource } from '../../src/runner/sources.js';
import { expectClose } from '../support/close.js';
import { runProgram, withDevice } from '../support/gpu.js';

const ROWS = 70;
const STEP = 3;
const SEEDS = [5, 5, 9, 9];

/** One batch of step 3 for four replicas, of which the first two and the last two share a seed. */
async function drawBatch(
  device: Device,
  memory: Memory,
  spec: TaskSpec,
  options: { stream: BatchTarget['stream']; dataset: number },
): Promise<{ x: Float32Array; y: Float32Array; labels: Uint32Array }> {
  const task = createTask(spec);
  const shape = { replicas: SEEDS.length, rows: ROWS, sharing: 2 };
  const state = new Uint32Array(SEEDS.flatMap((seed) => [seed, STEP, 0, 0]));
  const x = createMatrix(memory, 'x', { ...shape, columns: task.inputs });
  const y = createMatrix(memory, 'y', { ...shape, columns: task.outputs });
  const labels = memory.storage('labels', 2 * ROWS);
  const isRegression = task.loss === 'mse';
  const target: BatchTarget = {
    ...options,
    x,
    tokens: null,
    expected: isRegression ? y : null,
    labels: isRegression ? null : { buffer: labels, copyStride: ROWS, sharing: 2 },
    replicas: memory.storage('replicas', state),
  };
  const source = batchSource(task, memory);
  const [xOut, yOut, labelsOut] = await runProgram(device, memory, (program) => source(program, target), [
    x.buffer,
    y.buffer,
    labels,
  ]);
  return { x: xOut, y: yOut, labels: new Uint32Array(labelsOut.buffer) };
}

const specs: readonly TaskSpec[] = [
  { type: 'manifold', dimension: 1, seed: 2 },
  { type: 'manifold', dimension: 6, seed: 2 },
  { type: 'zipf-facts', facts: 5000, exponent: 0.5, labelNoise: 0.2, classes: 16, seed: 2 },
  { type: 'parity-mix', subtasks: 3, bits: 35, parityBits: 3, zipf: 1.4, seed: 2 },
  { type: 'glyphs', noise: 0.5, jitter: 0.8, seed: 2 },
];

describe('batchSource', () => {
  for (const spec of specs) {
    const name = spec.type === 'manifold' ? `manifold in ${spec.dimension} dimensions` : spec.type;
    const cases: readonly { stream: BatchTarget['stream'] & StreamName; dataset: number; what: string }[] = [
      { stream: 'data', dataset: 0, what: 'infinite data' },
      { stream: 'data', dataset: 97, what: 'a data set of 97, shuffled each epoch' },
      { stream: 'evaluation', dataset: 0, what: 'the evaluation set' },
    ];
    for (const { stream, dataset, what } of cases) {
      it(`draws the same samples on the GPU as on the CPU: ${name}, ${what}`, () =>
        withDevice(async (device, memory) => {
          const task = createTask(spec);
          const { x, y, labels } = await drawBatch(device, memory, spec, { stream, dataset });
          for (const [copy, seed] of [5, 9].entries()) {
            for (let row = 0; row < ROWS; row++) {
              const position = STEP * ROWS + row;
              const id = dataset
                ? shuffledIndex(seed, 'shuffle', Math.floor(position / dataset), position % dataset, dataset)
                : position;
              const sample = task.sample(stream, seed, id);
              const width = paddedColumns(task.inputs);
              const start = (copy * ROWS + row) * width;
              const inputs = x.subarray(start, start + task.inputs);
              if (spec.type === 'glyphs') expectClose(inputs, sample.x, 1e-5, `pixels of row ${row}`);
              else expect([...inputs], `inputs of row ${row}`).to.deep.equal([...sample.x]);
              if (typeof sample.y === 'number') {
                expect(labels[copy * ROWS + row], `label of row ${row}`).to.equal(sample.y);
              } else {
                expectClose([y[(copy * ROWS + row) * 4]], sample.y, 2e-5, `target of row ${row}`);
              }
            }
          }
        }));
    }
  }
});
