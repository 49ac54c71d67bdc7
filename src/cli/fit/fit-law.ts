// What each law of `fit` is: the options that it takes, and what it reports of the laws of a table.

import type { parseArgs } from 'node:util';
import type { Recipe } from '../../laws/recipe.js';
import { recipeJson } from '../../laws/recipe.js';
import type { LawRequests, LawsOfTable } from '../../laws/table-laws.js';
import type { Condition } from '../../laws/table/filters.js';
import { printTable } from '../shared/command.js';
import { tableOptions } from './table-options.js';

/** Options of all laws; each law says which are its own. */
export const fitOptions = {
  ...tableOptions,
  law: { type: 'string', default: 'power' },
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
  /** Reads the options. Throws UsageError or InputError for an option that makes no sense. */
  prepare(values: FitValues): PreparedLaw;
}

export interface PreparedLaw {
  /** What is asked of the laws of a table. */
  readonly requests: { readonly [Id in keyof LawRequests]?: Partial<LawRequests[Id]> };
  /** By which rows it chooses among those of the table. */
  readonly conditions?: readonly Condition[];
  /** Throws InputError for a table that does not support the law. */
  report(laws: LawsOfTable): FitReport;
}

/** A law in numbers and in words. */
export interface FitReport {
  /** Numbers by their names; words, recipe and warnings come to them. */
  readonly json: Readonly<Record<string, unknown>>;
  /** What the law says: on the page too. */
  readonly words: string;
  /** Lines for people. */
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
  readonly recipe: Recipe;
  /** A table, its head first. */
  readonly rows: readonly (readonly string[])[];
}

/** A report as JSON. */
export function reportJson({ json, words, recipe, warnings }: FitReport): Record<string, unknown> {
  return { ...json, words, recipe: recipeJson(recipe), warnings };
}

/** A report on stdout. */
export function printReport({ lines, warnings, rows }: FitReport): void {
  for (const line of [...lines, ...warnings]) console.log(line);
  if (rows.length < 2) return;
  console.log('');
  printTable(rows);
}
