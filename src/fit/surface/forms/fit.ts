// Kaplan's and the product surface: fitted, judged, and used to predict.
//
// D data, L loss, N parameters.

import {
  describeLogModel,
  nameParameters,
  predictLogModel,
  solveLogModel,
  type LogModelFit,
  type LogModelSolution,
} from '../../other/log-model.js';
import type { SurfacePoint } from '../surface.js';
import { LEVEL, type Interval } from '../../power-law/law.js';
import { farWarning, timesBeyond, type Prediction } from '../../goodness/prediction.js';
import { surfaceForm, type SurfaceFormName } from './forms.js';
import { openParameters, refusalOfSurfacePoints } from '../refuse.js';

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
  const range = (axis: 'N' | 'D'): Interval => [
    points.reduce((least, point) => Math.min(least, point[axis]), Infinity),
    points.reduce((most, point) => Math.max(most, point[axis]), 0),
  ];
  return {
    type: 'fit',
    form,
    centre,
    ...fit,
    ...nameParameters(fit, model.derived(theta)),
    rangeN: range('N'),
    rangeD: range('D'),
    warnings: [],
  };
}

/** The optimum alone, for refits. Points as the fit demands them. */
export function solveSurfaceForm(
  form: SurfaceFormName,
  points: readonly SurfacePoint[],
): { readonly centre: SurfacePoint; readonly solution: LogModelSolution } {
  const mean = (quantity: 'N' | 'D' | 'loss'): number =>
    Math.exp(points.reduce((sum, point) => sum + Math.log(point[quantity]), 0) / points.length);
  const centre = { N: mean('N'), D: mean('D'), loss: mean('loss') };
  const model = surfaceForm(form, centre);
  return { centre, solution: solveLogModel(model, points, model.starts) };
}

/** The loss of a run of N and D, with its band and prediction interval. */
export function predictSurfaceForm(fit: SurfaceFormFit, N: number, D: number, level = LEVEL): Prediction {
  const extrapolation = Math.max(timesBeyond(fit.rangeN, N), timesBeyond(fit.rangeD, D));
  return {
    ...predictLogModel(surfaceForm(fit.form, fit.centre), fit, { N, D, loss: NaN }, level),
    extrapolation,
    warning: farWarning(extrapolation, 'runs'),
  };
}
