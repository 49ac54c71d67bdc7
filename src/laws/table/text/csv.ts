// The lines of a table as text, cut into cells: separated by commas, semicolons, tabs or spaces, with quotes where a cell holds one of
// these; or by the bars of Markdown.

import { dsvFormat } from 'd3-dsv';
import { InputError } from '../../../base/errors.js';
import { isLatex, linesOfLatex } from './latex.js';

/** A line of a table, from 1, cut into its cells. */
export interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CutText {
  /** What separates the cells. */
  readonly delimiter: string;
  /** The first has the names. */
  readonly lines: readonly Line[];
}

/** How Excel says what separates the cells. */
const SEPARATOR = /^sep=([^\w\s"]|\t) *$/i;
/** Two spaces and more between cells. */
const WIDE = '  ';
/** The line under the names of a Markdown table. */
const RULE = /^[\s|:-]+$/;

/**
 * Cuts a table into cells without the spaces around them. Lines that begin with # are comments, but for one that names the columns; these
 * and empty lines are left out. Lines may have different numbers of cells. Throws InputError for a quote that is not closed.
 */
export function readLines(text: string): CutText {
  const plainText = text.replace(/^\uFEFF/, '');
  const raw = (isLatex(plainText) ? linesOfLatex(plainText) : plainBoxes(plainText)).split(/\r\n|\r|\n/);
  const first = raw.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  const named = raw[first] === undefined ? null : SEPARATOR.exec(raw[first]);
  if (named) raw[first] = '';
  else if (isNumbers(raw[first] ?? '')) uncommentNames(raw, first);
  const names = raw.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const rule = raw[raw.indexOf(names) + 1] ?? '';
  const delimiter = named?.[1] ?? delimiterOf(names, raw, rule);
  // A quote is one only at the very start of its cell. A double one stands for itself, within quotes.
  const quotes = new RegExp(`(^|\\${delimiter}) +"(?!")`, 'g');
  const plain = raw.map((line) => plainLine(line, delimiter).replace(quotes, '$1"')).join('\n');
  const lines = cut(plain, ['|', ' ', WIDE].includes(delimiter) ? '\t' : delimiter);
  return { delimiter: delimiter === WIDE ? ' ' : delimiter, lines: withIndex(lines, delimiter) };
}

/** What separates cells: the letter of which the line of names has most; spaces where it has none of them. */
function delimiterOf(names: string, lines: readonly string[], rule: string): string {
  if (/^\s*\|.*\|\s*$/.test(names) || (names.includes('|') && RULE.test(rule) && /-.*\|/.test(rule)))
    return '|';
  const count = (letter: string): number => names.split(letter).length - 1;
  const best = [',', ';', '\t'].reduce((most, letter) => (count(letter) > count(most) ? letter : most));
  if (count(best) > 0 || !/\S\s+\S/.test(names.trim())) return best;
  // Printed tables part cells by two spaces and more, where single ones may be within cells: 70 M.
  const wide = (line: string): number => line.trim().split(/\s{2,}/).length;
  const next = lines.slice(lines.indexOf(names) + 1).find((line) => line.trim() !== '') ?? '';
  return wide(names) > 1 && wide(names) === wide(next) ? WIDE : ' ';
}

/** A line as d3-dsv reads it, with tabs for bars and spaces; empty for a comment. */
function plainLine(line: string, delimiter: string): string {
  if (line.startsWith('#')) return '';
  if (delimiter === WIDE) return line.trim().replace(/\s{2,}/g, '\t');
  if (delimiter === ' ') return line.trim().replace(/\s+/g, '\t');
  if (delimiter === '|') {
    return RULE.test(line)
      ? ''
      : line
          .trim()
          .replace(/^\||\|$/g, '')
          .replaceAll('|', '\t');
  }
  return line;
}

/** The boxes in which some programs draw tables, as the bars of Markdown. */
function plainBoxes(text: string): string {
  if (!/[│┃┆║]/.test(text)) return text;
  return text.replace(/[│┃┆║]/g, '|').replace(/^.*[─━═╌].*$/gm, '');
}

/** pandas prints numbers of rows before the cells, and no name above them. */
function withIndex(lines: Line[], delimiter: string): Line[] {
  const [names, ...rows] = lines;
  if (![' ', WIDE].includes(delimiter) || rows.length === 0) return lines;
  const hasIndex = rows.every(
    ({ cells }) => cells.length === names.cells.length + 1 && /^\d+$/.test(cells[0]),
  );
  return hasIndex ? [{ ...names, cells: ['index', ...names.cells] }, ...rows] : lines;
}

function cut(text: string, delimiter: string): Line[] {
  const lines: Line[] = [];
  let line = 1;
  dsvFormat(delimiter).parseRows(text, (row) => {
    const cells = row.map((cell) => cell.trim());
    if (cells.some((cell) => cell !== '')) lines.push({ line, cells });
    line += row.reduce((sum, cell) => sum + cell.split('\n').length - 1, 1);
    return null;
  });
  const last = lines.at(-1);
  // The cell of a quote without an end goes on to the end of the file.
  if (last?.cells.at(-1)?.includes('\n') && !text.trimEnd().endsWith('"')) {
    throw new InputError(`this is not a table: line ${last.line} opens a quote that is never closed`);
  }
  return lines;
}

/** Whether a line has numbers alone, so that the names are above it. */
function isNumbers(line: string): boolean {
  const cells = line.split(/[,;\t ]+/).filter((cell) => cell !== '');
  return cells.length > 0 && cells.every((cell) => /^[+-]?\d[\d.,]*(e[+-]?\d+)?$/i.test(cell));
}

/** numpy writes the names as a comment: the last one above the numbers, if it has as many words. */
function uncommentNames(lines: string[], first: number): void {
  const at = lines.slice(0, first).findLastIndex((line) => line.startsWith('#'));
  if (at < 0) return;
  const names = lines[at].replace(/^#+\s*/, '');
  const words = (line: string): number => line.trim().split(/[,;\t]+| +/).length;
  if (words(names) === words(lines[first])) lines[at] = names;
}
