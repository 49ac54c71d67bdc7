// Covers src/fit/isoflop/{fit,valley,budgets}.ts and src/fit/goodness/log-line.ts

import { expect } from 'chai';
import { fitIsoflop } from '../../../src/fit/isoflop/fit.js';
import { valueOnLine } from '../../../src/fit/goodness/log-line.js';
import { budgets, fitted, parabola, parabolicValleys, spline } from './sample-valleys.js';

describe('isoFLOP minima, recovered', () => {
  it('finds the law of exact valleys', () => {
    const { exponent, coefficient, exponentInterval, budgets: found } = fitted(parabolicValleys(), parabola);
    expect(exponent).to.be.closeTo(0.5, 1e-12);
    expect(coefficient).to.be.closeTo(3, 1e-10);
    expect(exponentInterval[1] - exponentInterval[0]).to.be.below(1e-10);
    expect(found.map(({ C }) => C)).to.deep.equal(budgets);
    for (const { C, optimum, loss, rejected } of found) {
      expect(optimum).to.be.closeTo(3 * C ** 0.5, 1e-9 * C ** 0.5);
      expect(loss).to.be.closeTo(60 * C ** -0.09, 1e-10);
      expect(rejected).to.equal(null);
    }
  });

  it('comes near it by spline, whose curve runs through the points', () => {
    const points = parabolicValleys();
    const { exponent, coefficient, budgets: found } = fitted(points, spline);
    expect(exponent).to.be.closeTo(0.5, 1e-9);
    expect(coefficient).to.be.closeTo(3, 0.05);
    for (const { curve, points: sizes } of found) {
      expect(curve).to.have.length(25 * (sizes.length - 1));
      expect(curve[0].loss).to.be.closeTo(sizes[0].loss, 1e-12);
      expect(curve[curve.length - 1].x).to.be.closeTo(sizes[6].x, 1e-9 * sizes[6].x);
    }
  });

  it('covers the exponent of noisy valleys, and the optimum of a larger budget', () => {
    for (const options of [{}, parabola, spline]) {
      const fit = fitted(parabolicValleys(0.004), options);
      expect(0.5).to.be.within(...fit.exponentInterval);
      const { value, interval } = valueOnLine(fit, 1e20);
      expect(value).to.be.within(...interval);
      expect(3e10).to.be.within(...interval);
    }
  });

  it('gives the interval of Student’s t for the slope of a line', () => {
    // Optima at 10, 100, 2000 for C = 1e15, 1e17, 1e19: residuals of ln x are ln 2 (1, -2, 1) / 6, whose squares sum to ln2^2 / 6.
    const optima = [10, 100, 2000];
    const points = optima.flatMap((best, i) =>
      [0.2, 0.5, 1, 2, 5].map((factor) => ({
        C: 10 ** (15 + 2 * i),
        x: best * factor,
        loss: 2 + Math.log(factor) ** 2,
      })),
    );
    const { exponent, exponentInterval } = fitted(points, parabola);
    expect(exponent).to.be.closeTo(Math.log10(200) / 4, 1e-12);
    const standardError = Math.sqrt(Math.LN2 ** 2 / 6 / (8 * Math.log(10) ** 2));
    expect(exponentInterval[1] - exponent).to.be.closeTo(12.706204736 * standardError, 1e-6);
  });

  it('takes runs of one size as one, and budgets that differ by rounding as one', () => {
    const twice = parabolicValleys().flatMap((point, i) => [
      { ...point, C: point.C * (1 + 0.002 * (i % 5)), loss: point.loss * 1.01 },
      { ...point, C: point.C * (1 - 0.002 * (i % 3)), loss: point.loss / 1.01 },
    ]);
    const { exponent, budgets: found } = fitted(twice, parabola);
    expect(found.map(({ points }) => points.length)).to.deep.equal([7, 7, 7, 7]);
    expect(exponent).to.be.closeTo(0.5, 1e-3);
  });

  it('gives the same for any order of the points', () => {
    const points = parabolicValleys(0.01);
    for (const options of [{}, parabola, spline, { ...parabola, lowest: 5 }]) {
      const expected = fitIsoflop(points, options);
      expect(fitIsoflop([...points].reverse(), options)).to.deep.equal(expected);
      const shuffled = points.map((_, i) => points[(i * 11 + 5) % points.length]);
      expect(fitIsoflop(shuffled, options)).to.deep.equal(expected);
    }
  });

  it('changes only its coefficient with the units of size, compute and loss', () => {
    const points = parabolicValleys(0.01);
    for (const options of [{}, parabola, spline]) {
      const { exponent, coefficient, exponentInterval } = fitted(points, options);
      const scaled = fitted(
        points.map(({ C, x, loss }) => ({ C: C * 1e-15, x: x * 1e6, loss: loss / Math.LN2 })),
        options,
      );
      expect(scaled.exponent).to.be.closeTo(exponent, 1e-9);
      expect(scaled.exponentInterval[1]).to.be.closeTo(exponentInterval[1], 1e-9);
      const factor = 1e6 * 1e15 ** exponent;
      expect(scaled.coefficient / (factor * coefficient)).to.be.closeTo(1, 1e-7);
    }
  });
});
