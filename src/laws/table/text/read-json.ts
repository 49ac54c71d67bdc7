// JSON of any usual shape as rows: a list of objects, one within an object, an object of columns, an object of runs, an object a line.

import { InputError } from '../../../base/errors.js';
import { groupBy } from '../../../base/group-by.js';
import { parseJson } from '../../../base/json.js';

import { checkShape } from './text-table.js';

export interface JsonRows {
  /** Sentences that the file has of itself. */
  readonly notes: readonly string[];
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Item = Readonly<Record<string, unknown>>;

/** Names under which JSON files keep their list of points. */
const LISTS = ['points', 'rows', 'data', 'records', 'runs', 'results'];

/** Throws InputError for what is not JSON or not a table. */
export function readJson(text: string): JsonRows {
  const value = parse(text);
  const items = listOf(value).map((item) => flat(item));
  const paths = new Set<string>();
  for (const item of items) {
    for (const path of item.keys()) paths.add(path);
  }
  checkShape(paths, items.length);
  const cells = items.map((item) => Array.from(paths, (path) => textOf(item.get(path))));
  const about = isItem(value) && typeof value.about === 'string' ? [value.about] : [];
  return { names: shortest([...paths]), rows: cells, notes: about };
}

/** Python writes NaN and Infinity, which JSON does not have; runs with such a loss diverged. */
function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    // A string ends with the file at the latest, so that each letter is looked at once.
    const plain = text.replace(/"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|\bNaN\b|-?\bInfinity\b/g, (found) =>
      found.startsWith('"') ? found : '"NaN"',
    );
    if (plain !== text) return parse(plain);
    const lines = plain.split('\n').filter((line) => line.trim() !== '');
    try {
      if (lines.length > 1) return lines.map((line) => parseJson(line));
    } catch {
      // Not an object a line either: the first complaint is the better one.
    }
    throw error;
  }
}

const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listOf(value: unknown): readonly Item[] {
  if (Array.isArray(value) && value.every(isItem)) return value;
  if (isItem(value)) {
    const isList = (list: unknown): list is readonly Item[] =>
      Array.isArray(list) && list.length > 0 && list.every(isItem);
    const within =
      LISTS.map((name) => value[name]).find(isList) ?? onlyList(Object.values(value).filter(isList));
    if (within) return within;
    const split = splitTable(value);
    if (split) return split;
    const inner = Object.values(value);
    if (inner.length > 0 && inner.every(isItem)) {
      // Columns by row, as pandas writes them, or an object for each run.
      return inner.every(hasRowNumbers) ? fromColumns(value as Readonly<Record<string, Item>>) : inner;
    }
    const columns = Object.entries(value).filter(([, cells]) => Array.isArray(cells));
    if (columns.length > 0) return fromColumns(Object.fromEntries(columns) as Readonly<Record<string, Item>>);
  }
  throw new InputError('this JSON is not a table; expected a list of objects, or an object of columns');
}

/** An API may call its list by any name, if it has one. */
function onlyList(lists: readonly (readonly Item[])[]): readonly Item[] | undefined {
  return lists.length === 1 ? lists[0] : undefined;
}

/** Names beside lists of cells, as pandas writes them too. */
function splitTable({ columns, data }: Item): readonly Item[] | null {
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every((row) => Array.isArray(row)))
    return null;
  const names = columns.map(String);
  checkShape(names, data.length);
  return (data as readonly (readonly unknown[])[]).map((row) =>
    Object.fromEntries(names.map((name, i) => [name, row[i]])),
  );
}

const hasRowNumbers = (item: Item): boolean => Object.keys(item).every((key) => /^\d+$/.test(key));

/** Of columns, each a list or an object by row. */
function fromColumns(columns: Readonly<Record<string, Item>>): readonly Item[] {
  const keys = [...new Set(Object.values(columns).flatMap((cells) => Object.keys(cells)))];
  checkShape(Object.keys(columns), keys.length);
  return keys.map((key) =>
    Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells[key]])),
  );
}

/** Values by their paths: {config: {N: 1}} has `config.N`. */
function flat(item: Item, start = ''): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [key, value] of Object.entries(item)) {
    if (isItem(value)) for (const [path, inner] of flat(value, `${start}${key}.`)) values.set(path, inner);
    else values.set(`${start}${key}`, value);
  }
  return values;
}

/** Of each path its last part, where no other path ends in it. */
function shortest(paths: readonly string[]): string[] {
  const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
  const ends = groupBy(paths, lastOf);
  return paths.map((path) => (ends.get(lastOf(path))?.length === 1 ? lastOf(path) : path));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
