// Sentences that refusals and warnings of several laws share.

/** `is 1`, `are 2`. */
export function isOrAre(count: number): string {
  return `${count === 1 ? 'is' : 'are'} ${count}`;
}

export function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

/** What is wrong with the first point that has one of these quantities not above 0, null if all have. */
export function invalidPoint<Quantity extends string>(
  points: readonly Readonly<Record<Quantity, number>>[],
  quantities: readonly Quantity[],
  nameOf: (quantity: Quantity) => string = (quantity) => quantity,
): string | null {
  for (const [i, point] of points.entries()) {
    const wrong = quantities.find((quantity) => !isPositive(point[quantity]));
    if (wrong === undefined) continue;
    return (
      `Point ${i + 1} has ${nameOf(wrong)} ${point[wrong]}; it must be finite and above 0. ` +
      'Correct it or leave it out.'
    );
  }
  return null;
}

export const zeroFloor = 'The fitted floor is 0, its lower bound: these points do not show a floor yet.';

/** An estimate is badly known if its interval's half-width exceeds this share of it. */
const VAGUE = 0.5;

/** How far an estimate's interval reaches above it, in percent of it, where that is far; else null. */
export function vaguePercent(estimate: number, high: number): number | null {
  const percent = Math.round((100 * (high - estimate)) / estimate);
  return percent > 100 * VAGUE ? percent : null;
}
