// Where to start the search for a loss surface: variable projection (Golub & Pereyra 1973) over a grid of exponents. For each
// pair of them E, A and B >= 0 that fit best are a small linear problem, so nothing else needs guessing.
//
// A, B amplitudes at the centre, alpha, beta exponents, E irreducible loss; p = N^-alpha, q = D^-beta, centred.

import { solvePositive, type Matrix } from '../numerics/linear-algebra.js';
import { evenRatios } from '../numerics/log-axis.js';
import type { Objective, SurfaceData } from './objective.js';
import type { SurfaceStarts } from './surface.js';

/** Exponents of N, and of D, to start from, evenly spaced in ratio. The range ends earlier where a power would overflow. */
export const exponentStarts = { count: 22, range: [0.005, 6] } as const;
/** Starts besides the grid's own minima, far apart: outliers may mask the best valley from least squares. */
const SPREAD = [0.15, 0.6] as const;
const MOST_MINIMA = 4;

/** Least squares of relative or absolute errors at one pair of exponents. */
interface Cell {
  readonly theta: readonly number[];
  readonly value: number;
}

/** What a fit says of its starts. */
export function startsOf({ robust }: { readonly robust: boolean }): SurfaceStarts {
  return { ...exponentStarts, followed: MOST_MINIMA, besides: robust ? SPREAD : [] };
}

interface ExponentRanges {
  readonly alphaRange: readonly [low: number, high: number];
  readonly betaRange: readonly [low: number, high: number];
}

/** Parameters (E, A, B, alpha, beta) to start from, the most promising first. */
export function surfaceStarts(
  data: SurfaceData,
  { residuals, delta, tied }: Objective,
  { alphaRange, betaRange }: ExponentRanges,
): readonly (readonly number[])[] {
  const alphas = evenRatios(exponentStarts.count, alphaRange);
  const betas = tied ? alphas : evenRatios(exponentStarts.count, betaRange);
  const weights = data.loss.map((loss, i) => data.counts[i] / (residuals === 'log' ? loss * loss : 1));
  const columnsP = Array.from(alphas, (alpha) => makeColumn(alpha, data.n, data.loss, weights));
  const columnsQ = Array.from(betas, (beta) => makeColumn(beta, data.d, data.loss, weights));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const totalLoss = weights.reduce((sum, weight, i) => sum + weight * data.loss[i], 0);
  const cells = columnsP.map((p, i) =>
    columnsQ.map((q, j): Cell | null => {
      if (tied && i !== j) return null;
      let cross = 0;
      for (let k = 0; k < weights.length; k++) cross += p.weighted[k] * q.powers[k];
      const gram = [
        [total, p.sum, q.sum],
        [p.sum, p.square, cross],
        [q.sum, cross, q.square],
      ];
      const { x, value } = nonNegative(gram, [totalLoss, p.timesLoss, q.timesLoss]);
      return { theta: [...x, alphas[i], betas[j]], value };
    }),
  );
  const minima = cells
    .flatMap((row, i) => row.filter((_, j) => isLowest(cells, [i, j], tied)))
    .filter((cell) => cell !== null)
    .sort((a, b) => a.value - b.value)
    .slice(0, MOST_MINIMA);
  if (delta === Infinity && minima.length > 0) return minima.map(({ theta }) => theta);
  const spread = SPREAD.flatMap((alpha) =>
    SPREAD.filter((beta) => !tied || alpha === beta).map(
      (beta) => cells[nearest(alphas, alpha)][nearest(betas, beta)],
    ),
  ).filter((cell) => cell !== null);
  return [...new Set([...minima, ...spread])].map(({ theta }) => theta);
}

interface Column {
  readonly powers: Float64Array;
  readonly weighted: Float64Array;
  readonly sum: number;
  readonly square: number;
  readonly timesLoss: number;
}

function makeColumn(exponent: number, logs: Float64Array, loss: Float64Array, weights: Float64Array): Column {
  const powers = logs.map((log) => Math.exp(-exponent * log));
  const weighted = powers.map((power, i) => power * weights[i]);
  let [sum, square, timesLoss] = [0, 0, 0];
  for (let i = 0; i < powers.length; i++) {
    sum += weighted[i];
    square += weighted[i] * powers[i];
    timesLoss += weighted[i] * loss[i];
  }
  return { powers, weighted, sum, square, timesLoss };
}

/** No neighbour of a cell is lower. */
function isLowest(
  cells: readonly (readonly (Cell | null)[])[],
  [i, j]: readonly [row: number, column: number],
  tied: boolean,
): boolean {
  const cell = cells[i][j];
  if (cell === null) return false;
  for (const di of [-1, 0, 1]) {
    for (const dj of tied ? [di] : [-1, 0, 1]) {
      const neighbour = cells[i + di]?.[j + dj];
      if (neighbour && neighbour.value < cell.value) return false;
    }
  }
  return true;
}

function nearest(grid: Float64Array, value: number): number {
  return grid.reduce(
    (best, point, i) =>
      Math.abs(Math.log(point / value)) < Math.abs(Math.log(grid[best] / value)) ? i : best,
    0,
  );
}

/** Columns that may be other than zero: the active sets of three non-negative unknowns. */
const SUPPORTS = [[0, 1, 2], [0, 1], [0, 2], [1, 2], [0], [1], [2]] as const;

/** Least squares with x >= 0 from the normal equations of three columns: x, and x'Gx - 2x'b. */
function nonNegative(
  gram: Matrix,
  right: readonly number[],
): { readonly x: readonly number[]; readonly value: number } {
  let best = { x: [0, 0, 0], value: Infinity };
  for (const support of SUPPORTS) {
    const solution = solvePositive(
      support.map((j) => support.map((k) => gram[j][k])),
      support.map((j) => right[j]),
    );
    if (!solution || solution.some((xk) => xk < 0)) continue;
    // At a solution x'Gx = x'b.
    const value = -support.reduce<number>((sum, k, i) => sum + solution[i] * right[k], 0);
    if (value >= best.value) continue;
    // A solution within the bounds is the minimum.
    if (support.length === 3) return { x: solution, value };
    const x = [0, 0, 0];
    support.forEach((k, i) => (x[k] = solution[i]));
    best = { x, value };
  }
  return best;
}
