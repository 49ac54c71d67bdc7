// By hand because these lines are all of it, and no maintained package has it.

/**
 * Akima's interpolation (J. ACM 17, 1970): cubic pieces whose slope at a point follows its four neighbouring chords, so that a
 * stray point bends the curve only near itself. `x` strictly ascending, at least 3 long; the result takes x within its range.
 */
export function akima(x: readonly number[], y: readonly number[]): (at: number) => number {
  const last = x.length - 1;
  const inner = x.slice(1).map((value, i) => (y[i + 1] - y[i]) / (value - x[i]));
  // Two chords beyond either end, on the parabola through the last three points.
  const before = 2 * inner[0] - inner[1];
  const after = 2 * inner[last - 1] - inner[last - 2];
  const chords = [2 * before - inner[0], before, ...inner, after, 2 * after - inner[last - 1]];
  const slopes = x.map((_, i) => {
    const [a, b, c, d] = chords.slice(i, i + 4);
    const [left, right] = [Math.abs(d - c), Math.abs(b - a)];
    return left + right > 0 ? (left * b + right * c) / (left + right) : (b + c) / 2;
  });
  return (at) => {
    const i = pieceOf(x, at);
    const width = x[i + 1] - x[i];
    const t = (at - x[i]) / width;
    // Hermite's cubic in u = 1 - t and t.
    const u = 1 - t;
    const ends = y[i] * u * u * (1 + 2 * t) + y[i + 1] * t * t * (1 + 2 * u);
    return ends + width * t * u * (slopes[i] * u - slopes[i + 1] * t);
  };
}

/** The i with x[i] <= at < x[i + 1], the outermost pieces taking what lies outside. */
function pieceOf(x: readonly number[], at: number): number {
  let [low, high] = [0, x.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  return low;
}
