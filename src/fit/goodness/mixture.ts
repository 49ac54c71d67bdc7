// Intervals of an average over several Student distributions, each with its probability.

import { largest, smallest } from '../../base/many.js';
import { studentShare, studentT } from '../numerics/student-t.js';
import { bisect } from '../numerics/roots.js';
import type { Interval } from './prediction.js';

export interface MixturePart {
  /** Its probability; all together have 1. */
  readonly share: number;
  readonly centre: number;
  /** What a standard Student variable is multiplied with. */
  readonly scale: number;
}

const BISECTIONS = 45;

/** The interval of this level, with as much of the distribution below as above it. */
export function mixtureInterval(
  parts: readonly MixturePart[],
  level: number,
  degreesOfFreedom: number,
): Interval {
  const t = studentT(level, degreesOfFreedom);
  const below = (y: number): number =>
    parts.reduce(
      (sum, { share, centre, scale }) => sum + share * studentShare((y - centre) / scale, degreesOfFreedom),
      0,
    );
  const tail = (1 - level) / 2;
  const lows = parts.map(({ centre, scale }) => centre - t * scale);
  const highs = parts.map(({ centre, scale }) => centre + t * scale);
  // The quantile of an average lies among those of its parts.
  const [, low] = bisect((y) => below(y) < tail, [smallest(lows), largest(lows)], BISECTIONS);
  const [, high] = bisect((y) => below(y) < 1 - tail, [smallest(highs), largest(highs)], BISECTIONS);
  return [low, high];
}
