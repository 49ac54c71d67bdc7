// The lab's history of forecasts, a fold over an append-only journal: what was sealed stays as it was sealed, and what was
// measured first counts.

import { InputError } from '../../base/errors.js';
import {
  calibration,
  readSealedForecast,
  scoreForecast,
  type Calibration,
  type ForecastScore,
  type SealedForecast,
} from './forecast.js';

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
  /** What is wrong with entries that are left out: they were changed, or are none. */
  readonly problems: readonly string[];
  readonly calibration: Calibration;
}

/** The history that these entries, as they were read, come to. */
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
