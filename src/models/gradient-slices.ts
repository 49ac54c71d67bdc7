// How the sums over rows that make a weight's gradient are split: a small network has too few weights to keep a GPU busy, and
// many rows.

/** Rows that make a slice worth it, and the most slices. */
const ROWS = 64;
const MOST = 8;
/** Most floats of gradient in all slices of a replica: large networks keep a GPU busy without them. */
const FLOATS = 1 << 21;

/** Slices of the rows of a batch, a power of two. As many however many replicas there are, so that each gets the bits it gets alone. */
export function gradientSlices(rows: number, parameters: number): number {
  const most = Math.min(MOST, rows / ROWS, FLOATS / parameters);
  let slices = 1;
  while (2 * slices <= most) slices *= 2;
  return slices;
}
