// What a law says of runs that are still to be paid for: the best N and D of a budget, the budget of a loss. Pure.
//
// A, B amplitudes, alpha, beta exponents, C training FLOPs, D tokens or samples, E irreducible loss, L loss, N parameters.

import { formatCount, formatNumber } from '../../base/format.js';
import { computeOptimum, type Estimated } from '../../fit/surface/compute-optimal.js';
import type { LossSurfaceFit } from '../../fit/surface/surface.js';
import type { Interval, PowerLawFit } from '../../fit/power-law/law.js';
import type { Prediction } from '../../fit/goodness/prediction.js';
import { predictChoice } from '../../fit/power-law/choose.js';
import type { ForecastLaw } from './forecast.js';

/** A law to plan by: a surface trades N against D; along one axis the other stands still. */
export type PlanningLaw =
  | {
      readonly type: 'surface';
      readonly fit: LossSurfaceFit;
      /** C = flopsPerPair N D: about 6. */
      readonly flopsPerPair: number;
    }
  | {
      readonly type: 'line';
      readonly law: ForecastLaw;
      /** C = flopsPerUnit x; null where the compute does not grow with x. */
      readonly flopsPerUnit: number | null;
      /** What stands still: D of a law along N, N of one along D; null where that is not known. */
      readonly other: number | null;
    };

export type Budget =
  | { readonly type: 'seconds'; readonly seconds: number }
  | { readonly type: 'flops'; readonly flops: number }
  | { readonly type: 'loss'; readonly loss: number };

/** The device that would train; for estimates. */
export interface PlannerDevice {
  /** Null before its calibration. */
  readonly flopsPerSecond: number | null;
  /** Assumed: no browser tells. */
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

/** What a lower loss costs, as multiples of a plan. */
export interface Improvement {
  readonly type: 'improvement';
  readonly loss: number;
  readonly N: number | null;
  readonly D: number | null;
  readonly flops: number | null;
}

/** What a measured run cost. */
export interface PlannerPoint {
  readonly N: number | null;
  readonly D: number | null;
  readonly C: number | null;
}

/** Kaplan et al. 2020: two FLOPs a parameter forward and four backward. */
const FLOPS_PER_PAIR = 6;
/** Budgets are offered up to this many times the compute of the largest run. */
export const LARGEST_OFFERED_BUDGET = 1000;

/** A surface to plan by; the largest of its points says how many FLOPs a pair of N and D takes. */
export function planningSurface(fit: LossSurfaceFit, points: readonly PlannerPoint[]): PlanningLaw {
  const counted = points.flatMap(({ N, D, C }) => (N && D && C ? [{ C, pairs: N * D }] : []));
  const largest = counted.reduce((a, b) => (b.pairs > a.pairs ? b : a), { C: FLOPS_PER_PAIR, pairs: 1 });
  return { type: 'surface', fit, flopsPerPair: largest.C / largest.pairs };
}

/** A law along one axis as it was measured; its largest point says what a run costs. */
export function planningLine(law: ForecastLaw, points: readonly PlannerPoint[]): PlanningLaw {
  const { axis } = law;
  const along = points.filter((point) => point[axis] !== null);
  const size = (point: PlannerPoint): number => point[axis] ?? 0;
  if (along.length === 0) return { type: 'line', law, flopsPerUnit: null, other: null };
  const largest = along.reduce((a, b) => (size(b) > size(a) ? b : a));
  const smallest = along.reduce((a, b) => (size(b) < size(a) ? b : a));
  const grows = largest.C !== null && smallest.C !== null && largest.C > smallest.C;
  const other = axis === 'N' ? largest.D : axis === 'D' ? largest.N : null;
  const flopsPerUnit = axis === 'C' ? 1 : grows && largest.C !== null ? largest.C / size(largest) : null;
  return { type: 'line', law, flopsPerUnit, other };
}

/** The best run of a budget, or why there is none. */
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
  if (!(flops > 0)) return refused('A budget has to be above 0.');
  if (law.type === 'surface') return surfaceForFlops(law, flops, device);
  if (law.flopsPerUnit === null) {
    return refused(
      `Along ${law.law.axis} the compute was the same for all, so that it buys nothing here. Plan by loss, or train several sizes.`,
    );
  }
  return lineAt(law, flops / law.flopsPerUnit, device);
}

/** Budgets of a type that are worth asking for: from the smallest that was measured to far beyond the largest; null for no use. */
export function budgetRange(law: PlanningLaw, type: Budget['type'], device: PlannerDevice): Interval | null {
  const sizes = sizeRange(law);
  if (sizes === null) return null;
  if (type === 'loss') {
    const [high, low] = sizes.map((size) => atSize(law, size, device));
    if (low.type === 'refused' || high.type === 'refused') return null;
    return [low.prediction.loss, high.prediction.loss];
  }
  const flopsPerSize = law.type === 'surface' ? 1 : law.flopsPerUnit;
  const unit = type === 'flops' ? 1 : device.flopsPerSecond;
  if (flopsPerSize === null || unit === null) return null;
  return [(sizes[0] * flopsPerSize) / unit, (sizes[1] * flopsPerSize) / unit];
}

/** From the smallest run to the farthest that is offered: in C on a surface, in x along a line. */
function sizeRange(law: PlanningLaw): Interval | null {
  if (law.type === 'surface') {
    const { rangeN, rangeD } = law.fit;
    const [low, high] = [0, 1].map((end) => law.flopsPerPair * rangeN[end] * rangeD[end]);
    return [low, LARGEST_OFFERED_BUDGET * high];
  }
  const { chosen } = law.law;
  return chosen.type === 'refused' ? null : [chosen.xRange[0], LARGEST_OFFERED_BUDGET * chosen.xRange[1]];
}

function atSize(law: PlanningLaw, size: number, device: PlannerDevice): TrainingPlan | PlanRefusal {
  return law.type === 'surface' ? surfaceForFlops(law, size, device) : lineAt(law, size, device);
}

/** What it takes to lower the loss of a plan by `share` of it. */
export function improvement(
  law: PlanningLaw,
  plan: TrainingPlan,
  share: number,
  device: PlannerDevice,
): Improvement | PlanRefusal {
  const loss = plan.prediction.loss * (1 - share);
  const better = planTraining(law, { type: 'loss', loss }, device);
  if (better.type === 'refused') return better;
  const times = (of: (plan: TrainingPlan) => number | null): number | null => {
    const [now, then] = [of(plan), of(better)];
    return now === null || then === null ? null : then / now;
  };
  return {
    type: 'improvement',
    loss,
    N: times(({ N }) => N?.value ?? null),
    D: times(({ D }) => D?.value ?? null),
    flops: times(({ flops }) => flops),
  };
}

/** The improvement in a sentence: 3.1 times the parameters, 9.8 times the compute. */
export function improvementInWords(result: Improvement | PlanRefusal, share: number): string {
  if (result.type === 'refused') return result.reason;
  const { N, D, flops } = result;
  const part = (times: number | null, what: string): string[] =>
    times === null || Math.abs(times - 1) < 1e-9 ? [] : [`${formatTimes(times)} the ${what}`];
  const cost = [...part(N, 'parameters'), ...part(D, 'data'), ...part(flops, 'compute')].join(', ');
  return `${Number((100 * share).toPrecision(2))} % lower loss costs ${cost}.`;
}

/** 3.1×, 120×. */
export function formatTimes(times: number): string {
  return `${times < 1000 ? formatNumber(times, times < 100 ? 2 : 3) : formatCount(times, 2)}×`;
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

function surfaceForFlops({ fit, flopsPerPair }: Surface, flops: number, device: PlannerDevice): TrainingPlan {
  const { N, D, prediction } = computeOptimum(fit, flops, { flopsPerPair });
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
  if (!(excess > 0)) return belowFloor(E, loss);
  const N = ((A * (1 + alpha / beta)) / excess) ** (1 / alpha);
  const D = ((B * (1 + beta / alpha)) / excess) ** (1 / beta);
  const flops = law.flopsPerPair * N * D;
  return Number.isFinite(flops) ? surfaceForFlops(law, flops, device) : tooFar(loss);
}

function lineForLoss(line: Line, loss: number, device: PlannerDevice): TrainingPlan | PlanRefusal {
  const { chosen } = line.law;
  if (chosen.type === 'refused') return refused(chosen.reason);
  if (!(loss > chosen.E)) return belowFloor(chosen.E, loss);
  const x = sizeForLoss(chosen, loss);
  return Number.isFinite(x) ? lineAt(line, x, device) : tooFar(loss);
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

function belowFloor(E: number, loss: number): PlanRefusal {
  return refused(
    `The floor of this law is ${formatNumber(E)}: no budget reaches a loss of ${formatNumber(loss)}.`,
  );
}

function tooFar(loss: number): PlanRefusal {
  return refused(`A loss of ${formatNumber(loss)} lies beyond any number of parameters.`);
}

function refused(reason: string): PlanRefusal {
  return { type: 'refused', reason };
}
