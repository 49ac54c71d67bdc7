// Covers src/engine/ops/embedding.ts.

import { expect } from 'chai';
import { embeddingBackward, embeddingForward } from '../../../src/engine/ops/embedding.js';
import { sumGradients } from '../../../src/engine/ops/gradients.js';
import { createMatrix, tensorOf } from '../../../src/engine/tensor.js';
import * as embeddingTwins from '../../reference/embedding.js';
import { zeros, type Twin } from '../../reference/twins.js';
import { expectClose } from '../../support/close.js';
import { onEachEngine, runProgram } from '../../support/device.js';
import {
  arenaOf,
  denseOf,
  dot,
  each,
  expectGradient,
  gradientsOf,
  layoutOf,
  matrixOf,
  random,
  TOLERANCE,
} from '../../support/matrices.js';

onEachEngine('embedding', (withDevice) => {
  const shapes = [
    { vocabulary: 2, context: 1, channels: 4, sequences: 5 },
    { vocabulary: 37, context: 19, channels: 24, sequences: 3 },
    { vocabulary: 300, context: 3, channels: 6, sequences: 7 },
    { vocabulary: 3, context: 5, channels: 1, sequences: 1 },
  ];
  for (const { vocabulary, context, channels, sequences } of shapes) {
    for (const [replicas, sharing] of [
      [1, 1],
      [3, 1],
      [3, 3],
    ]) {
      it(`agrees with its twin at V = ${vocabulary}, T = ${context}, C = ${channels}, R = ${replicas}, ${sharing} to a copy`, () =>
        withDevice(async (device, memory) => {
          const rows = sequences * context;
          const arena = layoutOf({ token: [vocabulary, channels], position: [context, channels] });
          const layer = { arena, token: tensorOf(arena, 'token'), position: tensorOf(arena, 'position') };
          const values = each(replicas, () => ({
            before: random(15),
            token: random(vocabulary * channels),
            position: random(context * channels),
          }));
          const dx = each(replicas, () => random(rows * channels));
          const ids = Uint32Array.from(
            { length: (rows * replicas) / sharing },
            (_, i) => (i * i * 7) % vocabulary,
          );
          const tokens = {
            buffer: memory.storage('tokens', ids),
            copyStride: rows,
            sharing,
            replicas,
            sequences,
            context,
          };
          const parameters = arenaOf(memory, arena, values);
          // In three slices, of which the last may have no row.
          const gradients = memory.storage('gradients', (3 * parameters.size) / 4);
          const tied = arenaOf(memory, arena, values);
          const [x, rotated] = each(2, () =>
            createMatrix(memory, 'x', { replicas, rows, columns: channels }),
          );
          const dxs = matrixOf(memory, dx, rows);
          const [xOut, rotatedOut, gradientsOut, tiedOut] = await runProgram(
            device,
            memory,
            (program) => {
              embeddingForward(program, layer, { tokens, parameters, x });
              embeddingForward(program, { ...layer, position: null }, { tokens, parameters, x: rotated });
              embeddingBackward(program, layer, { tokens, dx: dxs, gradients });
              sumGradients(program, arena, { gradients, replicas });
              const withoutPosition = { ...layer, position: null };
              embeddingBackward(program, withoutPosition, { tokens, dx: dxs, gradients: tied }, true);
            },
            [x.buffer, rotated.buffer, gradients, tied],
          );
          values.forEach(({ token, position }, r) => {
            const first = Math.floor(r / sharing) * rows;
            const read = [...ids.subarray(first, first + rows)];
            const alone = embeddingTwins.embedding(read, token, zeros(position.length), context);
            const backward = embeddingTwins.embeddingBackward(read, dx[r], vocabulary, context);
            const grads = gradientsOf(arena, gradientsOut, r);
            const added = gradientsOf(arena, tiedOut, r);
            expectClose(
              denseOf(x, xOut)[r],
              embeddingTwins.embedding(read, token, position, context),
              TOLERANCE,
              'x',
            );
            expectClose(denseOf(rotated, rotatedOut)[r], alone, TOLERANCE, 'x without positions');
            expectClose(grads('token'), backward.dtoken, TOLERANCE, 'dtoken');
            expectClose(grads('position'), backward.dposition, TOLERANCE, 'dposition');
            expect([...grads('before')], 'the tensor before it').to.deep.equal([...zeros(15)]);
            const sum = token.map((value, i) => value + backward.dtoken[i]);
            expectClose(added('token'), sum, TOLERANCE, 'accumulated dtoken');
            expectClose(added('position'), position, 0, 'no position to touch');
          });
        }));
    }
  }

  it('has twins whose gradients agree with finite differences', () => {
    const [vocabulary, context, channels] = [5, 3, 4];
    const tokens = [0, 4, 4, 1, 4, 0];
    const token = random(vocabulary * channels);
    const position = random(context * channels);
    const dx = random(tokens.length * channels);
    const backward = embeddingTwins.embeddingBackward(tokens, dx, vocabulary, context);
    const loss = (a: Twin, b: Twin): number => dot(embeddingTwins.embedding(tokens, a, b, context), dx);
    expectGradient((v) => loss(v, position), token, backward.dtoken, 'dtoken');
    expectGradient((v) => loss(token, v), position, backward.dposition, 'dposition');
  });
});
