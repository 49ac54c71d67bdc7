// Points from anywhere: which column is what, numbers with their units, bad rows by line. Unlike readPointsTable, which a command
// line wants strict, this keeps what it can and says what it could not.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { InputError } from '../../base/errors.js';
import {
  bare,
  knownNames,
  pointQuantities,
  readState,
  type MeasuredPoint,
  type PointQuantity,
  type PointTable,
} from './point-table.js';
import { readQuantity, unitOfName } from './quantity.js';
import { readRows, type TextTable } from './read-rows.js';
import { hasBatches } from '../critical-batch.js';

export type { TextTable };
export { readRows };

/** What N counts; `given` where the name of its column does not say. */
export type SizeConvention = 'total' | 'non-embedding' | 'without-head' | 'given';

export interface SizeColumn {
  readonly convention: SizeConvention;
  readonly column: string;
}

/** Which column holds what, by its name in the file. */
export type ColumnMapping = Readonly<Partial<Record<PointQuantity, string>>>;

export interface RecognisedColumns {
  readonly columns: ColumnMapping;
  /** All columns of N with what they count. */
  readonly sizes: readonly SizeColumn[];
}

export interface RowProblem {
  /** Line of the file, or row of its list, from 1. */
  readonly line: number;
  readonly reason: string;
}

export interface ImportedPoints {
  /** The good rows. Every row has N, D and C where two of them were there. */
  readonly table: PointTable;
  readonly problems: readonly RowProblem[];
  /** Sentences about what was assumed. */
  readonly notes: readonly string[];
}

/** Names that could as well mean something else: what a person may put right may be guessed. */
const vagueNames: Readonly<Partial<Record<PointQuantity, readonly string[]>>> = {
  N: ['size'],
  D: ['datasize'],
  C: ['budget'],
};

/** Words in the names of columns of N that say what they count. */
const sizeWords: Readonly<Record<Exclude<SizeConvention, 'given'>, RegExp>> = {
  total: /^(n?(params?|parameters)?(total|all)|total(params?|parameters|n))$/,
  'non-embedding':
    /^n?(params?|parameters)?(non|no|without|wo|excl|excluding)emb(ed|eddings?)?(params?|parameters)?$/,
  'without-head':
    /^n?(params?|parameters)?(no|without|wo|excl|excluding)(head|unembedding|unembed)(params?|parameters)?$/,
};

/** Losses by their words, of a validation rather than of training. */
const lossWords = /loss|mse|nll|nats|crossentropy/;

/**
 * Finds columns by their names. What it cannot find is for a person to say; where there is none to ask, `sure` leaves out names that
 * could as well mean something else.
 */
export function recogniseColumns(names: readonly string[], sure = false): RecognisedColumns {
  const withName = (wanted: readonly string[]): string | undefined =>
    wanted.map((known) => names.find((name) => bareOf(name) === known)).find((name) => name !== undefined);
  const columns: Partial<Record<PointQuantity, string>> = {};
  for (const quantity of pointQuantities) {
    const found = withName([...knownNames[quantity], ...((!sure && vagueNames[quantity]) || [])]);
    if (found !== undefined) columns[quantity] = found;
  }
  columns.loss ??= findLoss(names.filter((name) => name !== columns.loss_se));
  const sizes = (Object.keys(sizeWords) as (keyof typeof sizeWords)[]).flatMap((convention): SizeColumn[] => {
    const column = names.find((name) => sizeWords[convention].test(bareOf(name)));
    return column === undefined ? [] : [{ convention, column }];
  });
  columns.N ??= sizes.at(0)?.column;
  if (columns.N !== undefined && !sizes.some(({ column }) => column === columns.N)) {
    // Beside a column that leaves something out, a plain N is all of them.
    const isTotal = sizes.length > 0 && !sizes.some(({ convention }) => convention === 'total');
    sizes.unshift({ convention: isTotal ? 'total' : 'given', column: columns.N });
  }
  return { columns: withoutUndefined(columns), sizes };
}

/** Reads the rows by a mapping. Throws InputError where no law could come of it. */
export function importPoints(text: TextTable, columns: ColumnMapping): ImportedPoints {
  requireLaw(columns, text.names);
  const problems: RowProblem[] = [];
  const stateOf = readState(text.names);
  const points = text.rows.flatMap(({ line, cells }) => {
    const point = readRow(text, columns, line, cells, stateOf);
    if (typeof point !== 'string') return [point];
    problems.push({ line, reason: point });
    return [];
  });
  const filled = new Set<Size>();
  const complete = points.map((point) => fillIn(point, filled));
  const present: ColumnMapping = {
    ...columns,
    ...Object.fromEntries([...filled].map((size) => [size, columns[size] ?? sixND[size].text])),
  };
  const notes = [...filled].map((size) =>
    columns[size] === undefined
      ? `There is no column ${size}: it is taken to be ${sixND[size].text}.`
      : `Where ${size} is missing it is taken to be ${sixND[size].text}.`,
  );
  const onTheWay = points.filter(({ cooled }) => !cooled).length;
  if (onTheWay > 0) {
    notes.push(
      `${onTheWay} rows are points of training curves: they serve the envelope of the frontier alone.`,
    );
  }
  return { table: { columns: present, names: text.names, points: complete }, problems, notes };
}

/** A name without its unit, as it is compared. */
function bareOf(name: string): string {
  const whole = bare(name);
  if (unitOfName(name) === 1) return whole;
  const short = bare(name.replace(/[\s_.]*[([][^)\]]*[)\]]\s*$|[\s_.]\w+$/, ''));
  return short === '' ? whole : short;
}

function findLoss(names: readonly string[]): string | undefined {
  const losses = names.filter((name) => lossWords.test(bare(name)));
  return losses.find((name) => /val|test|eval|heldout/.test(bare(name))) ?? losses.at(0);
}

function withoutUndefined(columns: Partial<Record<PointQuantity, string>>): ColumnMapping {
  return Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== undefined));
}

function requireLaw(columns: ColumnMapping, names: readonly string[]): void {
  const has = names.join(', ');
  if (columns.loss === undefined) {
    throw new InputError(`Which column is the loss? The file has ${has}.`, 'loss');
  }
  // Batch sizes and steps have a law of their own.
  if (
    columns.N === undefined &&
    columns.D === undefined &&
    columns.C === undefined &&
    !hasBatches({ names })
  ) {
    throw new InputError(
      `A law needs N, D or C beside the loss: which columns are they? The file has ${has}.`,
      'N',
    );
  }
}

/** A point, or what is wrong with the row. */
function readRow(
  { names, decimalComma }: TextTable,
  columns: ColumnMapping,
  line: number,
  cells: readonly string[],
  stateOf: ReturnType<typeof readState>,
): MeasuredPoint | string {
  if (cells.length > names.length) return `has ${cells.length} cells under ${names.length} names`;
  const byName = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  const numbers: Partial<Record<PointQuantity, number | null>> = {};
  for (const quantity of pointQuantities) {
    const name = columns[quantity];
    const value = name === undefined ? null : readQuantity(byName[name], decimalComma);
    const isSize = quantity === 'N' || quantity === 'D' || quantity === 'C';
    if (name !== undefined && value !== null) {
      if (!Number.isFinite(value)) return `${name} is "${byName[name]}", which is no number`;
      if ((isSize || quantity === 'loss') && value <= 0)
        return `${name} is ${byName[name]}; expected a number above 0`;
    }
    numbers[quantity] = value !== null && name !== undefined && isSize ? value * unitOfName(name) : value;
  }
  if (numbers.loss === null) return 'has no loss';
  if (numbers.N === null && numbers.D === null && numbers.C === null && !hasBatches({ names })) {
    return 'has no N, D or C';
  }
  return {
    ...(numbers as Record<PointQuantity, number | null>),
    line,
    ...stateOf(cells),
    cells: byName,
  };
}

type Size = 'N' | 'D' | 'C';

/** C = 6 N D, solved for what is missing (Kaplan et al. 2020, 2.1). */
const sixND: Readonly<
  Record<Size, { readonly text: string; readonly value: (point: MeasuredPoint) => number | null }>
> = {
  N: { text: 'C / (6 D)', value: ({ C, D }) => (C === null || D === null ? null : C / (6 * D)) },
  D: { text: 'C / (6 N)', value: ({ C, N }) => (C === null || N === null ? null : C / (6 * N)) },
  C: { text: '6 N D', value: ({ N, D }) => (N === null || D === null ? null : 6 * N * D) },
};

function fillIn(point: MeasuredPoint, filled: Set<Size>): MeasuredPoint {
  const missing = (['N', 'D', 'C'] as const).filter((size) => point[size] === null);
  const [size] = missing;
  const value = missing.length === 1 ? sixND[size].value(point) : null;
  if (value === null) return point;
  filled.add(size);
  return { ...point, [size]: value };
}
