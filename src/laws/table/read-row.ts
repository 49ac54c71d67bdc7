// A row of a table of points, read by what its columns hold, or what is wrong with it.

import type { Line } from './text/csv.js';
import { pointQuantities, type MeasuredPoint, type PointQuantity } from './point-table.js';
import { readQuantity } from './text/quantity.js';
import type { TakenColumns } from './taken-columns.js';
import type { RowState } from './state.js';

export interface RowProblem {
  /** Line of the file, or row of its list, from 1. */
  readonly line: number;
  readonly reason: string;
  /** The same without what is particular to the row: rows are counted by it. */
  readonly why: string;
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
/** Quantities that only laws of their own need: what is wrong with them is for these laws to say, and NaN here. */
const ofOneLaw: readonly PointQuantity[] = ['seen', 'unique', 'batch', 'steps'];

/** How the rows of a file are read. */
export interface RowFormat {
  readonly names: readonly string[];
  readonly columns: TakenColumns;
  readonly decimalComma: boolean;
}

/** A column that holds a quantity. */
interface QuantityColumn {
  readonly quantity: PointQuantity;
  readonly name: string;
  /** Place among the cells. */
  readonly at: number;
  readonly scale: number;
  readonly logarithm: boolean;
  readonly base: number | null;
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
  const quantityColumns = Object.entries(columns).flatMap(
    ([quantity, { name, scale, logarithm, base }]): QuantityColumn[] =>
      name === null
        ? []
        : [
            {
              quantity: quantity as PointQuantity,
              name,
              at: names.indexOf(name),
              scale,
              logarithm: logarithm === true,
              base: base ?? null,
            },
          ],
  );
  const byName = cellsByName(names);
  return (line, state) => {
    const { cells } = line;
    const wrong = (reason: string, why: string): RowReading => ({
      point: null,
      problem: { line: line.line, reason, why, isWrong: true },
    });
    if (cells.length > names.length) {
      return wrong(`has ${cells.length} cells under ${names.length} names`, 'more cells than names');
    }
    const point: Mutable<MeasuredPoint> = {
      ...blank,
      line: line.line,
      cooled: state.cooled,
      cells: byName(cells),
    };
    let notANumber: string | null = null;
    let zero: string | null = null;
    for (const { quantity, name, at, scale, logarithm, base } of quantityColumns) {
      const cell = cells[at] ?? '';
      const read = readQuantity(cell, decimalComma, base === null ? scale : 1);
      if (read === null) continue;
      const plain = base === null ? read : scale * base ** read;
      const value = logarithm ? Math.log(plain) : plain;
      if (ofOneLaw.includes(quantity)) point[quantity] = value > 0 && value < Infinity ? value : NaN;
      else if (quantity === 'loss' && isNotFinite(cell))
        notANumber = `${name} is "${cell}", which is not a number`;
      // It is a result, which a law of logarithms cannot have.
      else if (quantity === 'loss' && value === 0) zero = name;
      else if (!Number.isFinite(plain)) {
        return wrong(`${name} is "${cell}", which is not a number`, `${name} is not a number`);
      } else if (positive.includes(quantity) && !(value > 0)) {
        const least = logarithm ? 'perplexity above 1' : 'number above 0';
        return wrong(`${name} is ${cell}; expected a ${least}`, `${name} is not a ${least}`);
      } else point[quantity] = value;
    }
    if (zero !== null && state.ending === 'finished') {
      const isPerplexity = columns.loss?.logarithm === true;
      const why = isPerplexity
        ? 'the loss is exactly 0, which has no logarithm'
        : `${zero} is exactly 0, which has no logarithm`;
      const reason = isPerplexity ? `${zero} is 1; expected a perplexity above 1` : why;
      return { point: null, problem: { line: line.line, reason, why } };
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
  let [unfinished, why] =
    ending === 'finished'
      ? [notANumber, 'the loss is not a number']
      : [`did not finish: ${outcome}`, `did not finish: ${outcome}`];
  if (N === null && D === null && C === null && (batch === null || steps === null)) {
    return { point: null, problem: { line, reason: 'has no N, D or C', why: 'no N, D or C' } };
  }
  if (loss === null && unfinished === null) [unfinished, why] = ['has no loss', 'no loss'];
  if (unfinished === null) return { point, problem: null };
  // A learning rate at which a run diverged is not the best; a run that was ended says nothing of its rate.
  const counts = ending !== 'unfinished';
  return { point: counts ? { ...point, loss: null } : null, problem: { line, reason: unfinished, why } };
}

/** How tables write the loss of a run that diverged. */
function isNotFinite(cell: string): boolean {
  return /^[-+]?(nan|inf|infinity|∞|#num!|#div\/0!|#n\/a|#value!|diverged)$/i.test(cell.trim());
}
