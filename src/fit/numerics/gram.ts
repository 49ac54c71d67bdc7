import { symmetricEigen, type Matrix } from './symmetric.js';

/** Smaller eigenvalues of the scaled design's Gram matrix are rounding. */
const SMALLEST_EIGENVALUE = 1e-15;

/**
 * (J'J)^-1 and the condition number of J with its columns scaled to one length, for rows J of a few columns, none
 * of them all zero.
 */
export function invertGram(rows: Matrix): { readonly inverse: Matrix; readonly condition: number } {
  const columns = rows[0].map((_, k) => k);
  const lengths = columns.map((k) => Math.sqrt(rows.reduce((sum, row) => sum + row[k] ** 2, 0)));
  const gram = columns.map((j) =>
    columns.map((k) => rows.reduce((sum, row) => sum + (row[j] / lengths[j]) * (row[k] / lengths[k]), 0)),
  );
  const { values, vectors } = symmetricEigen(gram);
  const safe = values.map((value) => Math.max(value, SMALLEST_EIGENVALUE));
  const inverse = columns.map((j) =>
    columns.map(
      (k) =>
        safe.reduce((sum, value, e) => sum + (vectors[e][j] * vectors[e][k]) / value, 0) /
        (lengths[j] * lengths[k]),
    ),
  );
  return { inverse, condition: Math.sqrt(safe[safe.length - 1] / safe[0]) };
}
