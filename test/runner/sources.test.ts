// Covers src/runner/sources.ts and the batch kernels of rows of numbers, against the tasks of src/data/tasks.

import { expect } from 'chai';
import { createTask, tasks, type TaskSpec } from '../../src/data/tasks/tasks.js';
import { manifoldTeacher } from '../../src/data/tasks/manifold.js';
import { paddedColumns } from '../../src/engine/tensor.js';
import { drawBatch, draws, sampleId, SAMPLES } from '../support/batches.js';
import { expectClose } from '../support/close.js';
import { onEachEngine } from '../support/device.js';

/** Of four replicas the first two and the last two share a seed. */
const REPLICAS = { seeds: [5, 5, 9, 9], sharing: 2 };

const specs: readonly TaskSpec[] = [
  { type: 'manifold', dimension: 1, seed: 2 },
  { type: 'manifold', dimension: 6, seed: 2 },
  { type: 'zipf-facts', facts: 5000, exponent: 0.5, labelNoise: 0.2, classes: 16, seed: 2 },
  { type: 'parity-mix', subtasks: 3, bits: 35, parityBits: 3, zipf: 1.4, seed: 2 },
  { ...tasks['power-spectrum'].defaults, features: 70 },
  { type: 'glyphs', noise: 0.5, jitter: 0.8, seed: 2 },
];

onEachEngine('batchSource', (withDevice, engine) => {
  /** Of a target: see same-batches.test.ts for a processor's; a GPU's own tanh may be less exact. */
  const targetTolerance = (spec: TaskSpec): number =>
    engine === 'cpu' && spec.type === 'manifold' ? manifoldTeacher(spec).scale * 2 ** -20 : 2e-5;
  for (const spec of specs) {
    const name = spec.type === 'manifold' ? `manifold in ${spec.dimension} dimensions` : spec.type;
    for (const draw of draws) {
      it(`draws the samples of the task: ${name}, ${draw.what}`, () =>
        withDevice(async (device, memory) => {
          const { stream, dataset } = draw;
          const task = createTask(spec);
          const { x, y } = await drawBatch(device, memory, spec, { ...draw, ...REPLICAS });
          const inputs = new Float32Array(x.buffer);
          const targets = new Float32Array(y.buffer);
          const tolerance = targetTolerance(spec);
          const width = paddedColumns(task.inputs);
          for (const [copy, seed] of [5, 9].entries()) {
            for (let row = 0; row < SAMPLES; row++) {
              const sample = task.sample(stream, seed, sampleId(seed, row, dataset));
              const start = (copy * SAMPLES + row) * width;
              const drawn = inputs.subarray(start, start + width);
              const padded = new Float32Array(width);
              padded.set(sample.x);
              if (spec.type === 'glyphs') expectClose(drawn, padded, 1e-5, `pixels of row ${row}`);
              else expect([...drawn], `inputs of row ${row}`).to.deep.equal([...padded]);
              if (typeof sample.y === 'number') {
                expect(y[copy * SAMPLES + row], `label of row ${row}`).to.equal(sample.y);
              } else {
                const first = (copy * SAMPLES + row) * 4;
                const expected = [sample.y[0], 0, 0, 0];
                expectClose(targets.subarray(first, first + 4), expected, tolerance, `target of row ${row}`);
              }
            }
          }
        }));
    }
  }

  it('draws the first inputs only where a model reads no more, and the same targets', () =>
    withDevice(async (device, memory) => {
      const spec = { ...tasks['power-spectrum'].defaults, features: 70 };
      const draw = { ...draws[0], ...REPLICAS };
      const [all, some] = [
        await drawBatch(device, memory, spec, draw),
        await drawBatch(device, memory, spec, { ...draw, inputs: 6 }),
      ];
      expect(some.y).to.deep.equal(all.y);
      for (let row = 0; row < SAMPLES; row++) {
        const read = all.x.subarray(row * 72, row * 72 + 6);
        expect([...some.x.subarray(row * 8, row * 8 + 8)]).to.deep.equal([...read, 0, 0]);
      }
    }));
});
