// The options by which `fit`, `plan` and `forecast` read a table.

import type { parseArgs } from 'node:util';
import { InputError } from '../../base/errors.js';
import { sentence } from '../../base/sentence.js';
import { textOfBytes } from '../../laws/table/files/file-text.js';
import { readCondition, type Condition } from '../../laws/table/filters.js';
import { pointQuantities, type ColumnMapping, type PointTable } from '../../laws/table/point-table.js';
import {
  problemInWords,
  readPoints,
  type PointsReading,
  type ReadingOptions,
} from '../../laws/table/read-points.js';
import { readingInWords, readingJson, type ReadingJson } from '../../laws/table/reading-json.js';
import type { Scales } from '../../laws/table/taken-columns.js';
import type { Group, Split } from '../../laws/table/series.js';
import { UsageError } from '../shared/command.js';
import { readingFile, readInput } from '../shared/files.js';
import { readOneOf, readPositive } from './read-options.js';

export const tableOptions = {
  where: { type: 'string', multiple: true },
  column: { type: 'string', multiple: true },
  rows: { type: 'string' },
  split: { type: 'string' },
  tune: { type: 'string' },
  scale: { type: 'string', multiple: true },
  decimal: { type: 'string' },
  'skip-bad-rows': { type: 'boolean' },
} as const;

export type TableValues = Partial<ReturnType<typeof parseArgs<{ options: typeof tableOptions }>>['values']>;

export const tableUsage = `  --where COLUMN=VALUE     only these rows, or with COLUMN!=VALUE all but these; repeated for one column either value, for
                           several columns all of them
  --column QUANTITY=NAME   what a column holds, where its name does not say: ${pointQuantities.slice(0, 4).join(', ')} …
  --scale QUANTITY=NUMBER  what the numbers of its column are multiplied by, such as N=1e6, in place of what its name says
  --decimal point|comma    what begins decimals, where the numbers of the table do not say
  --split COLUMN|none      one law for each value of a column, or one for all; without it as the rows call for
  --tune best|interpolate  of the learning rates, batch sizes and other settings at one size the best row, or the minimum
                           between rows, by a parabola along each; best if not given
  --rows all               all groups of the table, and for a power law all rows, those of one size averaged. Without it:
                           for a power law along N the rows of one D, along D those of one N, along C the best of each C
  --skip-bad-rows          leave out rows that cannot be read and say how many; without it the first one is an error`;

/** A table with sentences about how it was read. */
export interface ReadTable {
  readonly table: PointTable;
  readonly notes: readonly string[];
  /** The groups that a column splits it into, none without one; `table` has the first. */
  readonly groups: readonly Group[];
  readonly split: Split | null;
  /** How it was read, for `--json`. */
  readonly json: ReadingJson;
  /** The same in words. */
  readonly lines: readonly string[];
}

export interface TableReader {
  /** Whether all rows were asked for. */
  readonly allRows: boolean;
  /** Reads a file. Throws InputError, which names it. */
  read(file: string): Promise<ReadTable>;
}

/** Reads the options; `keep` names columns that other options choose rows by. Throws UsageError or InputError. */
export function readTableOptions(values: TableValues, keep: readonly Condition[] = []): TableReader {
  const where = readConditions('--where', values.where);
  const columns = readColumns(values.column);
  const allRows = values.rows !== undefined && readOneOf('--rows', values.rows, ['all']) === 'all';
  const options: ReadingOptions = {
    where,
    allRows,
    keep: [...where, ...keep].map(({ column }) => column),
    named: columns,
    scales: readScales(values.scale),
    split: values.split === 'none' ? null : values.split,
    tuning: values.tune === undefined ? 'best' : readOneOf('--tune', values.tune, ['best', 'interpolate']),
    decimal: values.decimal === undefined ? null : readOneOf('--decimal', values.decimal, ['point', 'comma']),
  };
  return {
    allRows,
    async read(file) {
      const bytes = await readInput(file);
      const text = await readingBytes(file, bytes);
      return readingFile(file, () => tableOfText(text, options, values));
    },
  };
}

/** The text of a file. Throws InputError, which names it. */
async function readingBytes(file: string, bytes: Uint8Array): Promise<string> {
  try {
    return await textOfBytes(bytes);
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
}

function tableOfText(text: string, options: ReadingOptions, values: TableValues): ReadTable {
  const { reading, table, groups } = readPoints(text, { ...options, strict: !values['skip-bad-rows'] });
  if (!table) throw new InputError(refusalInWords(reading));
  return {
    table,
    groups,
    split: reading.split,
    notes: [...reading.notes, ...leftOut(reading)],
    json: readingJson(reading),
    lines: readingInWords(reading),
  };
}

/** Why there is nothing to fit, with the first bad row. */
function refusalInWords({ refusal, problems, counts }: PointsReading): string {
  const [first] = problems;
  return first === undefined ? (refusal ?? '') : problemInWords(first, counts);
}

function leftOut({ problems, problemCount, counts }: PointsReading): string[] {
  if (problemCount === 0) return [];
  const rows = problemCount === 1 ? '1 row is' : `${problemCount} rows are`;
  return [sentence(`${rows} left out; the first, ${problemInWords(problems[0], counts)}`)];
}

/** The conditions of an option that may be repeated. Throws InputError, which names the option. */
export function readConditions(option: string, texts: readonly string[] = []): readonly Condition[] {
  return texts.map((text) => {
    try {
      return readCondition(text);
    } catch (error) {
      if (error instanceof InputError) throw new InputError(`${option}: ${error.message}`);
      throw error;
    }
  });
}

/** --scale: what numbers are multiplied by. Throws UsageError or InputError. */
function readScales(texts: readonly string[] = []): Scales {
  return Object.fromEntries(
    readConditions('--scale', texts).map(({ column: quantity, value }) => {
      if ((pointQuantities as readonly string[]).includes(quantity)) {
        return [quantity, readPositive(`--scale ${quantity}`, value)];
      }
      throw new UsageError(`--scale: expected one of ${pointQuantities.join(', ')}, got ${quantity}.`);
    }),
  );
}

function readColumns(texts: readonly string[] = []): ColumnMapping {
  return Object.fromEntries(
    readConditions('--column', texts).map(({ column: quantity, value }) => {
      if ((pointQuantities as readonly string[]).includes(quantity)) return [quantity, value];
      throw new UsageError(`--column: expected one of ${pointQuantities.join(', ')}, got ${quantity}.`);
    }),
  );
}
