// Covers src/engine/ops/linear.ts and, with gradients in slices, gradients.ts.

import { expect } from 'chai';
import { sumGradients } from '../../../src/engine/ops/gradients.js';
import { linearBackward, linearForward, type LinearLayer } from '../../../src/engine/ops/linear.js';
import { arenaLayout, createMatrix, tensorOf, type Matrix } from '../../../src/engine/tensor.js';
import * as twins from '../../reference/twins.js';
import { expectClose } from '../../support/close.js';
import { onEachEngine, runProgram } from '../../support/device.js';
import {
  arenaOf,
  denseOf,
  expectGradient,
  gradientsOf,
  matrixOf,
  random,
  TOLERANCE,
} from '../../support/matrices.js';

/** A layer in an arena behind another tensor, so that offsets matter. */
function layerOf(inputs: number, outputs: number, hasBias = true): LinearLayer {
  const bias = { name: 'bias', shape: [outputs] };
  const arena = arenaLayout([
    { name: 'before', shape: [3, 5] },
    { name: 'weight', shape: [outputs, inputs] },
    ...(hasBias ? [bias] : []),
  ]);
  return { arena, weight: tensorOf(arena, 'weight'), bias: hasBias ? tensorOf(arena, 'bias') : null };
}

onEachEngine('linear', (withDevice) => {
  const shapes = [
    { rows: 1, inputs: 1, outputs: 1, slices: 1 },
    { rows: 3, inputs: 5, outputs: 7, slices: 1 },
    { rows: 64, inputs: 32, outputs: 16, slices: 8 },
    // The last slice has no row, or fewer than the others.
    { rows: 3, inputs: 4, outputs: 6, slices: 4 },
    { rows: 67, inputs: 9, outputs: 33, slices: 3 },
    { rows: 130, inputs: 70, outputs: 65, slices: 1 },
    // A quad with one row, and columns that end within a thread's sixteen.
    { rows: 5, inputs: 22, outputs: 29, slices: 2 },
  ];
  for (const replicas of [1, 3]) {
    for (const { rows, inputs, outputs, slices } of shapes) {
      it(`agrees with its float64 twin at ${rows} x ${inputs} -> ${outputs}, rows in ${slices}, R = ${replicas}`, () =>
        withDevice(async (device, memory) => {
          const each = <T>(make: () => T): T[] => Array.from({ length: replicas }, make);
          const layer = layerOf(inputs, outputs);
          const x = each(() => random(rows * inputs));
          const dy = each(() => random(rows * outputs));
          const values = each(() => ({ weight: random(outputs * inputs), bias: random(outputs) }));
          const parameters = arenaOf(
            memory,
            layer.arena,
            values.map((tensors) => ({ before: new Float64Array(15).fill(NaN), ...tensors })),
          );
          const gradients = memory.storage('gradients', (slices * parameters.size) / 4);
          const weightOnly = memory.storage('gradients', (slices * parameters.size) / 4);
          const xs = matrixOf(memory, x, rows);
          const dys = matrixOf(memory, dy, rows);
          const y = createMatrix(memory, 'y', { replicas, rows, columns: outputs });
          const dx = createMatrix(memory, 'dx', { replicas, rows, columns: inputs });
          const [yOut, dxOut, gradientsOut, weightOnlyOut] = await runProgram(
            device,
            memory,
            (program) => {
              linearForward(program, layer, { x: xs, parameters, y });
              linearBackward(program, layer, { x: xs, dy: dys, parameters, gradients, dx });
              linearBackward(program, layer, {
                x: xs,
                dy: dys,
                parameters,
                gradients: weightOnly,
                dx: null,
              });
              sumGradients(program, layer.arena, { gradients, replicas });
              sumGradients(program, layer.arena, { gradients: weightOnly, replicas });
            },
            [y.buffer, dx.buffer, gradients, weightOnly],
          );
          const ys = denseOf(y, yOut);
          const dxs = denseOf(dx, dxOut);
          expect(weightOnlyOut, 'gradients without dx').to.deep.equal(gradientsOut);
          values.forEach(({ weight, bias }, r) => {
            const backward = twins.linearBackward(x[r], weight, dy[r], rows);
            const grads = gradientsOf(layer.arena, gradientsOut, r);
            expectClose(ys[r], twins.linear(x[r], weight, bias, rows), TOLERANCE, 'y');
            expectClose(dxs[r], backward.dx, TOLERANCE, 'dx');
            expectClose(grads('weight'), backward.dweight, TOLERANCE, 'dweight');
            expectClose(grads('bias'), backward.dbias, TOLERANCE, 'dbias');
            expect(grads('before'), 'the tensor before it').to.deep.equal(new Float32Array(15));
          });
        }));
    }
  }

  it('works without a bias, and accumulates when asked', () =>
    withDevice(async (device, memory) => {
      const [rows, inputs, outputs] = [5, 10, 19];
      const layer = layerOf(inputs, outputs, false);
      const [x, dy, weight, stream] = [rows * inputs, rows * outputs, outputs * inputs, rows * outputs].map(
        random,
      );
      const parameters = arenaOf(memory, layer.arena, [{ before: random(15), weight }]);
      const gradients = memory.storage('gradients', parameters.size / 4);
      const [xs, dys, y] = [x, dy, stream].map((values) => matrixOf(memory, [values], rows));
      const dx = createMatrix(memory, 'dx', xs);
      const [yOut, dxOut, gradientsOut] = await runProgram(
        device,
        memory,
        (program) => {
          linearForward(program, layer, { x: xs, parameters, y }, true);
          linearBackward(program, layer, { x: xs, dy: dys, parameters, gradients, dx });
        },
        [y.buffer, dx.buffer, gradients],
      );
      const product = twins.linear(x, weight, twins.zeros(outputs), rows);
      const backward = twins.linearBackward(x, weight, dy, rows);
      const grads = gradientsOf(layer.arena, gradientsOut, 0);
      expectClose(
        denseOf(y, yOut)[0],
        product.map((value, i) => value + stream[i]),
        TOLERANCE,
        'y',
      );
      expectClose(denseOf(dx, dxOut)[0], backward.dx, TOLERANCE, 'dx');
      expectClose(grads('weight'), backward.dweight, TOLERANCE, 'dweight');
      expect(grads('before'), 'the tensor before it').to.deep.equal(new Float32Array(15));
    }));

  it('has a twin whose backward agrees with finite differences', () => {
    const [rows, inputs, outputs] = [4, 3, 5];
    const x = random(rows * inputs);
    const weight = random(outputs * inputs);
    const bias = random(outputs);
    const dy = random(rows * outputs);
    const loss = (y: Float64Array): number => y.reduce((sum, value, i) => sum + value * dy[i], 0);
    const backward = twins.linearBackward(x, weight, dy, rows);
    expectGradient((v) => loss(twins.linear(v, weight, bias, rows)), x, backward.dx, 'dx');
    expectGradient((v) => loss(twins.linear(x, v, bias, rows)), weight, backward.dweight, 'dweight');
    expectGradient((v) => loss(twins.linear(x, weight, v, rows)), bias, backward.dbias, 'dbias');
  });

  it('lets replicas share one copy of their input', () =>
    withDevice(async (device, memory) => {
      const layer = layerOf(4, 4);
      const x = random(8);
      const shared: Matrix = { ...matrixOf(memory, [x], 2), replicas: 2, sharing: 2 };
      const identity = {
        before: new Float64Array(15),
        weight: Float64Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0)),
        bias: new Float64Array(4),
      };
      const parameters = arenaOf(memory, layer.arena, [identity, identity]);
      const y = createMatrix(memory, 'y', { replicas: 2, rows: 2, columns: 4 });
      const [out] = await runProgram(
        device,
        memory,
        (program) => linearForward(program, layer, { x: shared, parameters, y }),
        [y.buffer],
      );
      for (const dense of denseOf(y, out)) expect([...dense]).to.deep.equal([...x]);
    }));

  it('refuses shapes that do not fit together', () =>
    withDevice(async (_, memory) => {
      const layer = layerOf(4, 4);
      const x = createMatrix(memory, 'x', { replicas: 1, rows: 2, columns: 5 });
      const y = createMatrix(memory, 'y', { replicas: 1, rows: 2, columns: 4 });
      const record = (): Promise<unknown> =>
        runProgram(
          null as never,
          memory,
          (program) => linearForward(program, layer, { x, parameters: x.buffer, y }),
          [],
        );
      const failure = await record().catch((error: unknown) => String(error));
      expect(failure).to.contain('expected (2, 4) -> (2, 4), got (2, 5) -> (2, 4)');
    }));
});
