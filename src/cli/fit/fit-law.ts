// What each law of `fit` is: the options that it takes, and what it makes of a table.

import type { parseArgs } from 'node:util';
import type { PointTable } from '../../laws/table/point-table.js';

/** Options of all laws; each law says which are its own. */
export const fitOptions = {
  law: { type: 'string', default: 'power' },
  where: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  x: { type: 'string' },
  floor: { type: 'string' },
  loss: { type: 'string' },
  residuals: { type: 'string' },
  robust: { type: 'string' },
  'tie-exponents': { type: 'boolean' },
  'train-where': { type: 'string', multiple: true },
  bootstrap: { type: 'string' },
  seed: { type: 'string' },
  axis: { type: 'string' },
  optimum: { type: 'string' },
} as const;

export type FitValues = ReturnType<typeof parseArgs<{ options: typeof fitOptions }>>['values'];

/** A law as a command-line choice. */
export interface FitLaw {
  /** What `--help` says of its options, a line each. */
  readonly usage: string;
  /** Its own options; others are refused. */
  readonly options: readonly (keyof FitValues)[];
  /** Reads the options, and returns what fits a table. Throws UsageError or InputError for an option that makes no sense. */
  prepare(values: FitValues): (table: PointTable) => FitReport;
}

export interface FitReport {
  readonly json: unknown;
  /** Says the same in words on stdout. */
  print(): void;
}
