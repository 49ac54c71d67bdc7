// A profile likelihood: one parameter held at each value of a grid, the others refitted.

import type { Interval } from './prediction.js';

const PROFILE_POINTS = 41;

/** Values at which to hold a parameter: over its interval and a quarter of its width beyond, within `bounds`. */
export function profileValues([low, high]: Interval, bounds: Interval): readonly number[] {
  const margin = (high - low) / 4;
  const [first, last] = [Math.max(bounds[0], low - margin), Math.min(bounds[1], high + margin)];
  return Array.from(
    { length: PROFILE_POINTS },
    (_, i) => first + ((last - first) * i) / (PROFILE_POINTS - 1),
  );
}
