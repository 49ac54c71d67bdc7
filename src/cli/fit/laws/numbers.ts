import { formatNumber } from '../../../base/format.js';
import type { Interval } from '../../../fit/goodness/prediction.js';

/** `K = 40.0 (39.1 to 41.0), alpha = …`. */
export function numbers(
  parameters: Readonly<Record<string, number>>,
  intervals: Readonly<Record<string, Interval>>,
): string {
  return Object.entries(parameters)
    .map(
      ([name, value]) =>
        `${name} = ${formatNumber(value)} (${intervals[name].map((end) => formatNumber(end)).join(' to ')})`,
    )
    .join(', ');
}
