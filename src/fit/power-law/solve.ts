// Variable projection (Golub & Pereyra 1973) for L = E + A x^-alpha: for each alpha the best E and A are a closed formula, so
// that a search over alpha alone remains. Powers are taken of x / centre, with the geometric mean as centre, and A stands for
// the amplitude there; raising a raw x of 1e9 to a power would lose digits.
//
// alpha exponent, E irreducible loss, L loss.

import { centredLogs, evenRatios, largestExponent } from '../numerics/log-axis.js';
import { minimizeOnGrid, type ValueAndSlope } from '../numerics/roots.js';
import type { Floor } from './law.js';

/** Exponents to start from, evenly spaced in ratio. The range ends earlier where a power of x would overflow. */
export const exponentStarts = { count: 72, range: [0.002, 8] } as const;
/** What depends on x alone: made once, solved for many losses and weights. */
export interface Design {
  /** ln x minus its mean. */
  readonly logX: Float64Array;
  /** ln of the geometric mean of x. */
  readonly logCentre: number;
  /** Exponents to start from, ascending. */
  readonly alphas: Float64Array;
  /** x^-alpha, centred, for each of `alphas`: (alphas, points). */
  readonly powers: readonly Float64Array[];
}

export interface Solution {
  readonly E: number;
  /** A at the centre: A = amplitude * centre^alpha. */
  readonly amplitude: number;
  readonly alpha: number;
  /** Weighted sum of squared relative residuals. */
  readonly objective: number;
  /** alpha lies at the end of what was searched: the points do not determine it. */
  readonly atEdge: 'low' | 'high' | null;
}

interface Inner extends ValueAndSlope {
  readonly E: number;
  readonly amplitude: number;
}

/** The losses at a design's points, and the weights of their squared relative residuals. */
export interface Measured {
  readonly losses: Float64Array;
  readonly weights: Float64Array;
}

export function makeDesign(x: readonly number[]): Design {
  const { logs: logX, centre: logCentre } = centredLogs(x);
  const { count, range } = exponentStarts;
  const alphas = evenRatios(count, [range[0], largestExponent(logX, logCentre, range[1])]);
  return { logX, logCentre, alphas, powers: Array.from(alphas, (alpha) => powersOf(logX, alpha)) };
}

/**
 * Least squares of weights * ((E + A x^-alpha) / L - 1)^2 with A >= 0 and, where it is free, E >= 0. Searches all exponents,
 * or only those near `start`.
 */
export function solvePowerLaw(
  design: Design,
  { losses, weights }: Measured,
  floor: Floor,
  start: number | null = null,
): Solution {
  const { logX, alphas, powers } = design;
  const measured = absolute({ losses, weights });
  const inner = (power: Float64Array): Inner => solveLinear(power, logX, measured, floor);
  const last = alphas.length - 1;
  const [first, end] = start === null ? [0, last] : neighbourhood(alphas, start);
  const { x: alpha, at } = minimizeOnGrid(
    alphas.subarray(first, end + 1),
    (candidate) => inner(powersOf(logX, candidate)),
    (index) => inner(powers[first + index]),
  );
  const atEdge = alpha === alphas[0] ? 'low' : alpha === alphas[last] ? 'high' : null;
  return { E: at.E, amplitude: at.amplitude, alpha, objective: at.value, atEdge };
}

/** The same with an exponent that is given. */
export function solveAtExponent({ logX }: Design, measured: Measured, floor: Floor, alpha: number): Solution {
  const { E, amplitude, value } = solveLinear(powersOf(logX, alpha), logX, absolute(measured), floor);
  return { E, amplitude, alpha, objective: value, atEdge: null };
}

/** Weights of the squares of L - fitted in place of those of relative residuals. */
function absolute({ losses, weights }: Measured): Measured {
  return { losses, weights: weights.map((weight, i) => weight / losses[i] ** 2) };
}

/** First and last index of the few grid points around a value. */
function neighbourhood(grid: Float64Array, value: number): [first: number, last: number] {
  const above = grid.findIndex((point) => point > value);
  const index = above < 0 ? grid.length - 1 : above;
  return [Math.max(0, index - 3), Math.min(grid.length - 1, index + 2)];
}

/** The loss at x of a centred solution. */
export function lossAt({ E, amplitude, alpha }: Solution, { logCentre }: Design, x: number): number {
  return E + amplitude * Math.exp(-alpha * (Math.log(x) - logCentre));
}

/** Fitted losses at the design's points. */
export function fittedLosses({ E, amplitude, alpha }: Solution, { logX }: Design): Float64Array {
  return powersOf(logX, alpha).map((power) => E + amplitude * power);
}

function powersOf(logX: Float64Array, alpha: number): Float64Array {
  const powers = new Float64Array(logX.length);
  for (let i = 0; i < powers.length; i++) powers[i] = Math.exp(-alpha * logX[i]);
  return powers;
}

/**
 * The best E and A for one alpha, by weighted regression of L on p = x^-alpha, and the objective's slope in alpha: with E and A kept
 * fixed, since the objective is flat in them.
 */
function solveLinear(power: Float64Array, logX: Float64Array, measured: Measured, floor: Floor): Inner {
  const { losses, weights } = measured;
  let E = floor.type === 'fixed' ? floor.value : 0;
  let amplitude: number;
  if (floor.type === 'free') {
    let [sum, sumP, sumL] = [0, 0, 0];
    for (let i = 0; i < power.length; i++) {
      sum += weights[i];
      sumP += weights[i] * power[i];
      sumL += weights[i] * losses[i];
    }
    amplitude = amplitudeAbout([sumP / sum, sumL / sum], power, measured);
    E = (sumL - amplitude * sumP) / sum;
    if (E < 0) {
      E = 0;
      amplitude = amplitudeAbout([0, 0], power, measured);
    }
  } else {
    amplitude = amplitudeAbout([0, E], power, measured);
  }
  let [value, slope] = [0, 0];
  for (let i = 0; i < power.length; i++) {
    const excess = amplitude * power[i];
    const error = E + excess - losses[i];
    value += weights[i] * error * error;
    slope -= 2 * weights[i] * error * excess * logX[i];
  }
  return { value, slope, E, amplitude };
}

/** Slope >= 0 of the line through (p0, L0) that fits L best. */
function amplitudeAbout(
  [p0, L0]: readonly [p: number, L: number],
  power: Float64Array,
  { losses, weights }: Measured,
): number {
  let [covariance, variance] = [0, 0];
  for (let i = 0; i < power.length; i++) {
    const deviation = power[i] - p0;
    covariance += weights[i] * deviation * (losses[i] - L0);
    variance += weights[i] * deviation * deviation;
  }
  return Math.max(0, covariance / variance);
}
