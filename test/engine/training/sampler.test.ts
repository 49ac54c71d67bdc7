// Covers the kernel of src/engine/training/sampler.ts; test/runner/writing.test.ts covers the sampler as a whole.

import { expect } from 'chai';
import { streams, uniform } from '../../../src/base/random.js';
import type { Device, Memory } from '../../../src/engine/device.js';
import { paddedColumns } from '../../../src/engine/tensor.js';
import { onEachEngine, runProgram } from '../../support/device.js';

const SEQUENCES = 3;
const CONTEXT = 4;
const VOCABULARY = 13;
const LONGEST = 6;
const SEED = 11;
const STRIDE = paddedColumns(VOCABULARY);

/** Logits of all rows, no two alike and no share of a draw near a border; padding of 0 is larger than all of them. */
const logits = new Float32Array(SEQUENCES * CONTEXT * STRIDE);
for (let row = 0; row < SEQUENCES * CONTEXT; row++) {
  for (let j = 0; j < VOCABULARY; j++) logits[row * STRIDE + j] = -1 - 3 * uniform(SEED, 'init', row, j);
}

/** Windows of 2, 3 and 4 tokens, of which 0, 1 and 2 were drawn. */
const windows = Uint32Array.from({ length: SEQUENCES * CONTEXT }, (_, i) => 100 + i);
const cursors = Uint32Array.of(2, 0, 3, 1, 4, 2);

/** Draws once; tokens, cursors and drawn as they are then. */
async function sample(device: Device, memory: Memory, temperature: number): Promise<Uint32Array[]> {
  const tensors = {
    logits: memory.storage('logits', logits),
    temperature: memory.storage('temperature', Float32Array.of(temperature)),
    tokens: memory.storage('tokens', windows),
    cursors: memory.storage('cursors', cursors),
    drawn: memory.storage('drawn', SEQUENCES * LONGEST),
  };
  const shape = { sequences: SEQUENCES, context: CONTEXT, vocabulary: VOCABULARY, longest: LONGEST };
  const results = await runProgram(
    device,
    memory,
    (program) =>
      program.add('sample_token', {
        params: { ...shape, seed: SEED, stream: streams.sample },
        tensors,
        workgroups: [1],
      }),
    [tensors.tokens, tensors.cursors, tensors.drawn],
  );
  return results.map(({ buffer }) => new Uint32Array(buffer));
}

/** The token that a sequence's draw names, in float64. */
function expectedToken(sequence: number, temperature: number): number {
  const [filled, count] = cursors.subarray(2 * sequence);
  const row = logits.subarray((sequence * CONTEXT + filled - 1) * STRIDE).subarray(0, VOCABULARY);
  if (temperature === 0) return row.indexOf(Math.max(...row));
  const shares = [...row].map((logit) => Math.exp(logit / temperature));
  let left = uniform(SEED, 'sample', sequence, count) * shares.reduce((sum, share) => sum + share);
  return shares.findIndex((share) => (left -= share) < 0);
}

onEachEngine('sample_token', (withDevice) => {
  for (const temperature of [0, 0.3, 1, 2]) {
    it(`draws a token of the softmax and appends it to every window: temperature ${temperature}`, () =>
      withDevice(async (device, memory) => {
        const [tokens, places, drawn] = await sample(device, memory, temperature);
        const expected = [0, 1, 2].map((sequence) => expectedToken(sequence, temperature));
        const [a, b, c] = expected;
        expect([...tokens]).to.deep.equal([100, 101, a, 103, 104, 105, 106, b, 109, 110, 111, c]);
        expect([...places]).to.deep.equal([3, 1, 4, 2, 4, 3]);
        const rows = expected.map((token, s) =>
          Array.from({ length: LONGEST }, (_, i) => (i === s ? token : 0)),
        );
        expect([...drawn]).to.deep.equal(rows.flat());
      }));
  }
});
