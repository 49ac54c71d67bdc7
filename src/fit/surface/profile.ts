// Profile likelihood of a surface's floor: E held at a value, the rest refitted. Where E is known badly the loss is far from linear in it:
// a floor above the fitted one is soon ruled out, one below is not, and at 0 there is an end. The profile's interval knows that;
// that of the delta method, as wide to both sides, misses a true floor below too often.
//
// alpha, beta exponents, D data, E irreducible loss, L loss, N parameters.

import { crossing } from '../numerics/crossing.js';
import { LEVEL, type Interval } from '../power-law/law.js';
import { studentT } from '../numerics/student-t.js';
import { sumOfWeightedSquares } from './objective.js';
import {
  solveSurfaceAtFloor,
  surfaceParameterCount,
  type SurfaceDesign,
  type SurfaceMethod,
  type SurfaceSolution,
} from './solve.js';

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

const GRID = 41;
const LEAST_SHARE = 0.05;
/** Mean square of residuals below which a fit is exact, and nothing is left to tell floors apart by. */
const EXACT = 1e-20;

/** 95 % interval of E in units of theta, `scale` a first guess of its half width; null where squares are no likelihood, or are nought. */
export function floorInterval(
  design: SurfaceDesign,
  solution: SurfaceSolution,
  method: SurfaceMethod,
  scale: number,
): Interval | null {
  const rise = riseOf(design, solution, method);
  if (rise === null) return null;
  const [E] = solution.theta;
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
    return crossing((at) => Math.sqrt(rise(at).rise) - limit, E, outside, -limit);
  };
  return [end(-1), end(1)];
}

/** The profile to draw beside the interval; null where there is none. */
export function profileSurface(
  design: SurfaceDesign,
  solution: SurfaceSolution,
  method: SurfaceMethod,
  interval: Interval,
): SurfaceProfile | null {
  const rise = riseOf(design, solution, method);
  if (rise === null) return null;
  const { lossUnit } = design;
  const margin = (interval[1] - interval[0]) / 4;
  const low = Math.max(0, interval[0] - margin) / lossUnit;
  const high = (interval[1] + margin) / lossUnit;
  const points = Array.from({ length: GRID }, (_, i) => {
    const E = low + ((high - low) * i) / (GRID - 1);
    const { theta, rise: at } = rise(E);
    return { E: E * lossUnit, alpha: theta[3], beta: theta[4], rise: at };
  });
  return { points, interval, limit: limitOf(design, method) ** 2 };
}

function limitOf({ data }: SurfaceDesign, method: SurfaceMethod): number {
  return studentT(LEVEL, data.n.length - surfaceParameterCount(method));
}

interface Refit {
  readonly theta: readonly number[];
  readonly rise: number;
}

/** Refits at a floor, from the best fit with its amplitudes moved so that the loss at the centre stays. */
function riseOf(
  design: SurfaceDesign,
  solution: SurfaceSolution,
  method: SurfaceMethod,
): ((E: number) => Refit) | null {
  if (method.robust.type !== 'none') return null;
  const { data } = design;
  const best = sumOfWeightedSquares(data, solution.theta, method.residuals);
  const variance = design.own?.variance ?? best / (data.n.length - surfaceParameterCount(method));
  if (!(variance > EXACT)) return null;
  const [floor, A, B, ...exponents] = solution.theta;
  return (E) => {
    // Amplitudes of 0 would leave the exponents without a slope to go by.
    const share = Math.max(LEAST_SHARE, 1 - (E - floor) / (A + B));
    const theta = solveSurfaceAtFloor(design, method, E, [E, share * A, share * B, ...exponents]);
    const squares = sumOfWeightedSquares(data, theta, method.residuals);
    return { theta, rise: Math.max(0, squares - best) / variance };
  };
}
