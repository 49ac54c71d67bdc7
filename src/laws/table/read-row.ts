// A row of a table of points, read by what its columns hold, or what is wrong with it.

import type { Line } from './text/csv.js';
import {
  pointQuantities,
  type ColumnMapping,
  type MeasuredPoint,
  type PointQuantity,
} from './point-table.js';
import { readQuantity, unitOfName } from './text/quantity.js';
import type { RowState } from './state.js';

export interface RowProblem {
  /** Line of the file, or row of its list, from 1. */
  readonly line: number;
  readonly reason: string;
  /** The row cannot be read, and not only lacks a result. */
  readonly isWrong?: true;
}

interface RowReading {
  /** Null where the row has no place in the table. */
  readonly point: MeasuredPoint | null;
  /** Why it is not fitted. */
  readonly problem: RowProblem | null;
}

/** Counts that are never 0 or less. */
const positive: readonly PointQuantity[] = ['N', 'D', 'C', 'loss'];
/** Quantities whose columns may count in a unit that their name says. */
const withUnits: readonly PointQuantity[] = ['N', 'D', 'C', 'seen', 'unique'];
/** Quantities that only laws of their own need: what is wrong with them is for these laws to say, and NaN here. */
const ofOneLaw: readonly PointQuantity[] = ['seen', 'unique', 'batch', 'steps'];

/** How the rows of a file are read. */
export interface RowFormat {
  readonly names: readonly string[];
  readonly columns: ColumnMapping;
  readonly decimalComma: boolean;
  /** What the numbers of a quantity count in, by the name of its column. */
  readonly units: Readonly<Partial<Record<PointQuantity, number>>>;
}

/** The units of columns. */
export function unitsOf(columns: ColumnMapping): RowFormat['units'] {
  return Object.fromEntries(withUnits.map((quantity) => [quantity, unitOfName(columns[quantity] ?? '')]));
}

export function readRow(
  { names, columns, decimalComma, units }: RowFormat,
  { line, cells }: Line,
  { ending, outcome, cooled }: RowState,
): RowReading {
  const wrong = (reason: string): RowReading => ({ point: null, problem: { line, reason, isWrong: true } });
  if (cells.length > names.length) return wrong(`has ${cells.length} cells under ${names.length} names`);
  const byName = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  const numbers = Object.fromEntries(pointQuantities.map((quantity) => [quantity, null])) as Record<
    PointQuantity,
    number | null
  >;
  let unfinished = ending === 'finished' ? null : `did not finish: ${outcome}`;
  for (const [quantity, name] of Object.entries(columns) as [PointQuantity, string][]) {
    const cell = byName[name];
    const value = readQuantity(cell, decimalComma, units[quantity]);
    if (value === null) continue;
    if (ofOneLaw.includes(quantity)) numbers[quantity] = value > 0 ? value : NaN;
    else if (quantity === 'loss' && isNotFinite(cell))
      unfinished ??= `${name} is "${cell}", which is not a number`;
    else if (!Number.isFinite(value)) return wrong(`${name} is "${cell}", which is not a number`);
    else if (positive.includes(quantity) && value <= 0)
      return wrong(`${name} is ${cell}; expected a number above 0`);
    else numbers[quantity] = value;
  }
  const { N, D, C, loss, batch, steps } = numbers;
  if ([N, D, C].every((size) => size === null) && (batch === null || steps === null)) {
    return { point: null, problem: { line, reason: 'has no N, D or C' } };
  }
  if (loss === null) unfinished ??= 'has no loss';
  const point: MeasuredPoint = { ...numbers, line, cooled, computed: null, cells: byName };
  if (unfinished === null) return { point, problem: null };
  // A learning rate at which a run diverged is not the best; a run that was ended says nothing of its rate.
  const counts = ending !== 'unfinished';
  return { point: counts ? { ...point, loss: null } : null, problem: { line, reason: unfinished } };
}

/** How tables write the loss of a run that diverged. */
function isNotFinite(cell: string): boolean {
  return /^[-+]?(nan|inf|infinity)$/i.test(cell.trim());
}
