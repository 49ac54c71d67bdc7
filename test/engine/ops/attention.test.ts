// Covers src/engine/ops/attention.ts.

import { expect } from 'chai';
import { attentionBackward, attentionForward } from '../../../src/engine/ops/attention.js';
import { createMatrix } from '../../../src/engine/tensor.js';
import * as attentionTwins from '../../reference/attention.js';
import { expectClose } from '../../support/close.js';
import { onEachEngine, runProgram } from '../../support/device.js';
import { denseOf, dot, each, expectGradient, matrixOf, random, TOLERANCE } from '../../support/matrices.js';

onEachEngine('attention', (withDevice) => {
  for (const { heads, size, context, sequences, replicas } of [
    { heads: 1, size: 4, context: 1, sequences: 3, replicas: 1 },
    { heads: 3, size: 8, context: 19, sequences: 2, replicas: 3 },
    { heads: 3, size: 4, context: 3, sequences: 5, replicas: 3 },
    { heads: 2, size: 12, context: 33, sequences: 1, replicas: 1 },
    { heads: 1, size: 64, context: 37, sequences: 1, replicas: 1 },
    { heads: 1, size: 16, context: 256, sequences: 1, replicas: 1 },
  ]) {
    it(`agrees with its twin at T = ${context}, ${heads} heads of ${size}, B = ${sequences}, R = ${replicas}`, () =>
      withDevice(async (device, memory) => {
        const rows = sequences * context;
        const channels = heads * size;
        const shape = { heads, context, scale: 1 / Math.sqrt(size) };
        const qkv = each(replicas, () => random(rows * 3 * channels).map((value) => 2 * value));
        const dy = each(replicas, () => random(rows * channels));
        const qkvs = matrixOf(memory, qkv, rows);
        const y = createMatrix(memory, 'y', { replicas, rows, columns: channels });
        const dqkv = createMatrix(memory, 'dqkv', qkvs);
        const logSum = memory.storage('log sums', replicas * rows * heads);
        const [yOut, logSumOut, dqkvOut] = await runProgram(
          device,
          memory,
          (program) => {
            attentionForward(program, shape, { qkv: qkvs, y, logSum });
            attentionBackward(program, shape, { dy: matrixOf(memory, dy, rows), qkv: qkvs, y, logSum, dqkv });
          },
          [y.buffer, logSum, dqkv.buffer],
        );
        qkv.forEach((values, r) => {
          const twin = attentionTwins.attention(shape, values, rows);
          const count = rows * heads;
          expectClose(denseOf(y, yOut)[r], twin.y, TOLERANCE, 'y');
          expectClose(logSumOut.subarray(r * count, (r + 1) * count), twin.logSum, TOLERANCE, 'log sum');
          expectClose(
            denseOf(dqkv, dqkvOut)[r],
            attentionTwins.attentionBackward(shape, values, dy[r], rows),
            TOLERANCE,
            'dqkv',
          );
        });
      }));
  }

  it('has a twin whose backward agrees with finite differences', () => {
    const [rows, channels] = [6, 8];
    const shape = { heads: 2, context: 3, scale: 0.4 };
    const qkv = random(rows * 3 * channels);
    const dy = random(rows * channels);
    const backward = attentionTwins.attentionBackward(shape, qkv, dy, rows);
    expectGradient((v) => dot(attentionTwins.attention(shape, v, rows).y, dy), qkv, backward, 'dqkv');
  });

  it('sees no later position: a change of one moves no bit before it, and does move those from it on', () =>
    withDevice(async (device, memory) => {
      const [heads, context, channels, changed] = [2, 11, 8, 6];
      const shape = { heads, context, scale: 0.5 };
      const before = random(context * 3 * channels);
      const after = before.map((value, i) =>
        Math.floor(i / (3 * channels)) === changed ? value + 1 : value,
      );
      const qkv = matrixOf(memory, [before, after], context);
      const y = createMatrix(memory, 'y', { replicas: 2, rows: context, columns: channels });
      const logSum = memory.storage('log sums', 2 * context * heads);
      const [out] = await runProgram(
        device,
        memory,
        (program) => attentionForward(program, shape, { qkv, y, logSum }),
        [y.buffer],
      );
      const [one, other] = denseOf(y, out);
      one.forEach((value, i) => {
        const t = Math.floor(i / channels);
        if (t < changed) expect(other[i], `position ${t}`).to.equal(value);
        else expect(other[i], `position ${t}`).to.not.equal(value);
      });
    }));

  it('stays finite where scores are far apart', () =>
    withDevice(async (device, memory) => {
      const [context, channels] = [9, 4];
      const shape = { heads: 1, context, scale: 1 };
      const values = random(context * 3 * channels).map((value) => 30 * value);
      const qkv = matrixOf(memory, [values], context);
      const y = createMatrix(memory, 'y', { replicas: 1, rows: context, columns: channels });
      const logSum = memory.storage('log sums', context);
      const [out] = await runProgram(
        device,
        memory,
        (program) => attentionForward(program, shape, { qkv, y, logSum }),
        [y.buffer],
      );
      // Scores of thousands keep about four digits behind the point in f32.
      expectClose(denseOf(y, out)[0], attentionTwins.attention(shape, values, context).y, 1e-3, 'y');
    }));
});
