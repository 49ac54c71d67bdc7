import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { computeOptimalExponents, computeOptimum } from '../../../src/fit/surface/compute-optimal.js';
import { fitLossSurface } from '../../../src/fit/surface/fit.js';
import { predictLossSurface } from '../../../src/fit/surface/predict.js';
import { profileLossSurface } from '../../../src/fit/surface/profile.js';
import type { LossSurfaceFit, LossSurfaceOptions, SurfacePoint } from '../../../src/fit/surface/surface.js';
import { huber } from '../../../src/fit/goodness/robust.js';
import { designs, measureCoverage, simulate, truths } from '../../reference/simulated-sweeps.js';
import { publishedRows } from '../../support/published.js';

const truth = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };
const parameters = ['E', 'A', 'B', 'alpha', 'beta'] as const;
const none = { type: 'none' } as const;
const paperHuber = { type: 'huber', delta: 1e-3 } as const;

function lossOf({ E, A, B, alpha, beta }: typeof truth, N: number, D: number): number {
  return E + A * N ** -alpha + B * D ** -beta;
}

/** Seven sizes by five amounts of data, exact or with relative noise. */
function surfacePoints(noise = 0, seed = 1, law = truth): SurfacePoint[] {
  return Array.from({ length: 35 }, (_, i) => {
    const N = 1e6 * 10 ** ((i % 7) / 2);
    const D = 1e8 * 10 ** (Math.floor(i / 7) / 2);
    return { N, D, loss: lossOf(law, N, D) * Math.exp(noise * normal(seed, 'data', i, 0)) };
  });
}

function fitted(points: readonly SurfacePoint[], options: LossSurfaceOptions = {}): LossSurfaceFit {
  const result = fitLossSurface(points, options);
  if (result.type === 'refused') expect.fail(result.reason);
  return result;
}

function refused(points: readonly SurfacePoint[], options: LossSurfaceOptions = {}): string {
  const result = fitLossSurface(points, options);
  if (result.type === 'fit') expect.fail(`fitted ${JSON.stringify(result)}`);
  return result.reason;
}

function expectClose(fit: LossSurfaceFit, expected: typeof truth, share: number): void {
  for (const name of parameters) {
    expect(fit[name], name).to.be.closeTo(expected[name], share * expected[name]);
  }
}

describe('loss surface', () => {
  it('recovers exact surfaces, whatever residuals are and however they count', () => {
    const laws = [
      truth,
      { E: 1.69, A: 400, B: 400, alpha: 0.31, beta: 0.31 },
      { E: 0, A: 3, B: 900, alpha: 0.08, beta: 0.6 },
      { E: 0.02, A: 5e9, B: 30, alpha: 1.7, beta: 0.2 },
    ];
    for (const law of laws) {
      for (const residuals of ['log', 'linear'] as const) {
        for (const robust of [none, paperHuber, { type: 'absolute' } as const]) {
          const fit = fitted(surfacePoints(0, 1, law), { residuals, robust });
          for (const name of parameters) {
            const scale = name === 'E' ? 1 : law[name];
            expect(fit[name], `${name}, ${residuals}, ${robust.type}`).to.be.closeTo(law[name], 1e-6 * scale);
          }
        }
      }
    }
  });

  it('finds the one exponent of a surface that has one', () => {
    const law = { ...truth, beta: truth.alpha };
    const tied = fitted(surfacePoints(0.003, 1, law), { tied: true });
    expect(tied.beta).to.equal(tied.alpha);
    expect(tied.alpha).to.be.closeTo(law.alpha, 0.02);
    const both = fitted(surfacePoints(0.003, 1, law));
    const width = ({ intervals }: LossSurfaceFit): number => intervals.alpha[1] - intervals.alpha[0];
    expect(width(tied)).to.be.below(width(both));
    expectClose(fitted(surfacePoints(0, 1, law), { tied: true }), law, 1e-6);
  });

  it('scales with the units of N, D and the loss, and changes in nothing else', () => {
    const points = surfacePoints(0.01);
    for (const residuals of ['log', 'linear'] as const) {
      const fit = fitted(points, { residuals });
      const bits = 1 / Math.log(2);
      const scaled = fitted(
        points.map(({ N, D, loss }) => ({ N: N * 1e6, D: D * 1e9, loss: loss * bits })),
        { residuals },
      );
      const expected = {
        E: fit.E * bits,
        A: fit.A * bits * 1e6 ** fit.alpha,
        B: fit.B * bits * 1e9 ** fit.beta,
        alpha: fit.alpha,
        beta: fit.beta,
      };
      expectClose(scaled, expected, 1e-7);
      expect(scaled.condition).to.be.closeTo(fit.condition, 1e-4 * fit.condition);
    }
  });

  it('does not depend on the order of the points', () => {
    const points = surfacePoints(0.01);
    const backwards = [...points].reverse();
    const options = { bootstrap: { resamples: 5, seed: 1 } };
    const [fit, other] = [fitted(points, options), fitted(backwards, options)];
    expect({ ...other, logResiduals: [...other.logResiduals].reverse() }).to.deep.equal(fit);
  });

  it('predicts runs within its intervals as often as they say, and beats approaches 2 and 3', () => {
    const { refused, predictions, parameters, error } = measureCoverage(
      truths.besiroglu,
      designs.trunks,
      0.01,
      { sweeps: 100, approaches: true },
    );
    expect(refused).to.equal(0);
    // Three standard deviations of a binomial.
    expect(predictions, '90 % predictions').to.be.within(0.81, 0.99);
    expect(parameters, '95 % intervals').to.be.within(0.88, 1);
    expect(error.ours).to.be.below(error.approach2).and.below(error.approach3);
  });

  it('gives a badly known floor the interval of its profile: long below it, short above, and never below 0', () => {
    const { refused, leastParameter } = measureCoverage(truths.asymmetric, designs.grid, 0.03, {
      sweeps: 150,
    });
    expect(refused).to.equal(0);
    // By the delta method the floor's hold 91 % here. Three standard deviations of a binomial.
    expect(leastParameter, '95 % intervals').to.be.above(0.897);
    const points = simulate(truths.asymmetric, designs.grid, 0.03, 5);
    const fit = fitted(points);
    const { interval, points: curve, limit } = profileLossSurface(points, fit)!;
    expect(interval).to.deep.equal(fit.intervals.E);
    expect(interval[0]).to.be.at.least(0);
    expect(fit.E - interval[0]).to.be.above(interval[1] - fit.E);
    // The curve leaves the interval where it passes the limit.
    for (const { E, rise } of curve) {
      if (Math.abs(rise - limit) > 1e-3 * limit) {
        expect(rise < limit, `E ${E}`).to.equal(E >= interval[0] && E <= interval[1]);
      }
    }
  });

  it('counts points by their own errors, and equal ones like none', () => {
    const noisy = surfacePoints(0.002).map((point, i) => {
      const error = i % 3 === 0 ? 0.05 : 0.002;
      const loss = point.loss * Math.exp(error * normal(5, 'data', i, 1));
      return { ...point, loss, standardError: error * loss };
    });
    const plain = fitted(noisy.map(({ N, D, loss }) => ({ N, D, loss })));
    const weighed = fitted(noisy);
    const width = ({ intervals }: LossSurfaceFit): number => intervals.beta[1] - intervals.beta[0];
    expect(width(weighed)).to.be.below(0.9 * width(plain));
    expect(Math.abs(weighed.beta - truth.beta)).to.be.below(Math.abs(plain.beta - truth.beta));
    for (const name of parameters) expect(truth[name], name).to.be.within(...weighed.intervals[name]);
    const equal = fitted(
      surfacePoints(0.01).map((point) => ({ ...point, standardError: 1e-3 * point.loss })),
    );
    expectClose(equal, fitted(surfacePoints(0.01)), 1e-6);
    // In other units of the loss too.
    const linear = fitted(noisy, { residuals: 'linear' });
    const scaled = fitted(
      noisy.map((point) => ({ ...point, loss: 3 * point.loss, standardError: 3 * point.standardError })),
      { residuals: 'linear' },
    );
    expect(scaled.alpha).to.be.closeTo(linear.alpha, 1e-7);
  });

  it('keeps to the bulk of the points where outliers should not count', () => {
    const points = surfacePoints(0.002).map((point, i) =>
      i % 9 === 4 ? { ...point, loss: 1.3 * point.loss } : point,
    );
    const error = (options: LossSurfaceOptions): number =>
      Math.abs(fitted(points, options).beta - truth.beta);
    expect(error({ robust: { type: 'absolute' } })).to.be.below(0.03);
    expect(error({ robust: { type: 'huber', delta: 3e-3 } })).to.be.below(0.03);
    expect(error({})).to.be.above(0.03);
  });

  it('puts bootstrap intervals beside its own, the same for the same seed', () => {
    for (const points of [surfacePoints(0.01), surfacePoints(0.01).slice(0, 19)]) {
      const options = { bootstrap: { resamples: 60, seed: 3 } };
      const fit = fitted(points, options);
      expect(fit.bootstrap!.alpha[0]).to.be.below(fit.alpha);
      expect(fit.bootstrap!.alpha[1]).to.be.above(fit.alpha);
      expect(fitted(points, options).bootstrap).to.deep.equal(fit.bootstrap);
    }
  });

  it('warns of a forecast far from the points', () => {
    const fit = fitted(surfacePoints(0.01));
    expect(predictLossSurface(fit, 1e9, 1e10).warning).to.equal(null);
    expect(predictLossSurface(fit, 1e11, 1e10).warning).to.match(/100 times beyond/);
  });

  it('says what it cannot fit, and what would settle it', () => {
    const points = surfacePoints(0.001);
    const changed = (change: (point: SurfacePoint) => Partial<SurfacePoint>): SurfacePoint[] =>
      points.map((point) => ({ ...point, ...change(point) }));
    expect(refused([])).to.match(/at least 6 points, and there are 0/);
    expect(refused(points.slice(0, 5))).to.match(/at least 6 points/);
    expect(refused(points.slice(0, 4), { tied: true })).to.match(/at least 5 points/);
    expect(refused(changed(() => ({ N: 1e6 })))).to.match(/3 different N, and there is 1/);
    expect(refused(changed(() => ({ D: 1e9 })))).to.match(/3 different D, and there is 1/);
    expect(refused(changed(() => points[3]))).to.match(/different N/);
    expect(refused(changed(({ N }) => ({ D: 20 * N })))).to.match(/grow together/);
    for (const bad of [NaN, 0, -1, Infinity]) {
      expect(refused([...points, { N: 1e6, D: 1e8, loss: bad }])).to.match(/Point 36 has loss/);
      expect(refused([...points, { N: bad, D: 1e8, loss: 2 }])).to.match(/Point 36 has N/);
    }
    expect(refused(changed(({ N }) => ({ loss: 2 + N ** 0.1 })))).to.match(/does not fall .* as N grows/);
    expect(refused(changed(({ N }) => ({ loss: 2 + 400 * N ** -0.3 })))).to.match(/D/);
    expect(refused(changed(() => ({ loss: 2 })))).to.match(/does not fall/);
    const apart = points.map(({ N }, i) => {
      const D = 1e8 * 10 ** (20 * Math.floor(i / 7));
      return { N, D, loss: lossOf(truth, N, D) + 1e-4 * Math.sin(i * i) };
    });
    expect(refused(apart)).to.match(/do not determine the parameters|exponent cannot be determined/);
    expect(refused(points, { robust: { type: 'huber', delta: 0 } })).to.match(/delta/);
  });

  it('comes to an end with absurd units and many points', () => {
    const absurd = surfacePoints(0.01).map(({ N, D, loss }) => ({
      N: N * 1e200,
      D: D * 1e-200,
      loss: loss * 1e100,
    }));
    expect(fitted(absurd).alpha).to.be.closeTo(fitted(surfacePoints(0.01)).alpha, 1e-6);
    const many = Array.from({ length: 20000 }, (_, i) => {
      const N = 1e6 * 10 ** (4 * ((i * 0.754877666) % 1));
      const D = 1e8 * 10 ** (4 * ((i * 0.569840291) % 1));
      return { N, D, loss: lossOf(truth, N, D) * Math.exp(0.01 * normal(1, 'data', i, 0)) };
    });
    expect(fitted(many).alpha).to.be.closeTo(truth.alpha, 0.01);
  });
});

describe('compute-optimal line', () => {
  it('is where the surface is lowest for its compute', () => {
    const fit = fitted(surfacePoints(0.003));
    const C = 6 * 1e8 * 1e10;
    const { N, D, prediction, tokensPerParameter } = computeOptimum(fit, C);
    expect(6 * N.value * D.value).to.be.closeTo(C, 1e-9 * C);
    expect(tokensPerParameter.value).to.be.closeTo(D.value / N.value, 1e-9 * tokensPerParameter.value);
    for (const factor of [0.99, 1.01]) {
      const beside = predictLossSurface(fit, N.value * factor, D.value / factor).loss;
      expect(beside).to.be.above(prediction.loss);
    }
    const exact = (truth.alpha * truth.A) / (truth.beta * truth.B);
    const expectedN = exact ** (1 / 0.62) * (C / 6) ** (truth.beta / 0.62);
    expect(expectedN).to.be.within(...N.interval);
  });

  it('has the exponents beta / (alpha + beta) and alpha / (alpha + beta)', () => {
    const { a, b } = computeOptimalExponents(fitted(surfacePoints()));
    expect(a.value).to.be.closeTo(0.28 / 0.62, 1e-8);
    expect(a.value + b.value).to.equal(1);
    const noisy = computeOptimalExponents(fitted(surfacePoints(0.01)));
    expect(0.28 / 0.62).to.be.within(...noisy.a.interval);
  });
});

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

  it('foretells the largest runs from five small ones with one exponent, better than from all with two', async () => {
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

describe('points far off a loss surface', () => {
  const outlying = (options: LossSurfaceOptions, factor: number): string[] => {
    const points = surfacePoints(0.003).map((point, i) =>
      i === 20 ? { ...point, loss: factor * point.loss } : point,
    );
    return fitted(points, options).warnings.filter((text) => text.includes('deviations off'));
  };

  it('are told, and left to a robust fit', () => {
    expect(outlying({}, 1)).to.deep.equal([]);
    expect(outlying({}, 1.2)).to.have.length(1);
    expect(outlying({ robust: paperHuber }, 1.2)).to.deep.equal([]);
  });

  it('are none where losses are exact', () => {
    expect(fitted(surfacePoints()).warnings.join()).not.to.include('deviations off');
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
