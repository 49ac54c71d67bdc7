// Which column is the loss, and which its error. L loss.

import type { Line } from './text/csv.js';
import { bare, findColumn, wordsOf } from './names.js';

/** The loss with sentences about how it was chosen. */
interface LossColumn {
  readonly column: string;
  readonly notes: readonly string[];
}

/** Names that published tables use, as bare lower-case letters; the first that is there wins. */
const knownNames = [
  ...['loss', 'testloss', 'valloss', 'validationloss', 'evalloss', 'finalloss', 'losscval'],
  ...['testcenats', 'besttestcenats', 'testmse', 'meanloss', 'lossexact'],
];
const errorNames = ['lossse', 'se', 'stderr', 'standarderror', 'lossstderr'];

/** A loss by its letters, or by its words. */
const LOSS = /loss|mse|nll|nats|crossentropy|logperplexity|logppl/;
const lossWords = new Set(['ce', 'xent']);
/** Losses in bits: the same law, in other units. */
const bitWords = new Set(['bpb', 'bpc', 'bpt', 'bits']);
/** Words for what is said of a loss, which is not the loss. */
const notLoss = new Set([
  ...['std', 'stddev', 'stderr', 'sd', 'se', 'sem', 'var', 'variance', 'error', 'err', 'count', 'n'],
  ...['min', 'max', 'lo', 'hi', 'low', 'high', 'lower', 'upper', 'scale', 'weight', 'coef', 'scaler'],
]);
const standardErrors = new Set(['se', 'sem', 'stderr']);
/** Of a validation rather than of training. */
const VALIDATION = /val|test|eval|heldout/;

/** The loss by its name; a column L only where it holds more than numbers of layers. */
export function findLoss(names: readonly string[], rows: readonly Line[]): LossColumn | null {
  const known = findColumn(names, knownNames);
  if (known !== undefined) return { column: known, notes: [] };
  const plain = names.filter((name) => !wordsOf(name).some((word) => notLoss.has(word)));
  const losses = plain.filter(
    (name) => LOSS.test(bare(name)) || wordsOf(name).some((word) => lossWords.has(word)),
  );
  const found = losses.find((name) => VALIDATION.test(bare(name))) ?? losses.at(0);
  if (found !== undefined) return { column: found, notes: [] };
  const bits = plain.find((name) => wordsOf(name).some((word) => bitWords.has(word)));
  if (bits !== undefined) return { column: bits, notes: [`The loss is ${bits}: E and A are in its units.`] };
  const letter = findColumn(names, ['l']);
  if (letter === undefined || areWhole(rows, names.indexOf(letter))) return null;
  return { column: letter, notes: [] };
}

/** The standard error of the loss, by its own name or by that of the loss. */
export function findLossError(names: readonly string[], loss: string): string | undefined {
  const stem = bare(loss).replace(/mean$/, '');
  return (
    findColumn(names, errorNames) ??
    names.find(
      (name) =>
        name !== loss && bare(name).startsWith(stem) && standardErrors.has(wordsOf(name).at(-1) ?? ''),
    )
  );
}

/** Whether a column has whole numbers alone. */
function areWhole(rows: readonly Line[], at: number): boolean {
  return rows.length > 0 && rows.every(({ cells }) => /^\s*\d*\s*$/.test(cells[at] ?? ''));
}
