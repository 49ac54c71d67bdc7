// Covers src/engine/ops/activation.ts.

import { activationBackward, activationForward } from '../../../src/engine/ops/activation.js';
import { createMatrix } from '../../../src/engine/tensor.js';
import * as twins from '../../reference/twins.js';
import { expectClose } from '../../support/close.js';
import { onEachEngine, runProgram } from '../../support/device.js';
import { denseOf, matrixOf, random, TOLERANCE } from '../../support/matrices.js';

onEachEngine('activation', (withDevice) => {
  for (const activation of ['relu', 'relu-squared', 'tanh', 'gelu'] as const) {
    for (const { rows, columns, replicas } of [
      { rows: 1, columns: 1, replicas: 1 },
      { rows: 7, columns: 5, replicas: 3 },
      { rows: 3, columns: 33, replicas: 3 },
      { rows: 16, columns: 12, replicas: 1 },
    ]) {
      it(`${activation} agrees with its twin at ${rows} x ${columns}, R = ${replicas}, backward with finite differences, far from zero too`, () =>
        withDevice(async (device, memory) => {
          // Off zero, where relu has no slope.
          const x = Array.from({ length: replicas }, () =>
            random(rows * columns).map((v, i) => (v + Math.sign(v) * 1e-3) * (i % 9 === 8 ? 30 : 1)),
          );
          const dy = Array.from({ length: replicas }, () => random(rows * columns));
          const xs = matrixOf(memory, x, rows);
          const dys = matrixOf(memory, dy, rows);
          const y = createMatrix(memory, 'y', xs);
          const dx = createMatrix(memory, 'dx', xs);
          const [yOut, dxOut] = await runProgram(
            device,
            memory,
            (program) => {
              activationForward(program, activation, { x: xs, y });
              activationBackward(program, activation, { x: xs, dy: dys, dx });
            },
            [y.buffer, dx.buffer],
          );
          const f = twins.activations[activation];
          const h = 1e-5;
          const ys = denseOf(y, yOut);
          const dxs = denseOf(dx, dxOut);
          x.forEach((values, r) => {
            expectClose(ys[r], values.map(f), TOLERANCE, 'y');
            const slope = values.map((v, i) => ((f(v + h) - f(v - h)) / (2 * h)) * dy[r][i]);
            expectClose(dxs[r], slope, TOLERANCE, 'dx');
          });
        }));
    }
  }

  it('swiglu agrees with its twin, backward with finite differences, far from zero too', () =>
    withDevice(async (device, memory) => {
      const [rows, hidden] = [7, 12];
      const x = Array.from({ length: 3 }, () =>
        random(rows * 2 * hidden).map((v, i) => v * (i % 9 === 0 ? 90 : 1)),
      );
      const dy = Array.from({ length: 3 }, () => random(rows * hidden));
      const xs = matrixOf(memory, x, rows);
      const dys = matrixOf(memory, dy, rows);
      const y = createMatrix(memory, 'y', dys);
      const dx = createMatrix(memory, 'dx', xs);
      const [yOut, dxOut] = await runProgram(
        device,
        memory,
        (program) => {
          activationForward(program, 'swiglu', { x: xs, y });
          activationBackward(program, 'swiglu', { x: xs, dy: dys, dx });
        },
        [y.buffer, dx.buffer],
      );
      x.forEach((values, r) => {
        expectClose(denseOf(y, yOut)[r], twins.swiglu(values, rows), TOLERANCE, 'y');
        const h = 1e-5;
        const slope = values.map((_, i) => {
          const moved = (by: number): Float64Array =>
            twins.swiglu(
              values.map((value, j) => (i === j ? value + by : value)),
              rows,
            );
          const back = moved(-h);
          return moved(h).reduce((sum, value, j) => sum + ((value - back[j]) / (2 * h)) * dy[r][j], 0);
        });
        expectClose(denseOf(dx, dxOut)[r], slope, TOLERANCE, 'dx');
      });
    }));
});
