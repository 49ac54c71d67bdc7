// The law of models that still train, or were stopped, all compared after the same number of steps.

import { largest, smallest } from '../../base/many.js';
import type { LawPoint, PowerLawFit } from '../../fit/power-law/law.js';
import type { RunRecord } from '../../lab/records/record.js';
import { logDeviation, pooledSeedVariance, trialsOf, tuneConfig } from '../../lab/records/tuning.js';
import { choosePowerLawOnce } from './fit-once.js';
import { lastEvaluated, runUntil, type ConfigRuns, type LabPoint } from './lab-points.js';

/** A law before the end: of models whose learning rates have not come down, so it moves until they have. */
export interface LawSoFar {
  readonly fit: PowerLawFit;
  /** Updates after which all sizes are compared, out of how many. */
  readonly step: number;
  readonly steps: number;
  /** What each of them had come to there. */
  readonly points: readonly LawPoint[];
}

/**
 * The law of the sizes under way, or of those that were stopped on it, at the last step after which each of them has been evaluated.
 * Null where all have ended on their own, while one has not begun, and where these points do not support a law. `points` are those of `slice`.
 */
export function lawSoFar(
  slice: readonly ConfigRuns[],
  points: readonly LabPoint[],
  knownFloor: number | null,
): LawSoFar | null {
  const isCutShort = slice.some(({ runs }) => runs.some(({ status }) => status === 'stopped'));
  if (!isCutShort && points.every(({ final }) => final)) return null;
  const step = smallest(slice.map(({ runs }) => largest(runs.map(lastEvaluated))));
  if (!(step > 0)) return null;
  const xOf = new Map(points.map(({ config, x }) => [config, x]));
  const tuned = slice.map(({ runs }) =>
    tuneConfig(trialsOf(runs.flatMap((run) => runUntil(onItsWay(run), step)))),
  );
  const pooled = pooledSeedVariance(tuned);
  const reached = tuned.flatMap((config, i) => {
    const x = xOf.get(slice[i].runs[0].plan.config);
    if (!config || x === undefined) return [];
    const loss = Math.exp(config.logLoss);
    const deviation = logDeviation(config, pooled);
    return [{ x, loss, standardError: deviation === null ? null : loss * deviation }];
  });
  const { chosen: fit } = choosePowerLawOnce(reached, knownFloor);
  return fit.type === 'fit' ? { fit, step, steps: slice[0].runs[0].plan.steps, points: reached } : null;
}

/** A run that was stopped, as it was before: its replicas had come so far. */
function onItsWay(run: RunRecord): RunRecord {
  return run.status === 'stopped' ? { ...run, outcomes: null } : run;
}
