// Training runs that have not been paid for yet: the best N and D for a budget, and the budget for a loss. Pure.
//
// A, B amplitudes, alpha, beta exponents, C training FLOPs, D tokens or samples, E irreducible loss, L loss, N parameters.

import { formatNumber, formatWithInterval } from '../../base/format.js';
import { computeOptimum, type Estimated } from '../../fit/surface/compute-optimal.js';
import type { PowerLawFit } from '../../fit/power-law/law.js';
import { outOfReach, type Interval, type Prediction } from '../../fit/goodness/prediction.js';
import { predictChoice } from '../../fit/power-law/choose.js';
import type { PlanningLaw } from './planning-law.js';

export type Budget =
  | { readonly type: 'seconds'; readonly seconds: number }
  | { readonly type: 'flops'; readonly flops: number }
  | { readonly type: 'loss'; readonly loss: number };

/** The device that would train; for estimates. */
export interface PlannerDevice {
  /** Null before its calibration. */
  readonly flopsPerSecond: number | null;
  /** An assumption: browsers do not report it. */
  readonly watts: number;
}

/** One training run. */
export interface TrainingPlan {
  readonly type: 'plan';
  /** With 95 % intervals for the optimum; null where the law does not say. */
  readonly N: Estimated | null;
  readonly D: Estimated | null;
  readonly flops: number | null;
  readonly prediction: Prediction;
  /** On this device, at the speed of its calibration. */
  readonly seconds: number | null;
  readonly joules: number | null;
  /** Sentences for people. */
  readonly notes: readonly string[];
}

export interface PlanRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

/** The best run for a budget, or why there is none. */
export function planTraining(
  law: PlanningLaw,
  budget: Budget,
  device: PlannerDevice,
): TrainingPlan | PlanRefusal {
  if (budget.type === 'loss') {
    return law.type === 'surface'
      ? surfaceForLoss(law, budget.loss, device)
      : lineForLoss(law, budget.loss, device);
  }
  const flops = flopsOf(budget, device);
  if (flops === null) return refused('The speed of this device is not known yet; plan by FLOPs or by loss.');
  if (!(flops > 0)) return refused('A budget must be above 0.');
  if (law.type === 'surface') return surfaceForFlops(law, flops, device);
  if (law.flopsPerUnit === null) {
    return refused(
      `All runs along ${law.law.axis} used the same compute, so this law cannot be planned by compute. Plan by loss, or train several sizes.`,
    );
  }
  return lineAt(law, flops / law.flopsPerUnit, device);
}

/** The best run of a size: of some compute C on a surface, of some x along a line. */
export function planOfSize(
  law: PlanningLaw,
  size: number,
  device: PlannerDevice,
): TrainingPlan | PlanRefusal {
  return law.type === 'surface' ? surfaceForFlops(law, size, device) : lineAt(law, size, device);
}

/** FLOPs of a budget of time or compute; null where the device's speed is not known. */
function flopsOf(
  budget: Exclude<Budget, { type: 'loss' }>,
  { flopsPerSecond }: PlannerDevice,
): number | null {
  if (budget.type === 'flops') return budget.flops;
  return flopsPerSecond === null ? null : budget.seconds * flopsPerSecond;
}

type Surface = Extract<PlanningLaw, { type: 'surface' }>;
type Line = Extract<PlanningLaw, { type: 'line' }>;

function surfaceForFlops(
  { fit, flopsPerPair }: Surface,
  flops: number,
  device: PlannerDevice,
): TrainingPlan | PlanRefusal {
  const { N, D, prediction } = computeOptimum(fit, flops, { flopsPerPair });
  const reason = outOfReach('N', N.value, fit.rangeN) ?? outOfReach('D', D.value, fit.rangeD);
  if (reason !== null) return refused(reason);
  return {
    type: 'plan',
    N,
    D,
    ...costOf(flops, device),
    prediction,
    notes: notesOf(prediction, fit.warnings),
  };
}

/**
 * Along the compute-optimal line alpha A N^-alpha = beta B D^-beta, so that the reducible loss is (1 + alpha / beta) A N^-alpha
 * and (1 + beta / alpha) B D^-beta: each gives its size, and their product the compute.
 */
function surfaceForLoss(law: Surface, loss: number, device: PlannerDevice): TrainingPlan | PlanRefusal {
  const { E, A, B, alpha, beta } = law.fit;
  const excess = loss - E;
  if (!(excess > 0)) return belowFloor(law.fit, loss);
  const N = ((A * (1 + alpha / beta)) / excess) ** (1 / alpha);
  const D = ((B * (1 + beta / alpha)) / excess) ** (1 / beta);
  const flops = law.flopsPerPair * N * D;
  return Number.isFinite(flops) ? surfaceForFlops(law, flops, device) : unreachable(loss);
}

function lineForLoss(line: Line, loss: number, device: PlannerDevice): TrainingPlan | PlanRefusal {
  const { chosen } = line.law;
  if (chosen.type === 'refused') return refused(chosen.reason);
  if (!(loss > chosen.E)) return belowFloor(chosen, loss);
  const x = sizeForLoss(chosen, loss);
  return Number.isFinite(x) ? lineAt(line, x, device) : unreachable(loss);
}

/** E + A x^-alpha solved for x. */
function sizeForLoss({ E, amplitude, alpha, centre }: PowerLawFit, loss: number): number {
  return centre * (amplitude / (loss - E)) ** (1 / alpha);
}

function lineAt(
  { law, flopsPerUnit, other }: Line,
  x: number,
  device: PlannerDevice,
): TrainingPlan | PlanRefusal {
  const { chosen } = law;
  if (chosen.type === 'refused') return chosen;
  const prediction = predictChoice(law, x);
  if (prediction === null) return refused(`${law.axis} is ${x}; a plan needs a number above 0.`);
  const reason = outOfReach(law.axis, x, chosen.xRange);
  if (reason !== null) return refused(reason);
  const exactly = (value: number | null): Estimated | null =>
    value === null ? null : { value, interval: [value, value] };
  return {
    type: 'plan',
    N: exactly(law.axis === 'N' ? x : law.axis === 'D' ? other : null),
    D: exactly(law.axis === 'D' ? x : law.axis === 'N' ? other : null),
    ...costOf(flopsPerUnit === null ? null : flopsPerUnit * x, device),
    prediction,
    notes: notesOf(prediction, chosen.warnings),
  };
}

function costOf(
  flops: number | null,
  { flopsPerSecond, watts }: PlannerDevice,
): Pick<TrainingPlan, 'flops' | 'seconds' | 'joules'> {
  const seconds = flops === null || flopsPerSecond === null ? null : flops / flopsPerSecond;
  return { flops, seconds, joules: seconds === null ? null : seconds * watts };
}

function notesOf({ warning }: Prediction, warnings: readonly string[]): readonly string[] {
  return warning === null ? warnings : [warning, ...warnings];
}

/** The floor is known within its interval alone: of what lies in it no one can say whether it can be reached. */
export function belowFloor(
  { E, intervals }: { readonly E: number; readonly intervals: { readonly E: Interval } },
  loss: number,
): PlanRefusal {
  const end = `a loss of ${formatNumber(loss)}`;
  if (loss > intervals.E[0]) {
    const floor = `The floor of this law is ${formatWithInterval(E, intervals.E)} (95 %)`;
    return refused(`${floor}: whether a budget reaches ${end} is not known.`);
  }
  return refused(`The floor of this law is ${formatNumber(E)}: no budget reaches ${end}.`);
}

function unreachable(loss: number): PlanRefusal {
  return refused(`No run reaches a loss of ${formatNumber(loss)} under this law.`);
}

function refused(reason: string): PlanRefusal {
  return { type: 'refused', reason };
}
