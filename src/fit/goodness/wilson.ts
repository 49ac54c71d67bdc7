// How well a share of trials is known (Wilson 1927, "Probable inference, the law of succession, and statistical inference"). The
// interval holds every share p from which the one seen, s of n trials, is at most z standard errors sqrt(p (1 - p) / n) away: the roots of
//   (s - p)^2 = z^2 p (1 - p) / n.
// Unlike s +- z sqrt(s (1 - s) / n) it stays within 0 and 1 and keeps a width where all trials went one way.

import { Z95 } from '../../base/maths/statistics.js';
import type { Interval } from './prediction.js';

/** 95 % interval of the share that `hits` of `trials` are a sample of; all of 0 to 1 without any trial. */
export function wilsonInterval(hits: number, trials: number): Interval {
  if (!(trials > 0)) return [0, 1];
  const square = Z95 * Z95;
  const centre = (hits + square / 2) / (trials + square);
  const half = (Z95 / (trials + square)) * Math.sqrt((hits * (trials - hits)) / trials + square / 4);
  // Rounding leaves a last digit beside the ends.
  return [hits === 0 ? 0 : centre - half, hits === trials ? 1 : centre + half];
}
