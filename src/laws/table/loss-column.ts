// Which column is the loss, in what it is measured, and which column is its error. L loss.
// cspell:ignore stdev pred verif entren trein

import type { Line } from './text/csv.js';
import { bare, findColumn, wordsOf } from './text/names.js';
import { bitWords, lossWords, perplexityWords } from './vocabulary.js';

/** What the numbers of a loss are; laws are fitted in nats. */
export type LossMeasure = 'nats' | 'bits' | 'perplexity';

/** The loss with sentences about how it was chosen. */
interface LossColumn {
  readonly column: string;
  readonly notes: readonly string[];
}

/** Names that published tables use, as bare lower-case letters; among columns that are as good the first that is here wins. */
const knownNames = [
  ...['loss', 'testloss', 'valloss', 'validationloss', 'evalloss', 'finalloss', 'losscval'],
  ...['testcenats', 'besttestcenats', 'testmse', 'meanloss', 'lossexact'],
];
const errorNames = ['lossse', 'se', 'stderr', 'standarderror', 'lossstderr'];

/** A loss by its letters, where it is written as one word. */
const LOSS = /loss|mse|nll|nats|crossentropy|logperplexity|logppl/;
/** Words for what is said of a loss, which is not the loss. */
const notLoss = new Set([
  ...['std', 'stddev', 'stdev', 'stderr', 'sd', 'se', 'sem', 'var', 'variance', 'error', 'err', 'count', 'n'],
  ...[
    'min',
    'max',
    'lo',
    'hi',
    'low',
    'high',
    'lower',
    'upper',
    'scale',
    'scaling',
    'weight',
    'coef',
    'scaler',
  ],
  ...[
    'aux',
    'auxiliary',
    'router',
    'balance',
    'balancing',
    'penalty',
    'reg',
    'z',
    'kl',
    'delta',
    'diff',
    'gap',
    'ratio',
  ],
  ...[
    'num',
    'seeds',
    'runs',
    'ci',
    'iqr',
    'rank',
    'pred',
    'predicted',
    'prediction',
    'fit',
    'fitted',
    'residual',
    'target',
  ],
  ...[
    'function',
    'fn',
    'type',
    'name',
    'spike',
    'spikes',
    'slope',
    'per',
    'quantile',
    'median_abs',
    'steps',
    'step',
  ],
]);
/** What losses are counted for: bits per byte are one, losses per second are not. */
const ofWhat = new Set(['token', 'byte', 'char', 'character', 'word', 'symbol']);
const standardErrors = new Set(['se', 'sem', 'stderr']);
/** Of a validation rather than of training. */
const VALIDATION = /val|test|eval|heldout|dev|valid|验证|検証|测试|テスト|verif/;
const TRAINING = /train|entrain|entren|trein|训练|訓練|学習/;

/** In what the numbers of a column are, by its name; null where it is not a loss. */
export function measureOf(name: string): LossMeasure | null {
  const [said, letters] = [wordsOf(name), bare(name)];
  const isLog = /log(perplexity|ppl)/.test(letters);
  if (said.some((word) => bitWords.has(word))) return 'bits';
  if (!isLog && said.some((word) => perplexityWords.has(word))) return 'perplexity';
  if (LOSS.test(letters) || said.some((word) => lossWords.has(word))) return 'nats';
  return null;
}

/** The loss by its name; a column L only where it holds more than numbers of layers. */
export function findLoss(names: readonly string[], rows: readonly Line[]): LossColumn | null {
  const plain = names.filter((name) => {
    const said = wordsOf(name);
    return !said.some((word, i) => notLoss.has(word) && !(word === 'per' && ofWhat.has(said[i + 1])));
  });
  const losses = plain.filter((name) => measureOf(name) !== null && hasNumbers(rows, names.indexOf(name)));
  const best = losses.reduce<string | null>((a, b) => (a === null || rank(b) < rank(a) ? b : a), null);
  if (best !== null) {
    const others = losses.filter((name) => name !== best);
    const notes = others.length === 0 ? [] : [`The loss is ${best}; the table has ${listOf(others)} too.`];
    return { column: best, notes };
  }
  const letter = findColumn(names, ['l']);
  if (letter === undefined || areWhole(rows, names.indexOf(letter))) return null;
  return { column: letter, notes: [] };
}

/** Lower is better: of validation, in nats, by a known name. */
function rank(name: string): number {
  const letters = bare(name);
  const isValidation = VALIDATION.test(letters);
  const training = TRAINING.test(letters) && !isValidation ? 100 : 0;
  const measure = { nats: 0, perplexity: 20, bits: 40 }[measureOf(name) ?? 'nats'];
  const known = knownNames.indexOf(letters);
  return training + measure + (isValidation ? 0 : 10) + (known < 0 ? 0.9 : known / 100);
}

/** Some names, with how many more there are. */
export function listOf(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** The standard error of the loss, by its own name or by that of the loss. */
export function findLossError(names: readonly string[], loss: string): string | undefined {
  if (measureOf(loss) === 'perplexity') return undefined;
  const stem = bare(loss).replace(/mean$/, '');
  return (
    findColumn(names, errorNames) ??
    names.find(
      (name) =>
        name !== loss && bare(name).startsWith(stem) && standardErrors.has(wordsOf(name).at(-1) ?? ''),
    )
  );
}

/** Whether any of the first cells of a column begins like a number. */
function hasNumbers(rows: readonly Line[], at: number): boolean {
  const cells = rows.slice(0, 200).map(({ cells }) => cells[at] ?? '');
  return cells.every((cell) => cell === '') || cells.some((cell) => /\d|nan|inf/i.test(cell));
}

/** Whether a column has whole numbers alone. */
function areWhole(rows: readonly Line[], at: number): boolean {
  return rows.length > 0 && rows.every(({ cells }) => /^\s*\d*\s*$/.test(cells[at] ?? ''));
}
