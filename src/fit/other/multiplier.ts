// The compute multiplier of one family of runs over another: how many times less of a cost B needs than A for the same loss. Both follow
// one law that B runs along faster,
//
//   A: L = E + K x^-gamma      B: L = E + K (m x)^-gamma,
//
// so m is the cost of A over that of B at equal loss. E, K and gamma are fitted for each m (power-law/solve.ts), and the profile of m
// gives its interval. Where runs of both share what they were trained on, the noise that they share cancels: the variance is then that
// of the differences. Whether m changes with cost, m ~ x^g, follows to first order.
//
// E irreducible loss, K amplitude, L loss, m multiplier, x cost: FLOPs, tokens or seconds.

import { largest, smallest } from '../../base/many.js';
import { sumOfSquares } from '../../base/maths/statistics.js';
import type { Interval } from '../goodness/prediction.js';
import { invertGram, standardErrorAlong } from '../numerics/linear-algebra.js';
import { crossing, goldenSection } from '../numerics/roots.js';
import { studentT } from '../numerics/student-t.js';
import { fittedLosses, makeDesign, solvePowerLaw } from '../power-law/solve.js';

export interface ComparedRun {
  readonly cost: number;
  readonly loss: number;
  /** Runs of A and B with the same name shared their data and their seed; null where that is not known. */
  readonly pair: string | null;
}

export interface MultiplierFit {
  readonly type: 'fit';
  readonly value: number;
  readonly interval: Interval;
  /** g, with its interval. */
  readonly growth: { readonly value: number; readonly interval: Interval };
  /** Whether differences of pairs give the variance. */
  readonly paired: boolean;
  /** The law of A. */
  readonly law: {
    readonly E: number;
    readonly amplitude: number;
    readonly exponent: number;
    readonly centre: number;
  };
  /** Standard deviation of a log loss, and the quantile of Student's t for an interval. */
  readonly noise: number;
  readonly t: number;
}

export interface MultiplierRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

/** ln m is searched within this. */
const WIDEST = Math.log(1e4);
const GRID = 80;
const GOLDEN_STEPS = 40;
/** Of ln m: exact runs know it no better. */
const ROUNDING = 1e-6;
const FEWEST_SIZES = 3;
/** E, K, gamma, m. */
const PARAMETERS = 4;

/** Fits the multiplier of B over A, or says why not. Pure; never throws. */
export function fitMultiplier(
  a: readonly ComparedRun[],
  b: readonly ComparedRun[],
  { level, names }: { readonly level: number; readonly names: Readonly<Record<'a' | 'b', string>> },
): MultiplierFit | MultiplierRefusal {
  const reason = refusal(a, b, names);
  if (reason !== null) return { type: 'refused', reason };
  const runs = [...a.map((run) => ({ ...run, isB: false })), ...b.map((run) => ({ ...run, isB: true }))];
  const losses = Float64Array.from(runs, ({ loss }) => loss);
  const weights = new Float64Array(runs.length).fill(1);
  const at = (logM: number) => {
    const design = makeDesign(runs.map(({ cost, isB }) => (isB ? cost * Math.exp(logM) : cost)));
    return { design, solution: solvePowerLaw(design, { losses, weights }, { type: 'free' }) };
  };
  const objective = (logM: number): number => at(logM).solution.objective;
  const step = (2 * WIDEST) / GRID;
  const grid = Array.from({ length: GRID + 1 }, (_, i) => -WIDEST + i * step);
  const coarse = grid.reduce((best, logM) => (objective(logM) < objective(best) ? logM : best));
  const { x: logM } = goldenSection(objective, [coarse - step, coarse + step], GOLDEN_STEPS);
  const { design, solution } = at(logM);
  const fitted = fittedLosses(solution, design);
  const residuals = Array.from(losses, (loss, i) => loss / fitted[i] - 1);
  const { variance, freedom, paired } = varianceOf(runs, residuals);
  const t = studentT(level, freedom);
  const limit = Math.max(t ** 2 * variance, Number.MIN_VALUE);
  const rise = (at: number): number =>
    Math.sqrt(Math.max(0, objective(at) - solution.objective)) - Math.sqrt(limit);
  const end = (outside: number): number =>
    rise(outside) <= 0 ? outside : crossing(rise, { x: logM, value: -Math.sqrt(limit) }, outside);
  const isExact = variance < 1e-20;
  // The search ends within rounding of the best.
  const interval: Interval = isExact
    ? [Math.exp(logM - ROUNDING), Math.exp(logM + ROUNDING)]
    : [Math.exp(end(logM - WIDEST)), Math.exp(end(logM + WIDEST))];
  // Derivatives of relative residuals by E, ln K, gamma, ln m and g.
  const rows = runs.map(({ isB }, i) => {
    const excess = (fitted[i] - solution.E) / fitted[i];
    const slope = isB ? -solution.alpha * excess : 0;
    return [1 / fitted[i], excess, -excess * design.logX[i], slope, slope * design.logX[i]];
  });
  const { inverse } = invertGram(rows);
  const towards = rows[0].map((_, k) => rows.reduce((sum, row, i) => sum + row[k] * residuals[i], 0));
  const growth = inverse[4].reduce((sum, value, k) => sum + value * towards[k], 0);
  const half = isExact ? ROUNDING : t * Math.sqrt(variance) * standardErrorAlong(inverse, [0, 0, 0, 0, 1]);
  return {
    type: 'fit',
    value: Math.exp(logM),
    interval,
    growth: { value: growth, interval: [growth - half, growth + half] },
    paired,
    law: {
      E: solution.E,
      amplitude: solution.amplitude,
      exponent: solution.alpha,
      centre: Math.exp(design.logCentre),
    },
    noise: Math.sqrt(variance),
    t,
  };
}

/** The cost at which the law of A has this loss; null where it never has. */
export function costOfLoss(
  { E, amplitude, exponent, centre }: MultiplierFit['law'],
  loss: number,
): number | null {
  return loss > E ? centre * (amplitude / (loss - E)) ** (1 / exponent) : null;
}

/** How much of a change of log cost the log loss shows, at this loss. */
export function slopeAt({ E, exponent }: MultiplierFit['law'], loss: number): number {
  return (exponent * Math.max(0, loss - E)) / loss;
}

interface Run extends ComparedRun {
  readonly isB: boolean;
}

/** Variance of a relative residual: half that of the differences where all runs have a pair. */
function varianceOf(
  runs: readonly Run[],
  residuals: readonly number[],
): { readonly variance: number; readonly freedom: number; readonly paired: boolean } {
  const others = new Map(
    runs.flatMap(({ pair, isB }, i) => (isB && pair !== null ? [[pair, residuals[i]]] : [])),
  );
  const ofA = runs.flatMap(({ pair, isB }, i) => (isB ? [] : [{ pair, residual: residuals[i] }]));
  const differences = ofA.flatMap(({ pair, residual }) => {
    const other = pair === null ? undefined : others.get(pair);
    return other === undefined ? [] : [residual - other];
  });
  const allPaired = differences.length === ofA.length && 2 * differences.length === runs.length;
  const freedom = differences.length - 2;
  if (allPaired && freedom >= 2) {
    return { variance: sumOfSquares(differences) / 2 / freedom, freedom, paired: true };
  }
  const free = runs.length - PARAMETERS;
  return { variance: sumOfSquares(residuals) / free, freedom: free, paired: false };
}

function refusal(
  a: readonly ComparedRun[],
  b: readonly ComparedRun[],
  names: Readonly<Record<'a' | 'b', string>>,
): string | null {
  for (const [name, runs] of [
    [names.a, a],
    [names.b, b],
  ] as const) {
    const sizes = new Set(runs.map(({ cost }) => cost)).size;
    if (sizes < FEWEST_SIZES) {
      return `A multiplier needs at least ${FEWEST_SIZES} different costs in each family; ${name} has ${sizes}.`;
    }
  }
  if (a.length + b.length <= PARAMETERS) return `A multiplier needs more than ${PARAMETERS} runs.`;
  const [lossesA, lossesB] = [a, b].map((runs) => runs.map(({ loss }) => loss));
  if (smallest(lossesA) > largest(lossesB) || smallest(lossesB) > largest(lossesA)) {
    return `The losses of ${names.a} and ${names.b} do not overlap: nowhere do both have the same loss. Train larger models of the worse one.`;
  }
  return null;
}
