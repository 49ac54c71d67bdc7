/** How near 0 a function is at its crossing. */
const PRECISION = 1e-6;
const MOST_ROUNDS = 40;

/** Where a function with `atInside` < 0 inside passes 0 on its way outside: false position, with Illinois's halving of an end that stays. */
export function crossing(
  f: (x: number) => number,
  inside: number,
  outside: number,
  atInside: number,
): number {
  let [a, fa, b, fb] = [inside, atInside, outside, f(outside)];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const x = (a * fb - b * fa) / (fb - fa);
    const fx = f(x);
    if (Math.abs(fx) < PRECISION) return x;
    if (fx > 0 === fb > 0) fa /= 2;
    else [a, fa] = [b, fb];
    [b, fb] = [x, fx];
  }
  return b;
}
