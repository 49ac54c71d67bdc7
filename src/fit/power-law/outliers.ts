// Points that do not belong to the law of the others. Each is predicted by a fit without it, so that it cannot draw the law to itself
// (an externally studentised residual). Two can hide each other, so the points furthest off are set aside one after another first, and
// then all that are set aside are tested at once, the most of them first (outward testing: Rosner 1983, Technometrics 25).
//
// A amplitude, alpha exponent, E irreducible loss, L loss, n points.

import { ownVariances } from '../goodness/own-errors.js';
import { standardErrorAlong } from '../numerics/linear-algebra.js';
import { studentT } from '../numerics/student-t.js';
import { covarianceOf } from './covariance.js';
import { estimatePowerLaw, logResiduals, parameterCount } from './estimate.js';
import type { Floor, LawPoint, Outlier } from './law.js';
import { powerLawGradient } from './predict.js';

/** Of laws whose points all belong to them, at most about this share has a point that is named, for each number of points set aside. */
const FALSE_ALARMS = 0.01;
/** Losses are printed with rounding: a point this close belongs to the law. */
const PRINTED_ROUNDING = 1e-3;
/** At most this share of the points may be named: more are another law. */
const MOST = 0.25;
/** So many at once are tested, and further ones once these are found. */
const MOST_AT_ONCE = 4;
/** Fits to the rest have at least so many points more than parameters. */
const FEWEST_FREE = 2;
/** Among more points than these one hardly moves a law, and looking for it takes long. */
const MOST_POINTS = 1000;
/** Points that are predicted from the rest, times points: of many, only those furthest from the fit to all are. */
const MOST_WORK = 1200;

interface Suspect extends Outlier {
  /** Its distance in standard errors. */
  readonly off: number;
}

/** The points that lie further off than noise explains, in order of x. None where too few are left to say. Points in order of x. */
export function outliersOf(points: readonly LawPoint[], floor: Floor): readonly Outlier[] {
  if (points.length > MOST_POINTS) return [];
  const spare = points.length - parameterCount(floor) - FEWEST_FREE;
  const most = Math.min(Math.max(1, Math.floor(MOST * points.length)), spare);
  let found: readonly Outlier[] = [];
  for (let before = -1; found.length > before && found.length < most;) {
    before = found.length;
    const rest = points.filter((point) => found.every((outlier) => outlier.point !== point));
    found = [...found, ...outliersAtOnce(rest, floor, Math.min(MOST_AT_ONCE, most - found.length))];
  }
  return [...found].sort((a, b) => a.point.x - b.point.x);
}

/** Up to `most` points, of which each lies off the law of all others. */
function outliersAtOnce(points: readonly LawPoint[], floor: Floor, most: number): readonly Outlier[] {
  const aside: LawPoint[][] = [];
  for (
    let rest = points;
    aside.length < most;
    rest = points.filter((point) => !aside[aside.length - 1].includes(point))
  ) {
    aside.push([...(aside.at(-1) ?? []), furthestOf(rest, floor)]);
  }
  for (const suspects of aside.reverse()) {
    const rest = points.filter((point) => !suspects.includes(point));
    const limit = studentT(
      1 - FALSE_ALARMS / choices(points.length, suspects.length),
      rest.length - parameterCount(floor),
    );
    const tested = suspectsOf(suspects, rest, floor);
    if (tested.every(({ deviation, off }) => off > limit && Math.abs(deviation) > PRINTED_ROUNDING)) {
      return tested.map(({ point, deviation }) => ({ point, deviation }));
    }
  }
  return [];
}

/** The point that is least likely to belong to the law of the rest. */
function furthestOf(points: readonly LawPoint[], floor: Floor): LawPoint {
  return triedOf(points, floor)
    .flatMap((index) =>
      suspectsOf(
        [points[index]],
        points.filter((_, i) => i !== index),
        floor,
      ),
    )
    .reduce((a, b) => (b.off > a.off ? b : a)).point;
}

/** In how many ways `count` of n points can be chosen. */
function choices(n: number, count: number): number {
  let ways = 1;
  for (let i = 0; i < count; i++) ways *= (n - i) / (i + 1);
  return ways;
}

/** Indices of the points to look at. */
function triedOf(points: readonly LawPoint[], floor: Floor): readonly number[] {
  const all = points.map((_, i) => i);
  const most = Math.ceil(MOST_WORK / points.length);
  if (points.length <= most) return all;
  const residuals = logResiduals(estimatePowerLaw(points, floor, null)).map(Math.abs);
  return all.sort((a, b) => residuals[b] - residuals[a]).slice(0, most);
}

/** How far points lie from the law of others, which `rest` are. */
function suspectsOf(
  points: readonly LawPoint[],
  rest: readonly LawPoint[],
  floor: Floor,
): readonly Suspect[] {
  const estimate = estimatePowerLaw(rest, floor, null);
  const { solution, design, variances } = estimate;
  const { covariance } = covarianceOf(estimate, floor);
  const own = ownVariances([...points, ...rest], (point) => point.loss);
  // The noise of a run without its own error, which is that of the point.
  const noise = Math.max(0, variances[0] - ownVariances(rest, (point) => point.loss)[0]);
  return points.map((point, i) => {
    const { loss, gradient } = powerLawGradient({ ...solution, centre: Math.exp(design.logCentre) }, point.x);
    const deviation = point.loss / loss - 1;
    const error = standardErrorAlong(covariance, gradient) / loss;
    return { point, deviation, off: Math.abs(deviation) / Math.sqrt(error ** 2 + noise + own[i]) };
  });
}
