// Where a function of one variable is zero, or lowest. By hand because each search knows when it has gone far enough: at a step of
// rounding, at a value near zero, or after so many evaluations of a whole refit.

/** A place and the function's value there. */
export interface Sample {
  readonly x: number;
  readonly value: number;
}

/**
 * A root between two places where the function has opposite signs, by false position with Illinois's halving of an end that stays
 * (Dowell & Jarratt 1971). `isNear` says whether the last sample is close enough, given where the one before it was.
 */
function falsePosition(
  f: (x: number) => number,
  [from, to]: readonly [Sample, Sample],
  mostRounds: number,
  isNear: (last: Sample, before: number) => boolean,
): number {
  let [a, fa, b, fb] = [from.x, from.value, to.x, to.value];
  let x = a;
  for (let round = 0; round < mostRounds; round++) {
    const before = x;
    x = b - (fb * (b - a)) / (fb - fa);
    const fx = f(x);
    if (isNear({ x, value: fx }, before)) break;
    // The new point replaces b; the old b becomes a if the root lies between them, else a stays with half its value.
    if (fx > 0 === fb > 0) fa /= 2;
    else [a, fa] = [b, fb];
    [b, fb] = [x, fx];
  }
  return x;
}

/** How near 0 a function is at its crossing. */
const NEAR_ZERO = 1e-6;
const MOST_CROSSING_ROUNDS = 40;

/** Where a function that is negative at `inside` passes 0 on its way to `outside`. */
export function crossing(f: (x: number) => number, inside: Sample, outside: number): number {
  const ends = [inside, { x: outside, value: f(outside) }] as const;
  return falsePosition(f, ends, MOST_CROSSING_ROUNDS, ({ value }) => Math.abs(value) < NEAR_ZERO);
}

/**
 * Halves the way between a place that is inside and one that is not, so many times; returns the two places that are left.
 * `middleOf` is the arithmetic mean if not given.
 */
export function bisect(
  isInside: (x: number) => boolean,
  [inside, outside]: readonly [inside: number, outside: number],
  steps: number,
  middleOf = (a: number, b: number): number => (a + b) / 2,
): readonly [inside: number, outside: number] {
  let [a, b] = [inside, outside];
  for (let step = 0; step < steps; step++) {
    const middle = middleOf(a, b);
    if (isInside(middle)) a = middle;
    else b = middle;
  }
  return [a, b];
}

/** Lowest sample of a function with one minimum between `low` and `high`, by so many steps of the golden section. */
export function goldenSection(
  f: (x: number) => number,
  [low, high]: readonly [low: number, high: number],
  steps: number,
): Sample {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [fa, fb] = [f(a), f(b)];
  for (let step = 0; step < steps; step++) {
    if (fa <= fb) {
      [high, b, fb] = [b, a, fa];
      a = high - golden * (high - low);
      fa = f(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + golden * (high - low);
      fb = f(b);
    }
  }
  return fa <= fb ? { x: a, value: fa } : { x: b, value: fb };
}

/** Value and slope of a function of one variable. */
export interface ValueAndSlope {
  readonly value: number;
  readonly slope: number;
}

/** A step of a smaller share of x is rounding. */
const SMALLEST_STEP = 1e-15;
const MOST_SLOPE_ROUNDS = 60;

/**
 * Lowest point of a smooth function over an ascending grid: wherever the slope turns from falling to rising between two grid points,
 * false position finds its zero, and so the minimum to full precision, where a comparison of values would stop at half the digits.
 * An end of the grid wins if nothing inside is lower. `evaluateOnGrid` takes an index, for what can be kept ready for the grid.
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
  const slopeAt = (x: number): number => evaluate(x).slope;
  for (let i = 1; i < grid.length; i++) {
    const right = evaluateOnGrid(i);
    if (left.slope < 0 && right.slope >= 0) {
      const ends = [
        { x: grid[i - 1], value: left.slope },
        { x: grid[i], value: right.slope },
      ] as const;
      const x = falsePosition(
        slopeAt,
        ends,
        MOST_SLOPE_ROUNDS,
        (last, before) => last.value === 0 || Math.abs(last.x - before) <= SMALLEST_STEP * Math.abs(last.x),
      );
      consider(x, evaluate(x));
    }
    left = right;
  }
  consider(grid[grid.length - 1], left);
  return best;
}
