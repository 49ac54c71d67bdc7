/** Value and slope of a function of one variable. */
export interface ValueAndSlope {
  readonly value: number;
  readonly slope: number;
}

/**
 * Lowest point of a smooth function over an ascending grid: wherever the slope turns from falling to rising between two grid
 * points, its zero is closed in by false position (Illinois; Dowell & Jarratt 1971), which finds a minimum to full precision
 * where comparing values stops at half the digits. An end of the grid wins if nothing inside
 * is lower. `evaluateOnGrid` takes an index, for what can be kept ready for the grid.
 */
export function minimizeOnGrid<T extends ValueAndSlope>(
  grid: ArrayLike<number>,
  evaluate: (x: number) => T,
  evaluateOnGrid: (index: number) => T,
): { readonly x: number; readonly at: T } {
  let left = evaluateOnGrid(0);
  let best = { x: grid[0], at: left };
  const consider = (x: number, at: T): void => {
    if (at.value < best.at.value) best = { x, at };
  };
  for (let i = 1; i < grid.length; i++) {
    const right = evaluateOnGrid(i);
    if (left.slope < 0 && right.slope >= 0) {
      const x = zeroOfSlope(grid[i - 1], left.slope, grid[i], right.slope, evaluate);
      consider(x, evaluate(x));
    }
    left = right;
  }
  consider(grid[grid.length - 1], left);
  return best;
}

/** Where the slope is zero between a, where it is below, and b, where it is above. */
function zeroOfSlope(
  a: number,
  slopeA: number,
  b: number,
  slopeB: number,
  evaluate: (x: number) => ValueAndSlope,
): number {
  let x = a;
  for (let i = 0; i < 60; i++) {
    const previous = x;
    x = b - (slopeB * (b - a)) / (slopeB - slopeA);
    const { slope } = evaluate(x);
    if (slope === 0 || Math.abs(x - previous) <= 1e-15 * Math.abs(x)) break;
    // The new point replaces b; the old b becomes a if the zero lies between them, else a stays with half its slope.
    if (slope > 0 === slopeB > 0) slopeA /= 2;
    else [a, slopeA] = [b, slopeB];
    [b, slopeB] = [x, slope];
  }
  return x;
}
