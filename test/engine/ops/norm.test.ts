// Covers src/engine/ops/norm.ts.

import { expect } from 'chai';
import { sumGradients } from '../../../src/engine/ops/gradients.js';
import { normBackward, normForward } from '../../../src/engine/ops/norm.js';
import { createMatrix, tensorOf } from '../../../src/engine/tensor.js';
import * as normTwins from '../../reference/norm.js';
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
