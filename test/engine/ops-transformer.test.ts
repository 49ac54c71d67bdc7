import { expect } from 'chai';
import { attentionBackward, attentionForward } from '../../src/engine/ops/attention.js';
import { embeddingBackward, embeddingForward } from '../../src/engine/ops/embedding.js';
import { normBackward, normForward } from '../../src/engine/ops/norm.js';
import { rotary, rotaryTable } from '../../src/engine/ops/rotary.js';
import { arenaLayout, createMatrix, type ArenaLayout } from '../../src/engine/tensor.js';
import * as attentionTwins from '../reference/attention.js';
import * as embeddingTwins from '../reference/embedding.js';
import * as normTwins from '../reference/norm.js';
import { zeros, type Twin } from '../reference/twins.js';
import { expectClose } from '../support/close.js';
import { runProgram, withDevice } from '../support/gpu.js';
import {
  arenaOf,
  denseOf,
  expectGradient,
  gradientsOf,
  matrixOf,
  random,
  tensorOf,
  TOLERANCE,
} from '../support/matrices.js';

/** `count` of what `make` makes. */
function each<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Tensors behind another, so that offsets matter. */
function layoutOf(shapes: Readonly<Record<string, readonly number[]>>): ArenaLayout {
  const tensors = Object.entries({ before: [3, 5], ...shapes });
  return arenaLayout(tensors.map(([name, shape]) => ({ name, shape })));
}

function dot(a: Twin, b: Twin): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

describe('embedding', () => {
  const shapes = [
    { vocabulary: 2, context: 1, channels: 4, sequences: 5 },
    { vocabulary: 37, context: 19, channels: 24, sequences: 3 },
    { vocabulary: 300, context: 3, channels: 6, sequences: 7 },
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
          const gradients = memory.storage('gradients', parameters.size / 4);
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

describe('norm', () => {
  for (const type of ['layernorm', 'rmsnorm'] as const) {
    for (const { rows, channels, replicas, hasBias } of [
      { rows: 1, channels: 1, replicas: 1, hasBias: true },
      { rows: 3, channels: 5, replicas: 3, hasBias: false },
      { rows: 67, channels: 24, replicas: 3, hasBias: true },
      { rows: 130, channels: 66, replicas: 1, hasBias: true },
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
          const gradients = memory.storage('gradients', parameters.size / 4);
          const xs = matrixOf(memory, x, rows);
          const [y, normalized] = each(2, () => createMatrix(memory, 'y', xs));
          const scale = memory.storage('scale', replicas * rows);
          const dx = matrixOf(memory, stream, rows);
          const begun = matrixOf(memory, stream, rows);
          const [yOut, dxOut, begunOut, gradientsOut] = await runProgram(
            device,
            memory,
            (program) => {
              normForward(program, type, layer, { x: xs, parameters, y, normalized, scale });
              const dys = matrixOf(memory, dy, rows);
              const tensors = { dy: dys, normalized, scale, parameters, gradients };
              normBackward(program, type, layer, { ...tensors, dx: begun }, false);
              normBackward(program, type, layer, { ...tensors, dx });
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

describe('attention', () => {
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

describe('rotary', () => {
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
