import { expect } from 'chai';
import { meanSquaredError, softmaxCrossEntropy } from '../../src/engine/ops/loss.js';
import * as twins from '../reference/twins.js';
import { expectClose } from '../support/close.js';
import { onEachEngine, runProgram } from '../support/device.js';
import { denseOf, expectGradient, matrixOf, random, TOLERANCE } from '../support/matrices.js';

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

onEachEngine('evaluation_sum', (withDevice) => {
  for (const { samples, positions, groups, replicas } of [
    { samples: 70, positions: 1, groups: 1, replicas: 3 },
    { samples: 5, positions: 19, groups: 3, replicas: 3 },
    { samples: 1, positions: 3, groups: 2, replicas: 1 },
  ]) {
    it(`adds two batches of ${samples} samples of ${positions} positions in ${groups} groups, as its twin, R = ${replicas}`, () =>
      withDevice(async (device, memory) => {
        const batches = 2;
        const scored = Math.ceil(positions / 2);
        // The last `scored` positions of a sample count; every third sample has all of them right.
        const score = Float32Array.from({ length: replicas * samples * positions * 2 }, (_, i) => {
          const row = i >> 1;
          const sample = Math.floor(row / positions);
          if (row % positions < positions - scored) return 0;
          return i % 2 === 0 ? ((row * 37) % 101) / 50 : sample % 3 === 0 || row % 2 === 0 ? 1 : 0;
        });
        const weight = Float32Array.from({ length: batches * samples }, (_, i) => ((i * 13) % 7) / 7);
        const groupOf = Uint32Array.from({ length: batches * samples }, (_, i) => (i * 5) % groups);
        const sums = memory.storage('sums', replicas * groups * 4);
        const state = memory.storage('replicas', replicas * 4);
        const dispatch = {
          params: { samples, positions, scored, groups },
          tensors: {
            score: memory.storage('score', score),
            weight: memory.storage('weight', weight),
            group_of: memory.storage('groups', groupOf),
            sums,
            replicas: state,
          },
          workgroups: [1, 1, replicas],
        } as const;
        const [sumsOut, stateOut] = await runProgram(
          device,
          memory,
          (program) => {
            for (let i = 0; i < batches; i++) program.add('evaluation_sum', dispatch);
          },
          [sums, state],
        );
        const size = samples * positions * 2;
        for (let r = 0; r < replicas; r++) {
          const scores = score.subarray(r * size, (r + 1) * size);
          const twin = twins.evaluationSums(scores, { weight, groupOf, positions, scored, groups });
          expectClose(sumsOut.subarray(r * groups * 4, (r + 1) * groups * 4), twin, TOLERANCE, 'sums');
          expect(new Uint32Array(stateOut.buffer)[r * 4 + 1], 'batches done').to.equal(batches);
        }
      }));
  }
});

onEachEngine('finish_step', (withDevice) => {
  it('traces the mean over scored rows and counts the step', () =>
    withDevice(async (device, memory) => {
      const [rows, replicas, scoredRows] = [70, 3, 50];
      const score = Float32Array.from({ length: replicas * rows * 2 }, (_, i) =>
        i % 2 === 0 && (i >> 1) % rows < scoredRows ? (i % 23) / 5 : 0,
      );
      const trace = memory.storage('trace', replicas * 2);
      const state = memory.storage('replicas', replicas * 4);
      const [traceOut, stateOut] = await runProgram(
        device,
        memory,
        (program) =>
          program.add('finish_step', {
            params: { rows, replica_count: replicas, capacity: 1, scale: 1 / scoredRows },
            tensors: { score: memory.storage('score', score), trace, replicas: state },
            workgroups: [1, 1, replicas],
          }),
        [trace, state],
      );
      for (let r = 0; r < replicas; r++) {
        const losses = score.subarray(r * rows * 2, (r + 1) * rows * 2).filter((_, i) => i % 2 === 0);
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / scoredRows;
        expectClose([traceOut[2 * r]], [mean], TOLERANCE, 'loss');
        expect(new Uint32Array(stateOut.buffer)[r * 4 + 1], 'steps done').to.equal(1);
      }
    }));
});
