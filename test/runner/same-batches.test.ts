// Covers the batches of both engines (shaders/*_batch.wgsl, src/engine/cpu/kernels/batches): they are the same. Also
// src/engine/cpu/kernels/lib/{sample-id,thresholds}.ts.

import { expect } from 'chai';
import { tasks, type TaskSpec } from '../../src/data/tasks/tasks.js';
import { manifoldTeacher } from '../../src/data/tasks/manifold.js';
import { addText } from '../../src/data/text/texts.js';
import { drawBatch, draws } from '../support/batches.js';
import { expectClose } from '../support/close.js';
import { withCpu, withGpu } from '../support/device.js';

/** Seeds of three replicas that share nothing, or one copy. */
const groups = [
  { seeds: [5, 6, 7], sharing: 1, what: 'a copy each' },
  { seeds: [5, 5, 5], sharing: 3, what: 'a copy for all' },
];

/** One for each task, at sizes that leave rows and vectors unfilled. */
const textId = addText('numbers', Array.from({ length: 1000 }, (_, i) => i).join(' '));
const specs: readonly TaskSpec[] = [
  { type: 'manifold', dimension: 3, seed: 2 },
  { type: 'manifold', dimension: 16, seed: 3 },
  { type: 'zipf-facts', facts: 5000, exponent: 0.5, labelNoise: 0.2, classes: 16, seed: 2 },
  { type: 'parity-mix', subtasks: 5, bits: 70, parityBits: 4, zipf: 1.4, seed: 2 },
  { ...tasks['power-spectrum'].defaults, features: 70 },
  { type: 'glyphs', noise: 0.5, jitter: 1, seed: 2 },
  { ...tasks.markov.defaults, context: 19 },
  { ...tasks['graph-walk'].defaults, nodes: 60, edges: 70 },
  { ...tasks.grammar.defaults, context: 40 },
  { ...tasks.text.defaults, textId, context: 37 },
  { type: 'addition', digits: 4, answer: 'plain', seed: 1 },
];

/**
 * A target of the manifold, before its scale: two sums of 32 products one after the other, rounded in another order on each engine, and
 * tanh good to 2.5 ulp. Between a processor and float64 8e-7 was the most in 84 teachers, so twice 2^-20 between engines.
 */
const TARGET_TOLERANCE = 2 ** -19;
/**
 * A pixel's distance to a stroke is good to 2 ulp, 2^-22, and at a stroke's edge ink changes with it by a factor of 8 * 1.5 * 2.
 * SwiftShader gives the same bits; GPUs that fuse multiplications and additions do not.
 */
const PIXEL_TOLERANCE = 24 * 2 ** -22;

const asFloats = (words: Uint32Array): Float32Array => new Float32Array(words.buffer);

describe('batchSource on both engines', () => {
  it('is compared for every task', () => {
    expect(specs.map(({ type }) => type)).to.include.members(Object.keys(tasks));
  });

  for (const spec of specs) {
    const name = spec.type === 'manifold' ? `manifold in ${spec.dimension} dimensions` : spec.type;
    for (const draw of draws) {
      for (const group of groups) {
        it(`draws the same batch: ${name}, ${draw.what}, ${group.what}`, async () => {
          let isSwiftShader = false;
          const gpu = await withGpu((device, memory) => {
            isSwiftShader = device.gpu.adapterInfo.architecture === 'swiftshader';
            return drawBatch(device, memory, spec, { ...draw, ...group });
          });
          const cpu = await withCpu((device, memory) =>
            drawBatch(device, memory, spec, { ...draw, ...group }),
          );
          if (spec.type === 'glyphs' && !isSwiftShader) {
            expectClose(asFloats(cpu.x), asFloats(gpu.x), PIXEL_TOLERANCE, 'pixels');
          } else expect(cpu.x, 'inputs').to.deep.equal(gpu.x);
          if (spec.type === 'manifold') {
            const { scale } = manifoldTeacher(spec);
            expectClose(asFloats(cpu.y), asFloats(gpu.y), scale * TARGET_TOLERANCE, 'targets');
          } else expect(cpu.y, 'targets').to.deep.equal(gpu.y);
        });
      }
    }
  }
});
