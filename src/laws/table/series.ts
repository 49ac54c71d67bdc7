// Which rows of a table belong to one law: the column that splits it into groups, the columns that are tuned over, and what is said of both.

import { InputError } from '../../base/errors.js';
import { bestRows } from './best-rows.js';
import type { PointFilter } from './filters.js';
import { bestSplit, judgeGroups, judgementInWords, type Candidate } from './groups.js';
import { measureOf } from './loss-column.js';
import { isOfRuns, type PointTable } from './point-table.js';
import { isMeasured, varyingColumns, type VaryingColumn } from './settings.js';

/** A column that splits a table into groups with a law each. */
export interface Split {
  readonly column: string;
  readonly values: readonly string[];
  /** Why, as a sentence. */
  readonly words: string;
}

export interface Series {
  readonly split: Split | null;
  /** Columns that are tuned over, besides the learning rate and the batch size. */
  readonly settings: readonly string[];
  /** Columns of words whose rows may be fitted together. */
  readonly together: readonly string[];
  /** Columns that were measured of runs, which differ between rows of one size. */
  readonly measured: readonly string[];
  readonly notes: readonly string[];
}

/** A group with its rows. */
export interface Group {
  readonly value: string;
  readonly table: PointTable;
}

/** More values than this share of the rows name runs rather than groups. */
const MOST_RUNS = 0.75;

/** `asked` is the column to split by; null for none, undefined for that which the rows call for. Throws InputError for one that is not there. */
export function seriesOf(
  table: PointTable,
  filters: readonly PointFilter[],
  keep: readonly string[],
  asked: string | null | undefined,
): Series {
  const varying = varyingColumns(table);
  const candidates = candidatesOf(table, filters, varying).filter(({ column }) => !keep.includes(column));
  const settings = varying.filter(({ role }) => role === 'setting').map(({ name }) => name);
  const apart = candidates.map(({ column }) => column);
  const tuned = bestRows({ ...table, settings }, { apart });
  const judgements = judgeGroups(
    candidates,
    tuned.table.points.filter(({ cooled }) => cooled),
  );
  const best = asked === undefined ? bestSplit(judgements) : null;
  const tasks = varying.filter(
    ({ name, role }) => role === 'task' && !judgements.some(({ column }) => column === name),
  );
  const split =
    best !== null
      ? { column: best.column, values: best.values, words: judgementInWords(best) }
      : asked === undefined && tasks.length > 0 && !keep.includes(tasks[0].name)
        ? splitBy(table, tasks[0].name, 'tasks differ in it')
        : askedSplit(table, asked);
  const held = judgements.filter(({ splits }) => !splits);
  const texts = candidates.filter(({ column, isText }) => isText && column !== split?.column);
  // Rows of one size in which words differ are settings too, if no law tells them apart.
  const wordSettings = texts.filter(
    ({ column }) => asked === undefined && differs(table, column, split?.column),
  );
  // Where a person has groups fitted together that have laws of their own, the best of them is not meant.
  const splitting = judgements.filter(({ splits }) => splits).map(({ column }) => column);
  const unknown = varying.filter(
    ({ name, role }) =>
      (role === 'unknown' || role === 'task') && name !== split?.column && !splitting.includes(name),
  );
  const isHeld = (column: string): boolean => held.some((judgement) => judgement.column === column);
  return {
    split,
    settings: [
      ...settings.filter((name) => name !== split?.column),
      ...unknown.map(({ name }) => name),
    ].concat(wordSettings.map(({ column }) => column)),
    together: texts
      .map(({ column }) => column)
      .filter((column) => isHeld(column) || wordSettings.some((word) => word.column === column)),
    measured: varying.filter(({ role }) => role === 'measured').map(({ name }) => name),
    notes: [
      ...(split ? [split.words] : []),
      ...held
        .filter(({ column }) => column !== split?.column && texts.some((text) => text.column === column))
        .map(judgementInWords),
    ],
  };
}

/** The rows of each group, in the order of the file. */
export function groupsOf(table: PointTable, { column, values }: Split): readonly Group[] {
  return values.map((value) => ({
    value,
    table: {
      ...table,
      points: table.points.filter(({ cells }) => cells[column] === value),
      failed: table.failed.filter(({ cells }) => cells[column] === value),
    },
  }));
}

function askedSplit(table: PointTable, column: string | null | undefined): Split | null {
  if (column == null) return null;
  if (!table.names.includes(column)) {
    throw new InputError(
      `there is no column ${column} to split by; the file has ${table.names.join(', ')}`,
      column,
    );
  }
  return splitBy(table, column, 'as was asked');
}

function splitBy({ points }: PointTable, column: string, why: string): Split {
  const values = [...new Set(points.map(({ cells }) => cells[column] ?? ''))];
  return { column, values, words: `The rows are split by ${column}: ${why}.` };
}

function candidatesOf(
  table: PointTable,
  filters: readonly PointFilter[],
  varying: readonly VaryingColumn[],
): readonly Candidate[] {
  const quantities = new Set(Object.values(table.columns));
  return filters
    .filter(({ column, values, isText }) => {
      if (quantities.has(column) || isOfRuns(column) || measureOf(column) !== null) return false;
      if (isText) return values.length < MOST_RUNS * table.points.length;
      if (isMeasured(column)) return false;
      const role = varying.find(({ name }) => name === column)?.role ?? 'unknown';
      return role === 'unknown' || role === 'task';
    })
    .map(({ column, isText }) => ({ column, isText }));
}

/** Whether rows of one size, and one group, differ in a column. */
function differs({ points }: PointTable, column: string, group: string | undefined): boolean {
  const seen = new Map<string, string>();
  return points.some(({ N, D, C, seen: read, unique, cells }) => {
    const cell = JSON.stringify([N, D, C, read, unique, group === undefined ? '' : cells[group]]);
    const value = cells[column] ?? '';
    if (!seen.has(cell)) seen.set(cell, value);
    return seen.get(cell) !== value;
  });
}
