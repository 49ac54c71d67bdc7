/** Place of the lowest number, the first of equals; what is no number counts as the highest. 0 where there is none. */
export function indexOfLowest(values: ArrayLike<number>): number {
  let lowest = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] < values[lowest] || Number.isNaN(values[lowest])) lowest = i;
  }
  return lowest;
}
