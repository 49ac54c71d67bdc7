// Sizes on a logarithmic axis: powers are taken of sizes over their geometric mean, since a raw size of 1e9 to a power loses digits.

import { mean } from '../../base/maths/statistics.js';

/** Largest natural logarithm of a power, whose square must stay finite. */
const LARGEST_LOG_POWER = 300;
/** … and of an amplitude in the units of the points. */
const LARGEST_LOG_AMPLITUDE = 600;

/** Logarithms of positive values less their mean, and that mean. */
export function centredLogs(values: readonly number[]): {
  readonly logs: Float64Array;
  readonly centre: number;
} {
  const logs = values.map(Math.log);
  const centre = mean(logs);
  return { logs: Float64Array.from(logs, (log) => log - centre), centre };
}

/** The largest exponent, at most `most`, whose powers of these sizes are finite, and whose amplitude is. */
export function largestExponent(logs: Float64Array, centre: number, most: number): number {
  const reach = logs.reduce((largest, log) => Math.max(largest, Math.abs(log)), 0);
  return Math.min(most, LARGEST_LOG_POWER / reach, LARGEST_LOG_AMPLITUDE / Math.abs(centre));
}

/** So many values from `low` to `high`, evenly spaced in ratio. */
export function evenRatios(count: number, [low, high]: readonly [low: number, high: number]): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
}
