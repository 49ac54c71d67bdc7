// Profile likelihood of the floor: E held at each value of a grid, A and alpha refitted. It shows the ridge along which E and
// alpha trade places, where the delta method shows an ellipse.
//
// A amplitude, alpha exponent, E irreducible loss, L loss.

import { largest } from '../../base/many.js';
import { LEVEL, type Interval } from '../goodness/prediction.js';
import { profileValues } from '../goodness/profile.js';
import { crossing } from '../numerics/roots.js';
import { studentT } from '../numerics/student-t.js';
import { inOrder } from './estimate.js';
import type { LawPoint, PowerLawFit } from './law.js';
import { makeDesign, solvePowerLaw, type Solution } from './solve.js';

export interface ProfilePoint {
  readonly E: number;
  readonly A: number;
  readonly alpha: number;
  /** How much worse than the best fit: the rise of the weighted squares, in units of their variance (a squared t). */
  readonly rise: number;
}

export interface PowerLawProfile {
  /** In order of E, over the interval and a quarter of its width beyond. */
  readonly points: readonly ProfilePoint[];
  /** 95 % interval of E: where `rise` stays below `limit`. */
  readonly interval: Interval;
  readonly limit: number;
}

/** Profile of a fit with a free floor to these points, null for a fit without one. About 100 fits' work. */
export function profilePowerLaw(points: readonly LawPoint[], fit: PowerLawFit): PowerLawProfile | null {
  if (fit.floor.type !== 'free') return null;
  const { at, riseOf, limit, logCentre, ceiling } = profileOf(points, fit);
  const end = (outside: number): number =>
    riseOf(at(outside)) <= limit
      ? outside
      : crossing(
          (E) => Math.sqrt(riseOf(at(E))) - Math.sqrt(limit),
          { x: fit.E, value: -Math.sqrt(limit) },
          outside,
        );
  const interval: Interval = [end(0), end(ceiling)];
  const profile = profileValues(interval, [0, ceiling]).map((E) => {
    const solution = at(E);
    const { amplitude, alpha } = solution;
    return { E, A: amplitude * Math.exp(alpha * logCentre), alpha, rise: riseOf(solution) };
  });
  return { points: profile, interval, limit };
}

/** Whether no floor at all lies within the interval of a free floor fitted to these points. One fit's work. */
export function allowsNoFloor(points: readonly LawPoint[], fit: PowerLawFit): boolean {
  const { at, riseOf, limit } = profileOf(points, fit);
  return riseOf(at(0)) <= limit;
}

function profileOf(points: readonly LawPoint[], fit: PowerLawFit) {
  const sorted = inOrder(points);
  const design = makeDesign(sorted.map(({ x }) => x));
  const losses = Float64Array.from(sorted, ({ loss }) => loss);
  const measured = { losses, weights: Float64Array.from(fit.weights) };
  const at = (E: number): Solution => solvePowerLaw(design, measured, { type: 'fixed', value: E });
  const best = at(fit.E).objective;
  return {
    /** The law with this floor. */
    at,
    riseOf: ({ objective }: Solution): number => Math.max(0, objective - best),
    limit: studentT(LEVEL, fit.degreesOfFreedom) ** 2,
    logCentre: design.logCentre,
    ceiling: largest(losses),
  };
}
