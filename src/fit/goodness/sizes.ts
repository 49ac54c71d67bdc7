// How many sizes a law needs, and how far apart: known before anything is trained.

import { rangeOf } from '../../base/maths/statistics.js';
import { isOrAre } from './words.js';

export const MINIMUM_SIZES = 4;
export const MINIMUM_DECADES = 0.95;

/** Why no law can be fitted along these sizes, all above 0; null if one can. */
export function refusalOfSizes(
  sizes: readonly number[],
  minimumSizes = MINIMUM_SIZES,
  minimumDecades = MINIMUM_DECADES,
): string | null {
  const distinct = new Set(sizes).size;
  if (distinct < minimumSizes) {
    return `A law needs at least ${minimumSizes} different sizes, and there ${isOrAre(distinct)}. Train more sizes.`;
  }
  const [smallest, largest] = rangeOf(sizes);
  const decades = Math.log10(largest / smallest);
  if (decades >= minimumDecades) return null;
  const reach = (smallest * 10 ** minimumDecades).toPrecision(3);
  return (
    `The sizes span ${decades.toFixed(2)} decades, and a law needs at least ${minimumDecades}. ` +
    `Add a size of ${Number(reach)} or more.`
  );
}
