// Covers src/fit/surface against tables that authors published

import { expect } from 'chai';
import { huber } from '../../../src/fit/goodness/robust.js';
import { computeOptimalExponents, computeOptimum } from '../../../src/fit/surface/compute-optimal.js';
import { predictLossSurface } from '../../../src/fit/surface/predict.js';
import type { LossSurfaceFit, SurfacePoint } from '../../../src/fit/surface/surface.js';
import { expectClose, fitted, lossOf, paperHuber, truth } from './sample-surfaces.js';
import { publishedRows } from '../../support/published.js';

describe('loss surface, on published tables', () => {
  it('recovers the known surfaces of the synthetic grids', async () => {
    const rows = await publishedRows('synthetic_surfaces.csv');
    if (!rows) return;
    const noisy: Record<string, readonly [number, number]> = {
      symmetric: [0.3076, 0.3071],
      chinchilla: [0.336, 0.2807],
      asymmetric: [0.4625, 0.1539],
    };
    const laws: Record<string, typeof truth> = {
      symmetric: { E: 1.69, A: 400, B: 400, alpha: 0.31, beta: 0.31 },
      chinchilla: truth,
      asymmetric: { ...truth, alpha: 0.465, beta: 0.155 },
    };
    for (const [name, law] of Object.entries(laws)) {
      const own = rows.filter(({ surface }) => surface === name);
      const points = (column: string, among = own): SurfacePoint[] =>
        among.map((row) => ({ N: Number(row.N), D: Number(row.D), loss: Number(row[column]) }));
      expectClose(fitted(points('loss_exact')), law, 1e-8);
      const large = own.filter(({ grid }) => grid === 'L');
      const fit = fitted(points('loss_noisy', large));
      expect(fit.alpha, name).to.be.closeTo(noisy[name][0], 2e-4);
      expect(fit.beta, name).to.be.closeTo(noisy[name][1], 2e-4);
    }
  });

  it('finds the optimum of the published Chinchilla points for Huber’s loss, never the early stop', async () => {
    const points = await chinchilla();
    if (!points) return;
    const fit = fitted(points, { robust: paperHuber });
    expect(fit.objective).to.be.at.most(0.00101827403);
    expect(fit.E).to.be.closeTo(1.817218, 2e-4);
    expect(fit.A).to.be.closeTo(477.826, 0.005 * 477.826);
    expect(fit.B).to.be.closeTo(2143.417, 0.005 * 2143.417);
    expect(fit.alpha).to.be.closeTo(0.3473105, 2e-4);
    expect(fit.beta).to.be.closeTo(0.3671724, 2e-4);
    // An optimiser that stops where the value hardly changes ends at beta .2504, with E 1.6578.
    const early = { E: 1.6578, A: 573, B: 204, alpha: 0.3585, beta: 0.2504 };
    const value = points.reduce(
      (sum, { N, D, loss }) => sum + huber(Math.log(lossOf(early, N, D) / loss), paperHuber.delta),
      0,
    );
    expect(value).to.be.above(1.2 * fit.objective);
    expect(fit.correlation[1][3]).to.be.above(0.998);
    expect(fit.correlation[2][4]).to.be.above(0.998);
    const optimum = computeOptimum(fit, 5.76e23, { level: 0.8 });
    expect(optimum.tokensPerParameter.value).to.be.closeTo(17.9, 0.1);
    expect(computeOptimalExponents(fit).a.value).to.be.closeTo(0.514, 1e-3);
  });

  it('follows the same points from absolute deviations to squares', async () => {
    const points = await chinchilla();
    if (!points) return;
    const absolute = fitted(points, { robust: { type: 'absolute' } });
    expect(absolute.objective).to.be.closeTo(1.12949466, 1e-5 * 1.12949466);
    expectClose(absolute, { E: 1.81686, A: 482.005, B: 2085.44, alpha: 0.347813, beta: 0.365854 }, 1e-4);
    const sweep = [
      [1e-5, 0.36576],
      [1e-4, 0.36538],
      [1e-2, 0.38154],
      [1e-1, 0.40588],
    ];
    for (const [delta, beta] of sweep) {
      expect(fitted(points, { robust: { type: 'huber', delta } }).beta, `delta ${delta}`).to.be.closeTo(
        beta,
        1e-5,
      );
    }
    expect(fitted(points).beta, 'squares').to.be.closeTo(0.40588, 1e-5);
  });

  it('finds the optimum of squares of the loss itself, in the units of the file', async () => {
    const points = await chinchilla();
    if (!points) return;
    const cheap = points.filter(({ N, D }) => 6 * N * D < 1e21);
    expect(cheap).to.have.length(217);
    const fit = fitted(
      cheap.map(({ N, D, loss }) => ({ N: N / 1e6, D: D / 1e9, loss })),
      { residuals: 'linear' },
    );
    expect(fit.objective).to.be.closeTo(0.0624143, 1e-7);
    expectClose(fit, { E: 1.905092, A: 4.000522, B: 1.050948, alpha: 0.351058, beta: 0.458742 }, 1e-6);
  });

  it('predicts the largest runs from five small ones with one exponent, better than from all with two', async () => {
    const rows = await publishedRows('gadre_c4_refinedweb.csv');
    if (!rows) return;
    const expected: Record<string, { E: number; eta: number; errors: readonly number[] }> = {
      c4_original: { E: 1.50826, eta: 0.24247, errors: [-0.78, 1.5, -4.3] },
      rw_original: { E: 1.73446, eta: 0.25439, errors: [-0.56, -0.005, -1.62] },
    };
    for (const [name, { E, eta, errors }] of Object.entries(expected)) {
      const runs = rows
        .filter(({ dataset }) => dataset === name)
        .map((row) => ({
          N: Number(row.N),
          D: Number(row.D),
          loss: Number(row.loss_c4_val),
          multiple: row.cc_mult,
          model: String(row.model),
        }));
      const held = runs.filter(({ model }) => model.startsWith('open_lm'));
      const small = runs.filter((run) => !held.includes(run));
      const five = small.filter(
        ({ model, multiple }) => multiple === 1 || (multiple === 16 && model.startsWith('d=96')),
      );
      expect(five).to.have.length(5);
      const options = { residuals: 'linear', tied: true } as const;
      const tied = fitted(five, options);
      expect(tied.E).to.be.closeTo(E, 1e-3);
      expect(tied.alpha).to.be.closeTo(eta, 2e-4);
      const error = (fit: LossSurfaceFit, { N, D, loss }: SurfacePoint): number =>
        100 * (predictLossSurface(fit, N, D).loss / loss - 1);
      held.forEach((run, i) =>
        expect(error(tied, run), `${name} ${run.model}`).to.be.closeTo(errors[i], 0.02),
      );
      const largest = held[held.length - 1];
      const untied = fitted(small, { residuals: 'linear' });
      expect(error(untied, largest)).to.be.below(error(tied, largest) - 0.1);
      expect(untied.warnings.join(' ')).to.match(/only 4 different N/);
    }
  });
});

/** The 240 points of Chinchilla's Figure 4 that the fit keeps (Besiroglu et al. 2024), null where they are not at hand. */
async function chinchilla(): Promise<SurfacePoint[] | null> {
  const rows = await publishedRows('chinchilla_epoch.csv');
  if (!rows) return null;
  const points = rows
    .filter(({ outlier }) => outlier === 0)
    .map(({ N, D, loss }) => ({ N: Number(N), D: Number(D), loss: Number(loss) }));
  expect(points).to.have.length(240);
  return points;
}
