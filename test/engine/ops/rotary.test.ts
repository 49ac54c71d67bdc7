// Covers src/engine/ops/rotary.ts.

import { expect } from 'chai';
import { rotary, rotaryTable } from '../../../src/engine/ops/rotary.js';
import * as attentionTwins from '../../reference/attention.js';
import { zeros } from '../../reference/twins.js';
import { expectClose } from '../../support/close.js';
import { onEachEngine, runProgram } from '../../support/device.js';
import { denseOf, dot, each, expectGradient, matrixOf, random, TOLERANCE } from '../../support/matrices.js';

onEachEngine('rotary', (withDevice) => {
  for (const { heads, size, context, sequences, replicas } of [
    { heads: 1, size: 4, context: 1, sequences: 2, replicas: 1 },
    { heads: 3, size: 12, context: 19, sequences: 2, replicas: 3 },
    { heads: 2, size: 64, context: 256, sequences: 1, replicas: 1 },
  ]) {
    it(`agrees with its twin, turns gradients back and leaves v alone at T = ${context}, ${heads} heads of ${size}, R = ${replicas}`, () =>
      withDevice(async (device, memory) => {
        const rows = sequences * context;
        const qkv = each(replicas, () => random(rows * 3 * heads * size));
        const dqkv = each(replicas, () => random(rows * 3 * heads * size));
        const [forward, backward] = [qkv, dqkv].map((values) => matrixOf(memory, values, rows));
        const table = memory.storage('rotary', rotaryTable(context, size));
        const shape = { heads, context };
        const [forwardOut, backwardOut] = await runProgram(
          device,
          memory,
          (program) => {
            rotary(program, shape, { qkv: forward, table }, 'forward');
            rotary(program, shape, { qkv: backward, table }, 'backward');
          },
          [forward.buffer, backward.buffer],
        );
        qkv.forEach((values, r) => {
          const twin = attentionTwins.rotary(shape, values, rows, 1);
          expectClose(denseOf(forward, forwardOut)[r], twin, TOLERANCE, 'qkv');
          const back = attentionTwins.rotary(shape, dqkv[r], rows, -1);
          expectClose(denseOf(backward, backwardOut)[r], back, TOLERANCE, 'dqkv');
        });
      }));
  }

  it('has a twin whose backward agrees with finite differences', () => {
    const [rows, shape] = [6, { heads: 2, context: 3 }];
    const [qkv, dqkv] = each(2, () => random(rows * 3 * 8));
    const backward = attentionTwins.rotary(shape, dqkv, rows, -1);
    expectGradient((v) => dot(attentionTwins.rotary(shape, v, rows, 1), dqkv), qkv, backward, 'dqkv');
  });

  it('makes scores depend on distance alone', () => {
    const context = 7;
    const row = [...random(16), ...zeros(8)];
    // The same query and key at every position.
    const qkv = Float64Array.from(each(context, () => row).flat());
    const turned = attentionTwins.rotary({ heads: 1, context }, qkv, context, 1);
    const score = (query: number, key: number): number =>
      dot(turned.subarray(query * 24, query * 24 + 8), turned.subarray(key * 24 + 8, key * 24 + 16));
    expect(score(6, 4)).to.be.closeTo(score(3, 1), 1e-12);
    expect(score(6, 4)).to.not.be.closeTo(score(6, 1), 1e-3);
  });
});
