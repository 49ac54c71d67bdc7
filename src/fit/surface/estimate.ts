// One fit of a surface with weights that depend on the fit itself where points have errors of their own, by iteratively reweighted
// least squares (own-errors.ts). Errors that count linearly (Huber's loss) take all points alike, as in the literature.
//
// D data, L loss, N parameters.

import { mean } from '../../base/maths/statistics.js';
import { rollingErrors } from '../goodness/criteria.js';
import { ownVariances, reweight } from '../goodness/own-errors.js';
import { residualsOf, surfaceAt } from './objective.js';
import {
  makeSurfaceDesign,
  parameterCount,
  solveSurface,
  type SurfaceDesign,
  type SurfaceSolution,
} from './solve.js';
import type { SurfaceMethod, SurfacePoint } from './surface.js';

const MOST_ROUNDS = 100;
const SAME_WEIGHT = 1e-9;
/** A rolling origin needs this many different N. */
const FEWEST_SIZES = 3;

export interface SurfaceEstimate {
  readonly design: SurfaceDesign;
  readonly solution: SurfaceSolution;
}

/** Points in order, and which of those given each is. */
export interface OrderedPoints {
  readonly order: readonly number[];
  readonly sorted: readonly SurfacePoint[];
}

/** Points in the order that fits take them in: by N, D and loss. */
export function inOrder(points: readonly SurfacePoint[]): OrderedPoints {
  const order = points
    .map((_, i) => i)
    .sort(
      (i, j) =>
        points[i].N - points[j].N ||
        points[i].D - points[j].D ||
        points[i].loss - points[j].loss ||
        (points[i].standardError ?? 0) - (points[j].standardError ?? 0),
    );
  return { order, sorted: order.map((i) => points[i]) };
}

/** Fits points, all positive; from a start at hand, a refit of nearly the same points, or from all there are. */
export function estimateSurface(
  points: readonly SurfacePoint[],
  method: SurfaceMethod,
  start: readonly number[] | null = null,
): SurfaceEstimate {
  const design = makeSurfaceDesign(points);
  const first = solveSurface(design, method, start);
  const { lossUnit } = design;
  const own = ownVariances(points, ({ loss }) => (method.residuals === 'log' ? loss : lossUnit));
  if (method.robust.type !== 'none' || own.every((s2) => s2 === 0)) return { design, solution: first };
  const plain = new Float64Array(points.length).fill(1);
  const { solution, next, smallestVariance, runVariance } = reweight<SurfaceSolution>({
    own,
    degreesOfFreedom: Math.max(1, points.length - parameterCount(method)),
    sameWeight: SAME_WEIGHT,
    mostRounds: MOST_ROUNDS,
    solve: (counts, before) =>
      before === null ? first : solveSurface(withCounts(design, counts), method, before.theta),
    residualsOf: ({ theta }) => ({
      influence: residualsOf(design.data, theta, method.residuals),
      bounded: plain,
    }),
  });
  return {
    design: { ...withCounts(design, next), own: { variance: smallestVariance, runVariance } },
    solution: { ...solution, settled: first.settled },
  };
}

function withCounts(design: SurfaceDesign, counts: Float64Array): SurfaceDesign {
  return { ...design, data: { ...design.data, counts } };
}

/**
 * Rolling-origin errors of the largest N, as means over its points, down to as many points as the law has parameters. `theta` is
 * where to start. Points in order of N.
 */
export function rollingOrigin(
  points: readonly SurfacePoint[],
  theta: readonly number[],
  method: SurfaceMethod,
): readonly number[] {
  return rollingErrors(points, {
    sizeOf: ({ N }) => N,
    isEnough: (rest, sizes) => sizes >= FEWEST_SIZES && rest.length > parameterCount(method),
    errorOf: (rest, atLargest) => {
      const { design, solution } = estimateSurface(rest, method, theta);
      return mean(
        atLargest.map(({ N, D, loss }) => {
          const at = surfaceAt(solution.theta, Math.log(N) - design.logN0, Math.log(D) - design.logD0);
          return (at * design.lossUnit) / loss - 1;
        }),
      );
    },
  });
}
