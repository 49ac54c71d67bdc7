// Repeated data with a surface that is not known: all seven parameters of the law (repeated-data.ts) by least squares of log loss. A
// surface fitted beforehand to the runs without repetition is biased, since those with more parameters than their data call for are
// discounted in the law too, and its error is left out of the intervals.
//
// A, B amplitudes, D tokens seen, E irreducible loss, L loss, N parameters, rD, rN decays, U unique tokens.

import { smallest } from '../../base/many.js';
import { mean } from '../../base/maths/statistics.js';
import { EXACT_MEAN_SQUARE } from '../goodness/criteria.js';
import { LEVEL } from '../goodness/prediction.js';
import { MOST_POINTS, thinned } from '../goodness/thinned.js';
import { evenRatios } from '../numerics/log-axis.js';
import { solvePositive } from '../numerics/linear-algebra.js';
import { studentT } from '../numerics/student-t.js';
import { fitLossSurface } from '../surface/fit.js';
import type { SurfaceParameters } from '../surface/surface.js';
import { decayGrid, intervalOf, type DecayProfile } from './decay-profile.js';
import {
  fitRepeatedData,
  isRepeated,
  repeatedLoss,
  warningsOfRepeated,
  type RepeatedDataFit,
  type RepeatedDataRefusal,
  type RepeatedPoint,
} from './repeated-data.js';

type Surface = SurfaceParameters<number>;

/** Parameters, in the order ln E, ln A and ln B at the mean sizes, alpha, beta, ln rD, ln rN. */
const COUNT = 7;
const [DATA, PARAMETERS] = [5, 6];
/** Decays that the search starts from, beside those that a surface fitted beforehand gives. */
const STARTS = [
  [15, 5],
  [5, 50],
  [50, 2],
] as const;
/** Of the parameters, for derivatives. */
const DIFFERENCE = 1e-6;
/** Steps that lower the objective by a smaller share have settled: at the best fit, and along a profile. */
const SETTLED = { best: 1e-9, profile: 1e-5 } as const;
const MOST_STEPS = 100;
const [FIRST_DAMPING, LARGEST_DAMPING] = [1e-3, 1e10];
/** A profile is followed until the objective has risen this many times as far as its limit. */
const BEYOND = 3;

const NO_SURFACE =
  'These rows give no surface to start from. Add rows of other sizes and amounts of data, best such as see no sample twice.';

/** Fits surface and decays together. Pure; never throws. The order of the points does not matter. */
export function fitRepeatedJointly(
  points: readonly RepeatedPoint[],
  start: Surface | null,
): RepeatedDataFit | RepeatedDataRefusal {
  const from = start ?? surfaceOf(points);
  if (from === null) return { type: 'refused', reason: NO_SURFACE };
  const { E, A, B, alpha, beta } = from;
  const first = { E, A, B, alpha, beta };
  const held = fitRepeatedData(points, first);
  if (held.type === 'refused') return held;
  const sorted = [...points].sort((a, b) => a.N - b.N || a.D - b.D || a.U - b.U || a.loss - b.loss);
  const used = thinned(sorted, MOST_POINTS);
  const freedom = used.length - COUNT;
  if (freedom < 1) {
    return {
      type: 'refused',
      reason: `${COUNT} parameters need more than ${COUNT} rows; there are ${used.length}.`,
    };
  }
  const model = modelOf(used);
  const starts = [[held.dataDecay, held.parameterDecay] as const, ...STARTS].map((decays) =>
    model.solve(model.from(first, decays), null, SETTLED.best),
  );
  const best = starts.reduce((a, b) => (b.objective < a.objective ? b : a));
  const limit = best.objective * (1 + studentT(LEVEL, freedom) ** 2 / freedom);
  const surface = model.surface(best.x);
  const fit = {
    type: 'fit',
    method: { huber: null, joint: true, grid: decayGrid, level: LEVEL },
    surface,
    dataDecay: Math.exp(best.x[DATA]),
    parameterDecay: Math.exp(best.x[PARAMETERS]),
    dataProfile: profileAlong(model, best, DATA, limit),
    parameterProfile: profileAlong(model, best, PARAMETERS, limit),
    objective: best.objective,
    limit,
    objectiveWithoutDecay: model.objective([...best.x.slice(0, DATA), Infinity, Infinity]),
    pointCount: used.length,
    repeatedCount: used.filter(isRepeated).length,
  } as const;
  return { ...fit, warnings: warningsOfRepeated(fit, points.length) };
}

function surfaceOf(points: readonly RepeatedPoint[]): Surface | null {
  const fit = fitLossSurface(points);
  return fit.type === 'fit' ? fit : null;
}

interface Solved {
  readonly x: readonly number[];
  readonly objective: number;
}

type Model = ReturnType<typeof modelOf>;

function modelOf(points: readonly RepeatedPoint[]) {
  const logLosses = points.map(({ loss }) => Math.log(loss));
  const [logN, logD] = [mean(points.map(({ N }) => Math.log(N))), mean(points.map(({ D }) => Math.log(D)))];
  const surface = ([logE, a, b, alpha, beta]: readonly number[]): Surface => ({
    E: Math.exp(logE),
    A: Math.exp(a + alpha * logN),
    B: Math.exp(b + beta * logD),
    alpha,
    beta,
  });
  const residualsOf = (x: readonly number[]): number[] => {
    const at = surface(x);
    const [rD, rN] = [Math.exp(x[DATA]), Math.exp(x[PARAMETERS])];
    return points.map((sizes, i) => Math.log(repeatedLoss(at, rD, rN, sizes)) - logLosses[i]);
  };
  const product = (a: readonly number[], b: readonly number[]): number => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  };
  const objective = (x: readonly number[]): number => {
    const residuals = residualsOf(x);
    return product(residuals, residuals) / 2;
  };
  const columnOf = (x: readonly number[], residuals: readonly number[], k: number): number[] =>
    residualsOf(x.map((value, j) => (j === k ? value + DIFFERENCE : value))).map(
      (r, i) => (r - residuals[i]) / DIFFERENCE,
    );
  const [low, high] = decayGrid.range.map(Math.log);
  const box = {
    low: [-25, -25, -25, 0.01, 0.01, low, low],
    high: [smallest(logLosses), 25, 25, 4, 4, high, high],
  };
  return {
    surface,
    objective,
    from: ({ E, A, B, alpha, beta }: Surface, [rD, rN]: readonly [number, number]): readonly number[] => [
      Math.log(Math.max(E, 1e-9)),
      Math.log(A) - alpha * logN,
      Math.log(B) - beta * logD,
      alpha,
      beta,
      Math.log(rD),
      Math.log(rN),
    ],
    isExact: (solved: Solved): boolean => solved.objective <= EXACT_MEAN_SQUARE * points.length,
    /**
     * The best parameters from a start, with one of them held if given: Gauss and Newton's steps with Levenberg's damping, to where they
     * lower the objective by no more than the share `settled`.
     */
    solve(start: readonly number[], held: number | null, settled: number): Solved {
      let x = start.map((value, k) => Math.min(box.high[k], Math.max(box.low[k], value)));
      let residuals = residualsOf(x);
      let value = product(residuals, residuals) / 2;
      let damping = FIRST_DAMPING;
      for (let step = 0; step < MOST_STEPS && damping < LARGEST_DAMPING; step++) {
        const free = x.flatMap((_, k) => (k === held ? [] : [k]));
        const columns = free.map((k) => columnOf(x, residuals, k));
        const gradient = columns.map((column) => product(column, residuals));
        const squares = columns.map((row) => columns.map((column) => product(row, column)));
        let lowered = 0;
        for (; damping < LARGEST_DAMPING; damping *= 10) {
          const matrix = squares.map((row, j) =>
            row.map((square, k) => (j === k ? square * (1 + damping) + 1e-14 : square)),
          );
          const move = solvePositive(matrix, gradient);
          if (move === null) continue;
          const next = [...x];
          free.forEach((k, i) => (next[k] = Math.min(box.high[k], Math.max(box.low[k], x[k] - move[i]))));
          const nextResiduals = residualsOf(next);
          const nextValue = product(nextResiduals, nextResiduals) / 2;
          if (!(nextValue < value)) continue;
          lowered = value - nextValue;
          [x, residuals, value] = [next, nextResiduals, nextValue];
          damping = Math.max(damping / 10, 1e-12);
          break;
        }
        if (lowered <= settled * value) break;
      }
      return { x, objective: value };
    },
  };
}

/** The profile of a decay: from the best outwards over the grid, each solution the start of the next. */
function profileAlong(model: Model, best: Solved, index: number, limit: number): DecayProfile {
  const enough = best.objective + BEYOND * (limit - best.objective);
  const grid = Array.from(evenRatios(decayGrid.count, decayGrid.range));
  const solved = new Map<number, Solved>([[Math.exp(best.x[index]), best]]);
  const at = (value: number): Solved => {
    const known = solved.get(value);
    if (known) return known;
    const nearest = [...solved].reduce((a, b) =>
      Math.abs(Math.log(b[0] / value)) < Math.abs(Math.log(a[0] / value)) ? b : a,
    );
    const start = nearest[1].x.map((x, k) => (k === index ? Math.log(value) : x));
    const solution = model.solve(start, index, SETTLED.profile);
    solved.set(value, solution);
    return solution;
  };
  const centre = Math.exp(best.x[index]);
  if (model.isExact(best)) {
    return { points: [{ value: centre, objective: best.objective }], interval: [centre, centre] };
  }
  for (const side of [
    grid.filter((value) => value > centre),
    grid.filter((value) => value < centre).reverse(),
  ]) {
    for (const value of side) if (at(value).objective > enough) break;
  }
  const points = [...solved]
    .sort(([a], [b]) => a - b)
    .map(([value, { objective }]) => ({ value, objective }));
  const heldAt = (value: number) => ({ held: value, other: NaN, objective: at(value).objective });
  return { points, interval: intervalOf({ points, best: heldAt(centre), at: heldAt }, limit) };
}
