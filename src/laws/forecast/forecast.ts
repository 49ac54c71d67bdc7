// What a law predicts for a run that has not been trained. Pure. `seal.ts` writes a forecast down, `score-card.ts` scores it.
//
// C training FLOPs, D samples or tokens, N parameters; x is the variable of the law.

import { formatNumber } from '../../base/format.js';
import { outOfReach, type Prediction, type Interval } from '../../fit/goodness/prediction.js';
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
  const reason = outOfReach(axis, x, chosen.xRange);
  if (reason !== null) return { type: 'refused', reason };
  const { loss, interval, warning } = prediction;
  const warnings = [...chosen.warnings];
  if (undecided) warnings.push('The interval spans both forms, with a floor and without.');
  if (warning !== null) warnings.push(warning);
  if (Math.max(interval[1] - loss, loss - interval[0]) > WIDE * loss) {
    warnings.push('The interval is wide: these points say little of a run this far out. Add sizes or seeds.');
  }
  return { type: 'forecast', prediction, warnings };
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
