// Profile likelihood of a surface's floor: E held at a value, the rest refitted. Where E is badly known the loss is far from linear in
// it: a floor above the fitted one is soon ruled out, one below is not, and 0 is a bound. The profile's interval follows that; the
// delta method's, as wide to both sides, misses a true floor below too often.
//
// alpha, beta exponents, D data, E irreducible loss, L loss, N parameters.

import { EXACT_MEAN_SQUARE } from '../goodness/criteria.js';
import { LEVEL, type Interval } from '../goodness/prediction.js';
import { profileValues } from '../goodness/profile.js';
import { crossing } from '../numerics/roots.js';
import { studentT } from '../numerics/student-t.js';
import { estimateSurface, inOrder, type SurfaceEstimate } from './estimate.js';
import { sumOfWeightedSquares } from './objective.js';
import { parameterCount, solveSurfaceAtFloor, type SurfaceDesign } from './solve.js';
import type { LossSurfaceFit, SurfaceMethod, SurfacePoint } from './surface.js';

export interface SurfaceProfilePoint {
  readonly E: number;
  readonly alpha: number;
  readonly beta: number;
  /** How much worse than the best fit: the rise of the squares, in units of their variance (a squared t). */
  readonly rise: number;
}

export interface SurfaceProfile {
  /** In order of E, over the interval and a quarter of its width beyond. */
  readonly points: readonly SurfaceProfilePoint[];
  /** 95 % interval of E: where `rise` stays below `limit`. */
  readonly interval: Interval;
  readonly limit: number;
}

/** A refit starts from no less than this share of the amplitudes. */
const LEAST_SHARE = 0.05;

/**
 * 95 % interval of E in units of theta, `scale` a first guess of its half width; null where residuals do not count by their squares,
 * and where all of them are 0.
 */
export function floorInterval(
  estimate: SurfaceEstimate,
  method: SurfaceMethod,
  scale: number,
): Interval | null {
  const rise = riseOf(estimate, method);
  if (rise === null) return null;
  const { design } = estimate;
  const [E] = estimate.solution.theta;
  const limit = limitOf(design, method);
  const end = (side: -1 | 1): number => {
    let step = scale;
    let outside = E;
    // The floor lies below the highest loss.
    const last = side < 0 ? 0 : design.data.loss.reduce((a, b) => Math.max(a, b));
    do {
      if (outside === last) return last;
      outside = side < 0 ? Math.max(last, E - step) : Math.min(last, E + step);
      step *= 2;
    } while (rise(outside).rise <= limit ** 2);
    return crossing((at) => Math.sqrt(rise(at).rise) - limit, { x: E, value: -limit }, outside);
  };
  return [end(-1), end(1)];
}

/** Profile of a fit's floor to draw, from the points it was fitted to; null where there is none. About 40 fits' work. */
export function profileLossSurface(
  points: readonly SurfacePoint[],
  { method, intervals: { E: interval } }: LossSurfaceFit,
): SurfaceProfile | null {
  const estimate = estimateSurface(inOrder(points).sorted, method);
  const rise = riseOf(estimate, method);
  if (rise === null) return null;
  const { lossUnit } = estimate.design;
  const profile = profileValues(interval, [0, Infinity]).map((E) => {
    const { theta, rise: at } = rise(E / lossUnit);
    return { E, alpha: theta[3], beta: theta[4], rise: at };
  });
  return { points: profile, interval, limit: limitOf(estimate.design, method) ** 2 };
}

function limitOf({ data }: SurfaceDesign, method: SurfaceMethod): number {
  return studentT(LEVEL, data.n.length - parameterCount(method));
}

interface Refit {
  readonly theta: readonly number[];
  readonly rise: number;
}

/** Refits at a floor, from the best fit with its amplitudes moved so that the loss at the centre stays. */
function riseOf({ design, solution }: SurfaceEstimate, method: SurfaceMethod): ((E: number) => Refit) | null {
  if (method.robust.type !== 'none') return null;
  const { data } = design;
  const best = sumOfWeightedSquares(data, solution.theta, method.residuals);
  const variance = design.own?.variance ?? best / (data.n.length - parameterCount(method));
  if (!(variance > EXACT_MEAN_SQUARE)) return null;
  const [floor, A, B, ...exponents] = solution.theta;
  return (E) => {
    // Amplitudes of 0 would leave the exponents without a slope.
    const share = Math.max(LEAST_SHARE, 1 - (E - floor) / (A + B));
    const theta = solveSurfaceAtFloor(design, method, E, [E, share * A, share * B, ...exponents]);
    const squares = sumOfWeightedSquares(data, theta, method.residuals);
    return { theta, rise: Math.max(0, squares - best) / variance };
  };
}
