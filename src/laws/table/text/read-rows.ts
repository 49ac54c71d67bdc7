// The rows of a file of points as text: CSV with commas, semicolons, tabs or spaces, a table in Markdown, JSON of any usual shape, or a JSON
// object a line.

import { InputError } from '../../../base/errors.js';
import { curvesInWords, rowsOfChart } from './chart-export.js';
import { readLines } from './csv.js';
import { readJson } from './read-json.js';
import { checkShape, type TextTable } from './text-table.js';

/** Throws InputError for an empty file, for what is not a table, or for a table without rows. */
export function readRows(text: string): TextTable {
  const plain = text.replace(/^\uFEFF/, '');
  const table = /^\s*[[{]/.test(plain) ? fromJson(plain.trim()) : fromLines(plain);
  checkShape(table.names, table.rows.length);
  if (table.rows.length === 0) throw new InputError('there are no rows under the line of names');
  return curvesInWords(rowsOfChart(oneColumnPerName(table)));
}

function fromLines(text: string): TextTable {
  const { delimiter, lines } = readLines(text);
  const [header, ...rows] = lines;
  if (header === undefined) {
    throw new InputError('the file is empty; expected a line of names and rows of points');
  }
  const names = header.cells.map((name, i) => (name === '' ? `column ${i + 1}` : name));
  return { names, rows, counts: 'line', delimiter, notes: [] };
}

function fromJson(text: string): TextTable {
  const { names, rows, notes } = readJson(text);
  const lines = rows.map((cells, i) => ({ line: i + 1, cells }));
  return { names, rows: lines, counts: 'row', delimiter: null, notes };
}

/** Numbers the columns of one name, so that each has its own. */
function oneColumnPerName(table: TextTable): TextTable {
  const times = new Map<string, number>();
  const names = table.names.map((name) => {
    const count = (times.get(name) ?? 0) + 1;
    times.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
  const notes = [...times].flatMap(([name, count]) =>
    count === 1 ? [] : [`${count} columns are called ${name}: they are ${name}, ${name} (2) …`],
  );
  return { ...table, names, notes: [...table.notes, ...notes] };
}
