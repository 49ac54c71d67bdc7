// Newton's method for a function of a few variables in a box. By hand because it needs bounds, and because it stops on the step: the
// objectives of laws are long flat valleys, where libraries that stop on a small change of the value end far from the minimum.

import { solvePositive, type Matrix } from './linear-algebra.js';

/** A function of a few variables with its derivatives. */
export interface SecondOrder {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: Matrix;
  /** Positive curvature of each variable alone, in whose units a step is damped where the Hessian is not to be trusted. */
  readonly curvatures: readonly number[];
}

export interface Box {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

const MOST_STEPS = 400;
/** Damping of a step that may end the search: where damping made a step small, it does not show the end. */
const LIGHT_DAMPING = 1e-7;
const LARGEST_DAMPING = 1e16;
const FIRST_DAMPING = 1e-3;
/** Values that differ by a smaller share are the same but for rounding. */
const SAME_VALUE = 1e-14;

export interface Minimized {
  /** The function alone, for trial steps. */
  value(x: readonly number[]): number;
  evaluate(x: readonly number[]): SecondOrder;
}

/**
 * Minimum of a function in a box by Newton's method with Levenberg's damping (Nocedal & Wright 2006, 10.3) on the variables
 * that are not held at the box (Bertsekas 1982). Stops on the step, never on a small change of the value: in a long flat
 * valley that is not the end. The last step moves no variable by more than the share `smallestStep` of it.
 */
export function minimizeNewton(
  start: readonly number[],
  { low, high }: Box,
  minimized: Minimized,
  smallestStep: number,
): readonly number[] {
  const intoBox = (k: number, x: number): number => Math.min(high[k], Math.max(low[k], x));
  let x = start.map((xk, k) => intoBox(k, xk));
  let at = minimized.evaluate(x);
  let damping = FIRST_DAMPING;
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
    if (!next || !(minimized.value(next) <= at.value * (1 + SAME_VALUE))) {
      damping = Math.max(10 * damping, 1e-6);
      continue;
    }
    const small = next.every((xk, k) => Math.abs(xk - x[k]) <= smallestStep * Math.max(Math.abs(xk), 1e-3));
    x = next;
    if (small && damping <= LIGHT_DAMPING) break;
    at = minimized.evaluate(x);
    damping = damping < 1e-12 ? 0 : damping / 10;
  }
  return x;
}
