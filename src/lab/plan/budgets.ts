// Which sizes each compute budget trains, and for how many steps. C training FLOPs of one replica, N parameters.

import { log } from '../../base/maths/elementary.js';
import { mean } from '../../base/maths/statistics.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { fail } from '../experiment/fields.js';

/** Fewer sizes have no minimum between two others. */
const FEWEST_SIZES = 3;
/** With fewer steps, whole steps would change C by more than a percent. */
const FEWEST_STEPS = 50;

export interface BudgetSize {
  readonly width: number;
  readonly N: number;
  /** C of one step. */
  readonly flopsOfStep: number;
}

/** A size that a budget trains, for so many steps. */
export interface BudgetSteps {
  readonly width: number;
  readonly budget: number;
  readonly steps: number;
}

/**
 * The sizes that each budget trains, budget after budget: those nearest to where its minimum is expected. Throws InputError for a budget that
 * too few of the widths can spend.
 */
export function sizesOfBudgets(
  { data, training }: Pick<ExperimentSpec, 'data' | 'training'>,
  sizes: readonly BudgetSize[],
): readonly BudgetSteps[] {
  const { budgets, sizesPerBudget } = data;
  const least = Math.max(FEWEST_STEPS, training.schedule.warmupSteps + 1);
  const middleC = (log(budgets[0]) + log(budgets[budgets.length - 1])) / 2;
  const middleN = mean(sizes.map(({ N }) => log(N)));
  return budgets.flatMap((budget) => {
    const able = sizes
      .map(({ flopsOfStep, ...size }) => ({ ...size, budget, steps: Math.round(budget / flopsOfStep) }))
      .filter(({ steps }) => steps >= least && steps <= training.steps);
    if (able.length < FEWEST_SIZES)
      fail(
        'data.budgets',
        `FLOPs that at least ${FEWEST_SIZES} of the widths spend in ${least} to ${training.steps} steps of ${training.batch}`,
        budget,
      );
    const expected = middleN + (log(budget) - middleC) / 2;
    const distance = ({ N }: { readonly N: number }): number => Math.abs(log(N) - expected);
    return able
      .sort((a, b) => distance(a) - distance(b))
      .slice(0, sizesPerBudget)
      .map(({ width, steps }) => ({ width, budget, steps }));
  });
}

/** `3e10`. */
export function nameOfBudget(budget: number): string {
  return budget.toExponential().replace('e+', 'e');
}
