// The column that splits a table into groups with a law each: where one law for all rows misses them by more than one law each does.
//
// C training FLOPs, D samples or tokens seen, L loss, N parameters.

import { formatNumber } from '../../base/format.js';
import { groupBy } from '../../base/group-by.js';
import { largest, smallest } from '../../base/many.js';
import { solvePositive } from '../../fit/numerics/linear-algebra.js';
import { sizes, type Size } from './six-nd.js';
import type { FinishedPoint } from './point-table.js';

/** A column whose values may be groups. */
export interface Candidate {
  readonly column: string;
  readonly isText: boolean;
}

/** What the rows say of a column. */
export interface Judgement {
  readonly column: string;
  readonly values: readonly string[];
  /** Root mean square of the log losses about one law for all, and about one law each. */
  readonly together: number;
  readonly apart: number;
  readonly splits: boolean;
  /** By how much one law each is better. */
  readonly gain: number;
}

/** A law needs as many sizes. */
const FEWEST_SIZES = 4;
/** One law each must be as many times nearer to the rows, and better by as much of Akaike's criterion. */
const NEARER = 1.3;
const BETTER = 10;
/** Groups of a column of numbers have similar numbers of rows; what is measured seldom has. */
const MOST_UNEVEN = 2;
/** Losses that laws miss by less are met. */
const MET = 1e-4;
/** What is added to sums of squares, so that rows that a law meets exactly compare too. */
const EXACT = MET ** 2;

/** The judgement of each candidate that has groups to compare. Pure. */
export function judgeGroups(
  candidates: readonly Candidate[],
  points: readonly FinishedPoint[],
): readonly Judgement[] {
  const axes = axesOf(points);
  if (axes.length === 0) return [];
  return candidates.flatMap((candidate) => judge(candidate, points, axes) ?? []);
}

/** The column that splits the table best; null where one law holds for all. */
export function bestSplit(judgements: readonly Judgement[]): Judgement | null {
  const splitting = judgements.filter(({ splits }) => splits);
  return splitting.reduce<Judgement | null>(
    (best, other) => (best && best.gain >= other.gain ? best : other),
    null,
  );
}

/** Both errors in a sentence. */
export function judgementInWords({ column, values, together, apart, splits }: Judgement): string {
  const errors = `one law for all ${values.length} misses the losses by ${percent(together)}, one law each by ${percent(apart)}`;
  return splits
    ? `The rows are split by ${column}: ${errors}.`
    : `The rows of all ${column} are fitted together: ${errors}.`;
}

function percent(share: number): string {
  return `${formatNumber(100 * share, 2)} %`;
}

function judge(
  { column, isText }: Candidate,
  points: readonly FinishedPoint[],
  axes: readonly Size[],
): Judgement | null {
  const groups = [...groupBy(points, ({ cells }) => cells[column] ?? '')];
  if (
    namesSizes(
      groups.map(([, rows]) => rows),
      points,
    )
  )
    return null;
  const large = groups.filter(([, rows]) => sizesOf(rows, axes[0]) >= FEWEST_SIZES);
  if (large.length < 2) return null;
  const counts = large.map(([, { length }]) => length);
  if (!isText && largest(counts) > MOST_UNEVEN * smallest(counts)) return null;
  const rows = large.flatMap(([, members]) => members);
  const terms = termsFor(smallest(counts), axes.length);
  const together = sumOfSquares(rows, axes, terms);
  const apart = large.reduce((sum, [, members]) => sum + sumOfSquares(members, axes, terms), 0);
  const n = rows.length;
  const criterion = (squares: number, parameters: number): number =>
    n * Math.log(squares / n + EXACT) + 2 * parameters * (n / Math.max(n - parameters - 1, 1));
  const gain = criterion(together, terms + 1) - criterion(apart, large.length * terms + 1);
  const [one, each] = [Math.sqrt(together / n), Math.sqrt(apart / n)];
  return {
    column,
    values: groups.map(([value]) => value),
    together: one,
    apart: each,
    splits: gain > BETTER && one > NEARER * each && one > MET,
    gain,
  };
}

/** Whether each value comes with one N, one D or one C: it names a size then, and not a group. */
function namesSizes(
  groups: readonly (readonly FinishedPoint[])[],
  points: readonly FinishedPoint[],
): boolean {
  return sizes.some((size) => sizesOf(points, size) > 1 && groups.every((rows) => sizesOf(rows, size) === 1));
}

/** N and D where both vary, else what does: C alone follows from them. */
function axesOf(points: readonly FinishedPoint[]): readonly Size[] {
  const varying = sizes.filter(
    (size) => sizesOf(points, size) > 1 && points.every((row) => row[size] !== null),
  );
  const both = varying.filter((size) => size !== 'C');
  return both.length > 0 ? both : varying;
}

function sizesOf(points: readonly FinishedPoint[], size: Size): number {
  return new Set(points.map((row) => row[size])).size;
}

/** How many terms of a parabola of log loss over the logarithms of sizes so many rows allow: all, those that are linear, or one. */
function termsFor(rows: number, axes: number): number {
  const linear = axes + 1;
  const all = axes === 1 ? 3 : 6;
  return rows >= all + 2 ? all : rows >= linear + 2 ? linear : 1;
}

/** Of log losses about the parabola of least squares over the logarithms of their sizes. */
function sumOfSquares(rows: readonly FinishedPoint[], axes: readonly Size[], terms: number): number {
  const logs = rows.map((row) => axes.map((axis) => Math.log(row[axis] ?? 1)));
  const centres = axes.map((_, i) => logs.reduce((sum, at) => sum + at[i], 0) / rows.length);
  const scales = axes.map(
    (_, i) => Math.sqrt(logs.reduce((sum, at) => sum + (at[i] - centres[i]) ** 2, 0) / rows.length) || 1,
  );
  const basis = logs.map((at) => {
    const [u, v] = at.map((value, i) => (value - centres[i]) / scales[i]);
    return (axes.length === 1 ? [1, u, u * u] : [1, u, v, u * v, u * u, v * v]).slice(0, terms);
  });
  const losses = rows.map(({ loss }) => Math.log(loss));
  // A little of a ridge, so that sizes in a line or on one value have a solution too.
  const gram = Array.from({ length: terms }, (_, i) =>
    Array.from({ length: terms }, (_, j) =>
      basis.reduce((sum, row) => sum + row[i] * row[j], i === j ? 1e-9 * rows.length : 0),
    ),
  );
  const right = Array.from({ length: terms }, (_, i) =>
    basis.reduce((sum, row, k) => sum + row[i] * losses[k], 0),
  );
  const solution = solvePositive(gram, right);
  if (solution === null) return Infinity;
  return basis.reduce(
    (sum, row, k) => sum + (losses[k] - row.reduce((value, term, i) => value + term * solution[i], 0)) ** 2,
    0,
  );
}
