import { expect } from 'chai';
import { shuffledIndex, type StreamName } from '../../src/base/random.js';
import { createTask, tasks, type TaskSpec } from '../../src/data/task.js';
import { addText } from '../../src/data/texts.js';
import type { Device } from '../../src/engine/device.js';
import type { BatchTarget } from '../../src/engine/ops/batches.js';
import type { Memory } from '../../src/engine/tensor.js';
import { batchSource } from '../../src/runner/sources.js';
import { runProgram, withDevice } from '../support/gpu.js';

const SEQUENCES = 70;
const STEP = 3;
const SEEDS = [5, 5, 9, 9];
const COPIES = 2;

/** One batch of step 3 for four replicas, of which the first two and the last two share a seed: (copies, sequences, context). */
async function drawTokens(
  device: Device,
  memory: Memory,
  spec: TaskSpec,
  options: { stream: BatchTarget['stream']; dataset: number },
): Promise<{ tokens: Uint32Array; targets: Uint32Array }> {
  const task = createTask(spec);
  const context = task.inputs;
  const state = new Uint32Array(SEEDS.flatMap((seed) => [seed, STEP, 0, 0]));
  const words = { copyStride: SEQUENCES * context, sharing: SEEDS.length / COPIES };
  const x = memory.storage('tokens', COPIES * words.copyStride);
  const y = memory.storage('targets', COPIES * words.copyStride);
  const shape = { replicas: SEEDS.length, sequences: SEQUENCES, context };
  const target: BatchTarget = {
    ...options,
    x: null,
    tokens: { buffer: x, ...words, ...shape },
    expected: null,
    labels: { buffer: y, ...words },
    replicas: memory.storage('replicas', state),
  };
  const source = batchSource(task, memory);
  const results = await runProgram(device, memory, (program) => source(program, target), [x, y]);
  const [tokens, targets] = results.map((floats) => new Uint32Array(floats.buffer));
  return { tokens, targets };
}

const languages: readonly TaskSpec[] = [
  { ...tasks.markov.defaults, context: 19 },
  { ...tasks['graph-walk'].defaults, nodes: 60, edges: 70 },
  { ...tasks.grammar.defaults, context: 40 },
];

/** Fewer windows than ids, so that they come round again, and an odd number of tokens. */
const textId = addText('numbers', Array.from({ length: 1000 }, (_, i) => i).join(' '));
const text: TaskSpec = { ...tasks.text.defaults, textId, context: 37 };

const specs: readonly TaskSpec[] = [
  ...languages,
  text,
  { ...text, tokens: 'bpe', vocabulary: 300, context: 70 },
  { type: 'addition', digits: 1, answer: 'plain', seed: 1 },
  { type: 'addition', digits: 6, answer: 'reversed', seed: 1 },
];

describe('batchSource of sequences', () => {
  for (const spec of specs) {
    const cases: readonly { stream: BatchTarget['stream'] & StreamName; dataset: number; what: string }[] = [
      { stream: 'data', dataset: 0, what: 'infinite data' },
      { stream: 'data', dataset: 97, what: 'a data set of 97, shuffled each epoch' },
      { stream: 'evaluation', dataset: 0, what: 'the evaluation set' },
    ];
    for (const { stream, dataset, what } of cases) {
      it(`draws the same tokens on the GPU as on the CPU: ${spec.type} of ${createTask(spec).inputs} tokens, ${what}`, () =>
        withDevice(async (device, memory) => {
          const task = createTask(spec);
          const context = task.inputs;
          const { tokens, targets } = await drawTokens(device, memory, spec, { stream, dataset });
          for (const [copy, seed] of [5, 9].entries()) {
            for (let row = 0; row < SEQUENCES; row++) {
              const position = STEP * SEQUENCES + row;
              const id = dataset
                ? shuffledIndex(seed, 'shuffle', Math.floor(position / dataset), position % dataset, dataset)
                : position;
              const { x, y } = task.sample(stream, seed, id, dataset);
              const start = (copy * SEQUENCES + row) * context;
              expect([...tokens.subarray(start, start + context)], `row ${row}`).to.deep.equal([...x]);
              expect([...targets.subarray(start, start + context)], `targets of row ${row}`).to.deep.equal([
                ...(y as Uint32Array),
              ]);
            }
          }
        }));
    }
  }
});
