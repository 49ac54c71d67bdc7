// What `Math.min(...values)`, `Math.max(...values)` and `list.push(...values)` do, for any number of values: a call takes about a
// hundred thousand arguments, then it throws a RangeError. eslint.config.mjs refuses those.

/** The smallest value: Infinity of none, NaN where one is. */
export function smallest(values: Iterable<number>): number {
  let least = Infinity;
  for (const value of values) least = Math.min(least, value);
  return least;
}

/** The largest value: -Infinity of none, NaN where one is. */
export function largest(values: Iterable<number>): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  return most;
}

/** Adds values to the end of a list. */
export function append<Value>(list: Value[], values: Iterable<Value>): void {
  for (const value of values) list.push(value);
}
