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
}

/** A column that holds a quantity. */
interface QuantityColumn {
  readonly quantity: PointQuantity;
  readonly name: string;
  /** Place among the cells. */
  readonly at: number;
  /** What its numbers count in, by its name. */
  readonly unit: number | undefined;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A point without numbers. Copies with the same fields in the same order are made faster than any others. */
const blank: MeasuredPoint = {
  ...(Object.fromEntries(pointQuantities.map((quantity) => [quantity, null])) as Record<PointQuantity, null>),
  ...{ line: 0, cooled: true, computed: null, cells: {} },
};

/** What reads the rows of a file. All that is the same for each row is done once: a file may have 10^5 of them. */
export function rowReader({
  names,
  columns,
  decimalComma,
}: RowFormat): (line: Line, state: RowState) => RowReading {
  const quantityColumns = Object.entries(columns).map(([quantity, name]): QuantityColumn => ({
    quantity: quantity as PointQuantity,
    name,
    at: names.lastIndexOf(name),
    unit: withUnits.includes(quantity as PointQuantity) ? unitOfName(name) : undefined,
  }));
  const byName = cellsByName(names);
  return (line, state) => {
    const { cells } = line;
    const wrong = (reason: string): RowReading => ({
      point: null,
      problem: { line: line.line, reason, isWrong: true },
    });
    if (cells.length > names.length) return wrong(`has ${cells.length} cells under ${names.length} names`);
    const point: Mutable<MeasuredPoint> = {
      ...blank,
      line: line.line,
      cooled: state.cooled,
      cells: byName(cells),
    };
    let notANumber: string | null = null;
    for (const { quantity, name, at, unit } of quantityColumns) {
      const cell = cells[at] ?? '';
      const value = readQuantity(cell, decimalComma, unit);
      if (value === null) continue;
      if (ofOneLaw.includes(quantity)) point[quantity] = value > 0 ? value : NaN;
      else if (quantity === 'loss' && isNotFinite(cell))
        notANumber = `${name} is "${cell}", which is not a number`;
      else if (!Number.isFinite(value)) return wrong(`${name} is "${cell}", which is not a number`);
      else if (positive.includes(quantity) && value <= 0)
        return wrong(`${name} is ${cell}; expected a number above 0`);
      else point[quantity] = value;
    }
    return readingOf(point, state, notANumber);
  };
}

/** What names the cells of a row. */
function cellsByName(names: readonly string[]): (cells: readonly string[]) => Record<string, string> {
  // An assignment to this name would set no property.
  if (names.includes('__proto__'))
    return (cells) => Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  return (cells) => {
    const byName: Record<string, string> = {};
    for (let i = 0; i < names.length; i++) byName[names[i]] = cells[i] ?? '';
    return byName;
  };
}

/** The reading of a row whose cells can be read. */
function readingOf(
  point: MeasuredPoint,
  { ending, outcome }: RowState,
  notANumber: string | null,
): RowReading {
  const { line, N, D, C, loss, batch, steps } = point;
  let unfinished = ending === 'finished' ? notANumber : `did not finish: ${outcome}`;
  if (N === null && D === null && C === null && (batch === null || steps === null)) {
    return { point: null, problem: { line, reason: 'has no N, D or C' } };
  }
  if (loss === null) unfinished ??= 'has no loss';
  if (unfinished === null) return { point, problem: null };
  // A learning rate at which a run diverged is not the best; a run that was ended says nothing of its rate.
  const counts = ending !== 'unfinished';
  return { point: counts ? { ...point, loss: null } : null, problem: { line, reason: unfinished } };
}

/** How tables write the loss of a run that diverged. */
function isNotFinite(cell: string): boolean {
  return /^[-+]?(nan|inf|infinity)$/i.test(cell.trim());
}
