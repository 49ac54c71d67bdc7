// Which mark begins the decimals of a table's numbers: one decision for all its columns.

import { InputError } from '../../../base/errors.js';
import { LONGEST_QUANTITY } from './quantity.js';

/** A number with one kind of mark, or with both. */
const NUMBER = /^[~≈]?\s*[+-]?(\d+)((?:[.,]\d+)+)\s*(?:[ed][+-]?\d+)?\s*\D*$/i;
/** Larger whole numbers would have marks if the table grouped their digits. */
const UNGROUPED = /^[+-]?\d{5,}$/;
const INDIAN = /^\d{1,2}(?:,\d{2})+,\d{3}$/;

type Mark = '.' | ',';
export type DecimalMark = 'point' | 'comma';

/** A cell that decides, by what its decimals begin with. */
type Evidence = Readonly<Partial<Record<Mark, string>>>;

export interface NumberCells {
  /** What the cells of losses are: they are below 1000, so that a mark in them begins decimals. */
  readonly losses?: Iterable<string>;
  /** Sizes, rates and the like. */
  readonly others: Iterable<string>;
  /** What separates the cells; null where they were read from JSON. */
  readonly delimiter: string | null;
}

/** What a group of cells says of the mark. */
interface Found {
  readonly clear: Partial<Record<Mark, string>>;
  /** Cells that could be either, by their mark. */
  readonly open: Partial<Record<Mark, string[]>>;
  readonly ungrouped: boolean;
}

/**
 * True where commas begin decimals. Cells that can be read in one way decide: 2,71 has decimals and 1.000.000 does not. Where all could be
 * either, as 1,000 could, those of losses decide, then semicolons between cells or large numbers without marks. Throws InputError where cells
 * contradict each other, or where it stays open.
 */
export function hasDecimalCommas({ losses = [], others, delimiter }: NumberCells): boolean {
  const [loss, other] = [look(losses), look(others)];
  const clear = { ...other.clear, ...loss.clear };
  if (clear['.'] !== undefined && clear[','] !== undefined) {
    throw new InputError(
      `${clear['.']} has a decimal point and ${clear[',']} a decimal comma; write all numbers of a table in one way`,
    );
  }
  if (clear['.'] !== undefined || clear[','] !== undefined) return clear[','] !== undefined;
  const [ofLoss] = Object.keys(loss.open) as Mark[];
  if (ofLoss !== undefined && Object.keys(loss.open).length === 1) {
    const thousands = other.open[ofLoss]?.filter((cell) => cell.trim().endsWith('000')) ?? [];
    if (thousands.length > 0 && thousands.length === other.open[ofLoss]?.length) {
      throw new InputError(
        `${thousands[0]} could be a thousand, and ${loss.open[ofLoss]?.[0] ?? ''} has decimals after the same mark: ` +
          'say what begins decimals (--decimal point or --decimal comma)',
      );
    }
    return ofLoss === ',';
  }
  if (delimiter === ';') return true;
  const isOpen = other.open[','] !== undefined && other.open['.'] === undefined;
  return isOpen && (other.ungrouped || delimiter === '\t');
}

function look(cells: Iterable<string>): Found {
  const clear: Partial<Record<Mark, string>> = {};
  const open: Partial<Record<Mark, string[]>> = {};
  let ungrouped = false;
  for (const cell of cells) {
    if (cell.length > LONGEST_QUANTITY) continue;
    ungrouped ||= UNGROUPED.test(cell);
    const found = evidenceOf(cell);
    if (found === 'open') (open[cell.includes(',') ? ',' : '.'] ??= []).push(cell);
    else if (found) for (const mark of ['.', ','] as const) clear[mark] ??= found[mark];
  }
  return { clear, open, ungrouped };
}

function evidenceOf(cell: string): Evidence | 'open' | null {
  const trimmed = cell.trim();
  // A number as programs write it is settled at once: most cells of a large table.
  if (/^[+-]?\d+$/.test(trimmed)) return null;
  if (INDIAN.test(trimmed)) return { '.': cell };
  const [, whole, rest] = NUMBER.exec(trimmed) ?? [];
  if (rest === undefined) return null;
  const marks = rest.replace(/\d/g, '');
  const last = marks.at(-1) as Mark;
  const other = last === '.' ? ',' : '.';
  const parts = rest.split(/[.,]/).slice(1);
  const groups = parts.slice(0, -1).every((part) => part.length === 3) && whole.length <= 3;
  if (marks.includes(other))
    return marks.indexOf(last) === marks.length - 1 && groups ? { [last]: cell } : null;
  const isGrouped = groups && whole !== '0' && parts.at(-1)?.length === 3;
  if (marks.length > 1) return isGrouped ? { [other]: cell } : null;
  return isGrouped ? 'open' : { [last]: cell };
}
