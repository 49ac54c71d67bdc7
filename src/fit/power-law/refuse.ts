// What a law cannot be fitted to, in words for people: each reason says what would settle it.

import { parameterCount } from './estimate.js';
import type { PowerLawOptions } from './fit.js';
import type { LawPoint } from './law.js';
import type { Solution } from './solve.js';
import { MINIMUM_DECADES, MINIMUM_SIZES, refusalOfSizes } from '../goodness/sizes.js';

/** Reason to refuse points as they are, null to go on. */
export function refusalBeforeFit(points: readonly LawPoint[], options: PowerLawOptions): string | null {
  const { floor, minimumSizes = MINIMUM_SIZES, minimumDecades = MINIMUM_DECADES } = options;
  const invalid = invalidLawPoint(points);
  if (invalid !== null) return invalid;
  const sizes = points.map(({ x }) => x);
  // Without a spare point there is no telling how well the law holds.
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

/** What is wrong with the first point that is none, null if all have a positive size and loss. */
export function invalidLawPoint(points: readonly LawPoint[]): string | null {
  for (const [i, { x, loss }] of points.entries()) {
    if (!isPositive(x))
      return `Point ${i + 1} has size ${x}; sizes must be finite and above 0. Leave it out or mend it.`;
    if (!isPositive(loss)) {
      return `Point ${i + 1} has loss ${loss}; losses must be finite and above 0. Leave it out or mend it.`;
    }
  }
  return null;
}

/** Reason to refuse what came out, null if it is a law. */
export function refusalAfterFit({ amplitude, atEdge }: Solution): string | null {
  if (amplitude === 0 || atEdge === 'low') {
    return (
      'The loss does not fall as the size grows. Train the larger models longer or at a better learning rate, ' +
      'or cover a wider range of sizes.'
    );
  }
  if (atEdge === 'high') {
    return (
      'The loss falls only between the smallest sizes and is level after them, so that no exponent is too steep. ' +
      'Add sizes between the smallest two, or leave the smallest out.'
    );
  }
  return null;
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
