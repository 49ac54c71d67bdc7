// Covers src/fit/power-law/outliers.ts. Also chooseRobustly in src/fit/power-law/choose.ts.

import { expect } from 'chai';
import type { PowerLawFit } from '../../../src/fit/power-law/law.js';
import { measureOutliers } from '../../reference/simulated-outliers.js';
import { fitted, free, ladder, measure, truth } from './sample-laws.js';

/** Ten sizes with noise, and losses that are wrong by a factor, by index. */
function wrongAt(factors: Readonly<Record<number, number>>): PowerLawFit {
  const points = measure(truth, ladder(10), 0.002, 4);
  return fitted(points.map((point, i) => ({ ...point, loss: point.loss * (factors[i] ?? 1) })));
}

const sizesOf = ({ outliers }: PowerLawFit): string[] =>
  outliers.map(({ point, deviation }) => `${point.x.toPrecision(2)} ${(100 * deviation).toFixed(0)} %`);

describe('an outlier', () => {
  it('is named, with how far it lies from the law of the others', () => {
    const fit = wrongAt({ 7: 1.1 });
    expect(sizesOf(fit)).to.deep.equal(['1.3e+6 10 %']);
    expect(fit.warnings[0]).to.match(
      /^The loss \S+ at 1.292 M lies 10 % above what the law of the other points/,
    );
    expect(sizesOf(wrongAt({ 2: 0.95 }))).to.deep.equal(['7.7e+3 -5 %']);
  });

  it('does not hide behind another one', () => {
    expect(sizesOf(wrongAt({ 3: 1.1, 8: 1.1 }))).to.have.length(2);
    expect(sizesOf(wrongAt({ 4: 1.2, 5: 1.05 }))).to.have.length(2);
  });

  it('is not looked for among too few points, nor where Huber’s loss gives it little weight', () => {
    const four = measure(truth, ladder(4), 0.002).map((point, i) => ({
      ...point,
      loss: point.loss * (i === 2 ? 1.1 : 1),
    }));
    expect(fitted(four).outliers).to.deep.equal([]);
    const points = measure(truth, ladder(10), 0.002, 4);
    expect(fitted(points, { floor: free, huber: 0.001 }).outliers).to.deep.equal([]);
  });

  it('is not the rounding of a printed loss', () => {
    const printed = measure(truth, ladder(12)).map((point) => ({
      ...point,
      loss: Number(point.loss.toFixed(2)),
    }));
    expect(fitted(printed).outliers).to.deep.equal([]);
  });

  it('is found nearly always where one loss of eight is 10 % off, and hardly ever where none is', () => {
    const ladderOf8 = { sizes: 8, decades: 2, alpha: 0.3, floor: 0.7, noise: 0.003 };
    const { named, falseAlarms, error, held } = measureOutliers(ladderOf8, 0.1, 100);
    expect(named).to.be.at.least(0.95);
    expect(falseAlarms).to.be.at.most(0.04);
    expect(error.huber)
      .to.be.below(error.squares / 4)
      .and.below(0.01);
    expect(held.wrong).to.be.at.least(0.9);
    expect(held.right).to.be.at.least(0.92);
  });
});
