// Covers src/fit/other/{repeated-data,decay-profile}.ts

import { expect } from 'chai';
import { fitRepeatedData, repeatedLoss, uniqueParameters } from '../../../src/fit/other/repeated-data.js';
import { fitted, noisy, refused } from '../results.js';
import { publishedRows } from '../../support/published.js';

describe('repeated data', () => {
  const surface = { E: 1.87, A: 521, B: 1488, alpha: 0.353, beta: 0.353 };
  const truth = { rD: 15, rN: 5 };
  /** Four amounts of unique data, up to 100 epochs, sizes on both sides of what the data call for. */
  const points = [1e8, 4e8, 1.6e9, 6.4e9].flatMap((U, u) =>
    [1, 3, 10, 30, 100].flatMap((epochs, e) =>
      [0.3, 3, 30].map((size, s) => {
        const sizes = { N: size * uniqueParameters(surface, U), D: epochs * U, U };
        const loss = noisy(repeatedLoss(surface, truth.rD, truth.rN, sizes), 0.002, 2, 15 * u + 3 * e + s);
        return { ...sizes, loss };
      }),
    ),
  );

  it('lose their worth at the rate that is found, within its profile', () => {
    const fit = fitted(fitRepeatedData(points, surface));
    expect(fit.dataDecay).to.be.closeTo(truth.rD, 1.5);
    expect(fit.parameterDecay).to.be.closeTo(truth.rN, 0.5);
    expect(truth.rD).to.be.within(...fit.dataProfile.interval);
    expect(truth.rN).to.be.within(...fit.parameterProfile.interval);
    expect(fit.objectiveWithoutDecay).to.be.above(10 * fit.objective);
    expect(fit.warnings).to.deep.equal([]);
    expect(fitted(fitRepeatedData([...points].reverse(), surface)).dataDecay).to.equal(fit.dataDecay);
  });

  it('are worth as much as fresh ones up to a few epochs', () => {
    const sizes = { N: 1e8, D: 4e9, U: 1e9 };
    const repeated = repeatedLoss(surface, truth.rD, truth.rN, sizes);
    const fresh = repeatedLoss(surface, Infinity, Infinity, sizes);
    expect(repeated / fresh).to.be.within(1, 1.01);
  });

  it('are refused without runs that repeat', () => {
    expect(refused(fitRepeatedData([], surface))).to.match(/see their data more than once/);
    expect(
      refused(
        fitRepeatedData(
          points.filter(({ D, U }) => D === U),
          surface,
        ),
      ),
    ).to.match(/there are 0/);
    expect(refused(fitRepeatedData([{ ...points[0], U: -1 }], surface))).to.match(/Point 1 has U -1/);
    expect(refused(fitRepeatedData(points, { ...surface, B: NaN }))).to.match(/has B NaN/);
  });

  it('leave their decay open in the published runs, whose profile is flat', async () => {
    const rows = await publishedRows('datablations_repeat.csv');
    if (!rows) return;
    const runs = rows.map(({ N, D, U, loss }) => ({
      N: Number(N),
      D: Number(D),
      U: Number(U),
      loss: Number(loss),
    }));
    const exponent = 0.3526596;
    const base = {
      E: Math.exp(0.6254804),
      A: Math.exp(6.255414),
      B: Math.exp(7.3049974),
      alpha: exponent,
      beta: exponent,
    };
    const fit = fitted(fitRepeatedData(runs, base, 1e-3));
    expect(fit.objective).to.be.at.most(0.015826);
    expect(fit.objective).to.be.closeTo(0.0158047, 1e-7);
    for (const { value, objective } of fit.dataProfile.points) {
      if (value > 12 && value < 200) expect(objective, `R_D ${value}`).to.be.below(0.0159);
      if (value < 5) expect(objective, `R_D ${value}`).to.be.above(0.0161);
    }
    expect(15.387756, 'the published value').to.be.within(...fit.dataProfile.interval);
    expect(fit.dataProfile.interval[1]).to.equal(Infinity);
    expect(fit.warnings.join(' ')).to.match(/R_D has only a lower bound/);
  });
});
