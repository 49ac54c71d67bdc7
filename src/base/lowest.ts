/** Index of the lowest number, the first of equals; NaN counts as the highest. 0 for an empty list. */
export function indexOfLowest(values: ArrayLike<number>): number {
  let lowest = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] < values[lowest] || Number.isNaN(values[lowest])) lowest = i;
  }
  return lowest;
}
