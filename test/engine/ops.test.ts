import { expect } from 'chai';
import { activationBackward, activationForward } from '../../src/engine/ops/activation.js';
import { linearBackward, linearForward, type LinearLayer } from '../../src/engine/ops/linear.js';
import { meanSquaredError, softmaxCrossEntropy } from '../../src/engine/ops/loss.js';
import { arenaLayout, createMatrix, type Matrix } from '../../src/engine/tensor.js';
import * as twins from '../reference/twins.js';
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

describe('linear', () => {
  const shapes = [
    { rows: 1, inputs: 1, outputs: 1 },
    { rows: 3, inputs: 5, outputs: 7 },
    { rows: 64, inputs: 32, outputs: 16 },
    { rows: 67, inputs: 9, outputs: 33 },
    { rows: 130, inputs: 70, outputs: 65 },
  ];
  for (const replicas of [1, 3]) {
    for (const { rows, inputs, outputs } of shapes) {
      it(`agrees with its float64 twin at ${rows} x ${inputs} -> ${outputs}, R = ${replicas}`, () =>
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
          const gradients = memory.storage('gradients', parameters.size / 4);
          const weightOnly = memory.storage('gradients', parameters.size / 4);
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

  it('does without a bias, and adds to what is there when asked', () =>
    withDevice(async (device, memory) => {
      const [rows, inputs, outputs] = [5, 6, 7];
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

describe('activation', () => {
  for (const activation of ['relu', 'relu-squared', 'tanh', 'gelu'] as const) {
    it(`${activation} agrees with its twin, backward with finite differences, far from zero too`, () =>
      withDevice(async (device, memory) => {
        const replicas = 3;
        const rows = 7;
        // Off zero, where relu has no slope.
        const x = Array.from({ length: replicas }, () =>
          random(rows * 5).map((v, i) => (v + Math.sign(v) * 1e-3) * (i % 9 === 0 ? 30 : 1)),
        );
        const dy = Array.from({ length: replicas }, () => random(rows * 5));
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

describe('loss', () => {
  for (const { rows, outputs } of [
    { rows: 1, outputs: 1 },
    { rows: 70, outputs: 3 },
    { rows: 65, outputs: 16 },
  ]) {
    it(`mean squared error agrees with its twin at ${rows} x ${outputs}`, () =>
      withDevice(async (device, memory) => {
        const replicas = 3;
        const y = Array.from({ length: replicas }, () => random(rows * outputs));
        const expected = Array.from({ length: replicas }, () => random(rows * outputs));
        const ys = matrixOf(memory, y, rows);
        const score = memory.storage('score', replicas * rows * 2);
        const [scoreOut, dyOut] = await runProgram(
          device,
          memory,
          (program) =>
            meanSquaredError(program, { y: ys, expected: matrixOf(memory, expected, rows), score }),
          [score, ys.buffer],
        );
        const dys = denseOf(ys, dyOut);
        y.forEach((values, r) => {
          const twin = twins.meanSquaredError(values, expected[r], rows);
          const losses = twin.losses.map((_, row) => scoreOut[(r * rows + row) * 2]);
          expectClose(losses, twin.losses, TOLERANCE, 'loss');
          expectClose(dys[r], twin.dy, TOLERANCE, 'dy');
        });
      }));
  }

  for (const { rows, classes, sharing } of [
    { rows: 1, classes: 2, sharing: 1 },
    { rows: 70, classes: 37, sharing: 3 },
    { rows: 65, classes: 300, sharing: 1 },
    { rows: 5, classes: 513, sharing: 3 },
    { rows: 3, classes: 4096, sharing: 1 },
  ]) {
    it(`softmax cross-entropy agrees with its twin at ${rows} x ${classes}, with and without label noise and unscored rows`, () =>
      withDevice(async (device, memory) => {
        const replicas = 3;
        const y = Array.from({ length: replicas }, () => random(rows * classes).map((v) => v * 10));
        for (const { noise, every } of [
          { noise: 0, every: 3 },
          { noise: 0.2, every: Infinity },
        ]) {
          // Every third row but the first is not scored; some labels have the largest y.
          const labels = Uint32Array.from({ length: (replicas / sharing) * rows }, (_, i) => {
            const values = y[0].subarray((i % rows) * classes, (i % rows) * classes + classes);
            if (i % rows > 0 && (i % rows) % every === 0) return 0xffffffff;
            return i % 2 === 0 ? values.indexOf(Math.max(...values)) : (i * 7) % classes;
          });
          const ys = matrixOf(memory, y, rows);
          const score = memory.storage('score', replicas * rows * 2);
          const label = { buffer: memory.storage('labels', labels), copyStride: rows, sharing };
          const scoredRows = labels.subarray(0, rows).filter((index) => index < classes).length;
          const [scoreOut, dyOut] = await runProgram(
            device,
            memory,
            (program) =>
              softmaxCrossEntropy(
                program,
                { y: ys, labels: label, score },
                { labelNoise: noise, scoredRows },
              ),
            [score, ys.buffer],
          );
          const dys = denseOf(ys, dyOut);
          y.forEach((values, r) => {
            const first = Math.floor(r / sharing) * rows;
            const twin = twins.softmaxCrossEntropy(values, [...labels.subarray(first, first + rows)], noise);
            const column = (j: number): Float64Array =>
              twin.losses.map((_, row) => scoreOut[(r * rows + row) * 2 + j]);
            expectClose(column(0), twin.losses, TOLERANCE, 'loss');
            expectClose(dys[r], twin.dy, TOLERANCE, 'dy');
            expect([...column(1)], 'hits').to.deep.equal(twin.hits);
          });
        }
      }));
  }

  it('has twins whose gradients agree with finite differences', () => {
    const rows = 4;
    const y = random(rows * 3);
    const expected = random(rows * 3);
    const mean = (losses: Float64Array): number => losses.reduce((sum, loss) => sum + loss, 0) / rows;
    expectGradient(
      (v) => mean(twins.meanSquaredError(v, expected, rows).losses),
      y,
      twins.meanSquaredError(y, expected, rows).dy,
      'mse dy',
    );
    const labels = [0, 2, 1, 1];
    for (const noise of [0, 0.3]) {
      expectGradient(
        (v) => mean(twins.softmaxCrossEntropy(v, labels, noise).losses),
        y,
        twins.softmaxCrossEntropy(y, labels, noise).dy,
        'cross-entropy dy',
      );
    }
  });
});
