// Laws in words. D samples or tokens, E irreducible loss, N parameters.

import { formatCount, formatNumber, formatWithInterval, hasEvenSides } from '../../base/format.js';
import { halfWidth } from '../../base/maths/statistics.js';
import type { Convention } from '../../models/parameters.js';
import type { Law } from './lab-laws.js';

const conventionWords: Readonly<Record<Convention, string>> = {
  total: 'parameters',
  nonEmbedding: 'parameters without embeddings',
  withoutHead: 'parameters without the head',
};

/** What runs along x, for the title of an axis: `N, parameters without embeddings`. */
export function axisWords({
  axis,
  convention,
  examples,
}: Pick<Law, 'axis' | 'convention' | 'examples'>): string {
  return axis === 'N' ? `N, ${conventionWords[convention]}` : `D, different training ${examples}`;
}

/** The law as a sentence or two; of a refusal, its reason. */
export function lawInWords({ axis, fit, theory }: Pick<Law, 'fit' | 'theory'> & { axis: string }): string {
  if (fit.type === 'refused') return fit.reason;
  // The mean of the losses would describe them better.
  if (fit.r2 <= 0) return `No power law in ${axis} describes these losses: R2 is ${formatNumber(fit.r2)}.`;
  const share = (alpha: number): number => 100 * (1 - 2 ** -alpha);
  const [low, high] = fit.intervals.alpha;
  const error = (share(high) - share(low)) / 2;
  const decimals = error < 1 ? 1 : 0;
  const loss = fit.E > 0 ? 'excess loss' : 'loss';
  const fixed = (alpha: number): string => share(alpha).toFixed(decimals);
  const isEven = hasEvenSides(share(fit.alpha), [share(low), share(high)]);
  const range = isEven ? `± ${error.toFixed(decimals)} %` : `% (${fixed(low)} to ${fixed(high)} %)`;
  const cut = `${fixed(fit.alpha)} ${range}`;
  // Where the exponent may be 0, the error of the share is as large as the share.
  const law =
    low > 0
      ? `Each doubling of ${axis} cuts the ${loss} by ${cut}.`
      : `These points are too few or too noisy to measure the slope: each doubling of ${axis} cuts the ${loss} by 0 to ${Math.min(99, Math.ceil(share(high)))} %.`;
  if (theory === null) return law;
  const off = Math.round(100 * Math.abs(fit.alpha / theory - 1));
  const agrees =
    theory >= low && theory <= high
      ? 'within the error'
      : `outside the error, as the exponent found is ${off} % ${fit.alpha > theory ? 'above' : 'below'} it`;
  return `${law} Theory expects ${share(theory).toFixed(decimals)} % (alpha = ${formatNumber(theory)}): ${agrees}.`;
}

/** The limit of the floors along N as D grows, and whether it is the exact floor; null without such a limit. */
export function endlessFloorInWords({
  endlessFloor,
  knownFloor,
  examples,
}: Partial<Pick<Law, 'endlessFloor' | 'examples'>> & Pick<Law, 'knownFloor'>): string | null {
  if (endlessFloor?.fit.type !== 'fit') return null;
  const { floors, fit } = endlessFloor;
  const at = ({ D, fit: { E } }: (typeof floors)[number]): string =>
    `${formatNumber(E, 4)} after ${formatCount(D)}`;
  const [low, high] = fit.intervals.E;
  const error = halfWidth([low, high]);
  const course = `Left free, the floor along N falls from ${at(floors[0])} to ${at(floors[floors.length - 1])} ${examples}`;
  // An interval wider than the floors themselves does not determine their limit.
  if (error > floors[0].fit.E) return `${course}: these floors do not determine its limit with endless data.`;
  const limit = `${course}. Its limit with endless data is ${formatWithInterval(fit.E, [low, high])}.`;
  if (knownFloor === null) return limit;
  const agrees = knownFloor >= low && knownFloor <= high ? 'within the error' : 'outside the error';
  return `${limit} The exact one is ${formatNumber(knownFloor, 4)}: ${agrees}.`;
}
