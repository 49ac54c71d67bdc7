// The lines of a table as text, cut into cells: separated by commas, semicolons or tabs, with quotes where a cell holds one of these.

import { dsvFormat } from 'd3-dsv';
import { InputError } from '../../base/errors.js';

/** A line of a table, from 1, cut into its cells. */
export interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What separates the cells of a table: the letter of which its first line has most. */
export function delimiterOf(text: string): string {
  const firstLine = /^(?!#).*[^\r\n]+/m.exec(text)?.[0] ?? '';
  const count = (letter: string): number => firstLine.split(letter).length;
  return [',', ';', '\t'].reduce((best, letter) => (count(letter) > count(best) ? letter : best));
}

/**
 * Cuts a table into cells without the spaces around them. Lines that begin with # are comments; these and empty lines are left out.
 * Lines may have different numbers of cells. Throws InputError for a quote that is not closed.
 */
export function readLines(text: string): Line[] {
  const delimiter = delimiterOf(text);
  const plain = text
    .replace(/^\uFEFF/, '')
    .replace(/^#.*$/gm, '')
    // d3-dsv knows a quote only at the very start of its cell. A double one stands for itself, within quotes.
    .replace(new RegExp(`(^|${delimiter}) +"(?!")`, 'gm'), '$1"');
  const lines: Line[] = [];
  let line = 1;
  dsvFormat(delimiter).parseRows(plain, (row) => {
    const cells = row.map((cell) => cell.trim());
    if (cells.some((cell) => cell !== '')) lines.push({ line, cells });
    line += row.reduce((sum, cell) => sum + lineBreaks(cell), 1);
    return null;
  });
  const last = lines.at(-1);
  // The cell of a quote without an end goes on to the end of the file.
  if (last?.cells.at(-1)?.includes('\n') && !plain.trimEnd().endsWith('"')) {
    throw new InputError(`this is not a table: line ${last.line} opens a quote that is never closed`);
  }
  return lines;
}

function lineBreaks(cell: string): number {
  return cell.match(/\r\n|\r|\n/g)?.length ?? 0;
}
