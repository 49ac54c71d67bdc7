// Covers src/runner/sources.ts and the batch kernels of sequences, against the tasks of src/data/tasks.

import { expect } from 'chai';
import { createTask, tasks, type TaskSpec } from '../../src/data/tasks/tasks.js';
import { addText } from '../../src/data/text/texts.js';
import { drawBatch, draws, sampleId, SAMPLES } from '../support/batches.js';
import { onEachEngine } from '../support/device.js';

/** Of four replicas the first two and the last two share a seed. */
const REPLICAS = { seeds: [5, 5, 9, 9], sharing: 2 };

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

onEachEngine('batchSource of sequences', (withDevice) => {
  for (const spec of specs) {
    for (const draw of draws) {
      it(`draws the tokens of the task: ${spec.type} of ${createTask(spec).inputs} tokens, ${draw.what}`, () =>
        withDevice(async (device, memory) => {
          const { stream, dataset } = draw;
          const task = createTask(spec);
          const context = task.inputs;
          const { x, y } = await drawBatch(device, memory, spec, { ...draw, ...REPLICAS });
          for (const [copy, seed] of [5, 9].entries()) {
            for (let row = 0; row < SAMPLES; row++) {
              const sample = task.sample(stream, seed, sampleId(seed, row, dataset), dataset);
              const start = (copy * SAMPLES + row) * context;
              const tokens = [...x.subarray(start, start + context)];
              const targets = [...y.subarray(start, start + context)];
              expect(tokens, `row ${row}`).to.deep.equal([...sample.x]);
              expect(targets, `targets of row ${row}`).to.deep.equal([...(sample.y as Uint32Array)]);
            }
          }
        }));
    }
  }
});
