// The loss of a run by any surface.
//
// D data, L loss, N parameters.

import { extrapolationOf, LEVEL, timesBeyond, type Prediction } from '../../goodness/prediction.js';
import { predictLogModel } from '../../other/log-model.js';
import { predictLossSurface } from '../predict.js';
import type { LossSurfaceFit } from '../surface.js';
import type { SurfaceFormFit } from './fit.js';
import { surfaceForm } from './forms.js';

/** The loss of a run of N and D by Kaplan's or the product surface, with its band and prediction interval. */
export function predictSurfaceForm(fit: SurfaceFormFit, N: number, D: number, level = LEVEL): Prediction {
  const extrapolation = Math.max(timesBeyond(fit.rangeN, N), timesBeyond(fit.rangeD, D));
  return {
    ...predictLogModel(surfaceForm(fit.form, fit.centre), fit, { N, D, loss: NaN }, level),
    ...extrapolationOf(extrapolation),
  };
}

/** The loss of a run of N and D by any surface. */
export function predictSurface(
  fit: LossSurfaceFit | SurfaceFormFit,
  N: number,
  D: number,
  level = LEVEL,
): Prediction {
  return 'form' in fit ? predictSurfaceForm(fit, N, D, level) : predictLossSurface(fit, N, D, level);
}
