// The law of models that still train, all compared after the same number of steps.

import { largest, smallest } from '../../base/many.js';
import type { PowerLawFit } from '../../fit/power-law/law.js';
import { logDeviation, pooledSeedVariance, trialsOf, tuneConfig } from '../../lab/records/tuning.js';
import { choosePowerLawOnce } from './fit-once.js';
import { lastEvaluated, runUntil, type ConfigRuns, type LabPoint } from './lab-points.js';

/** A law before the end: of models whose learning rates have not come down, so it moves until they have. */
export interface LawSoFar {
  readonly fit: PowerLawFit;
  /** Updates after which all sizes are compared, out of how many. */
  readonly step: number;
  readonly steps: number;
}

/**
 * The law of the sizes under way, at the last step after which each of them has been evaluated. Null when no size trains, while one
 * has not begun, and where these points do not support a law. `points` are those of `slice`.
 */
export function lawSoFar(
  slice: readonly ConfigRuns[],
  points: readonly LabPoint[],
  knownFloor: number | null,
): LawSoFar | null {
  if (points.every(({ final }) => final)) return null;
  const step = smallest(slice.map(({ runs }) => largest(runs.map(lastEvaluated))));
  if (!(step > 0)) return null;
  const xOf = new Map(points.map(({ config, x }) => [config, x]));
  const tuned = slice.map(({ runs }) => tuneConfig(trialsOf(runs.flatMap((run) => runUntil(run, step)))));
  const pooled = pooledSeedVariance(tuned);
  const reached = tuned.flatMap((config, i) => {
    const x = xOf.get(slice[i].runs[0].plan.config);
    if (!config || x === undefined) return [];
    const loss = Math.exp(config.logLoss);
    const deviation = logDeviation(config, pooled);
    return [{ x, loss, standardError: deviation === null ? null : loss * deviation }];
  });
  const { chosen: fit } = choosePowerLawOnce(reached, knownFloor);
  return fit.type === 'fit' ? { fit, step, steps: slice[0].runs[0].plan.steps } : null;
}
