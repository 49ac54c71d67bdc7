// Covers src/lab/records/tuning.ts. What laws make of it is in test/laws/runs/lab-points.test.ts.

import { expect } from 'chai';
import {
  logDeviation,
  pooledSeedVariance,
  tuneConfig,
  type Trial,
  type TunedConfig,
} from '../../../src/lab/records/tuning.js';

/** A trial a rate and seed; a loss of NaN did not finish. */
const trials = (losses: readonly (readonly number[])[], standardError = 0): Trial[] =>
  losses.flatMap((ofSeeds, rate) =>
    ofSeeds.map((loss, i) => ({
      seed: i + 1,
      learningRate: 2 ** rate,
      outcome: Number.isNaN(loss) ? null : { loss, standardError: standardError * loss },
    })),
  );

/** log L = (log2 rate - best)^2 for one seed at each of four rates. */
const parabola = (best: number): Trial[] =>
  trials(Array.from({ length: 4 }, (_, rate) => [Math.exp((rate - best) ** 2)]));

describe('tuneConfig', () => {
  it('interpolates the best rate and its loss by a parabola in the logarithms', () => {
    const tuned = tuneConfig(parabola(1.4))!;
    expect(Math.log2(tuned.learningRate)).to.be.closeTo(1.4, 1e-12);
    expect(tuned.logLoss).to.be.closeTo(0, 1e-12);
    expect(tuned.edge).to.equal(null);
  });

  it('takes the best rate itself at an edge, and says which', () => {
    for (const [best, edge, rate] of [
      [-3, 'low', 1],
      [9, 'high', 8],
    ] as const) {
      const tuned = tuneConfig(parabola(best))!;
      expect(tuned.edge).to.equal(edge);
      expect(tuned.learningRate).to.be.closeTo(rate, 1e-12);
    }
    expect(tuneConfig(trials([[2]]))).to.deep.include({ edge: null, seedVariance: null });
  });

  it('takes no rate at which a replica did not finish, and gives nothing where there is no other', () => {
    const tuned = tuneConfig(
      trials([
        [3, 3],
        [1, NaN],
        [2, 2],
      ]),
    )!;
    expect(tuned.learningRate).to.equal(4);
    expect(tuneConfig(trials([[NaN], [NaN]]))).to.equal(null);
    expect(tuneConfig([])).to.equal(null);
  });

  it('takes a loss of exactly 0 for a result, and the lowest there is', () => {
    const tuned = tuneConfig(
      trials([
        [3, 3],
        [2, 0],
        [0, NaN],
      ]),
    )!;
    expect(tuned).to.deep.include({ logLoss: -Infinity, seedVariance: null, evaluationVariance: 0 });
    expect(tuned.learningRate).to.be.closeTo(2, 1e-12);
    expect(pooledSeedVariance([tuned])).to.equal(null);
  });

  it('averages seeds as logarithms, and gives their variance and that of the evaluation set', () => {
    const { logLoss, seedVariance, seedCount, evaluationVariance } = tuneConfig(
      trials([[1, Math.E ** 2]], 0.1),
    )!;
    expect(logLoss).to.be.closeTo(1, 1e-12);
    expect(seedVariance).to.be.closeTo(2, 1e-12);
    expect(seedCount).to.equal(2);
    expect(evaluationVariance).to.be.closeTo(0.01, 1e-12);
  });
});

describe('the error of a point', () => {
  const config = (seedCount: number, seedVariance: number | null): TunedConfig => ({
    learningRate: 1,
    logLoss: 0,
    seedVariance,
    seedCount,
    evaluationVariance: 0.01,
    edge: null,
  });

  it('pools the variance between seeds by degrees of freedom', () => {
    expect(pooledSeedVariance([config(2, 1), config(4, 5), config(1, null), null])).to.equal((1 + 3 * 5) / 4);
    expect(pooledSeedVariance([config(1, null)])).to.equal(null);
  });

  it('is of the own seeds where there are four, else of the pooled ones, and adds the evaluation set', () => {
    expect(logDeviation(config(4, 8), 100)).to.be.closeTo(Math.sqrt(2 + 0.01), 1e-12);
    expect(logDeviation(config(2, 8), 100)).to.be.closeTo(Math.sqrt(50 + 0.01), 1e-12);
    expect(logDeviation(config(1, null), null)).to.equal(null);
  });
});
