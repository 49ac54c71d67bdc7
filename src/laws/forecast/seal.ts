// Sealed forecasts: a prediction written down before its run is trained, with a checksum that shows every later change. Pure.
//
// C training FLOPs, D samples or tokens, E irreducible loss, N parameters; x is the variable of the law.

import * as v from 'valibot';
import { InputError } from '../../base/errors.js';
import { deepFrozen, isIntact, sealed, type Sealed } from '../../base/seal.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import type { LawPoint, PowerLawFit } from '../../fit/power-law/law.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { forecast, type ForecastLaw, type ForecastTarget } from './forecast.js';

/** What the checksum covers. */
export interface ForecastContent {
  readonly version: 1;
  /** Milliseconds since 1970. */
  readonly sealedAt: number;
  readonly target: ForecastTarget;
  readonly loss: number;
  /** 95 % prediction interval: the uncertainty of the law and the noise of the run. */
  readonly interval: Interval;
  /** How many times the run lies beyond the fitted ones. */
  readonly extrapolation: number;
  readonly law: {
    readonly form: string;
    readonly E: number;
    readonly A: number;
    readonly alpha: number;
    /** 95 % interval of the exponent. */
    readonly alphaInterval: Interval;
    /** The interval spans the forms with and without a floor, because the points support both. */
    readonly undecided: boolean;
  };
  readonly points: readonly LawPoint[];
  /** What x counts: `all parameters`. */
  readonly convention: string;
  readonly unit: string;
  /** The experiment, with the predicted run in it; null for points from elsewhere. */
  readonly experiment: ExperimentSpec | null;
}

/** A forecast that cannot be changed unnoticed. */
export type SealedForecast = Sealed<ForecastContent>;

/**
 * Seals what the law predicts for a run that has not been trained. The result is frozen, and its checksum covers all of it. Throws
 * InputError where there is no forecast, or where the run is among the points.
 */
export function sealForecast(
  law: ForecastLaw,
  content: Pick<ForecastContent, 'target' | 'points' | 'convention' | 'unit' | 'experiment' | 'sealedAt'>,
): SealedForecast {
  const { target, points } = content;
  if (points.some(({ x }) => x === target.x)) {
    throw new InputError(
      `${target.name} was used in the fit. A forecast needs a run that has not been trained.`,
    );
  }
  const said = forecast(law, target.x);
  if (said.type === 'refused' || law.chosen.type === 'refused') {
    throw new InputError(`there is no forecast: ${said.type === 'refused' ? said.reason : ''}`);
  }
  const { loss, interval, extrapolation } = said.prediction;
  return sealed<ForecastContent>({
    version: 1,
    ...content,
    loss,
    interval,
    extrapolation,
    law: { ...parametersOf(law.chosen, law.axis), undecided: law.undecided },
  });
}

function parametersOf(
  { floor, E, A, alpha, intervals }: PowerLawFit,
  axis: string,
): Omit<ForecastContent['law'], 'undecided'> {
  const form = floor.type === 'none' ? `L = A ${axis}^-alpha` : `L = E + A ${axis}^-alpha`;
  return { form, E, A, alpha, alphaInterval: intervals.alpha };
}

const number = v.pipe(v.number(), v.finite());
const interval = v.tuple([number, number]);
const sealedSchema = v.looseObject({
  version: v.literal(1),
  sealedAt: number,
  target: v.looseObject({ axis: v.picklist(['N', 'D', 'C']), x: number, cell: v.string(), name: v.string() }),
  loss: number,
  interval,
  checksum: v.string(),
});

/** Reads a sealed forecast back. Throws InputError for anything else, and for one that was changed after it was sealed. */
export function readSealedForecast(value: unknown): SealedForecast {
  if (!v.is(sealedSchema, value)) throw new InputError('not a sealed forecast');
  if (!isIntact(value)) {
    throw new InputError(`the forecast of ${value.target.name} was changed after it was sealed`);
  }
  return deepFrozen(value as unknown as SealedForecast);
}
