// Sizes that follow from other columns than N, D and C: tokens from tokens for each parameter, or from steps, batch and context.
// cspell:ignore tokensperparam tokensperparameter tokenperparam tokenperparameter tokensparam tokensparameter tokenparamratio tokensparamratio tokenstoparams seqlen sequencelength seqlength contextlength contextsize ctxlen blocksize nctx maxseqlen maxseqlength

import { withComputedColumn, type ComputedColumn } from './text/computed-column.js';
import { bare, findColumn } from './text/names.js';
import { loggedOf } from './text/logged.js';
import type { ColumnMapping } from './point-table.js';
import { readQuantity } from './text/quantity.js';
import type { TextTable } from './text/text-table.js';
import { unitInName } from './text/units.js';

const ratios = [
  ...['tokensperparam', 'tokensperparameter', 'tokenperparam', 'tokenperparameter', 'tokensparam'],
  ...['tokensparameter', 'tokenparamratio', 'tokensparamratio', 'tokenstoparams', 'tpp', 'dn'],
];
const contexts = [
  ...['seqlen', 'sequencelength', 'seqlength', 'maxseqlen', 'maxseqlength', 'context', 'contextlength'],
  ...['contextsize', 'ctxlen', 'nctx', 'blocksize'],
];
/** Batches at least this large are counted in tokens, not in sequences. */
const TOKENS = 65_536;

/** The table with a column of D, and a sentence; null where D does not follow, or is there. */
export function withDerivedTokens(table: TextTable, columns: ColumnMapping): ComputedColumn | null {
  if (columns.D !== undefined) return null;
  const from = factorsOf(table, columns);
  if (from === null) return null;
  const column = from.join(' x ');
  const places = from.map((name) => ({ at: table.names.indexOf(name), unit: unitInName(name).unit ?? 1 }));
  const note = `The table has no D: it is taken to be ${column}.`;
  return withComputedColumn(table, { column, from, note }, (cells) =>
    places.reduce(
      (product, { at, unit }) => product * (readQuantity(cells[at] ?? '', false, unit) ?? NaN),
      1,
    ),
  );
}

/** The columns whose product is D. */
function factorsOf(
  { names, rows }: TextTable,
  { N, C, steps, batch }: ColumnMapping,
): readonly string[] | null {
  const ratio = findColumn(names, ratios, (name) => bare(name));
  if (ratio !== undefined && N !== undefined && loggedOf(N) === null) return [N, ratio];
  const context = findColumn(names, contexts);
  if (C !== undefined || steps === undefined || batch === undefined || context === undefined) return null;
  const at = names.indexOf(batch);
  const isOfTokens = rows.every(({ cells }) => (readQuantity(cells[at] ?? '') ?? 0) >= TOKENS);
  return isOfTokens ? [steps, batch] : [steps, batch, context];
}
