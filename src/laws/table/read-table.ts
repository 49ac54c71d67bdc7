// Rows of text -> a table of points by what its columns hold, with sizes that follow from the others.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { sixND, sizes, type Size } from './six-nd.js';
import { markCurves } from './curves.js';
import type { NumberCells } from './text/decimal-mark.js';
import type { ColumnMapping, FinishedPoint, MeasuredPoint, PointTable } from './point-table.js';
import { rowReader, type RowProblem } from './read-row.js';
import type { TextTable } from './text/text-table.js';
import { readState } from './state.js';
import type { TakenColumns } from './taken-columns.js';

/** The table, and the rows that are not fitted. */
export function readTable(
  text: TextTable,
  taken: TakenColumns,
  decimalComma: boolean,
): { readonly table: PointTable; readonly problems: readonly RowProblem[] } {
  const present = Object.fromEntries(
    Object.entries(taken).flatMap(([quantity, { name }]) => (name === null ? [] : [[quantity, name]])),
  ) as ColumnMapping;
  const problems: RowProblem[] = [];
  const points: FinishedPoint[] = [];
  const failed: MeasuredPoint[] = [];
  const stateOf = readState(text.names, text.rows);
  const read = rowReader({
    names: text.names,
    columns: taken,
    decimalComma,
  });
  for (const line of text.rows) {
    const { point, problem } = read(line, stateOf(line.cells));
    if (problem) problems.push(problem);
    if (point === null) continue;
    const complete = fillIn(point);
    const outside = outsideOf(complete);
    if (outside !== null) {
      problems.push({
        line: line.line,
        reason: outside,
        why: 'sizes leave the range of numbers',
        isWrong: true,
      });
      continue;
    }
    if (isFinished(complete)) points.push(complete);
    else failed.push(complete);
  }
  const filled = filledSizes(present, points);
  const formulas = Object.fromEntries(
    sizes
      .filter((size) => filled[size] !== undefined && present[size] === undefined)
      .map((size) => [size, sixND[size].text]),
  );
  return {
    table: {
      columns: { ...present, ...formulas },
      filled,
      names: text.names,
      points: markCurves(points, failed, present, text.names),
      failed,
    },
    problems,
  };
}

/** The cells that hold quantities, those of the loss apart. */
export function numberCells(
  { names, rows, delimiter }: TextTable,
  { loss, ...others }: ColumnMapping,
): NumberCells {
  function* cellsOf(columns: readonly (string | undefined)[]): Generator<string> {
    const places = columns.map((name) => names.indexOf(name ?? ''));
    for (const { cells } of rows) for (const at of places) yield cells[at] ?? '';
  }
  return {
    losses: cellsOf(loss === undefined ? [] : [loss]),
    others: cellsOf(Object.values(others)),
    delimiter,
  };
}

function isFinished(point: MeasuredPoint): point is FinishedPoint {
  return point.loss !== null;
}

/** Computes the one of N, D and C that is missing by C = 6 N D. */
function fillIn(point: MeasuredPoint): MeasuredPoint {
  const missing = sizes.filter((size) => point[size] === null);
  const [size] = missing;
  const value = missing.length === 1 ? sixND[size].value(point) : null;
  return value === null ? point : { ...point, computed: size, [size]: value };
}

/** Why the size that was computed is none, null where it is one: products of large or small numbers leave the range of numbers. */
function outsideOf(point: MeasuredPoint): string | null {
  const { computed } = point;
  if (computed === null) return null;
  const value = point[computed] ?? 0;
  if (value > 0 && Number.isFinite(value)) return null;
  return `${computed} would be ${sixND[computed].text} = ${value}, which is too ${value > 0 ? 'large' : 'small'}`;
}

/** A sentence for each size that is computed, in all rows or in some. */
function filledSizes(columns: ColumnMapping, points: readonly MeasuredPoint[]): PointTable['filled'] {
  const filled: Partial<Record<Size, string>> = {};
  for (const size of sizes) {
    if (!points.some(({ computed }) => computed === size)) continue;
    const { text } = sixND[size];
    filled[size] =
      columns[size] === undefined
        ? `There is no column ${size}: it is taken to be ${text}.`
        : `Where ${size} is missing it is taken to be ${text}.`;
  }
  return filled;
}
