// What a law predicts for a run that has not been trained. Pure. `seal.ts` writes a forecast down, `score-card.ts` scores it.
//
// C training FLOPs, D samples or tokens, N parameters; x is the variable of the law.

import { EXTRAPOLATION_LIMIT } from '../../base/extrapolation-limit.js';
import { formatCount, formatNumber } from '../../base/format.js';
import type { Prediction, Interval } from '../../fit/goodness/prediction.js';
import { predictChoice, type PowerLawChoice } from '../../fit/power-law/choose.js';

/** The run that is predicted. */
export interface ForecastTarget {
  readonly axis: 'N' | 'D' | 'C';
  /** Where it lies along its law. */
  readonly x: number;
  /** Its configuration in the plan of the experiment; sealed documents call it a cell. */
  readonly cell: string;
  /** `width 181`, for people. */
  readonly name: string;
}

/** A law in the form that forecasts are made from. */
export interface ForecastLaw extends PowerLawChoice {
  readonly axis: ForecastTarget['axis'];
}

export type Forecast =
  | {
      readonly type: 'forecast';
      readonly prediction: Prediction;
      /** Sentences for people. */
      readonly warnings: readonly string[];
    }
  | { readonly type: 'refused'; readonly reason: string };

/** An interval is called wide where one of its sides is longer than this share of the loss. */
const WIDE = 0.5;

/** The loss of a run at x by a law, with its 95 % interval and warnings; or why there is no forecast. */
export function forecast(law: ForecastLaw, x: number): Forecast {
  const { axis, chosen, undecided } = law;
  if (chosen.type === 'refused') return { type: 'refused', reason: chosen.reason };
  const prediction = Number.isFinite(x) && x > 0 ? predictChoice(law, x) : null;
  if (prediction === null) {
    return { type: 'refused', reason: `${axis} is ${x}; a forecast needs a number above 0.` };
  }
  const hasFittedFloor = [chosen, ...(undecided ? law.alternatives : [])].some(
    (fit) => fit.type === 'fit' && fit.floor.type === 'free',
  );
  if (hasFittedFloor && prediction.extrapolation > EXTRAPOLATION_LIMIT) {
    return { type: 'refused', reason: tooFar(axis, x, prediction, chosen.xRange) };
  }
  const { loss, interval, warning } = prediction;
  const warnings = [...chosen.warnings];
  if (undecided) warnings.push('The interval spans both forms, with a floor and without.');
  if (warning !== null) warnings.push(warning);
  if (Math.max(interval[1] - loss, loss - interval[0]) > WIDE * loss) {
    warnings.push('The interval is wide: these points say little of a run this far out. Add sizes or seeds.');
  }
  return { type: 'forecast', prediction, warnings };
}

/** Why a forecast beyond the reach of a law with a fitted floor is refused. */
export function tooFar(
  axis: string,
  x: number,
  { extrapolation }: Pick<Prediction, 'extrapolation'>,
  [low, high]: Interval,
): string {
  const end = x > high ? EXTRAPOLATION_LIMIT * high : low / EXTRAPOLATION_LIMIT;
  return (
    `${axis} = ${formatCount(x)} lies ${formatNumber(extrapolation, 2)} times beyond the fitted runs. With a fitted floor a forecast ` +
    `reaches ${EXTRAPOLATION_LIMIT} times at most, ${axis} = ${formatCount(end)}: train a run nearer to it first, or fix the floor if it is known.`
  );
}

/** The forecast in a sentence. */
export function forecastInWords({
  target,
  loss,
  interval,
}: {
  readonly target: Pick<ForecastTarget, 'name'>;
  readonly loss: number;
  readonly interval: Interval;
}): string {
  const [low, high] = interval.map((end) => formatNumber(end));
  return `At ${target.name} the law expects a loss of ${formatNumber(loss)}, 95 %: ${low} to ${high}.`;
}
