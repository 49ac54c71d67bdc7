// All that a person reads about the law of an experiment.

import type { Law } from '../../laws/runs/lab-laws.js';

/** Why there is no fit, null if there is one. While runs train it says how far they are. */
export function refusalWords({ fit, points }: Law): string | null {
  if (fit.type === 'fit') return null;
  if (points.length === 0) return 'No points yet; a law needs at least 4.';
  const final = points.filter((point) => point.final).length;
  return final === points.length
    ? fit.reason
    : `${final} of ${points.length} points are final; a law needs at least 4.`;
}
