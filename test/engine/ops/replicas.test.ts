// Covers all ops of a transformer together (src/engine/ops): a replica gets the bits that it gets alone.

import { expect } from 'chai';
import type { Device, Memory } from '../../../src/engine/device.js';
import { activationBackward, activationForward } from '../../../src/engine/ops/activation.js';
import { attentionBackward, attentionForward } from '../../../src/engine/ops/attention.js';
import { embeddingBackward, embeddingForward } from '../../../src/engine/ops/embedding.js';
import { sumGradients } from '../../../src/engine/ops/gradients.js';
import { linearBackward, linearForward, type LinearLayer } from '../../../src/engine/ops/linear.js';
import { softmaxCrossEntropy } from '../../../src/engine/ops/loss.js';
import { normBackward, normForward } from '../../../src/engine/ops/norm.js';
import { rotary, rotaryTable } from '../../../src/engine/ops/rotary.js';
import { createMatrix, tensorOf, type Matrix } from '../../../src/engine/tensor.js';
import { type Twin } from '../../reference/twins.js';
import { onEachEngine, runProgram } from '../../support/device.js';
import { arenaOf, each, layoutOf, random } from '../../support/matrices.js';

onEachEngine('replicas of transformer ops', (withDevice) => {
  const [vocabulary, context, sequences, heads, channels] = [37, 19, 2, 3, 24];
  const rows = sequences * context;
  const arena = layoutOf({
    token: [vocabulary, channels],
    position: [context, channels],
    norm: [channels],
    'norm bias': [channels],
    qkv: [3 * channels, channels],
    fc: [2 * channels, channels],
    head: [vocabulary, channels],
  });
  const ids = Uint32Array.from({ length: rows }, (_, i) => (i * 11) % vocabulary);

  /** Gradients of a straight line of all the ops, forward and backward, the raw arena of each replica. */
  async function gradientsOfLine(
    device: Device,
    memory: Memory,
    values: readonly Readonly<Record<string, Twin>>[],
  ): Promise<Float32Array[]> {
    const replicas = values.length;
    const matrix = (columns: number): Matrix => createMatrix(memory, 'test', { replicas, rows, columns });
    const linear = (name: string): LinearLayer => ({ arena, weight: tensorOf(arena, name), bias: null });
    const shared = { copyStride: rows, sharing: replicas, replicas, sequences, context };
    const tokens = { buffer: memory.storage('tokens', ids), ...shared };
    const parameters = arenaOf(memory, arena, values);
    const gradients = memory.storage('gradients', (3 * parameters.size) / 4);
    const embedding = { arena, token: tensorOf(arena, 'token'), position: tensorOf(arena, 'position') };
    const norm = { arena, weight: tensorOf(arena, 'norm'), bias: tensorOf(arena, 'norm bias') };
    const [x, y, normalized, attended, mixed, dx, dmixed, dattended, dy] = each(9, () => matrix(channels));
    const [qkv, dqkv] = each(2, () => matrix(3 * channels));
    const [fc, dfc] = each(2, () => matrix(2 * channels));
    const logits = matrix(vocabulary);
    const scale = memory.storage('scale', replicas * rows);
    const logSum = memory.storage('log sums', replicas * rows * heads);
    const score = memory.storage('score', replicas * rows * 2);
    const table = memory.storage('rotary', rotaryTable(context, channels / heads));
    const shape = { heads, context, scale: 0.3 };
    const [out] = await runProgram(
      device,
      memory,
      (program) => {
        embeddingForward(program, embedding, { tokens, parameters, x });
        normForward(program, { type: 'layernorm', ...norm }, { x, parameters, y, normalized, scale });
        linearForward(program, linear('qkv'), { x: y, parameters, y: qkv });
        rotary(program, shape, { qkv, table }, 'forward');
        attentionForward(program, shape, { qkv, y: attended, logSum });
        linearForward(program, linear('fc'), { x: attended, parameters, y: fc });
        activationForward(program, 'swiglu', { x: fc, y: mixed });
        linearForward(program, linear('head'), { x: mixed, parameters, y: logits });
        softmaxCrossEntropy(
          program,
          { y: logits, labels: tokens, score },
          { labelNoise: 0, scoredRows: rows },
        );
        const both = { parameters, gradients };
        linearBackward(program, linear('head'), { x: mixed, dy: logits, ...both, dx: dmixed });
        activationBackward(program, 'swiglu', { x: fc, dy: dmixed, dx: dfc });
        linearBackward(program, linear('fc'), { x: attended, dy: dfc, ...both, dx: dattended });
        attentionBackward(program, shape, { dy: dattended, qkv, y: attended, logSum, dqkv });
        rotary(program, shape, { qkv: dqkv, table }, 'backward');
        linearBackward(program, linear('qkv'), { x: y, dy: dqkv, ...both, dx: dy });
        normBackward(program, { type: 'layernorm', ...norm }, { dy, normalized, scale, ...both, dx }, false);
        embeddingBackward(program, embedding, { tokens, dx, gradients });
        sumGradients(program, arena, { gradients, replicas });
      },
      [gradients],
    );
    return values.map((_, r) => out.slice(r * arena.size, (r + 1) * arena.size));
  }

  it('get the same bits as each alone, and on every run', () =>
    withDevice(async (device, memory) => {
      const values = each(3, () =>
        Object.fromEntries(
          [...arena.tensors.values()].map(({ name, shape }) => [
            name,
            random(shape.reduce((product, extent) => product * extent, 1)),
          ]),
        ),
      );
      const together = await gradientsOfLine(device, memory, values);
      for (const [r, replica] of values.entries()) {
        const [alone] = await gradientsOfLine(device, memory, [replica]);
        expect(alone.some((value) => value !== 0)).to.equal(true);
        expect(together[r], `replica ${r}`).to.deep.equal(alone);
      }
      expect(await gradientsOfLine(device, memory, values), 'a second run').to.deep.equal(together);
    }));
});
