// The search for a loss surface: from every start by Newton's method, through errors that count linearly from an ever smaller
// residual on, the best end kept and tried once more from a little beside it.
//
// A, B amplitudes at the centre, alpha, beta exponents, D data, E irreducible loss, L loss, N parameters.

import { MOST_START_POINTS } from '../goodness/thinned.js';
import { centredLogs, largestExponent } from '../numerics/log-axis.js';
import { minimizeNewton, type Box } from '../numerics/newton.js';
import {
  objectiveDerivatives,
  objectiveValue,
  untie,
  type Objective,
  type SurfaceData,
} from './objective.js';
import { exponentStarts, surfaceStarts } from './starts.js';
import type { SurfaceMethod, SurfacePoint } from './surface.js';

/** Least absolute deviations are the limit of Huber's loss: linear from this residual on, in units of the mean loss. */
const ABSOLUTE_DELTA = 1e-8;
/** Where the way from squares down to a small delta begins. */
const FIRST_DELTA = 0.1;
/** Share of a variable that the last step may move, on the way and at the end. */
const ROUGH = 1e-3;
const PRECISE = 1e-12;
/** … along a profile, whose height changes with the square of it. */
const PROFILED = 1e-7;
/** A restart from parameters that lie this share of them beside the end must find no better one. */
export const RESTART_BESIDE = 0.01;
const SAME = 1e-9;
const MOST_RESTARTS = 3;

/** Free parameters of the law. */
export function parameterCount({ tied }: SurfaceMethod): number {
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
  /** A restart beside the optimum ended at it again. */
  readonly settled: boolean;
}

export function makeSurfaceDesign(points: readonly SurfacePoint[]): SurfaceDesign {
  const { logs: n, centre: logN0 } = centredLogs(points.map(({ N }) => N));
  const { logs: d, centre: logD0 } = centredLogs(points.map(({ D }) => D));
  const { logs: logLoss, centre: logUnit } = centredLogs(points.map(({ loss }) => loss));
  const counts = new Float64Array(points.length).fill(1);
  const [least, most] = exponentStarts.range;
  return {
    data: { n, d, loss: logLoss.map(Math.exp), logLoss, counts },
    logN0,
    logD0,
    lossUnit: Math.exp(logUnit),
    alphaRange: [least, largestExponent(n, logN0, most)],
    betaRange: [least, largestExponent(d, logD0, most)],
    own: null,
  };
}

/** Best fit to the design's points, from a start at hand (a refit of nearly the same points) or from all there are. */
export function solveSurface(
  design: SurfaceDesign,
  method: SurfaceMethod,
  start: readonly number[] | null = null,
): SurfaceSolution {
  const delta = deltaOf(design, method);
  const objective: Objective = { ...method, delta };
  const box = boxOf(design, method);
  const search = (from: readonly number[]): readonly number[] =>
    descend({ data: design.data, objective, box }, from, PRECISE);
  if (start) return { theta: search(start), delta, settled: true };
  const sample = thinned(design.data);
  const ends = surfaceStarts(sample, objective, design).map((from) => {
    const theta = descend({ data: sample, objective, box }, from, ROUGH);
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
  return descend({ data: design.data, objective, box: boxOf(design, method, [E, E]) }, start, PROFILED);
}

function deltaOf({ lossUnit }: SurfaceDesign, { residuals, robust }: SurfaceMethod): number {
  if (robust.type === 'none') return Infinity;
  if (robust.type === 'absolute') return ABSOLUTE_DELTA;
  return residuals === 'log' ? robust.delta : robust.delta / lossUnit;
}

function valueAt(data: SurfaceData, theta: readonly number[], objective: Objective): number {
  return objectiveValue(data, theta, { ...objective, tied: false });
}

/** Where the parameters may be; tied ones have a single exponent. */
function boxOf(
  { alphaRange, betaRange }: SurfaceDesign,
  { tied }: SurfaceMethod,
  floor: readonly [low: number, high: number] = [0, Infinity],
): Box {
  const exponents = tied
    ? [[alphaRange[0], Math.min(alphaRange[1], betaRange[1])] as const]
    : [alphaRange, betaRange];
  return {
    low: [floor[0], 0, 0, ...exponents.map(([low]) => low)],
    high: [floor[1], Infinity, Infinity, ...exponents.map(([, high]) => high)],
  };
}

interface Search {
  readonly data: SurfaceData;
  readonly objective: Objective;
  readonly box: Box;
}

/** Newton's method from a start; to a small delta in steps of ten, each from the end of the one before. */
function descend(
  { data, objective, box }: Search,
  start: readonly number[],
  smallestStep: number,
): readonly number[] {
  let x: readonly number[] = objective.tied ? start.slice(0, 4) : start;
  for (const delta of deltas(objective.delta)) {
    const stage = { ...objective, delta };
    const minimized = {
      value: (at: readonly number[]) => objectiveValue(data, at, stage),
      evaluate: (at: readonly number[]) => objectiveDerivatives(data, at, stage),
    };
    x = minimizeNewton(x, box, minimized, delta === objective.delta ? smallestStep : ROUGH);
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
