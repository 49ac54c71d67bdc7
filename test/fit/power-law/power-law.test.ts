import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { choosePowerLaw, predictChoice } from '../../../src/fit/power-law/choose.js';
import { fitPowerLaw } from '../../../src/fit/power-law/fit.js';
import type { PowerLawOptions, Floor, LawPoint, PowerLawFit } from '../../../src/fit/power-law/law.js';
import { confidenceBand, predictPowerLaw } from '../../../src/fit/power-law/predict.js';
import type { Prediction } from '../../../src/fit/goodness/prediction.js';
import { profilePowerLaw } from '../../../src/fit/power-law/profile.js';

interface Truth {
  readonly E: number;
  readonly A: number;
  readonly alpha: number;
}

const free: Floor = { type: 'free' };
const none: Floor = { type: 'none' };
const truth: Truth = { E: 1.69, A: 406.4, alpha: 0.34 };

/** `count` sizes between powers of ten. */
function ladder(count: number, low = 3, high = 7): number[] {
  return Array.from({ length: count }, (_, i) => 10 ** (low + ((high - low) * i) / (count - 1)));
}

function lossOf({ E, A, alpha }: Truth, x: number): number {
  return E + A * x ** -alpha;
}

/** Points of a law with log-normal noise, by a seed. */
function measure(law: Truth, sizes: readonly number[], noise = 0, seed = 1): LawPoint[] {
  return sizes.map((x, i) => ({
    x,
    loss: lossOf(law, x) * Math.exp(noise * normal(seed, 'data', i, 0)),
    standardError: null,
  }));
}

function fitted(points: readonly LawPoint[], options: PowerLawOptions = { floor: free }): PowerLawFit {
  const result = fitPowerLaw(points, options);
  if (result.type === 'refused') expect.fail(result.reason);
  return result;
}

function refused(points: readonly LawPoint[], options: PowerLawOptions = { floor: free }): string {
  const result = fitPowerLaw(points, options);
  if (result.type === 'fit') expect.fail(`expected a refusal, got alpha ${result.alpha}`);
  return result.reason;
}

function expectNear(actual: number, expected: number, relative: number, what: string): void {
  expect(Math.abs(actual / expected - 1), `${what}: ${actual} for ${expected}`).to.be.below(relative);
}

describe('power law, recovered', () => {
  it('finds the truth in exact points, shallow or steep, with a floor or without', () => {
    for (const law of [truth, { E: 0.5, A: 1e6, alpha: 2.3 }, { E: 3, A: 0.4, alpha: 0.05 }]) {
      const { E, A, alpha, r2, warnings } = fitted(measure(law, ladder(7)));
      expectNear(E, law.E, 1e-9, 'E');
      expectNear(A, law.A, 1e-9, 'A');
      expectNear(alpha, law.alpha, 1e-9, 'alpha');
      expect(r2).to.be.closeTo(1, 1e-12);
      expect(warnings).to.deep.equal([]);
    }
    const pure = fitted(measure({ E: 0, A: 11, alpha: 0.076 }, ladder(4, 3, 9)), { floor: none });
    expectNear(pure.alpha, 0.076, 1e-9, 'alpha');
  });

  it('uses a floor that is known', () => {
    const fit = fitted(measure(truth, ladder(4)), { floor: { type: 'fixed', value: truth.E } });
    expectNear(fit.alpha, truth.alpha, 1e-9, 'alpha');
    expect(fit.intervals.E).to.deep.equal([truth.E, truth.E]);
  });

  it('never fits a floor below zero', () => {
    // A law that bends down, as if towards a negative loss.
    const points = ladder(8).map((x) => ({ x, loss: 3 - 0.3 * Math.log10(x), standardError: null }));
    const fit = fitted(points);
    expect(fit.E).to.equal(0);
    expect(fit.warnings.join(' ')).to.match(/floor is 0/);
    expectNear(fit.alpha, fitted(points, { floor: none }).alpha, 1e-9, 'alpha');
  });

  it('comes near the truth from noisy points, and its intervals hold it', () => {
    const { E, alpha, intervals } = fitted(measure(truth, ladder(12), 0.003));
    expect(alpha).to.be.closeTo(truth.alpha, 0.02);
    expect(E).to.be.closeTo(truth.E, 0.1);
    expect(truth.alpha).to.be.within(...intervals.alpha);
    expect(truth.E).to.be.within(...intervals.E);
    expect(truth.A).to.be.within(...intervals.A);
  });

  it('changes A and E alone, and by the exact factor, when x or the loss change their unit', () => {
    const points = measure(truth, ladder(9), 0.004);
    const base = fitted(points);
    const larger = fitted(points.map((point) => ({ ...point, x: point.x * 1e6 })));
    const bits = fitted(points.map((point) => ({ ...point, loss: point.loss / Math.LN2 })));
    for (const fit of [larger, bits]) {
      expectNear(fit.alpha, base.alpha, 1e-9, 'alpha');
      expectNear(fit.intervals.alpha[1], base.intervals.alpha[1], 1e-9, 'its upper end');
    }
    expectNear(larger.E, base.E, 1e-9, 'E of larger x');
    expectNear(larger.A, base.A * 1e6 ** base.alpha, 1e-7, 'A of larger x');
    expectNear(bits.E, base.E / Math.LN2, 1e-9, 'E in bits');
    expectNear(bits.A, base.A / Math.LN2, 1e-8, 'A in bits');
  });

  it('does not depend on the order of the points', () => {
    const points = measure(truth, ladder(9), 0.004);
    const shuffled = [4, 0, 8, 2, 6, 1, 7, 3, 5].map((i) => points[i]);
    const bootstrap = { resamples: 20, seed: 3 };
    expect(fitted(shuffled, { floor: free, bootstrap })).to.deep.equal(
      fitted(points, { floor: free, bootstrap }),
    );
  });

  it('holds an outlier off with Huber’s loss', () => {
    const points = measure(truth, ladder(12), 0.001).map((point, i) =>
      i === 8 ? { ...point, loss: point.loss * 1.2 } : point,
    );
    const robust = fitted(points, { floor: free, huber: 0.002 });
    expect(robust.alpha).to.be.closeTo(truth.alpha, 0.001);
    expect(Math.abs(fitted(points).alpha - truth.alpha)).to.be.above(0.01);
  });
});

describe('power law, its uncertainty', () => {
  it('covers the truth as often as it says', () => {
    // Six sizes, two decades, 0.3 % of noise, a forecast at four times the largest.
    const law = { E: 1, A: 0.43 * 1e5 ** 0.3, alpha: 0.3 };
    const sets = 300;
    const hits = { alpha: 0, E: 0, forecast: 0 };
    for (let seed = 0; seed < sets; seed++) {
      const fit = fitted(measure(law, ladder(6, 3, 5), 0.003, seed));
      const [next] = measure(law, [4e5], 0.003, sets + seed);
      const forecast = predictPowerLaw(fit, next.x, 0.9).interval;
      if (law.alpha >= fit.intervals.alpha[0] && law.alpha <= fit.intervals.alpha[1]) hits.alpha++;
      if (law.E >= fit.intervals.E[0] && law.E <= fit.intervals.E[1]) hits.E++;
      if (next.loss >= forecast[0] && next.loss <= forecast[1]) hits.forecast++;
    }
    // Sampling error of 300 sets: 1.3 and 1.7 points.
    expect(hits.alpha / sets, 'alpha, 95 %').to.be.within(0.91, 0.99);
    expect(hits.E / sets, 'E, 95 %').to.be.within(0.91, 0.99);
    expect(hits.forecast / sets, 'forecast, 90 %').to.be.within(0.85, 0.95);
  });

  it('does not believe residuals that are smaller than the points’ own errors', () => {
    const points = measure(truth, ladder(6), 0.0001);
    const own = points.map((point) => ({ ...point, standardError: 0.01 * point.loss }));
    const width = ({ intervals: { alpha } }: PowerLawFit): number => alpha[1] - alpha[0];
    expect(width(fitted(own))).to.be.above(20 * width(fitted(points)));
    expectNear(fitted(own).residualVariance, 1e-4, 1e-9, 'variance of a run');
  });

  it('listens less to a point with a larger error', () => {
    const sizes = ladder(8);
    const points = measure(truth, sizes, 0.001).map((point, i) => ({
      ...point,
      loss: point.loss * (i === 7 ? 1.03 : 1),
      standardError: (i === 7 ? 0.03 : 0.001) * point.loss,
    }));
    const deaf = points.map((point) => ({ ...point, standardError: null }));
    const offset = ({ alpha }: PowerLawFit): number => Math.abs(alpha - truth.alpha);
    expect(offset(fitted(points))).to.be.below(offset(fitted(deaf)) / 2);
  });

  it('predicts with a wider interval for a run than for the law, widening outwards', () => {
    const fit = fitted(measure(truth, ladder(8), 0.003));
    const near = predictPowerLaw(fit, 1e5);
    const far = predictPowerLaw(fit, 2e8);
    const band = confidenceBand(fit, 1e5);
    expect(near.loss).to.be.within(...band);
    expect(near.interval[0]).to.be.below(band[0]);
    const width = ({ loss, interval }: Prediction): number => (interval[1] - interval[0]) / loss;
    expect(width(far)).to.be.above(width(near));
    expect(predictPowerLaw(fit, 1e5, 0.5).interval[1]).to.be.below(near.interval[1]);
    expect([near.extrapolation, near.warning]).to.deep.equal([1, null]);
    expect(far.extrapolation).to.be.closeTo(20, 1e-9);
    expect(far.warning).to.match(/20 times beyond/);
  });

  it('offers a seeded residual bootstrap beside the intervals', () => {
    const points = measure(truth, ladder(20), 0.003);
    const bootstrap = { resamples: 200, seed: 5 };
    const fit = fitted(points, { floor: free, bootstrap });
    expect(fit.bootstrap).to.deep.equal(fitted(points, { floor: free, bootstrap }).bootstrap);
    const [low, high] = fit.bootstrap!.alpha;
    expect(fit.alpha).to.be.within(low, high);
    const ratio = (high - low) / (fit.intervals.alpha[1] - fit.intervals.alpha[0]);
    expect(ratio).to.be.within(0.7, 1.3);
    expect(fitted(points).bootstrap).to.equal(null);
  });

  it('draws the ridge of E and alpha as a profile', () => {
    const points = measure(truth, ladder(8), 0.003);
    const fit = fitted(points);
    const { points: ridge, interval, limit } = profilePowerLaw(points, fit)!;
    const best = ridge.reduce((lowest, point) => (point.rise < lowest.rise ? point : lowest));
    expect(best.E).to.be.closeTo(fit.E, (ridge[1].E - ridge[0].E) / 2 + 1e-12);
    expect(fit.E).to.be.within(...interval);
    for (const [i, { E, alpha, rise }] of ridge.entries()) {
      if (i > 0) expect(alpha, 'a higher floor takes a steeper law').to.be.above(ridge[i - 1].alpha);
      expect(rise <= limit, `E = ${E}`).to.equal(E >= interval[0] && E <= interval[1]);
    }
    expect(profilePowerLaw(points, fitted(points, { floor: none }))).to.equal(null);
  });

  it('says when the points do not separate alpha from the floor, and when they bend away', () => {
    const vague = fitted(measure({ E: 1, A: 2, alpha: 0.3 }, ladder(5, 3, 4), 0.01, 4));
    expect(vague.warnings.join(' ')).to.match(/do not separate alpha from the floor/);
    const bent = ladder(16).map((x) => ({ x, loss: x ** -0.3 + 1e4 * x ** -1.5, standardError: null }));
    expect(fitted(bent, { floor: none }).warnings.join(' ')).to.match(/bend away/);
  });
});

describe('power law, which form', () => {
  it('keeps a floor where there is one, and leaves it out where there is none', () => {
    const withFloor = choosePowerLaw(measure(truth, ladder(8), 0.002), null);
    expect(withFloor.chosen).to.include({ type: 'fit' }).and.to.have.nested.property('floor.type', 'free');
    const pure = choosePowerLaw(measure({ E: 0, A: 11, alpha: 0.2 }, ladder(8)), null);
    expect(pure.chosen).to.have.nested.property('floor.type', 'none');
    expect(pure.undecided).to.equal(false);
  });

  it('takes a known floor, with the free one beside it', () => {
    const { chosen, alternatives } = choosePowerLaw(measure(truth, ladder(8), 0.002), truth.E);
    expect(chosen).to.have.nested.property('floor.type', 'fixed');
    expect(alternatives[0]).to.have.nested.property('floor.type', 'free');
  });

  it('says when hidden points do not decide', () => {
    const choice = choosePowerLaw(measure({ E: 1, A: 2, alpha: 0.3 }, ladder(6, 3, 4.5), 0.01, 3), null);
    const { chosen, alternatives, undecided } = choice;
    expect(undecided).to.equal(true);
    expect((chosen as PowerLawFit).warnings.join(' ')).to.match(
      /do not decide between a law with a floor and one without/,
    );
    // A forecast then spans those of both.
    const both = [chosen, ...alternatives].map((fit) => predictPowerLaw(fit as PowerLawFit, 1e6));
    const interval = [
      Math.min(...both.map((one) => one.interval[0])),
      Math.max(...both.map((one) => one.interval[1])),
    ];
    expect(predictChoice(choice, 1e6)).to.deep.include({ loss: both[0].loss, interval });
    const decided = choosePowerLaw(measure(truth, ladder(8), 0.002), null);
    expect(predictChoice(decided, 1e8)).to.deep.equal(predictPowerLaw(decided.chosen as PowerLawFit, 1e8));
    expect(predictChoice(choosePowerLaw([], null), 1e8)).to.equal(null);
  });

  it('measures how well the largest sizes are foretold without them', () => {
    const exact = fitted(measure(truth, ladder(6)));
    expect(exact.rollingOrigin).to.have.length(2);
    for (const error of exact.rollingOrigin) expect(Math.abs(error)).to.be.below(1e-9);
    const pure = fitted(measure(truth, ladder(6)), { floor: none });
    expect(pure.rollingOrigin[1], 'a pure power law on data with a floor forecasts too low').to.be.below(
      -0.1,
    );
    expect(fitted(measure(truth, ladder(4))).rollingOrigin).to.have.length(1);
  });
});

describe('power law, refused', () => {
  const points = measure(truth, ladder(6));
  const withPoint = (i: number, change: Partial<LawPoint>): LawPoint[] =>
    points.map((point, k) => (k === i ? { ...point, ...change } : point));

  it('with too few sizes, however often each was measured', () => {
    expect(refused([])).to.match(/at least 4 different sizes, and there are 0/);
    expect(refused(points.slice(0, 3))).to.match(/at least 4 different sizes, and there are 3/);
    expect(refused(Array.from({ length: 9 }, () => points[0]))).to.match(/there is 1/);
    expect(refused(points, { floor: free, minimumSizes: 8 })).to.match(/at least 8/);
  });

  it('over less than a decade, and names the size that would do', () => {
    expect(refused(measure(truth, ladder(6, 3, 3.7)))).to.match(/span 0\.70 decades.*size of 8910 or more/);
  });

  it('with a size or loss that is no positive number, and names the point', () => {
    for (const bad of [NaN, Infinity, 0, -1]) {
      expect(refused(withPoint(2, { loss: bad }))).to.match(new RegExp(`^Point 3 has loss ${bad};`));
      expect(refused(withPoint(4, { x: bad }))).to.match(new RegExp(`^Point 5 has size ${bad};`));
    }
  });

  it('when the loss does not fall', () => {
    expect(refused(points.map((point) => ({ ...point, loss: 2 })))).to.match(/does not fall/);
    const rising = points.map((point, i) => ({ ...point, loss: 1 + 0.1 * i }));
    for (const floor of [free, none]) expect(refused(rising, { floor })).to.match(/does not fall/);
  });

  it('when the loss falls once and is level after', () => {
    const step = points.map((point, i) => ({ ...point, loss: i === 0 ? 3 : 1 }));
    expect(refused(step)).to.match(/only between the smallest sizes/);
  });

  it('with a known floor above every loss, or none at all', () => {
    expect(refused(points, { floor: { type: 'fixed', value: 99 } })).to.match(/below the known floor 99/);
    expect(refused(points, { floor: { type: 'fixed', value: NaN } })).to.match(/known floor is NaN/);
  });

  it('never throws and never answers with a number that is none', () => {
    const finite = ({ E, A, alpha, intervals, r2, condition, rollingOrigin }: PowerLawFit): boolean =>
      [E, A, alpha, ...intervals.E, ...intervals.alpha, r2, condition, ...rollingOrigin].every(
        Number.isFinite,
      );
    const extremes = [1e-300, 1e-9, 1, 1e12, 1e300];
    for (let seed = 0; seed < 60; seed++) {
      const wild = Array.from({ length: 4 + (seed % 5) }, (_, i) => ({
        x: extremes[seed % 5] * 10 ** (i + normal(seed, 'data', i, 0)),
        loss: extremes[(seed * 7) % 5] * Math.exp(3 * normal(seed, 'data', i, 1)),
        standardError: seed % 3 === 0 ? Math.abs(normal(seed, 'data', i, 2)) : null,
      }));
      for (const huber of [null, 0.01]) {
        const result = fitPowerLaw(wild, { floor: free, huber });
        expect(result.type === 'refused' || finite(result), JSON.stringify(wild)).to.equal(true);
      }
    }
  });
});
