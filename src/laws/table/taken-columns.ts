// The columns that a table is read by: their names, and by what their numbers are multiplied.
//
// C training FLOPs, D samples or tokens seen, L loss in nats, N parameters.

import { InputError } from '../../base/errors.js';
import { formatNumber } from '../../base/format.js';
import { measureOf } from './loss-column.js';
import type { ColumnMapping, PointQuantity } from './point-table.js';
import { hasOwnUnit, readQuantity } from './text/quantity.js';
import type { TextTable } from './text/text-table.js';
import { loggedOf, type Logged } from './text/logged.js';
import { unitInName } from './text/units.js';

export interface TakenColumn {
  /** Its name in the file; null for a size that is computed. */
  readonly name: string | null;
  /** What its numbers are multiplied by, where a cell has no unit of its own. */
  readonly scale: number;
  /** Of perplexities the logarithm is the loss. */
  readonly logarithm?: true;
  /** Its numbers are logarithms of this base, e among them: a power of it is what `scale` multiplies. */
  readonly base?: number;
  /** How a size that has no column is computed. */
  readonly formula?: string;
}

export type TakenColumns = Readonly<Partial<Record<PointQuantity, TakenColumn>>>;

/** What numbers are multiplied by, in place of what the names of their columns say. */
export type Scales = Readonly<Partial<Record<PointQuantity, number>>>;

/** Quantities whose columns may count in a unit that their name says. */
const withUnits: readonly PointQuantity[] = ['N', 'D', 'C', 'seen', 'unique'];
/** No table has runs this large alone: numbers that would be have been multiplied by the unit already. */
const LARGEST: Readonly<Partial<Record<PointQuantity, number>>> = {
  N: 5e12,
  D: 1e15,
  seen: 1e15,
  unique: 1e15,
  C: 1e29,
};

/** The columns with their scales, and sentences about units. */
export function takeColumns(
  table: TextTable,
  columns: ColumnMapping,
  scales: Scales,
): { readonly taken: TakenColumns; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const entries = Object.entries(columns) as [PointQuantity, string | undefined][];
  const taken = entries.flatMap(([quantity, name]): [PointQuantity, TakenColumn][] => {
    if (name === undefined) return [];
    const asked = scales[quantity];
    if (quantity === 'loss') return [[quantity, lossColumn(name, asked, notes)]];
    const logged = withUnits.includes(quantity) ? loggedOf(name) : null;
    if (logged) return [[quantity, loggedColumn(name, logged, asked)]];
    if (asked !== undefined) return [[quantity, { name, scale: asked }]];
    if (quantity === 'loss_se' && columns.loss !== undefined && measureOf(columns.loss) === 'bits') {
      return [[quantity, { name, scale: Math.LN2 }]];
    }
    const unit = withUnits.includes(quantity) ? unitInName(name).unit : null;
    if (unit !== null && isApplied(table, name, unit, LARGEST[quantity] ?? Infinity)) {
      notes.push(`The numbers of ${name} are too large for its unit: they are taken as they stand.`);
      return [[quantity, { name, scale: 1 }]];
    }
    return [[quantity, { name, scale: unit ?? 1 }]];
  });
  return { taken: Object.fromEntries(taken), notes };
}

/** A size of which the table has logarithms. Throws InputError where the name leaves their base open. */
function loggedColumn(name: string, { stem, base }: Logged, asked: number | undefined): TakenColumn {
  if (base !== null) return { name, scale: asked ?? unitInName(stem).unit ?? 1, base };
  throw new InputError(
    `the column ${name} holds logarithms, but not of which base: call it log10_${stem}, ln_${stem} or log2_${stem}`,
    name,
  );
}

function lossColumn(name: string, asked: number | undefined, notes: string[]): TakenColumn {
  if (asked !== undefined) return { name, scale: asked };
  const logged = loggedOf(name);
  // A log loss is a loss; its base would be that of a logarithm of it.
  if (logged?.base != null) return loggedLoss(name, logged.stem, logged.base, notes);
  const measure = measureOf(name);
  if (measure === 'bits') {
    notes.push(
      `The loss ${name} is in bits: it is multiplied by ln 2 = 0.693, so that E, A and B are in nats.`,
    );
    return { name, scale: Math.LN2 };
  }
  if (measure === 'perplexity') {
    notes.push(`${name} is a perplexity: its logarithm is the loss, in nats.`);
    return { name, scale: 1, logarithm: true };
  }
  return { name, scale: 1 };
}

/** A loss of which the table has logarithms; those of a perplexity are losses. */
function loggedLoss(name: string, stem: string, base: number, notes: string[]): TakenColumn {
  if (measureOf(stem) === 'perplexity') return { name, scale: Math.log(base) };
  notes.push(`${name} is a logarithm of the loss: the loss is ${baseInWords(base)}^${name}.`);
  return { name, scale: measureOf(stem) === 'bits' ? Math.LN2 : 1, base };
}

function baseInWords(base: number): string {
  return base === Math.E ? 'e' : String(base);
}

/** Whether even the smallest number would be larger than any run with the unit. */
function isApplied({ names, rows }: TextTable, name: string, unit: number, largest: number): boolean {
  const at = names.indexOf(name);
  let least = Infinity;
  for (const { cells } of rows) {
    const cell = cells[at] ?? '';
    if (hasOwnUnit(cell)) continue;
    const value = readQuantity(cell, /,\d+$/.test(cell));
    if (value !== null && value > 0) least = Math.min(least, value);
  }
  return Number.isFinite(least) && least * unit > largest;
}

/** What the columns are, in a sentence: `Columns: N from params (M) times 10^6, loss.` */
export function takenInWords(taken: TakenColumns): string {
  const parts = (Object.entries(taken) as [PointQuantity, TakenColumn][]).flatMap(
    ([quantity, { name, scale, logarithm, base, formula }]) => {
      if (name === null) return [`${quantity} = ${formula ?? ''}`];
      // What was seen is said only where it is not D.
      if (quantity === 'seen' && name === taken.D?.name) return [];
      const times = scale === 1 ? '' : ` times ${scaleInWords(scale)}`;
      const number = base === undefined ? name : `${baseInWords(base)}^${name}`;
      const column = `${logarithm ? `ln ${name}` : number}${times}`;
      return [column === quantity ? quantity : `${quantity} from ${column}`];
    },
  );
  return parts.length === 0 ? '' : `Columns: ${parts.join(', ')}.`;
}

function scaleInWords(scale: number): string {
  const power = Math.round(Math.log10(scale));
  return power >= 3 && Math.abs(scale / 10 ** power - 1) < 1e-9 ? `10^${power}` : formatNumber(scale);
}
