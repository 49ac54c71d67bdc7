// All that a person reads about the law of an experiment, but for the sentences that a law itself makes (src/laws/).

import { formatCount, formatNumber, formatWithInterval } from '../../base/format.js';
import type { LawSoFar } from '../../laws/runs/law-so-far.js';
import type { Law } from '../../laws/runs/lab-laws.js';

export const words = {
  title: 'The law',
  none: 'Start an experiment to see its scaling law here, with error bars.',
  exponent: (alpha: number, interval: readonly [number, number]): string =>
    `α = ${formatWithInterval(alpha, interval)}`,
  theory: (alpha: number): string => `theory: ${formatNumber(alpha)}`,
  soFar: ({ step, steps }: Pick<LawSoFar, 'step' | 'steps'>): string =>
    `so far, after ${formatCount(step)} of ${formatCount(steps)} steps`,

  facts: {
    exponent: 'Exponent α, 95 %',
    interval: ([low, high]: readonly [number, number]): string =>
      `${formatNumber(low)} to ${formatNumber(high)}`,
    floor: { fixed: 'Floor E, known', free: 'Floor E, fitted', none: 'Floor E' },
    noFloor: 'none assumed',
    fit: 'Fit',
    r2: (r2: number): string => `R² ${r2.toFixed(r2 > 0.999 ? 5 : 4)}`,
    from: 'From',
    points: (count: number, decades: number): string => `${count} points over ${decades.toFixed(1)} decades`,
  },

  /** Which points the fit does not use: sizes of an axis, and why. */
  leftOut: (axis: Law['axis'], sizes: readonly string[], reason: string): string =>
    `Left out: ${axis === 'N' ? 'width' : 'data set'} ${sizes.join(', ')}: ${reason}`,
} as const;

/** Why there is no fit, null if there is one. While runs train it says how far they are. */
export function refusalWords({ fit, points }: Law): string | null {
  if (fit.type === 'fit') return null;
  if (points.length === 0) return 'No points yet; a law needs at least 4.';
  const final = points.filter((point) => point.final).length;
  return final === points.length
    ? fit.reason
    : `${final} of ${points.length} points are final; a law needs at least 4.`;
}
