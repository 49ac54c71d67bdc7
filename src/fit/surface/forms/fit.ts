// Kaplan's and the product surface: fitted, and judged.
//
// D data, L loss, N parameters.

import { mean, rangeOf } from '../../../base/maths/statistics.js';
import type { Interval } from '../../goodness/prediction.js';
import {
  describeLogModel,
  nameParameters,
  solveLogModel,
  type LogModelFit,
  type LogModelSolution,
} from '../../other/log-model.js';
import { openParameters, refusalOfSurfacePoints } from '../refuse.js';
import type { SurfacePoint } from '../surface.js';
import { surfaceForm, type SurfaceFormName } from './forms.js';

export interface SurfaceFormFit extends LogModelFit {
  readonly type: 'fit';
  readonly form: SurfaceFormName;
  /** Geometric means. */
  readonly centre: SurfacePoint;
  /** Nc, Dc, alphaN, alphaD, or K, alpha, beta; with their 95 % intervals (delta method, Student t). */
  readonly parameters: Readonly<Record<string, number>>;
  readonly intervals: Readonly<Record<string, Interval>>;
  readonly rangeN: Interval;
  readonly rangeD: Interval;
  readonly warnings: readonly string[];
}

export interface SurfaceFormRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

const WORDS: Readonly<Record<SurfaceFormName, { readonly parameters: number; readonly distinct: number }>> = {
  kaplan: { parameters: 4, distinct: 3 },
  product: { parameters: 3, distinct: 2 },
};

/** Fits a surface by least squares of log loss, or says why not. Pure; never throws. The order of the points does not matter. */
export function fitSurfaceForm(
  form: SurfaceFormName,
  points: readonly SurfacePoint[],
): SurfaceFormFit | SurfaceFormRefusal {
  const { parameters: count, distinct } = WORDS[form];
  const before = refusalOfSurfacePoints(points, count, distinct);
  if (before !== null) return { type: 'refused', reason: before };
  const { centre, solution } = solveSurfaceForm(form, points);
  const { theta } = solution;
  const model = surfaceForm(form, centre);
  for (const axis of ['N', 'D'] as const) {
    if (theta[model.exponents[axis]] <= Math.max(0, model.box.low[model.exponents[axis]])) {
      return {
        type: 'refused',
        reason: `The loss does not fall as ${axis} grows. Train on a wider range of ${axis}.`,
      };
    }
  }
  const fit = describeLogModel(model, points, solution);
  if (fit === null) return { type: 'refused', reason: openParameters };
  return {
    type: 'fit',
    form,
    centre,
    ...fit,
    ...nameParameters(fit, model.derived(theta)),
    rangeN: rangeOf(points.map(({ N }) => N)),
    rangeD: rangeOf(points.map(({ D }) => D)),
    warnings: [],
  };
}

/** The optimum alone, for refits. Points as the fit demands them. */
export function solveSurfaceForm(
  form: SurfaceFormName,
  points: readonly SurfacePoint[],
): { readonly centre: SurfacePoint; readonly solution: LogModelSolution } {
  const middle = (quantity: 'N' | 'D' | 'loss'): number =>
    Math.exp(mean(points.map((point) => Math.log(point[quantity]))));
  const centre = { N: middle('N'), D: middle('D'), loss: middle('loss') };
  const model = surfaceForm(form, centre);
  return { centre, solution: solveLogModel(model, points, model.starts) };
}
