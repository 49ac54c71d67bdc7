import { expect } from 'chai';
import { choosePowerLaw } from '../../../src/fit/power-law/choose.js';
import { fitLossSurface } from '../../../src/fit/surface/surface.js';
import {
  nextRun,
  nextRunInWords,
  targetsOf,
  type NextRun,
  type NextRunTarget,
} from '../../../src/laws/forecast/next-runs.js';
import {
  budgetRange,
  improvement,
  improvementInWords,
  planningLine,
  planningSurface,
  planTraining,
  type Budget,
  type PlannerPoint,
  type PlanningLaw,
  type PlanRefusal,
  type TrainingPlan,
} from '../../../src/laws/forecast/planner.js';

// Hoffmann et al. 2022, approach 3, as published.
const truth = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };
const lossAt = (N: number, D: number): number =>
  truth.E + truth.A * N ** -truth.alpha + truth.B * D ** -truth.beta;
const grid = [1e8, 3e8, 1e9, 3e9, 1e10].flatMap((N) =>
  [1e9, 3e9, 1e10, 3e10, 1e11].map((D) => ({ N, D, C: 6 * N * D, loss: lossAt(N, D) })),
);
const device = { flopsPerSecond: 1e12, watts: 200 };
const flops = (C: number): Budget => ({ type: 'flops', flops: C });

function surface(points: readonly PlannerPoint[] = grid): PlanningLaw {
  const fit = fitLossSurface(grid);
  if (fit.type === 'refused') expect.fail(fit.reason);
  return planningSurface(fit, points);
}

/** L(N) at D = 1e6: the compute is 6e6 N. */
function line(): PlanningLaw {
  const points = [1e3, 3e3, 1e4, 3e4, 1e5].map((N) => ({
    N,
    D: 1e6,
    C: 6e6 * N,
    loss: 0.2 + 30 * N ** -0.5,
  }));
  const choice = choosePowerLaw(
    points.map(({ N, loss }) => ({ x: N, loss, standardError: null })),
    0.2,
  );
  return planningLine({ axis: 'N', ...choice }, points);
}

function planned(law: PlanningLaw, budget: Budget, on = device): TrainingPlan {
  const plan = planTraining(law, budget, on);
  if (plan.type === 'refused') expect.fail(plan.reason);
  return plan;
}
const value = (estimate: TrainingPlan['N']): number => estimate?.value ?? NaN;
const reasonOf = (result: { type: string } | PlanRefusal): string =>
  'reason' in result ? result.reason : '';
const near = (actual: number, expected: number, relative = 1e-5): void => {
  expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).to.be.below(relative);
};

describe('a plan by a surface', () => {
  it('splits a budget as the closed form says: N = G (C / 6)^a, D = (C / 6)^b / G', () => {
    const { A, B, alpha, beta } = truth;
    const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
    for (const C of [1e19, 1e21, 5.76e23]) {
      const { N, D, prediction } = planned(surface(), flops(C));
      near(value(N), G * (C / 6) ** (beta / (alpha + beta)));
      near(value(D), (C / 6) ** (alpha / (alpha + beta)) / G);
      near(prediction.loss, lossAt(value(N), value(D)));
    }
  });

  it('does better than any other split of the same compute', () => {
    const C = 1e21;
    const { prediction } = planned(surface(), flops(C));
    for (const N of [1e8, 1e9, 2e9, 4e9, 1e10]) {
      expect(lossAt(N, C / (6 * N))).to.be.at.least(prediction.loss * (1 - 1e-6));
    }
  });

  it('finds the compute of a loss: planning by what comes out gives the loss back', () => {
    const { flops: C } = planned(surface(), { type: 'loss', loss: 2.2 });
    near(planned(surface(), flops(C ?? NaN)).prediction.loss, 2.2);
  });

  it('counts the FLOPs of a pair as the points do', () => {
    const law = surface(grid.map((point) => ({ ...point, C: point.C / 2 })));
    const [half, whole] = [planned(law, flops(1e21)), planned(surface(), flops(2e21))];
    near(value(half.N), value(whole.N));
  });

  it('turns time into compute, and compute into time and energy', () => {
    const plan = planned(surface(), { type: 'seconds', seconds: 3600 });
    expect(plan.flops).to.equal(3.6e15);
    expect(plan.seconds).to.equal(3600);
    expect(plan.joules).to.equal(3600 * 200);
  });

  it('warns beyond ten times the measured range, and not within it', () => {
    expect(planned(surface(), flops(1e21)).notes.join(' ')).not.to.match(/beyond/);
    expect(planned(surface(), flops(1e26)).notes.join(' ')).to.match(/times beyond the fitted runs/);
  });

  it('says that no budget reaches a loss below the floor', () => {
    const result = planTraining(surface(), { type: 'loss', loss: 1.6 }, device);
    expect(reasonOf(result)).to.equal('The floor of this law is 1.69: no budget reaches a loss of 1.60.');
  });

  it('needs a measured device for a budget of time only', () => {
    const unknown = { flopsPerSecond: null, watts: 200 };
    const result = planTraining(surface(), { type: 'seconds', seconds: 60 }, unknown);
    expect(reasonOf(result)).to.match(/speed of this device is not known/);
    expect(planTraining(surface(), flops(1e20), unknown)).to.deep.include({ seconds: null, joules: null });
  });
});

describe('a plan by a law along one axis', () => {
  it('buys size with compute while the data stand still', () => {
    const plan = planned(line(), flops(6e11));
    near(value(plan.N), 1e5);
    expect(value(plan.D)).to.equal(1e6);
    near(plan.prediction.loss, 0.2 + 30 * 1e5 ** -0.5);
  });

  it('solves for the size of a loss', () => {
    near(value(planned(line(), { type: 'loss', loss: 0.3 }).N), (30 / 0.1) ** 2);
    expect(reasonOf(planTraining(line(), { type: 'loss', loss: 0.2 }, device))).to.match(/floor of this law/);
  });

  it('says that compute buys nothing where all runs cost the same', () => {
    const law = line();
    const same = { ...law, flopsPerUnit: null } as PlanningLaw;
    expect(reasonOf(planTraining(same, flops(1e12), device))).to.match(/buys nothing here/);
    near(value(planned(same, { type: 'loss', loss: 0.3 }).N), 9e4);
  });
});

describe('budgets on offer', () => {
  it('reach from the smallest run to a thousand times the largest, in every unit', () => {
    for (const law of [surface(), line()]) {
      const [low, high] = budgetRange(law, 'flops', device) ?? [NaN, NaN];
      near(low, law.type === 'surface' ? 6 * 1e8 * 1e9 : 6e6 * 1e3);
      near(high, 1000 * (law.type === 'surface' ? 6 * 1e10 * 1e11 : 6e6 * 1e5));
      near(budgetRange(law, 'seconds', device)?.[1] ?? NaN, high / 1e12);
      const [best, worst] = budgetRange(law, 'loss', device) ?? [NaN, NaN];
      near(planned(law, { type: 'loss', loss: best }).flops ?? NaN, high, 1e-4);
      near(planned(law, { type: 'loss', loss: worst }).flops ?? NaN, low, 1e-4);
    }
  });

  it('are none where they would say nothing', () => {
    const same = { ...line(), flopsPerUnit: null } as PlanningLaw;
    expect(budgetRange(same, 'flops', device)).to.equal(null);
    expect(budgetRange(same, 'loss', device)).not.to.equal(null);
    expect(budgetRange(line(), 'seconds', { flopsPerSecond: null, watts: 1 })).to.equal(null);
  });
});

describe('a lower loss', () => {
  it('costs what the closed form says: on a line (excess / new excess)^(1 / alpha)', () => {
    const plan = planned(line(), flops(6e11));
    const { loss } = plan.prediction;
    const result = improvement(line(), plan, 0.05, device);
    if (result.type === 'refused') expect.fail(result.reason);
    near(result.N ?? NaN, ((loss - 0.2) / (0.95 * loss - 0.2)) ** 2);
    near(result.flops ?? NaN, result.N ?? NaN);
    expect(result.D).to.equal(1);
    expect(improvementInWords(result, 0.05)).to.match(
      /^5 % lower loss costs 1\.\d× the parameters, 1\.\d× the compute\.$/,
    );
  });

  it('on a surface multiplies N by r^(1 / alpha) and D by r^(1 / beta), r the ratio of the reducible losses', () => {
    const plan = planned(surface(), flops(1e21));
    const { loss } = plan.prediction;
    const r = (loss - truth.E) / (0.99 * loss - truth.E);
    const result = improvement(surface(), plan, 0.01, device);
    if (result.type === 'refused') expect.fail(result.reason);
    near(result.N ?? NaN, r ** (1 / truth.alpha));
    near(result.D ?? NaN, r ** (1 / truth.beta));
    near(result.flops ?? NaN, r ** (1 / truth.alpha + 1 / truth.beta));
  });

  it('is refused below the floor', () => {
    const plan = planned(surface(), flops(1e21));
    expect(improvementInWords(improvement(surface(), plan, 0.5, device), 0.5)).to.match(/no budget reaches/);
  });
});

describe('the run to make next', () => {
  const noisy = grid.map((point, i) => ({ ...point, loss: point.loss * (1 + 0.002 * Math.sin(9 * i + 1)) }));
  const law = ((): PlanningLaw => {
    const fit = fitLossSurface(noisy);
    if (fit.type === 'refused') expect.fail(fit.reason);
    return planningSurface(fit, noisy);
  })();
  const found = (target: NextRunTarget, budget: number): NextRun => {
    const run = nextRun(law, target, budget);
    return run.type === 'run' ? run : expect.fail(run.reason);
  };

  it('is worth at least as much with a larger budget, and costs no more than that', () => {
    for (const target of targetsOf(law)) {
      const [small, large] = [1e20, 1e22].map((budget) => found(target, budget));
      expect(small.halfWidthAfter, target).to.be.below(small.halfWidth);
      expect(large.halfWidthAfter, target).to.be.at.most(small.halfWidthAfter);
      expect(large.flops).to.be.at.most(1e22);
      near(large.flops, 6 * (large.N ?? NaN) * (large.D ?? NaN) * large.seeds);
    }
  });

  it('tells the error that its law tells', () => {
    const { fit } = law as Extract<PlanningLaw, { type: 'surface' }>;
    near(found('beta', 1e22).halfWidth, (fit.intervals.beta[1] - fit.intervals.beta[0]) / 2);
    expect(nextRunInWords(found('beta', 1e22))).to.match(/^N = .*, D = .*: β ± \S+ instead of ± \S+$/);
  });

  it('is refused with a reason where the budget pays for none', () => {
    expect(reasonOf(nextRun(law, 'E', 1e10))).to.match(/10 G FLOPs pay for no run/);
    expect(reasonOf(nextRun(line(), 'beta', 1e10))).to.match(/no beta/);
  });
});
