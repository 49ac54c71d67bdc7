// Why points do not support a power law: each reason says what would settle it.

import { MINIMUM_DECADES, MINIMUM_SIZES, refusalOfSizes } from '../goodness/sizes.js';
import { invalidPoint } from '../goodness/words.js';
import { parameterCount } from './estimate.js';
import type { LawPoint, PowerLawOptions } from './law.js';
import type { Solution } from './solve.js';

/** Why points cannot be fitted at all, null if they can. */
export function refusalBeforeFit(points: readonly LawPoint[], options: PowerLawOptions): string | null {
  const { floor, minimumSizes = MINIMUM_SIZES, minimumDecades = MINIMUM_DECADES } = options;
  const invalid = invalidLawPoint(points);
  if (invalid !== null) return invalid;
  const sizes = points.map(({ x }) => x);
  // Without a spare point nothing shows how well the law holds.
  const needed = Math.max(minimumSizes, parameterCount(floor) + 1);
  const tooFew = refusalOfSizes(sizes, needed, minimumDecades);
  if (tooFew !== null) return tooFew;
  if (floor.type === 'fixed') {
    if (!Number.isFinite(floor.value) || floor.value < 0) {
      return `The known floor is ${floor.value}; it must be finite and at least 0.`;
    }
    if (points.every(({ loss }) => loss <= floor.value)) {
      return `Every loss lies below the known floor ${floor.value}. Check the floor, or how the loss is measured.`;
    }
  }
  return null;
}

/** What is wrong with the first point that has a size or loss not above 0, null if all are. */
export function invalidLawPoint(points: readonly LawPoint[]): string | null {
  return invalidPoint(points, ['x', 'loss'], (quantity) => (quantity === 'x' ? 'size' : quantity));
}

/** Why a solution is not a law, null if it is. */
export function refusalAfterFit({ amplitude, atEdge }: Solution): string | null {
  if (amplitude === 0 || atEdge === 'low') {
    return (
      'The loss does not fall as the size grows. Train the larger models longer or at a better learning rate, ' +
      'or cover a wider range of sizes.'
    );
  }
  if (atEdge === 'high') {
    return (
      'The loss falls only between the smallest sizes and is flat beyond them, so the exponent cannot be determined. ' +
      'Add sizes between the smallest two, or leave the smallest out.'
    );
  }
  return null;
}
