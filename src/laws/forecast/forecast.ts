// A forecast that can fail: what a law says of a run, sealed before that run is trained and scored after it. Pure.
//
// C training FLOPs, D samples or tokens, E irreducible loss, N parameters; x is what runs along the law.

import * as v from 'valibot';
import { canonicalJson } from '../../base/canonical-json.js';
import { EXTRAPOLATION_LIMIT } from '../../base/extrapolation-limit.js';
import { formatCount, formatNumber } from '../../base/format.js';
import { InputError } from '../../base/errors.js';
import { sha256 } from '../../base/sha256.js';
import { predictChoice, type PowerLawChoice } from '../../fit/power-law/choose.js';
import { LEVEL, type Interval, type LawPoint, type PowerLawFit } from '../../fit/power-law/law.js';
import { Z95 } from '../../fit/goodness/normal.js';
import type { Prediction } from '../../fit/goodness/prediction.js';
import { wilsonInterval } from '../../fit/goodness/wilson.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';

/** The run that is foretold. */
export interface ForecastTarget {
  readonly axis: 'N' | 'D' | 'C';
  /** Where it lies along its law. */
  readonly x: number;
  /** Its configuration in the plan of the experiment; sealed documents call it a cell. */
  readonly cell: string;
  /** `width 181`, for people. */
  readonly name: string;
}

/** What a seal covers. */
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
    /** The interval spans the forms with and without a floor, which the points did not tell apart. */
    readonly undecided: boolean;
  };
  readonly points: readonly LawPoint[];
  /** What x counts: `all parameters`. */
  readonly convention: string;
  readonly unit: string;
  /** The experiment that the run belongs to, with it; null for points from elsewhere. */
  readonly experiment: ExperimentSpec | null;
}

/** A forecast that cannot be changed unnoticed. */
export interface SealedForecast extends ForecastContent {
  /** SHA-256 of `canonicalJson` of the content, in hex. */
  readonly checksum: string;
}

/** How a forecast came out. */
export interface ForecastScore {
  readonly hit: boolean;
  /** Distance from the predicted loss in half-widths of the interval on that side, times 1.96: beyond +-1.96 is a miss. */
  readonly z: number;
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

/** A wider interval, as a share of the loss on either side, says little. */
const WIDE = 0.5;

/** The loss of a run at x by a law, with its 95 % interval and what should be known beside them; or why there is none. */
export function forecast(law: ForecastLaw, x: number): Forecast {
  const { axis, chosen, undecided } = law;
  if (chosen.type === 'refused') return { type: 'refused', reason: chosen.reason };
  const prediction = Number.isFinite(x) && x > 0 ? predictChoice(law, x) : null;
  if (prediction === null) {
    return { type: 'refused', reason: `${axis} is ${x}; a forecast needs a number above 0.` };
  }
  const far = [chosen, ...(undecided ? law.alternatives : [])].some(
    (fit) => fit.type === 'fit' && fit.floor.type === 'free',
  );
  if (far && prediction.extrapolation > EXTRAPOLATION_LIMIT) {
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

/**
 * Seals what the law says of a run that has not been trained. The result is frozen, and its checksum covers all of it. Throws
 * InputError where there is no forecast, or where the run is among the points.
 */
export function sealForecast(
  law: ForecastLaw,
  content: Pick<ForecastContent, 'target' | 'points' | 'convention' | 'unit' | 'experiment' | 'sealedAt'>,
): SealedForecast {
  const { target, points } = content;
  if (points.some(({ x }) => x === target.x)) {
    throw new InputError(
      `${target.name} is among the points that were fitted; only what is not known can be foretold`,
    );
  }
  const said = forecast(law, target.x);
  if (said.type === 'refused' || law.chosen.type === 'refused') {
    throw new InputError(`there is no forecast: ${said.type === 'refused' ? said.reason : ''}`);
  }
  const { loss, interval, extrapolation } = said.prediction;
  const sealed: ForecastContent = {
    version: 1,
    ...content,
    loss,
    interval,
    extrapolation,
    law: { ...parametersOf(law.chosen, law.axis), undecided: law.undecided },
  };
  return deepFrozen({ ...sealed, checksum: checksumOf(sealed) });
}

function parametersOf(
  { floor, E, A, alpha, intervals }: PowerLawFit,
  axis: string,
): Omit<ForecastContent['law'], 'undecided'> {
  const form = floor.type === 'none' ? `L = A ${axis}^-alpha` : `L = E + A ${axis}^-alpha`;
  return { form, E, A, alpha, alphaInterval: intervals.alpha };
}

/** Hit or miss, and by how much, for the loss that was measured. */
export function scoreForecast(
  { loss, interval: [low, high] }: Pick<ForecastContent, 'loss' | 'interval'>,
  actual: number,
): ForecastScore {
  const halfWidth = actual < loss ? loss - low : high - loss;
  const z = actual === loss ? 0 : (Z95 * (actual - loss)) / halfWidth;
  return { hit: actual >= low && actual <= high, z };
}

/** How often intervals held. */
export interface Calibration {
  readonly scored: number;
  readonly hits: number;
  /** Wilson's 95 % interval (1927) for the share that holds in the long run; [0, 1] before the first. */
  readonly share: Interval;
}

export function calibration(scores: readonly ForecastScore[]): Calibration {
  const scored = scores.length;
  const hits = scores.filter(({ hit }) => hit).length;
  return { scored, hits, share: wilsonInterval(hits, scored) };
}

/** The calibration in a sentence. */
export function calibrationInWords({ scored, hits, share: [low, high] }: Calibration): string {
  if (scored === 0) return 'No forecast has been scored yet.';
  const held = `${hits} of ${scored} intervals held`;
  const range = `in the long run ${percent(low)} to ${percent(high)} would`;
  const promise =
    LEVEL >= low && LEVEL <= high ? 'which agrees with the 95 % promised' : 'not the 95 % promised';
  return `${held}; by that ${range}, ${promise}.`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** The forecast in a sentence. */
export function forecastInWords({
  target,
  loss,
  interval,
}: Pick<ForecastContent, 'target' | 'loss' | 'interval'>): string {
  const [low, high] = interval.map((end) => formatNumber(end));
  return `At ${target.name} the law expects a loss of ${formatNumber(loss)}, 95 %: ${low} to ${high}.`;
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

/** Reads a sealed forecast back. Throws InputError for what is none, and for one that was changed after it was sealed. */
export function readSealedForecast(value: unknown): SealedForecast {
  if (!v.is(sealedSchema, value)) throw new InputError('this is no sealed forecast');
  const { checksum, ...content } = value;
  if (checksumOf(content) !== checksum) {
    throw new InputError(`the forecast of ${value.target.name} was changed after it was sealed`);
  }
  return deepFrozen(value as unknown as SealedForecast);
}

function checksumOf(content: object): string {
  return sha256(canonicalJson(content));
}

function deepFrozen<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
}
