// Covers src/engine/ops/loss.ts.

import { expect } from 'chai';
import { meanSquaredError, softmaxCrossEntropy } from '../../../src/engine/ops/loss.js';
import * as twins from '../../reference/twins.js';
import { expectClose } from '../../support/close.js';
import { onEachEngine, runProgram } from '../../support/device.js';
import { denseOf, expectGradient, matrixOf, random, TOLERANCE } from '../../support/matrices.js';

onEachEngine('loss', (withDevice) => {
  for (const { rows, outputs, replicas } of [
    { rows: 1, outputs: 1, replicas: 1 },
    { rows: 70, outputs: 3, replicas: 3 },
    { rows: 65, outputs: 16, replicas: 3 },
    { rows: 3, outputs: 33, replicas: 1 },
  ]) {
    it(`mean squared error agrees with its twin at ${rows} x ${outputs}, R = ${replicas}`, () =>
      withDevice(async (device, memory) => {
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

  for (const { rows, classes, replicas, sharing } of [
    { rows: 1, classes: 1, replicas: 1, sharing: 1 },
    { rows: 1, classes: 2, replicas: 3, sharing: 1 },
    { rows: 33, classes: 7, replicas: 1, sharing: 1 },
    { rows: 70, classes: 37, replicas: 3, sharing: 3 },
    { rows: 65, classes: 300, replicas: 3, sharing: 1 },
    { rows: 5, classes: 2049, replicas: 3, sharing: 3 },
    { rows: 3, classes: 4096, replicas: 3, sharing: 1 },
  ]) {
    it(`softmax cross-entropy agrees with its twin at ${rows} x ${classes}, R = ${replicas}, with and without label noise and unscored rows`, () =>
      withDevice(async (device, memory) => {
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

  it('softmax cross-entropy counts the first of equal classes as the one that is right, and takes masked ones for nothing', () =>
    withDevice(async (device, memory) => {
      const y = Float64Array.of(2, 7, 7, 1, 2, 7, 7, 1, -1e30, -1e30, 5, -1e30);
      const ys = matrixOf(memory, [y], 3);
      const score = memory.storage('score', 6);
      const labels = {
        buffer: memory.storage('labels', Uint32Array.of(1, 2, 2)),
        copyStride: 3,
        sharing: 1,
      };
      const [scores, dy] = await runProgram(
        device,
        memory,
        (program) => softmaxCrossEntropy(program, { y: ys, labels, score }, { labelNoise: 0, scoredRows: 3 }),
        [score, ys.buffer],
      );
      expect([scores[1], scores[3], scores[5]], 'hits').to.deep.equal([1, 0, 1]);
      expect(scores[4], 'loss of the only class').to.equal(0);
      expect([...dy.subarray(8, 12)].map((value) => value + 0)).to.deep.equal([0, 0, 0, 0]);
    }));

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
