// Forecasts and how they came out. The history is a fold over an append-only journal: what was sealed stays as it was sealed, and the
// first measurement counts.

import { InputError } from '../../base/errors.js';
import { Z95 } from '../../base/maths/statistics.js';
import { wilsonInterval } from '../../fit/goodness/wilson.js';
import { LEVEL, type Interval } from '../../fit/goodness/prediction.js';
import { readSealedForecast, type SealedForecast } from './seal.js';

/** How a forecast came out. */
export interface ForecastScore {
  /** The measured loss lies within the interval. */
  readonly hit: boolean;
  /** Distance from the predicted loss in half-widths of the interval on that side, times 1.96: beyond +-1.96 is a miss. */
  readonly z: number;
}

/** How often intervals held. */
export interface Calibration {
  readonly scored: number;
  readonly hits: number;
  /** Wilson's 95 % interval for the share that holds in the long run; [0, 1] before the first. */
  readonly share: Interval;
}

export type ForecastEntry =
  | { readonly type: 'sealed'; readonly forecast: SealedForecast }
  | {
      readonly type: 'measured';
      /** Checksum of the forecast. */
      readonly forecast: string;
      readonly loss: number;
      /** Null where it is not known. */
      readonly standardError: number | null;
      readonly time: number;
    };

export interface Measured extends ForecastScore {
  readonly loss: number;
  readonly standardError: number | null;
  readonly time: number;
}

export interface ForecastRecord {
  readonly forecast: SealedForecast;
  /** Null until its run was trained. */
  readonly measured: Measured | null;
}

export interface ForecastHistory {
  /** In the order in which they were sealed. */
  readonly records: readonly ForecastRecord[];
  /** Why entries are left out: they were changed, or cannot be read. */
  readonly problems: readonly string[];
  readonly calibration: Calibration;
}

/** Hit or miss, and by how much, for the loss that was measured. */
export function scoreForecast(
  { loss, interval: [low, high] }: Pick<SealedForecast, 'loss' | 'interval'>,
  actual: number,
): ForecastScore {
  const halfWidth = actual < loss ? loss - low : high - loss;
  const z = actual === loss ? 0 : (Z95 * (actual - loss)) / halfWidth;
  return { hit: actual >= low && actual <= high, z };
}

/** The history that the entries of a journal add up to. */
export function foldForecasts(entries: readonly unknown[]): ForecastHistory {
  const records = new Map<string, ForecastRecord>();
  const problems: string[] = [];
  for (const entry of entries as readonly Partial<ForecastEntry>[]) {
    if (entry.type === 'sealed') {
      try {
        const forecast = readSealedForecast(entry.forecast);
        if (!records.has(forecast.checksum)) records.set(forecast.checksum, { forecast, measured: null });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.push(error.message);
      }
    } else if (entry.type === 'measured') {
      const { forecast: of = '', loss = NaN, standardError = null, time = 0 } = entry;
      const record = records.get(of);
      // A forecast that cannot be read takes its score with it.
      if (!record || record.measured || !(loss > 0)) continue;
      const measured = { loss, standardError, time, ...scoreForecast(record.forecast, loss) };
      records.set(of, { ...record, measured });
    }
  }
  const scores = [...records.values()].flatMap(({ measured }) => measured ?? []);
  return { records: [...records.values()], problems, calibration: calibration(scores) };
}

export function calibration(scores: readonly ForecastScore[]): Calibration {
  const scored = scores.length;
  const hits = scores.filter(({ hit }) => hit).length;
  return { scored, hits, share: wilsonInterval(hits, scored) };
}

/** The calibration in a sentence. */
export function calibrationInWords({ scored, hits, share: [low, high] }: Calibration): string {
  if (scored === 0) return 'No forecast has been scored yet.';
  const agrees = LEVEL >= low && LEVEL <= high ? 'agrees' : 'does not agree';
  return (
    `${hits} of ${scored} intervals held; that suggests ${percent(low)} to ${percent(high)} in the long run, ` +
    `which ${agrees} with the 95 % promised.`
  );
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
