export type Matrix = readonly (readonly number[])[];

export interface Eigen {
  /** Ascending. */
  readonly values: readonly number[];
  /** vectors[k] belongs to values[k]; orthonormal. */
  readonly vectors: Matrix;
}

/** Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan 2013, 8.5). */
export function symmetricEigen(matrix: Matrix): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p][q] === 0) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const tan = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cos = 1 / Math.hypot(tan, 1);
        rotateColumns(a, p, q, cos, tan * cos);
        rotateRows(a, p, q, cos, tan * cos);
        rotateRows(v, p, q, cos, tan * cos);
      }
    }
  }
  const order = a.map((_, i) => i).sort((i, j) => a[i][i] - a[j][j]);
  return { values: order.map((i) => a[i][i]), vectors: order.map((i) => v[i]) };
}

function rotateRows(m: number[][], p: number, q: number, cos: number, sin: number): void {
  for (let k = 0; k < m.length; k++) {
    const [x, y] = [m[p][k], m[q][k]];
    m[p][k] = cos * x - sin * y;
    m[q][k] = sin * x + cos * y;
  }
}

function rotateColumns(m: number[][], p: number, q: number, cos: number, sin: number): void {
  for (const row of m) {
    const [x, y] = [row[p], row[q]];
    row[p] = cos * x - sin * y;
    row[q] = sin * x + cos * y;
  }
}

/** sqrt(g' Cov g): standard error of what changes with the parameters as g says. */
export function standardErrorAlong(covariance: Matrix, gradient: readonly number[]): number {
  const variance = gradient.reduce(
    (total, gj, j) => total + gradient.reduce((sum, gk, k) => sum + gj * gk * covariance[j][k], 0),
    0,
  );
  return Math.sqrt(Math.max(0, variance));
}
