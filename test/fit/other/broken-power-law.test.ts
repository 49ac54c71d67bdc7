// Covers src/fit/other/{broken-power-law,log-model}.ts

import { expect } from 'chai';
import {
  chooseBreak,
  fitBrokenPowerLaw,
  predictBrokenPowerLaw,
} from '../../../src/fit/other/broken-power-law.js';
import { choosePowerLaw } from '../../../src/fit/power-law/choose.js';
import type { LawPoint } from '../../../src/fit/power-law/law.js';
import { fitted, noisy, refused } from '../results.js';
import { publishedRows } from '../../support/published.js';

const broken = { E: 0.4, A: 3, c0: 0.05, c1: 1.2, d: 3e4, f: 0.3 };

function brokenPoints(noise = 0, count = 24): LawPoint[] {
  return Array.from({ length: count }, (_, i) => {
    const x = 10 ** (3 + (3 * i) / (count - 1));
    const { E, A, c0, c1, d, f } = broken;
    const loss = E + A * x ** -c0 * (1 + (x / d) ** (1 / f)) ** (-c1 * f);
    return { x, loss: noisy(loss, noise, 1, i), standardError: null };
  });
}

describe('a law with a break', () => {
  it('is recovered from exact points', () => {
    const { parameters } = fitted(fitBrokenPowerLaw(brokenPoints()));
    expect(parameters.E).to.be.closeTo(broken.E, 1e-6);
    expect(parameters.alphaBefore).to.be.closeTo(broken.c0, 1e-6);
    expect(parameters.alphaAfter).to.be.closeTo(broken.c0 + broken.c1, 1e-5);
    expect(parameters.breakAt / broken.d).to.be.closeTo(1, 1e-5);
    expect(parameters.width).to.be.closeTo(broken.f, 1e-5);
  });

  it('wins where there is a break, and only there', () => {
    const points = brokenPoints(0.003);
    expect(chooseBreak(points, choosePowerLaw(points, null)).supported).to.equal(true);
    const plain = points.map((point, i) => ({ ...point, loss: noisy(1 + 30 * point.x ** -0.4, 0.01, 2, i) }));
    expect(chooseBreak(plain, choosePowerLaw(plain, null)).supported).to.equal(false);
    const exact = points.map((point) => ({ ...point, loss: 1 + point.x ** -0.3 }));
    expect(chooseBreak(exact, choosePowerLaw(exact, null)).supported).to.equal(false);
  });

  it('is refused with fewer than twelve sizes, or a loss that is not a number', () => {
    expect(refused(fitBrokenPowerLaw(brokenPoints(0, 11)))).to.match(
      /at least 12 different sizes, and there are 11/,
    );
    expect(refused(fitBrokenPowerLaw([{ x: 1, loss: NaN, standardError: null }]))).to.match(
      /Point 1 has loss NaN/,
    );
  });

  it('predicts the sudden learning of addition, where a plain law is off by half', async () => {
    const rows = await publishedRows('bnsl_4digit_addition.csv');
    if (!rows) return;
    const all = rows.map((row) => ({ x: Number(row.D), loss: Number(row.loss), standardError: null }));
    const points = all.slice(0, 14);
    const plain = choosePowerLaw(points, null, { minimumDecades: 0.5 });
    const { broken: result, supported } = chooseBreak(points, plain);
    expect(supported).to.equal(true);
    const fit = fitted(result);
    expect(fit.parameters.breakAt).to.be.closeTo(612.6, 0.5);
    expect(fit.parameters.width).to.be.closeTo(0.059, 1e-3);
    // scipy's optimum of the same squares, in percent; with ln(1 + L) in place of ln L 0.2, -1.6 and 1.0 are published.
    for (const [i, percent] of [0.266, -1.433, 1.261].entries()) {
      const { loss, interval } = predictBrokenPowerLaw(fit, all[14 + i].x);
      expect(100 * (loss / all[14 + i].loss - 1)).to.be.closeTo(percent, 1e-3);
      expect(all[14 + i].loss).to.be.within(...interval);
    }
  });
});
