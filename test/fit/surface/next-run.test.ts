// Covers src/fit/surface/next-run.ts

import { expect } from 'chai';
import { normal } from '../../../src/base/random.js';
import { halfWidth } from '../../../src/base/maths/statistics.js';
import { computeOptimalExponents } from '../../../src/fit/surface/compute-optimal.js';
import { fitLossSurface } from '../../../src/fit/surface/fit.js';
import { predictLossSurface } from '../../../src/fit/surface/predict.js';
import type { LossSurfaceFit } from '../../../src/fit/surface/surface.js';
import { proposeSizes, proposeSurfaceRuns, type SurfaceTarget } from '../../../src/fit/surface/next-run.js';
import { fitPowerLaw } from '../../../src/fit/power-law/fit.js';
import type { PowerLawFit } from '../../../src/fit/power-law/law.js';
import { studentT } from '../../../src/fit/numerics/student-t.js';
import { designs, simulate, truths } from '../../reference/simulated-sweeps.js';

const sweep = simulate(truths.hoffmann, designs.grid, 0.005, 1);
const surface = fitLossSurface(sweep) as LossSurfaceFit;

const candidates = [0.1, 1, 10].flatMap((n) =>
  [0.1, 1, 10].map((d) => {
    const [N, D] = [n * surface.centre.N, d * surface.centre.D];
    return { N, D, C: 6 * N * D };
  }),
);
const rich = { compute: 1e30, mostSeeds: 1 };

describe('the next run', () => {
  it('leaves the error that a refit finds once it was made', () => {
    const targets: readonly (readonly [SurfaceTarget, (fit: LossSurfaceFit) => number])[] = [
      [{ type: 'parameter', name: 'beta' }, ({ intervals }) => halfWidth(intervals.beta)],
      [{ type: 'computeOptimalExponent' }, (fit) => halfWidth(computeOptimalExponents(fit).a.interval)],
      [{ type: 'loss', N: 1e11, D: 1e12 }, (fit) => halfWidth(predictLossSurface(fit, 1e11, 1e12).band)],
    ];
    for (const [target, halfOf] of targets) {
      const [best] = proposeSurfaceRuns(surface, candidates, target, rich);
      const t = studentT(0.95, surface.degreesOfFreedom);
      expect(t * best.before, target.type).to.be.closeTo(halfOf(surface), 1e-6 * halfOf(surface));
      // The candidate as the law predicts it, so that the fit stays where it is.
      const { N, D } = best.candidate;
      const loss = predictLossSurface(surface, N, D).loss;
      const refit = fitLossSurface([...sweep, { N, D, loss }]) as LossSurfaceFit;
      const error = halfOf(refit) / studentT(0.95, refit.degreesOfFreedom);
      // The refit counts one more degree of freedom in its variance.
      const freedom = Math.sqrt(surface.degreesOfFreedom / refit.degreesOfFreedom);
      expect(best.after * freedom, target.type).to.be.closeTo(error, 0.01 * error);
      expect(best.after).to.be.below(best.before);
    }
  });

  it('lies far out for an exponent, where the loss still moves with it', () => {
    const [first] = proposeSurfaceRuns(surface, candidates, { type: 'parameter', name: 'beta' }, rich);
    expect(first.candidate.D).not.to.equal(surface.centre.D);
    const errors = proposeSurfaceRuns(surface, candidates, { type: 'parameter', name: 'beta' }, rich).map(
      ({ after }) => after,
    );
    expect(errors).to.deep.equal([...errors].sort((a, b) => a - b));
    expect(errors).to.have.length(candidates.length);
  });

  it('is what its compute can pay for, with seeds where that is more than one run', () => {
    const middle = 6 * surface.centre.N * surface.centre.D;
    const affordable = proposeSurfaceRuns(
      surface,
      candidates,
      { type: 'computeOptimalExponent' },
      { compute: middle },
    );
    expect(affordable).to.have.length(6);
    for (const { candidate, seeds, compute } of affordable) {
      expect(compute).to.be.at.most(middle);
      expect(seeds).to.equal(Math.min(4, Math.floor(middle / candidate.C)));
    }
    expect(
      proposeSurfaceRuns(surface, candidates, { type: 'computeOptimalExponent' }, { compute: 1 }),
    ).to.deep.equal([]);
    const bad = [NaN, 0, -1, Infinity].map((N) => ({ N, D: 1e9, C: 1 }));
    expect(proposeSurfaceRuns(surface, bad, { type: 'computeOptimalExponent' }, rich)).to.deep.equal([]);
  });

  it('works for a law of one variable too', () => {
    const points = Array.from({ length: 8 }, (_, i) => {
      const x = 1e4 * 2 ** i;
      const loss = (1 + 30 * x ** -0.4) * Math.exp(0.003 * normal(1, 'data', i, 0));
      return { x, loss, standardError: null };
    });
    const fit = fitPowerLaw(points, { floor: { type: 'free' } }) as PowerLawFit;
    const sizes = [1e3, 1e4, 1e5, 1e6, 1e7].map((x) => ({ x, C: x }));
    const best = (target: Parameters<typeof proposeSizes>[2]): number =>
      proposeSizes(fit, sizes, target, rich)[0].candidate.x;
    expect(best({ type: 'loss', x: 1e8 })).to.equal(1e7);
    expect(best({ type: 'loss', x: 1e3 })).to.equal(1e3);
  });
});
