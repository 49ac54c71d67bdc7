import { expect } from 'chai';
import type { Device, Memory } from '../../src/engine/device.js';
import { activationBackward, activationForward } from '../../src/engine/ops/activation.js';
import { attentionBackward, attentionForward } from '../../src/engine/ops/attention.js';
import { embeddingBackward, embeddingForward } from '../../src/engine/ops/embedding.js';
import { sumGradients } from '../../src/engine/ops/gradients.js';
import { linearBackward, linearForward, type LinearLayer } from '../../src/engine/ops/linear.js';
import { softmaxCrossEntropy } from '../../src/engine/ops/loss.js';
import { normBackward, normForward } from '../../src/engine/ops/norm.js';
import { rotary, rotaryTable } from '../../src/engine/ops/rotary.js';
import { arenaLayout, createMatrix, type ArenaLayout, type Matrix } from '../../src/engine/tensor.js';
import * as embeddingTwins from '../reference/embedding.js';
import * as normTwins from '../reference/norm.js';
import { zeros, type Twin } from '../reference/twins.js';
import { expectClose } from '../support/close.js';
import { onEachEngine, runProgram } from '../support/device.js';
import {
  arenaOf,
  denseOf,
  dot,
  each,
  expectGradient,
  gradientsOf,
  matrixOf,
  random,
  tensorOf,
  TOLERANCE,
} from '../support/matrices.js';

/** Tensors behind another, so that offsets matter. */
function layoutOf(shapes: Readonly<Record<string, readonly number[]>>): ArenaLayout {
  const tensors = Object.entries({ before: [3, 5], ...shapes });
  return arenaLayout(tensors.map(([name, shape]) => ({ name, shape })));
}

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

onEachEngine('norm', (withDevice) => {
  for (const type of ['layernorm', 'rmsnorm'] as const) {
    for (const { rows, channels, replicas, hasBias, slices } of [
      { rows: 1, channels: 1, replicas: 1, hasBias: true, slices: 1 },
      { rows: 3, channels: 5, replicas: 3, hasBias: false, slices: 4 },
      { rows: 67, channels: 24, replicas: 3, hasBias: true, slices: 3 },
      { rows: 130, channels: 66, replicas: 1, hasBias: true, slices: 8 },
      { rows: 5, channels: 7, replicas: 3, hasBias: true, slices: 1 },
      { rows: 7, channels: 33, replicas: 1, hasBias: false, slices: 1 },
    ]) {
      const biased = hasBias && type === 'layernorm';
      it(`${type} agrees with its twin at ${rows} x ${channels}, R = ${replicas}, ${biased ? 'with' : 'without'} a bias`, () =>
        withDevice(async (device, memory) => {
          const arena = layoutOf({ weight: [channels], ...(biased ? { bias: [channels] } : {}) });
          const bias = biased ? tensorOf(arena, 'bias') : null;
          const layer = { arena, weight: tensorOf(arena, 'weight'), bias };
          const values = each(replicas, () => ({
            before: random(15),
            weight: random(channels),
            ...(biased ? { bias: random(channels) } : {}),
          }));
          // Off zero by a few standard deviations, as residual streams may be.
          const x = each(replicas, () => random(rows * channels).map((value) => 2 * value + 5));
          const dy = each(replicas, () => random(rows * channels));
          const stream = each(replicas, () => random(rows * channels));
          const parameters = arenaOf(memory, arena, values);
          const gradients = memory.storage('gradients', (slices * parameters.size) / 4);
          const xs = matrixOf(memory, x, rows);
          const [y, normalized] = each(2, () => createMatrix(memory, 'y', xs));
          const scale = memory.storage('scale', replicas * rows);
          const dx = matrixOf(memory, stream, rows);
          const begun = matrixOf(memory, stream, rows);
          const [yOut, dxOut, begunOut, gradientsOut] = await runProgram(
            device,
            memory,
            (program) => {
              normForward(program, { type, ...layer }, { x: xs, parameters, y, normalized, scale });
              const dys = matrixOf(memory, dy, rows);
              const tensors = { dy: dys, normalized, scale, parameters, gradients };
              normBackward(program, { type, ...layer }, { ...tensors, dx: begun }, false);
              normBackward(program, { type, ...layer }, { ...tensors, dx });
              sumGradients(program, arena, { gradients, replicas });
            },
            [y.buffer, dx.buffer, begun.buffer, gradients],
          );
          values.forEach((tensors, r) => {
            const twin = normTwins.norm(type, x[r], tensors.weight, tensors.bias ?? zeros(channels));
            const backward = normTwins.normBackward(type, x[r], tensors.weight, dy[r]);
            const grads = gradientsOf(arena, gradientsOut, r);
            expectClose(denseOf(y, yOut)[r], twin.y, TOLERANCE, 'y');
            const sum = backward.dx.map((value, i) => value + stream[r][i]);
            expectClose(denseOf(dx, dxOut)[r], sum, TOLERANCE, 'dx');
            expectClose(denseOf(begun, begunOut)[r], backward.dx, TOLERANCE, 'dx, begun');
            expectClose(grads('weight'), backward.dweight, TOLERANCE, 'dweight');
            if (biased) expectClose(grads('bias'), backward.dbias, TOLERANCE, 'dbias');
            expect([...grads('before')], 'the tensor before it').to.deep.equal([...zeros(15)]);
          });
        }));
    }

    it(`${type} has a twin whose backward agrees with finite differences`, () => {
      const [rows, channels] = [3, 7];
      const [x, dy] = each(2, () => random(rows * channels));
      const [weight, bias] = each(2, () => random(channels));
      const backward = normTwins.normBackward(type, x, weight, dy);
      const loss = (a: Twin, b: Twin, c: Twin): number => dot(normTwins.norm(type, a, b, c).y, dy);
      expectGradient((v) => loss(v, weight, bias), x, backward.dx, 'dx');
      expectGradient((v) => loss(x, v, bias), weight, backward.dweight, 'dweight');
      expectGradient((v) => loss(x, weight, v), bias, backward.dbias, 'dbias');
    });
  }
});

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
