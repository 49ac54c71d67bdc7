// Budgets as the planner's dials turn them: a value on a slider in logarithms, one budget as another quantity.

import { budgetRange } from '../../../laws/forecast/budget-range.js';
import { planTraining, type Budget, type PlannerDevice } from '../../../laws/forecast/planner.js';
import type { PlanningLaw } from '../../../laws/forecast/planning-law.js';

/** Positions of a slider. */
export const SLIDER_STEPS = 200;

export function budgetOf(type: Budget['type'], value: number): Budget {
  if (type === 'seconds') return { type, seconds: value };
  return type === 'flops' ? { type, flops: value } : { type, loss: value };
}

export function valueOf(budget: Budget): number {
  if (budget.type === 'seconds') return budget.seconds;
  return budget.type === 'flops' ? budget.flops : budget.loss;
}

/** A budget in the middle of what is offered. */
export function middle(law: PlanningLaw, type: Budget['type'], device: PlannerDevice): Budget {
  const [low, high] = budgetRange(law, type, device) ?? [1, 1];
  return budgetOf(type, Math.sqrt(low * high));
}

/** The plan of a budget, given by another quantity. */
export function translated(
  law: PlanningLaw,
  budget: Budget,
  type: Budget['type'],
  device: PlannerDevice,
): Budget {
  const plan = planTraining(law, budget, device);
  if (plan.type === 'refused') return middle(law, type, device);
  const { seconds, flops, prediction } = plan;
  const value = { seconds, flops, loss: prediction.loss }[type];
  return value === null ? middle(law, type, device) : budgetOf(type, value);
}

/** Where a value stands on a slider over a range. */
export function positionOf(value: number, [low, high]: readonly [number, number]): number {
  return Math.round((SLIDER_STEPS * Math.log(value / low)) / Math.log(high / low));
}

/** The value at a position of a slider over a range. */
export function valueAt(position: number, [low, high]: readonly [number, number]): number {
  return low * (high / low) ** (position / SLIDER_STEPS);
}

/** Three digits, in a form that a number field takes. */
export function fieldText(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return rounded >= 1e6 ? rounded.toExponential().replace('+', '') : String(rounded);
}
