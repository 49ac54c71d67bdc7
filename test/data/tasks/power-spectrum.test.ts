// Covers src/data/tasks/power-spectrum.ts: a task whose laws are known exactly.

import { expect } from 'chai';
import { createTask, tasks } from '../../../src/data/tasks/tasks.js';
import {
  bestLoss,
  expectedLosses,
  spectrumTables,
  zetaTail,
  type PowerSpectrumSpec,
} from '../../../src/data/tasks/power-spectrum.js';

const spec: PowerSpectrumSpec = {
  type: 'power-spectrum',
  features: 40,
  exponent: 0.5,
  spectrum: 1.25,
  noise: 0.1,
  seed: 1,
};

/** At a peak rate, with the last 30 % of the steps linearly to 0. */
function cooled(steps: number, peak: number): Float64Array {
  const decay = Math.round(0.3 * steps);
  return Float64Array.from({ length: steps }, (_, t) => peak * Math.min(1, (steps - t) / decay));
}

/** The losses of a linear model with these weights on samples, weighed. */
function lossOn(
  samples: readonly { x: ArrayLike<number>; y: number }[],
  weights: readonly number[],
  bias: number,
) {
  const losses = samples.map(({ x, y }) => (weights.reduce((sum, w, i) => sum + w * x[i], bias) - y) ** 2);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

describe('power-spectrum', () => {
  const task = createTask(spec);
  const { scales } = spectrumTables(spec);
  const sampleAt = (stream: 'data' | 'evaluation', id: number) => {
    const { x, y } = task.sample(stream, 3, id);
    return { x: x as Float32Array, y: (y as Float32Array)[0] };
  };

  it('has features of variance i^-b, whose best weights are i^-(1 + a - b)/2, and noise with all that no model sees', () => {
    const total = 20_000;
    const samples = Array.from({ length: total }, (_, id) => sampleAt('data', id));
    for (const i of [0, 1, 9, 39]) {
      expect(scales[i] ** 2).to.be.closeTo((i + 1) ** -1.25, 1e-7);
      for (const { x } of samples.slice(0, 50)) expect(Math.abs(x[i])).to.equal(scales[i]);
      const weight = samples.reduce((sum, { x, y }) => sum + x[i] * y, 0) / total / scales[i] ** 2;
      // The error of a mean of y, whose variance is 2.71, over its deviation.
      expect(weight).to.be.closeTo((i + 1) ** -0.125, (4.5 * Math.sqrt(2.71 / total)) / scales[i]);
    }
    const variance = samples.reduce((sum, { y }) => sum + y * y, 0) / total;
    // noise + zeta(1.5)
    expect(variance).to.be.closeTo(0.1 + 2.6123753, 0.1);
  });

  it('knows sums of powers', () => {
    expect(zetaTail(1.5, 1)).to.be.closeTo(2.612375348685488, 1e-9);
    expect(zetaTail(1.5, 257)).to.be.closeTo(zetaTail(1.5, 256) - 256 ** -1.5, 1e-12);
    expect(bestLoss({ ...spec, noise: 0 }, 0)).to.be.closeTo(2.612375348685488, 1e-9);
  });

  it('is evaluated exactly: the set of pairs has the expected loss of any linear model, also of one that reads fewer features', () => {
    const { evaluation } = task;
    if (evaluation.type !== 'exact') return expect.fail('expected an exact evaluation');
    const samples = Array.from({ length: evaluation.count }, (_, id) => sampleAt('evaluation', id));
    const weights = Array.from({ length: 7 }, (_, i) => Math.cos(i));
    const missing = weights.reduce((sum, w, i) => sum + (i + 1) ** -1.25 * (w - (i + 1) ** -0.125) ** 2, 0);
    expect(lossOn(samples, weights, 0.3)).to.be.closeTo(missing + 0.3 ** 2 + bestLoss(spec, 7), 1e-5);
  });

  it('knows the expected loss after every step of gradient descent, as published values have it', () => {
    const full = tasks['power-spectrum'].defaults;
    // Loss at 8192, 32768 and 131072 samples in batches of 64 at a rate of 0.2 of half the gradient: of Gaussian features, whose fourth moment
    // matters at the fourth digit, without a bias, whose wandering costs up to 5e-4.
    const published = {
      8: [0.7908, 0.7865, 0.7861],
      128: [0.4973, 0.344, 0.2838],
      256: [0.4938, 0.3317, 0.2499],
    };
    for (const [N, losses] of Object.entries(published)) {
      losses.forEach((loss, i) => {
        const rates = cooled(128 * 4 ** i, 0.1);
        const found = expectedLosses(full, { N: Number(N), batch: 64, rates });
        expect(found[found.length - 1], `${N} features`).to.be.closeTo(loss, 7e-4);
      });
    }
    const long = expectedLosses(full, { N: 8, batch: 64, rates: cooled(40_000, 0.1) });
    expect(long[40_000]).to.be.closeTo(bestLoss(full, 8), 2e-4);
  });

  it('knows it for a single seed within its scatter, trained here in float64', () => {
    const run = { N: 6, batch: 8, rates: cooled(300, 0.1) };
    const expected = expectedLosses(spec, run);
    const ends = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const weights = new Array<number>(6).fill(0);
      let bias = 0;
      run.rates.forEach((rate, step) => {
        const batch = Array.from({ length: 8 }, (_, row) => task.sample('data', seed, 8 * step + row));
        const gradient = new Float64Array(7);
        for (const { x, y } of batch) {
          const error = weights.reduce((sum, w, i) => sum + w * x[i], bias) - (y as Float32Array)[0];
          for (let i = 0; i < 6; i++) gradient[i] += (2 * error * x[i]) / 8;
          gradient[6] += (2 * error) / 8;
        }
        weights.forEach((w, i) => (weights[i] = w - rate * gradient[i]));
        bias -= rate * gradient[6];
      });
      const missing = weights.reduce((sum, w, i) => sum + (i + 1) ** -1.25 * (w - (i + 1) ** -0.125) ** 2, 0);
      return missing + bias ** 2 + bestLoss(spec, 6);
    });
    const middle = ends.reduce((sum, loss) => sum + loss, 0) / 8;
    const deviation = Math.sqrt(ends.reduce((sum, loss) => sum + (loss - middle) ** 2, 0) / 7);
    expect(middle).to.be.closeTo(expected[300], (3.5 * deviation) / Math.sqrt(8));
  });

  it('expects the exponents a, a / b and 1 / (1 + b), and the noise as its floor', () => {
    expect(task.lossFloor).to.equal(0.1);
    expect(task.theory).to.deep.include({ parameters: 0.5, data: 0.4 });
  });
});
