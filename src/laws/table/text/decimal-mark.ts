// Which mark begins the decimals of a table's numbers: one decision for all its columns.

import { InputError } from '../../../base/errors.js';
import { LONGEST_QUANTITY } from './quantity.js';

/** A number with one kind of mark, or with both. */
const NUMBER = /^[~≈]?\s*[+-]?(\d+)((?:[.,]\d+)+)\s*(?:[ed][+-]?\d+)?\s*\D*$/i;
/** Larger whole numbers would have marks if the table grouped their digits. */
const UNGROUPED = /^[+-]?\d{5,}$/;

/** A cell that decides, by what its decimals begin with. */
type Evidence = Readonly<Partial<Record<'.' | ',', string>>>;

/**
 * True where commas begin decimals. Most cells with marks decide: 2,71 has decimals and 1.000.000 does not. Where all could be either, as
 * 1,000 could, semicolons between cells or large numbers without marks decide. Throws InputError where cells contradict each other.
 */
export function hasDecimalCommas(cells: Iterable<string>, delimiter: string | null): boolean {
  const clear: Partial<Record<'.' | ',', string>> = {};
  const open = new Set<string>();
  let ungrouped = false;
  for (const cell of cells) {
    if (cell.length > LONGEST_QUANTITY) continue;
    ungrouped ||= UNGROUPED.test(cell);
    const found = evidenceOf(cell);
    if (found === 'open') open.add(cell.includes(',') ? ',' : '.');
    else if (found) for (const mark of ['.', ','] as const) clear[mark] ??= found[mark];
  }
  if (clear['.'] !== undefined && clear[','] !== undefined) {
    throw new InputError(
      `${clear['.']} has a decimal point and ${clear[',']} a decimal comma; write all numbers of a table in one way`,
    );
  }
  if (clear['.'] !== undefined || clear[','] !== undefined) return clear[','] !== undefined;
  if (delimiter === ';') return true;
  return open.has(',') && !open.has('.') && (ungrouped || delimiter === '\t');
}

function evidenceOf(cell: string): Evidence | 'open' | null {
  const [, whole, rest] = NUMBER.exec(cell.trim()) ?? [];
  if (rest === undefined) return null;
  const marks = rest.replace(/\d/g, '');
  const last = marks.at(-1) as '.' | ',';
  const other = last === '.' ? ',' : '.';
  const parts = rest.split(/[.,]/).slice(1);
  const groups = parts.slice(0, -1).every((part) => part.length === 3) && whole.length <= 3;
  if (marks.includes(other))
    return marks.indexOf(last) === marks.length - 1 && groups ? { [last]: cell } : null;
  const isGrouped = groups && whole !== '0' && parts.at(-1)?.length === 3;
  if (marks.length > 1) return isGrouped ? { [other]: cell } : null;
  return isGrouped ? 'open' : { [last]: cell };
}
