// Kaplan's and the product surface, laws with a break, repeated data, critical batch size; and which law the points want.

import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import {
  fitBrokenPowerLaw,
  predictBrokenPowerLaw,
  chooseBreak,
} from '../../../src/fit/other/broken-power-law.js';
import { choosePowerLaw } from '../../../src/fit/power-law/choose.js';
import { chooseSurface, predictSurfaceChoice } from '../../../src/fit/surface/forms/choose.js';
import { predictSurface, predictSurfaceForm } from '../../../src/fit/surface/forms/predict.js';
import { fitCriticalBatch, stepsAt } from '../../../src/fit/other/critical-batch.js';
import { fitSurfaceForm } from '../../../src/fit/surface/forms/fit.js';
import type { SurfacePoint } from '../../../src/fit/surface/surface.js';
import type { LawPoint } from '../../../src/fit/power-law/law.js';
import { fitRepeatedData, repeatedLoss, uniqueParameters } from '../../../src/fit/other/repeated-data.js';
import { designs, simulate, truths } from '../../reference/simulated-sweeps.js';
import { publishedRows } from '../../support/published.js';

type Fitted<T> = Extract<T, { readonly type: 'fit' }>;

function fitted<T extends { readonly type: string }>(result: T): Fitted<T> {
  if (result.type !== 'fit') expect.fail(JSON.stringify(result));
  return result as Fitted<T>;
}

function refused(result: { readonly type: string; readonly reason?: string }): string {
  if (result.type !== 'refused') expect.fail('expected a refusal');
  return result.reason ?? '';
}

/** Relative noise: draw i of a seed. */
function noisy(value: number, noise: number, seed: number, i: number): number {
  return value * Math.exp(noise * normal(seed, 'data', i, 0));
}

/** Seven sizes by seven amounts of data of any law. */
function surfacePoints(law: (N: number, D: number) => number, noise = 0, seed = 1): SurfacePoint[] {
  return designs
    .grid(truths.hoffmann)
    .map(({ N, D }, i) => ({ N, D, loss: noisy(law(N, D), noise, seed, i) }));
}

// Kaplan et al. 2020, 1.5.
const kaplan = { Nc: 6.4e13, Dc: 1.8e13, alphaN: 0.076, alphaD: 0.103 };
const kaplanLoss = (N: number, D: number): number =>
  ((kaplan.Nc / N) ** (kaplan.alphaN / kaplan.alphaD) + kaplan.Dc / D) ** kaplan.alphaD;
const productLoss = (N: number, D: number): number => 40 * N ** -0.06 * D ** -0.09;

describe('Kaplan’s and the product surface', () => {
  it('are recovered from exact points', () => {
    const { parameters } = fitted(fitSurfaceForm('kaplan', surfacePoints(kaplanLoss)));
    for (const [name, value] of Object.entries(kaplan)) {
      expect(parameters[name] / value, name).to.be.closeTo(1, 1e-8);
    }
    const product = fitted(fitSurfaceForm('product', surfacePoints(productLoss)));
    expect(product.parameters.alpha).to.be.closeTo(0.06, 1e-12);
    expect(product.parameters.beta).to.be.closeTo(0.09, 1e-12);
    expect(product.parameters.K).to.be.closeTo(40, 1e-9);
  });

  it('hold their parameters and the next run in their intervals as often as they say', () => {
    const sweeps = 100;
    const [N, D] = [1e11, 1e12];
    let [parameterHits, runHits] = [0, 0];
    for (let seed = 1; seed <= sweeps; seed++) {
      const fit = fitted(fitSurfaceForm('kaplan', surfacePoints(kaplanLoss, 0.01, seed)));
      const [low, high] = fit.intervals.Dc;
      if (low <= kaplan.Dc && kaplan.Dc <= high) parameterHits++;
      const run = noisy(kaplanLoss(N, D), 0.01, seed, 1000);
      const [lowRun, highRun] = predictSurfaceForm(fit, N, D, 0.9).interval;
      if (lowRun <= run && run <= highRun) runHits++;
    }
    // Three standard deviations of a binomial.
    expect(parameterHits / sweeps, '95 % intervals').to.be.within(0.88, 1);
    expect(runHits / sweeps, '90 % predictions').to.be.within(0.81, 0.99);
  });

  it('say what they cannot be fitted to', () => {
    const points = surfacePoints(kaplanLoss, 0.01);
    expect(refused(fitSurfaceForm('kaplan', []))).to.match(/at least 5 points, and there are 0/);
    expect(refused(fitSurfaceForm('product', points.slice(0, 3)))).to.match(/at least 4 points/);
    const line = points.map(({ N, loss }) => ({ N, D: 20 * N, loss }));
    expect(refused(fitSurfaceForm('product', line))).to.match(/grow together/);
    const rising = points.map((point) => ({ ...point, loss: 2 + point.N ** 0.1 }));
    for (const form of ['kaplan', 'product'] as const) {
      expect(refused(fitSurfaceForm(form, rising))).to.match(/does not fall as [ND] grows/);
      expect(refused(fitSurfaceForm(form, [...points, { N: 1e8, D: NaN, loss: 2 }]))).to.match(
        /Point 50 has D/,
      );
    }
  });
});

describe('which surface', () => {
  it('is told by hidden runs and Akaike’s criterion, whichever is true', () => {
    const sweeps = {
      chinchilla: simulate(truths.asymmetric, designs.grid, 0.003, 1),
      kaplan: surfacePoints(kaplanLoss, 0.003),
      product: surfacePoints(productLoss, 0.003),
    };
    for (const [law, points] of Object.entries(sweeps)) {
      const choice = chooseSurface(points);
      if (!('best' in choice)) expect.fail(JSON.stringify(choice));
      expect(choice.survivors.map((survivor) => survivor.law)).to.include(law);
    }
    const quiet = chooseSurface(simulate(truths.asymmetric, designs.trunks, 0.001, 1));
    expect(quiet).to.have.nested.property('best.law', 'chinchilla');
    expect(quiet).to.have.property('survivors').with.length(1);
  });

  it('spans all surfaces that survive when it predicts', () => {
    const choice = chooseSurface(surfacePoints(productLoss, 0.01));
    if (!('best' in choice)) expect.fail(JSON.stringify(choice));
    const [N, D] = [1e11, 1e12];
    const single = choice.survivors.map(({ fit }) => predictSurface(fit, N, D));
    const { loss, interval } = predictSurfaceChoice(choice, N, D);
    expect(loss).to.equal(single[0].loss);
    expect(interval[0]).to.equal(Math.min(...single.map((one) => one.interval[0])));
    expect(interval[1]).to.equal(Math.max(...single.map((one) => one.interval[1])));
  });

  it('names what every form lacks when none can be fitted', () => {
    const choice = chooseSurface([]);
    expect(choice).not.to.have.property('best');
    expect(choice.refused).to.have.length(4);
  });
});

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

  it('is refused with fewer than twelve sizes, or a loss that is none', () => {
    expect(refused(fitBrokenPowerLaw(brokenPoints(0, 11)))).to.match(
      /at least 12 different sizes, and there are 11/,
    );
    expect(refused(fitBrokenPowerLaw([{ x: 1, loss: NaN, standardError: null }]))).to.match(
      /Point 1 has loss NaN/,
    );
  });

  it('foretells the sudden learning of addition, where a plain law is off by half', async () => {
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
