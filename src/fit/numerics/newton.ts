/** A function of a few variables with its derivatives. */
export interface SecondOrder {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: readonly (readonly number[])[];
  /** Positive curvature of each variable alone, in whose units a step is damped where the Hessian is not to be trusted. */
  readonly curvatures: readonly number[];
}

export interface Box {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

const MOST_STEPS = 400;
/** Damping of a step that may end the search: a small step is no sign of the end if damping made it small. */
const LIGHT_DAMPING = 1e-7;
const LARGEST_DAMPING = 1e16;
/** Values that differ by less are the same but for rounding. */
const ROUNDING = 1e-14;

/**
 * Minimum of a function in a box by Newton's method with Levenberg's damping (Nocedal & Wright 2006, 10.3) on the variables
 * that are not held at the box (Bertsekas 1982). Stops on the step, never on a small change of the value: in a long flat
 * valley that is not the end. The last step moves no variable by more than the share `smallestStep` of it. `value` is the function alone, for trial steps.
 */
export function minimizeNewton(
  start: readonly number[],
  { low, high }: Box,
  value: (x: readonly number[]) => number,
  evaluate: (x: readonly number[]) => SecondOrder,
  smallestStep: number,
): readonly number[] {
  const intoBox = (k: number, x: number): number => Math.min(high[k], Math.max(low[k], x));
  let x = start.map((xk, k) => intoBox(k, xk));
  let at = evaluate(x);
  let damping = 1e-3;
  for (let step = 0; step < MOST_STEPS && damping < LARGEST_DAMPING; step++) {
    const { gradient, hessian, curvatures } = at;
    const free = x.flatMap((xk, k) =>
      (xk <= low[k] && gradient[k] > 0) || (xk >= high[k] && gradient[k] < 0) ? [] : [k],
    );
    const matrix = free.map((j) => free.map((k) => hessian[j][k] + (j === k ? damping * curvatures[j] : 0)));
    const move = solvePositive(
      matrix,
      free.map((k) => -gradient[k]),
    );
    const next = move && [...x];
    if (next) free.forEach((k, i) => (next[k] = intoBox(k, x[k] + move[i])));
    if (!next || !(value(next) <= at.value * (1 + ROUNDING))) {
      damping = Math.max(10 * damping, 1e-6);
      continue;
    }
    const small = next.every((xk, k) => Math.abs(xk - x[k]) <= smallestStep * Math.max(Math.abs(xk), 1e-3));
    x = next;
    if (small && damping <= LIGHT_DAMPING) break;
    at = evaluate(x);
    damping = damping < 1e-12 ? 0 : damping / 10;
  }
  return x;
}

/** Solution of a small symmetric system by Cholesky's factors, null if the matrix is not positive definite. */
function solvePositive(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const n = right.length;
  const factor = matrix.map((row) => [...row]);
  const y = [...right];
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) factor[j][j] -= factor[j][k] ** 2;
    // What is left of the diagonal is rounding.
    if (!(factor[j][j] > 1e-14 * matrix[j][j])) return null;
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
