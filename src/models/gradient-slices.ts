// A weight's gradient is a sum over rows. A small network has many rows and too few weights to keep a GPU busy, so the sums are
// split into slices of the rows.

/** The fewest rows of a slice, and the most slices. */
const ROWS = 64;
const MOST = 8;
/** The most floats of gradient in all slices of a replica: large networks keep a GPU busy without slices. */
const FLOATS = 1 << 21;

/** Slices of the rows of a batch, a power of two. It does not depend on the number of replicas, so each gets the bits it gets alone. */
export function gradientSlices(rows: number, parameters: number): number {
  const most = Math.min(MOST, rows / ROWS, FLOATS / parameters);
  let slices = 1;
  while (2 * slices <= most) slices *= 2;
  return slices;
}
