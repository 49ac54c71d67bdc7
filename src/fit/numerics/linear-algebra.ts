// Small symmetric matrices, at most six wide: eigenvalues, solutions, and the inverse of a Gram matrix. By hand because a library of
// matrices weighs more than all of src/fit, and the fits need to know when a matrix is singular but for rounding.

export type Matrix = readonly (readonly number[])[];

export interface Eigen {
  /** Ascending. */
  readonly values: readonly number[];
  /** vectors[k] belongs to values[k]; orthonormal. */
  readonly vectors: Matrix;
}

const JACOBI_SWEEPS = 30;
/** A diagonal that Cholesky's factors reduce to less than this share of itself is rounding. */
const SINGULAR = 1e-14;
/** Smaller eigenvalues of the scaled Gram matrix are rounding. */
const SMALLEST_EIGENVALUE = 1e-15;

/** Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan 2013, 8.5). */
export function symmetricEigen(matrix: Matrix): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p][q] === 0) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const tan = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cos = 1 / Math.hypot(tan, 1);
        const turn = { cos, sin: tan * cos };
        rotateColumns(a, p, q, turn);
        rotateRows(a, p, q, turn);
        rotateRows(v, p, q, turn);
      }
    }
  }
  const order = a.map((_, i) => i).sort((i, j) => a[i][i] - a[j][j]);
  return { values: order.map((i) => a[i][i]), vectors: order.map((i) => v[i]) };
}

interface Turn {
  readonly cos: number;
  readonly sin: number;
}

function rotateRows(m: number[][], p: number, q: number, { cos, sin }: Turn): void {
  for (let k = 0; k < m.length; k++) {
    const [x, y] = [m[p][k], m[q][k]];
    m[p][k] = cos * x - sin * y;
    m[q][k] = sin * x + cos * y;
  }
}

function rotateColumns(m: number[][], p: number, q: number, { cos, sin }: Turn): void {
  for (const row of m) {
    const [x, y] = [row[p], row[q]];
    row[p] = cos * x - sin * y;
    row[q] = sin * x + cos * y;
  }
}

/** Solution of a symmetric system by Cholesky's factors, null if the matrix is not positive definite. */
export function solvePositive(matrix: Matrix, right: readonly number[]): number[] | null {
  const n = right.length;
  const factor = matrix.map((row) => [...row]);
  const y = [...right];
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) factor[j][j] -= factor[j][k] ** 2;
    if (!(factor[j][j] > SINGULAR * matrix[j][j])) return null;
    factor[j][j] = Math.sqrt(factor[j][j]);
    for (let i = j + 1; i < n; i++) {
      for (let k = 0; k < j; k++) factor[i][j] -= factor[i][k] * factor[j][k];
      factor[i][j] /= factor[j][j];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) y[i] -= factor[i][k] * y[k];
    y[i] /= factor[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) y[i] -= factor[k][i] * y[k];
    y[i] /= factor[i][i];
  }
  return y;
}

/**
 * (J'J)^-1 and the condition number of J with its columns scaled to one length, for rows J of a few columns, none of them all
 * zero.
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

/** sqrt(g' Cov g): standard error of a quantity whose derivatives by the parameters are g. */
export function standardErrorAlong(covariance: Matrix, gradient: readonly number[]): number {
  const variance = gradient.reduce(
    (total, gj, j) => total + gradient.reduce((sum, gk, k) => sum + gj * gk * covariance[j][k], 0),
    0,
  );
  return Math.sqrt(Math.max(0, variance));
}

export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
