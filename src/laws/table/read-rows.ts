// The rows of a file of points as text: CSV with commas, semicolons or tabs, JSON of any usual shape, or a JSON object a line.

import { InputError } from '../../base/errors.js';
import { delimiterOf, readLines, type Line } from './csv.js';

export interface TextTable {
  readonly names: readonly string[];
  readonly rows: readonly Line[];
  /** What `line` counts: lines of the file, or rows of a JSON list. */
  readonly counts: 'line' | 'row';
  /** 2,5 is a number: cells are parted by semicolons. */
  readonly decimalComma: boolean;
}

/** Names under which JSON files keep their list of points. */
const LISTS = ['points', 'rows', 'data', 'records', 'runs', 'results'];

/** Throws InputError for an empty file, for what is no table, or for a table without rows. */
export function readRows(text: string): TextTable {
  const plain = text.replace(/^\uFEFF/, '');
  const table = /^\s*[[{]/.test(plain) ? fromJson(plain.trim()) : fromCsv(plain);
  if (table.rows.length === 0) throw new InputError('there are no rows under the line of names');
  return table;
}

function fromCsv(text: string): TextTable {
  const lines = readLines(text);
  const header = lines.at(0);
  const rows = lines.slice(1);
  if (header === undefined) {
    throw new InputError('the file is empty; expected a line of names and rows of points');
  }
  const names = header.cells.map((name, i) => (name === '' ? `column ${i + 1}` : name));
  return { names, rows, counts: 'line', decimalComma: delimiterOf(text) === ';' };
}

function fromJson(text: string): TextTable {
  const items = listOf(parseJson(text));
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const rows = items.map((item, i) => ({ line: i + 1, cells: names.map((name) => textOf(item[name])) }));
  return { names, rows, counts: 'row', decimalComma: false };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    try {
      if (lines.length > 1) return lines.map((line) => JSON.parse(line) as unknown);
    } catch {
      // Not an object a line either: the first complaint is the better one.
    }
    throw new InputError(`this is not JSON: ${(error as SyntaxError).message}`);
  }
}

type Item = Readonly<Record<string, unknown>>;

const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list of objects, one within an object, or an object of columns. */
function listOf(value: unknown): readonly Item[] {
  if (Array.isArray(value) && value.every(isItem)) return value;
  if (isItem(value)) {
    const within = LISTS.map((name) => value[name]).find((list) => Array.isArray(list) && list.every(isItem));
    if (within) return within;
    const columns = Object.entries(value).filter((entry): entry is [string, unknown[]] =>
      Array.isArray(entry[1]),
    );
    const length = columns.reduce((longest, [, cells]) => Math.max(longest, cells.length), 0);
    if (length > 0) {
      return Array.from({ length }, (_, i) =>
        Object.fromEntries(columns.map(([name, cells]) => [name, cells[i]])),
      );
    }
  }
  throw new InputError('this JSON is not a table; expected a list of objects, or an object of columns');
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
