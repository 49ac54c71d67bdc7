// One fit of a surface with weights that depend on the fit itself where the points know their own errors, by iteratively reweighted
// least squares. Errors that count linearly (Huber's loss) take all points alike, as in the literature.

import type { SurfacePoint } from './surface.js';
import { excessVariance, ownVariances, SMALLEST_VARIANCE } from '../goodness/own-errors.js';
import { residualsOf } from './objective.js';
import {
  makeSurfaceDesign,
  solveSurface,
  surfaceParameterCount,
  type SurfaceDesign,
  type SurfaceMethod,
  type SurfaceSolution,
} from './solve.js';

const MOST_ROUNDS = 100;
const SAME_WEIGHT = 1e-9;

export interface SurfaceEstimate {
  readonly design: SurfaceDesign;
  readonly solution: SurfaceSolution;
}

/** Fits points, all positive; from a start at hand, a refit of nearly the same points, or from all there are. */
export function estimateSurface(
  points: readonly SurfacePoint[],
  method: SurfaceMethod,
  start: readonly number[] | null = null,
): SurfaceEstimate {
  let design = makeSurfaceDesign(points);
  let solution = solveSurface(design, method, start);
  if (method.robust.type !== 'none') return { design, solution };
  const { lossUnit } = design;
  const own = ownVariances(points, ({ loss }) => (method.residuals === 'log' ? loss : lossUnit));
  if (own.every((s2) => s2 === 0)) return { design, solution };
  const freedom = Math.max(1, points.length - surfaceParameterCount(method));
  const { settled } = solution;
  for (let round = 1; ; round++) {
    const tau2 = excessVariance(residualsOf(design.data, solution.theta, method.residuals), own, freedom);
    const variances = own.map((s2) => Math.max(tau2 + s2, SMALLEST_VARIANCE));
    const variance = variances.reduce((a, b) => Math.min(a, b));
    const counts = variances.map((v) => variance / v);
    const same = counts.every((weight, i) => Math.abs(weight - design.data.counts[i]) < SAME_WEIGHT);
    const runVariance = tau2 + own.reduce((sum, s2) => sum + s2, 0) / own.length;
    design = { ...design, data: { ...design.data, counts }, own: { variance, runVariance } };
    if (same || round === MOST_ROUNDS) return { design, solution: { ...solution, settled } };
    solution = solveSurface(design, method, solution.theta);
  }
}
