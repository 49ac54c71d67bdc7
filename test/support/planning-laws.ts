// Laws to plan by, and what tests of plans share.

import { expect } from 'chai';
import { choosePowerLaw } from '../../src/fit/power-law/choose.js';
import { fitLossSurface } from '../../src/fit/surface/fit.js';
import {
  planTraining,
  type Budget,
  type PlanRefusal,
  type TrainingPlan,
} from '../../src/laws/forecast/planner.js';
import {
  planningLine,
  planningSurface,
  type PlannerPoint,
  type PlanningLaw,
} from '../../src/laws/forecast/planning-law.js';

// Hoffmann et al. 2022, approach 3, as published.
export const truth = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };
export const lossAt = (N: number, D: number): number =>
  truth.E + truth.A * N ** -truth.alpha + truth.B * D ** -truth.beta;
export const grid = [1e8, 3e8, 1e9, 3e9, 1e10].flatMap((N) =>
  [1e9, 3e9, 1e10, 3e10, 1e11].map((D) => ({ N, D, C: 6 * N * D, loss: lossAt(N, D) })),
);
export const device = { flopsPerSecond: 1e12, watts: 200 };
export const flops = (C: number): Budget => ({ type: 'flops', flops: C });

export function surface(points: readonly PlannerPoint[] = grid): PlanningLaw {
  const fit = fitLossSurface(grid);
  if (fit.type === 'refused') expect.fail(fit.reason);
  return planningSurface(fit, points);
}

/** L(N) at D = 1e6: the compute is 6e6 N. */
export function line(): PlanningLaw {
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

export function planned(law: PlanningLaw, budget: Budget, on = device): TrainingPlan {
  const plan = planTraining(law, budget, on);
  if (plan.type === 'refused') expect.fail(plan.reason);
  return plan;
}
export const value = (estimate: TrainingPlan['N']): number => estimate?.value ?? NaN;
export const reasonOf = (result: { type: string } | PlanRefusal): string =>
  'reason' in result ? result.reason : '';
export const near = (actual: number, expected: number, relative = 1e-5): void => {
  expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).to.be.below(relative);
};
