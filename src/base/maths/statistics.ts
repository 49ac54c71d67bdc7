/** Of a normal distribution 95 % lie within as many standard deviations. */
export const Z95 = 1.959963984540054;

/** Arithmetic mean; NaN of no values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

export function sumOfSquares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}

/** 0 of no values. */
export function rootMeanSquare(values: ArrayLike<number>): number {
  return Math.sqrt(sumOfSquares(values) / Math.max(1, values.length));
}

/** Half of an interval's width. */
export function halfWidth([low, high]: readonly [low: number, high: number]): number {
  return (high - low) / 2;
}

/** Smallest and largest value; [Infinity, -Infinity] of no values. */
export function rangeOf(values: ArrayLike<number>): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return [low, high];
}

/** The value below which a share `q` of ascending values lies, linear between neighbours. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
