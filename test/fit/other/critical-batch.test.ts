// Covers src/fit/other/critical-batch.ts

import { expect } from 'chai';
import { fitCriticalBatch, stepsAt } from '../../../src/fit/other/critical-batch.js';
import { fitted, noisy, refused } from '../results.js';

describe('critical batch size', () => {
  const truth = { criticalBatch: 200, leastSteps: 1000, leastExamples: 2e5 };
  const points = (noise: number, batches = [16, 32, 64, 128, 256, 512, 1024, 2048], seed = 1) =>
    batches.map((batch, i) => ({
      batch,
      steps: noisy(truth.leastSteps + truth.leastExamples / batch, noise, seed, i),
    }));

  it('is where both steps and examples are twice their least', () => {
    const fit = fitted(fitCriticalBatch(points(0)));
    for (const name of ['criticalBatch', 'leastSteps', 'leastExamples'] as const) {
      expect(fit.parameters[name] / truth[name], name).to.be.closeTo(1, 1e-9);
    }
    const { criticalBatch, leastSteps, leastExamples } = fit.parameters;
    const S = stepsAt(fit, criticalBatch);
    expect(S / leastSteps).to.be.closeTo(2, 1e-9);
    expect((S * criticalBatch) / leastExamples).to.be.closeTo(2, 1e-9);
    for (const { batch, steps } of points(0)) {
      expect((steps / leastSteps - 1) * ((batch * steps) / leastExamples - 1)).to.be.closeTo(1, 1e-6);
    }
  });

  it('comes with an interval that holds it', () => {
    let hits = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const [low, high] = fitted(fitCriticalBatch(points(0.03, undefined, seed))).intervals.criticalBatch;
      if (low <= truth.criticalBatch && truth.criticalBatch <= high) hits++;
    }
    // Three standard deviations of a binomial.
    expect(hits / 100).to.be.within(0.88, 1);
  });

  it('is doubted at the end of the batches, and refused beyond or with few of them', () => {
    expect(fitted(fitCriticalBatch(points(0, [8, 16, 32, 64]))).warnings.join()).to.match(/larger ones/);
    expect(
      refused(fitCriticalBatch(points(0, [1, 2, 4, 8]).map((p) => ({ ...p, steps: 1e4 / p.batch })))),
    ).to.match(/still fall in proportion/);
    expect(refused(fitCriticalBatch(points(0).map((p) => ({ ...p, steps: 1000 }))))).to.match(
      /saves no steps/,
    );
    expect(refused(fitCriticalBatch(points(0, [8, 16, 32])))).to.match(
      /at least 4 different batches, and there are 3/,
    );
    expect(refused(fitCriticalBatch([{ batch: 8, steps: 0 }]))).to.match(/Point 1 has steps 0/);
  });
});
