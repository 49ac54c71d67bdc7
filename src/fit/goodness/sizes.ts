// How many sizes a law needs, and how far apart: known before anything is trained.

export const MINIMUM_SIZES = 4;
export const MINIMUM_DECADES = 0.95;

/** Reason why no law can be fitted along these sizes, all above 0; null if one can. */
export function refusalOfSizes(
  sizes: readonly number[],
  minimumSizes = MINIMUM_SIZES,
  minimumDecades = MINIMUM_DECADES,
): string | null {
  const distinct = new Set(sizes).size;
  if (distinct < minimumSizes) {
    return `A law needs at least ${minimumSizes} different sizes, and there ${distinct === 1 ? 'is' : 'are'} ${distinct}. Train more sizes.`;
  }
  const smallest = sizes.reduce((a, b) => Math.min(a, b));
  const largest = sizes.reduce((a, b) => Math.max(a, b));
  const decades = Math.log10(largest / smallest);
  if (decades >= minimumDecades) return null;
  const reach = (smallest * 10 ** minimumDecades).toPrecision(3);
  return (
    `The sizes span ${decades.toFixed(2)} decades, and a law needs at least ${minimumDecades}. ` +
    `Add a size of ${Number(reach)} or more.`
  );
}
