// The search for a loss surface: from every start by Newton's method, through errors that count linearly from an ever smaller
// residual on, the best end kept and tried once more from a little beside it.
//
// A, B amplitudes at the centre, alpha, beta exponents, D data, E irreducible loss, L loss, N parameters.

import { minimizeNewton, type Box } from '../numerics/newton.js';
import {
  objectiveDerivatives,
  objectiveValue,
  untie,
  type Objective,
  type Residuals,
  type SurfaceData,
} from './objective.js';
import { exponentStarts, surfaceStarts } from './starts.js';

/** Largest natural logarithms of a power, whose square must stay finite, and of A or B. */
const LARGEST_LOG_POWER = 300;
const LARGEST_LOG_AMPLITUDE = 600;
/** Least absolute deviations are the limit of Huber's loss: linear from this residual on, in units of the mean loss. */
const ABSOLUTE_DELTA = 1e-8;
/** Where the way from squares down to a small delta begins. */
const FIRST_DELTA = 0.1;
/** Share of a variable that the last step may move, on the way and at the end. */
const ROUGH = 1e-3;
const PRECISE = 1e-12;
/** … along a profile, whose height changes with the square of it. */
const PROFILED = 1e-7;
/** Enough points to tell where to start. */
const MOST_START_POINTS = 1000;
/** A restart from parameters that lie this share of them beside the end must find no better one. */
export const RESTART_BESIDE = 0.01;
const SAME = 1e-9;
const MOST_RESTARTS = 3;

/** How residuals count: squared, linearly from delta on (in units of the residual), or all linearly. */
export type Robust =
  | { readonly type: 'none' }
  | { readonly type: 'huber'; readonly delta: number }
  | { readonly type: 'absolute' };

export interface SurfaceMethod {
  readonly residuals: Residuals;
  readonly robust: Robust;
  /** One exponent for both. */
  readonly tied: boolean;
}

/** Free parameters of the law. */
export function surfaceParameterCount({ tied }: SurfaceMethod): number {
  return tied ? 4 : 5;
}

/** Centred data, and what was taken out of it. */
export interface SurfaceDesign {
  readonly data: SurfaceData;
  readonly logN0: number;
  readonly logD0: number;
  /** Geometric mean loss, the unit of E, A and B in theta. */
  readonly lossUnit: number;
  readonly alphaRange: readonly [number, number];
  readonly betaRange: readonly [number, number];
  /** Where the points' own errors are known: variance of a residual that counts once, and of one more run's. */
  readonly own: { readonly variance: number; readonly runVariance: number } | null;
}

export interface SurfaceSolution {
  /** (E, A, B, alpha, beta), the first three in units of the mean loss, A and B at the centre. */
  readonly theta: readonly number[];
  /** Residual from which on errors count linearly, in the units of `theta`; Infinity for squares. */
  readonly delta: number;
  /** A restart beside the optimum came back to it. */
  readonly settled: boolean;
}

export function makeSurfaceDesign(
  points: readonly { readonly N: number; readonly D: number; readonly loss: number }[],
): SurfaceDesign {
  const [n, logN0] = centred(points.map(({ N }) => Math.log(N)));
  const [d, logD0] = centred(points.map(({ D }) => Math.log(D)));
  const [logLoss, logUnit] = centred(points.map(({ loss }) => Math.log(loss)));
  const counts = new Float64Array(points.length).fill(1);
  return {
    data: { n, d, loss: logLoss.map(Math.exp), logLoss, counts },
    logN0,
    logD0,
    lossUnit: Math.exp(logUnit),
    alphaRange: exponentRange(n, logN0),
    betaRange: exponentRange(d, logD0),
    own: null,
  };
}

function centred(logs: readonly number[]): readonly [Float64Array, number] {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return [Float64Array.from(logs, (log) => log - mean), mean];
}

function exponentRange(logs: Float64Array, centre: number): readonly [number, number] {
  const reach = logs.reduce((largest, log) => Math.max(largest, Math.abs(log)), 0);
  const highest = Math.min(
    exponentStarts.range[1],
    LARGEST_LOG_POWER / reach,
    LARGEST_LOG_AMPLITUDE / Math.abs(centre),
  );
  return [exponentStarts.range[0], highest];
}

/** Best fit to the design's points, from a start at hand (a refit of nearly the same points) or from all there are. */
export function solveSurface(
  design: SurfaceDesign,
  method: SurfaceMethod,
  start: readonly number[] | null = null,
): SurfaceSolution {
  const delta = deltaOf(design, method);
  const objective: Objective = { ...method, delta };
  const search = (from: readonly number[]): readonly number[] =>
    descend(design, design.data, from, objective, PRECISE);
  if (start) return { theta: search(start), delta, settled: true };
  const sample = thinned(design.data);
  const { alphaRange, betaRange } = design;
  const ends = surfaceStarts(sample, objective, alphaRange, betaRange).map((from) => {
    const theta = descend(design, sample, from, objective, ROUGH);
    return { theta, value: valueAt(sample, theta, objective) };
  });
  const best = ends.reduce((a, b) => (b.value < a.value ? b : a));
  let theta = search(best.theta);
  for (let restart = 1; restart <= MOST_RESTARTS; restart++) {
    const value = valueAt(design.data, theta, objective);
    const again = search(theta.map((xk, k) => xk * (1 + (k % 2 === 0 ? RESTART_BESIDE : -RESTART_BESIDE))));
    const valueAgain = valueAt(design.data, again, objective);
    if (valueAgain < value) theta = again;
    if (Math.abs(valueAgain - value) <= SAME * value + Number.EPSILON ** 2 * design.data.n.length) {
      return { theta, delta, settled: true };
    }
  }
  return { theta, delta, settled: false };
}

/** The best other parameters where E is held, in units of the mean loss; squares only. `start` is near them. */
export function solveSurfaceAtFloor(
  design: SurfaceDesign,
  method: SurfaceMethod,
  E: number,
  start: readonly number[],
): readonly number[] {
  const objective: Objective = { ...method, delta: Infinity };
  return descend(design, design.data, start, objective, PROFILED, [E, E]);
}

function deltaOf({ lossUnit }: SurfaceDesign, { residuals, robust }: SurfaceMethod): number {
  if (robust.type === 'none') return Infinity;
  if (robust.type === 'absolute') return ABSOLUTE_DELTA;
  return residuals === 'log' ? robust.delta : robust.delta / lossUnit;
}

function valueAt(data: SurfaceData, theta: readonly number[], objective: Objective): number {
  return objectiveValue(data, theta, { ...objective, tied: false });
}

/** Newton's method from a start; to a small delta in steps of ten, each from the end of the one before. */
function descend(
  { alphaRange, betaRange }: SurfaceDesign,
  data: SurfaceData,
  start: readonly number[],
  objective: Objective,
  smallestStep: number,
  floor: readonly [low: number, high: number] = [0, Infinity],
): readonly number[] {
  const range = objective.tied
    ? [[alphaRange[0], Math.min(alphaRange[1], betaRange[1])] as const]
    : [alphaRange, betaRange];
  const box: Box = {
    low: [floor[0], 0, 0, ...range.map(([low]) => low)],
    high: [floor[1], Infinity, Infinity, ...range.map(([, high]) => high)],
  };
  let x: readonly number[] = objective.tied ? start.slice(0, 4) : start;
  for (const delta of deltas(objective.delta)) {
    const stage = { ...objective, delta };
    x = minimizeNewton(
      x,
      box,
      (at) => objectiveValue(data, at, stage),
      (at) => objectiveDerivatives(data, at, stage),
      delta === objective.delta ? smallestStep : ROUGH,
    );
  }
  return untie(x, objective.tied);
}

function deltas(last: number): readonly number[] {
  const stages: number[] = [];
  for (let delta = FIRST_DELTA; delta > 1.5 * last; delta /= 10) stages.push(delta);
  return [...stages, last];
}

/** At most so many points, evenly spread over the order given. */
function thinned(data: SurfaceData): SurfaceData {
  const every = Math.ceil(data.n.length / MOST_START_POINTS);
  if (every === 1) return data;
  const thin = (values: Float64Array): Float64Array => values.filter((_, i) => i % every === 0);
  return {
    n: thin(data.n),
    d: thin(data.d),
    loss: thin(data.loss),
    logLoss: thin(data.logLoss),
    counts: thin(data.counts),
  };
}
