// A law as JSON for scripts.

import type { PowerLawResult } from '../../fit/power-law/law.js';
import type { LinedLaw } from '../../laws/law-lines.js';

/** What reports need of a law, be it of an experiment or of a table. */
export type ReportedLaw = LinedLaw & { readonly points: readonly ReportedPoint[] };

export interface ReportedPoint {
  readonly x: number;
  readonly loss: number;
  readonly standardError: number | null;
  readonly learningRate: number | null;
  readonly excluded: string | null;
}

/** `alpha`, its 95 % interval and `E` are null where the fit is refused, and `refused` says why. */
export function lawJson(law: ReportedLaw): Record<string, unknown> {
  const { axis, points, fit, alternatives, theory, knownFloor, endlessFloor = null, warnings } = law;
  return {
    axis,
    ...fitJson(fit),
    theory,
    knownFloor,
    alternatives: alternatives.map(fitJson),
    endlessFloor: endlessFloor && {
      ...fitJson(endlessFloor.fit),
      floors: endlessFloor.floors.map(({ D, fit: { E, intervals } }) => ({
        D,
        E,
        ELow: intervals.E[0],
        EHigh: intervals.E[1],
      })),
    },
    warnings: fit.type === 'fit' ? [...warnings, ...fit.warnings] : warnings,
    points,
  };
}

function fitJson(fit: PowerLawResult): Record<string, unknown> {
  if (fit.type === 'refused')
    return { alpha: null, alphaLow: null, alphaHigh: null, E: null, refused: fit.reason };
  const { alpha, E, A, intervals, floor, r2, aicc, rollingOrigin, condition, decades, huber } = fit;
  return {
    alpha,
    alphaLow: intervals.alpha[0],
    alphaHigh: intervals.alpha[1],
    E,
    ELow: intervals.E[0],
    EHigh: intervals.E[1],
    A,
    floor: floor.type,
    r2,
    aicc,
    rollingOrigin,
    condition,
    decades,
    huber,
    outliers: fit.outliers.map(({ point: { x, loss }, deviation }) => ({ x, loss, deviation })),
  };
}
