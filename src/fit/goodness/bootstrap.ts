import { quantile } from '../../base/maths/statistics.js';
import type { Interval } from './prediction.js';

/** Draws with replacement: how many, and the seed that makes them the same each time. */
export interface Bootstrap {
  readonly resamples: number;
  readonly seed: number;
}

/** Where the middle 95 % of values lie. Sorts them. */
export function middle95(values: Float64Array): Interval {
  values.sort();
  return [quantile(values, 0.025), quantile(values, 0.975)];
}
