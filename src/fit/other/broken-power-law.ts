// A power law with one smooth break (Caballero et al. 2023, "Broken neural scaling laws"):
//
//   L = E + A x^-c0 (1 + (x / d)^(1 / f))^(-c1 f)
//
// falls as x^-c0 well before the break at d and as x^-(c0 + c1) well after it; f says over how many e-folds of x it turns.
//
// A amplitude, E irreducible loss, L loss, x a size.

import { mean } from '../../base/maths/statistics.js';
import { compareForms } from '../goodness/compare.js';
import {
  extrapolationOf,
  LEVEL,
  timesBeyond,
  type Interval,
  type Prediction,
} from '../goodness/prediction.js';
import { MOST_POINTS, thinned, thinnedWarnings } from '../goodness/thinned.js';
import { isOrAre } from '../goodness/words.js';
import type { PowerLawChoice } from '../power-law/choose.js';
import { inOrder, rollingSizes } from '../power-law/estimate.js';
import type { LawPoint, PowerLawFit } from '../power-law/law.js';
import { invalidLawPoint } from '../power-law/refuse.js';
import {
  describeLogModel,
  nameParameters,
  predictLogModel,
  solveLogModel,
  type Derived,
  type LogModel,
  type LogModelFit,
  type LogModelSolution,
} from './log-model.js';

type Parameter = 'E' | 'A' | 'alphaBefore' | 'alphaAfter' | 'breakAt' | 'width';

export interface BrokenPowerLawFit extends LogModelFit {
  readonly type: 'fit';
  /** E, A, the slopes c0 and c0 + c1, d and f. */
  readonly parameters: Readonly<Record<Parameter, number>>;
  /** 95 %: delta method, Student t. */
  readonly intervals: Readonly<Record<Parameter, Interval>>;
  /** As of a power law. */
  readonly rollingOrigin: readonly number[];
  /** Geometric mean of x. */
  readonly centre: number;
  readonly xRange: Interval;
  readonly warnings: readonly string[];
}

export interface BrokenPowerLawRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

/** Six parameters need twice as many sizes. */
const FEWEST_SIZES = 12;
/** With fewer points beyond the break a forecast depends on each of them. */
const FEW_BEYOND = 3;
/** Shares of the range where the break may begin the search, and widths of the break. */
const BREAKS = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9] as const;
const WIDTHS = [0.05, 0.2, 0.7] as const;
/** E to begin with, as shares of the lowest loss. */
const FLOORS = [0.02, 0.7] as const;
/** Enough points to find each start by. */
const MOST_POINTS_A_START = 200;
const LOG_WIDTH_RANGE = [Math.log(0.01), Math.log(5)] as const;

interface Log {
  readonly x: number;
  readonly loss: number;
}

/** ln(1 + exp(z)), also where exp(z) is not a number any more. */
function logOnePlusExp(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/**
 * theta = (E, k, c0, c1, ln d, ln f) with x from its geometric mean: L = E + exp(k - c0 x - c1 f ln(1 + exp((x - d) / f))).
 * The break stays within the points.
 */
function brokenModel(logCentre: number, [low, high]: Interval): LogModel<Log> {
  const parts = ([E, k, c0, c1, d, logF]: readonly number[], point: Log) => {
    const x = Math.log(point.x) - logCentre;
    const f = Math.exp(logF);
    const z = (x - d) / f;
    const turned = logOnePlusExp(z);
    const excess = Math.exp(k - c0 * x - c1 * f * turned);
    return { x, f, z, turned, excess, loss: E + excess, after: 1 / (1 + Math.exp(-z)) };
  };
  return {
    value: (theta, point) => Math.log(parts(theta, point).loss),
    gradient(theta, point) {
      const { x, f, z, turned, excess, loss, after } = parts(theta, point);
      const c1 = theta[3];
      const share = excess / loss;
      return [
        1 / loss,
        share,
        -share * x,
        -share * f * turned,
        share * c1 * after,
        -share * c1 * f * (turned - z * after),
      ];
    },
    box: {
      low: [0, -Infinity, -20, -50, Math.log(low) - logCentre, LOG_WIDTH_RANGE[0]],
      high: [Infinity, Infinity, 20, 50, Math.log(high) - logCentre, LOG_WIDTH_RANGE[1]],
    },
  };
}

/** Starts with k, c0 and c1 by linear least squares of ln(L - E) for each guess of E, d and f. */
function startsOf(points: readonly LawPoint[], logCentre: number, [low, high]: Interval): number[][] {
  const sample = thinned(points, MOST_POINTS_A_START);
  const lowest = points.reduce((least, { loss }) => Math.min(least, loss), Infinity);
  const logLow = Math.log(low) - logCentre;
  const reach = Math.log(high / low);
  return FLOORS.flatMap((share) =>
    BREAKS.flatMap((at) =>
      WIDTHS.map((f) => {
        const E = share * lowest;
        const d = logLow + at * reach;
        const logExcess: LogModel<Log> = {
          value: ([k, c0, c1], { x }) => {
            const log = Math.log(x) - logCentre;
            return k - c0 * log - c1 * f * logOnePlusExp((log - d) / f);
          },
          gradient: (_, { x }) => {
            const log = Math.log(x) - logCentre;
            return [1, -log, -f * logOnePlusExp((log - d) / f)];
          },
          box: { low: [-Infinity, -20, -50], high: [Infinity, 20, 50] },
        };
        const above = sample.map(({ x, loss }) => ({ x, loss: loss - E }));
        return [E, ...solveLogModel(logExcess, above, [[0, 0.1, 0]]).theta, d, Math.log(f)];
      }),
    ),
  );
}

/** Fits by least squares of log loss, or says why not. Pure; never throws. The order of the points does not matter. */
export function fitBrokenPowerLaw(points: readonly LawPoint[]): BrokenPowerLawFit | BrokenPowerLawRefusal {
  const reason = refusalBeforeFit(points);
  if (reason !== null) return { type: 'refused', reason };
  const sorted = thinned(inOrder(points), MOST_POINTS);
  const { solution, centre, xRange } = solve(sorted);
  const { theta } = solution;
  const logCentre = Math.log(centre);
  const fit = describeLogModel(brokenModel(logCentre, xRange), sorted, solution);
  if (fit === null) {
    return {
      type: 'refused',
      reason:
        'These points do not determine a break: neither its place nor the slopes on its sides. Use a plain power law.',
    };
  }
  const { parameters, intervals } = nameParameters(fit, derivedOf(theta, logCentre));
  return {
    type: 'fit',
    ...fit,
    parameters,
    intervals: { ...intervals, E: [Math.max(0, intervals.E[0]), intervals.E[1]] },
    rollingOrigin: rollingSizes(sorted, FEWEST_SIZES - 2, (rest, x) => {
      const refit = solve(rest);
      const model = brokenModel(Math.log(refit.centre), refit.xRange);
      return Math.exp(model.value(refit.solution.theta, { x, loss: NaN }));
    }),
    centre,
    xRange,
    warnings: warningsOf(theta, logCentre, sorted, points.length),
  };
}

/** Points in order of x. */
function solve(points: readonly LawPoint[]): {
  readonly solution: LogModelSolution;
  readonly centre: number;
  readonly xRange: Interval;
} {
  const logCentre = mean(points.map(({ x }) => Math.log(x)));
  const xRange: Interval = [points[0].x, points[points.length - 1].x];
  const model = brokenModel(logCentre, xRange);
  const solution = solveLogModel(model, points, startsOf(points, logCentre, xRange));
  return { solution, centre: Math.exp(logCentre), xRange };
}

/** The loss of a run at x, with its band and prediction interval. */
export function predictBrokenPowerLaw(fit: BrokenPowerLawFit, x: number, level = LEVEL): Prediction {
  const model = brokenModel(Math.log(fit.centre), fit.xRange);
  return {
    ...predictLogModel(model, fit, { x, loss: NaN }, level),
    ...extrapolationOf(timesBeyond(fit.xRange, x)),
  };
}

function refusalBeforeFit(points: readonly LawPoint[]): string | null {
  const invalid = invalidLawPoint(points);
  if (invalid !== null) return invalid;
  const sizes = new Set(points.map(({ x }) => x)).size;
  if (sizes >= FEWEST_SIZES) return null;
  return (
    `A law with a break needs at least ${FEWEST_SIZES} different sizes, and there ${isOrAre(sizes)}. ` +
    'Train sizes on both sides of the break.'
  );
}

function derivedOf(
  [E, k, c0, c1, d, logF]: readonly number[],
  logCentre: number,
): Readonly<Record<Parameter, Derived>> {
  return {
    E: { value: E, gradient: [1, 0, 0, 0, 0, 0], log: false },
    A: { value: k + c0 * logCentre, gradient: [0, 1, logCentre, 0, 0, 0], log: true },
    alphaBefore: { value: c0, gradient: [0, 0, 1, 0, 0, 0], log: false },
    alphaAfter: { value: c0 + c1, gradient: [0, 0, 1, 1, 0, 0], log: false },
    breakAt: { value: d + logCentre, gradient: [0, 0, 0, 0, 1, 0], log: true },
    width: { value: logF, gradient: [0, 0, 0, 0, 0, 1], log: true },
  };
}

function warningsOf(
  theta: readonly number[],
  logCentre: number,
  points: readonly LawPoint[],
  given: number,
): string[] {
  const warnings: string[] = [];
  const beyond = points.filter(({ x }) => Math.log(x) - logCentre > theta[4]).length;
  if (beyond < FEW_BEYOND) {
    warnings.push(
      `Only ${beyond} points lie beyond the break, and the slope after it and any forecast depend on them. Train larger sizes.`,
    );
  }
  return [...warnings, ...thinnedWarnings(points.length, given)];
}

export interface BreakChoice {
  readonly broken: BrokenPowerLawFit | BrokenPowerLawRefusal;
  /** The points support a break: held-out ones are predicted better with it, or as well and Akaike's criterion favours it. */
  readonly supported: boolean;
}

/** Fits a law with a break and compares it with the plain one that was chosen for the same points. Pure; never throws. */
export function chooseBreak(points: readonly LawPoint[], plain: PowerLawChoice): BreakChoice {
  const broken = fitBrokenPowerLaw(points);
  if (broken.type === 'refused') return { broken, supported: false };
  const plains = [plain.chosen, ...plain.alternatives].filter((fit) => fit.type === 'fit');
  const candidates = [broken, ...plains].map((fit: BrokenPowerLawFit | PowerLawFit) => ({
    fit,
    aicc: fit.aicc,
    heldOutErrors: fit.rollingOrigin,
  }));
  const [first, ...rest] = candidates;
  return { broken, supported: compareForms([first, ...rest]).best.fit === broken };
}
