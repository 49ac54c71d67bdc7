// What a law cannot be fitted to, in words for people: each reason says what would settle it.

import { parameterCount } from './estimate.js';
import type { PowerLawOptions } from './fit-power-law.js';
import type { LawPoint } from './power-law.js';
import type { Solution } from './power-law-solver.js';

/** Reason to refuse points as they are, null to go on. */
export function refusalBeforeFit(points: readonly LawPoint[], options: PowerLawOptions): string | null {
  const { floor, minimumSizes = 4, minimumDecades = 0.95 } = options;
  const invalid = invalidLawPoint(points);
  if (invalid !== null) return invalid;
  const sizes = points.map(({ x }) => x);
  const distinct = new Set(sizes).size;
  // More points than parameters: without a spare one there is no telling how well the law holds.
  const needed = Math.max(minimumSizes, parameterCount(floor) + 1);
  if (distinct < needed) {
    return `A law needs at least ${needed} different sizes, and there ${distinct === 1 ? 'is' : 'are'} ${distinct}. Train more sizes.`;
  }
  const smallest = sizes.reduce((a, b) => Math.min(a, b));
  const largest = sizes.reduce((a, b) => Math.max(a, b));
  const decades = Math.log10(largest / smallest);
  if (decades < minimumDecades) {
    const reach = (smallest * 10 ** minimumDecades).toPrecision(3);
    return (
      `The sizes span ${decades.toFixed(2)} decades, and a law needs at least ${minimumDecades}. ` +
      `Add a size of ${Number(reach)} or more.`
    );
  }
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
