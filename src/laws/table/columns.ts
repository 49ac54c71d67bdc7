// Which column of a table is what, by its name, and by its values where names are short.
//
// C training FLOPs, D samples or tokens seen, L loss, N parameters.
// cspell:ignore maxlr peaklr lrmax baselr peaklearningrate maxlearningrate randomseed globalbatchsize donnees datos daten nlayers nlayer numlayers

import type { Line } from './text/csv.js';
import { findLoss, findLossError, measureOf } from './loss-column.js';
import { bare, findColumn, wordsOf } from './text/names.js';
import { pointQuantities, type ColumnMapping, type PointQuantity } from './point-table.js';
import { readQuantity } from './text/quantity.js';
import { loggedOf } from './text/logged.js';
import { unitInName } from './text/units.js';
import { findSizes, type SizeColumn } from './size-columns.js';
import { notCounts, otherWords, sizeWords, type Vocabulary } from './vocabulary.js';

export interface RecognisedColumns {
  readonly columns: ColumnMapping;
  /** All columns of N with what they count. */
  readonly sizes: readonly SizeColumn[];
  /** Sentences for columns that could be taken otherwise. */
  readonly notes: readonly string[];
}

type Columns = Partial<Record<PointQuantity, string>>;

const words = (text: string): readonly string[] => text.split(' ');

/**
 * Names that published tables use, as bare lower-case letters. The first that is there wins, so that data are counted as unique samples
 * where a table has both.
 */
const knownNames: Readonly<Record<Exclude<PointQuantity, 'loss' | 'loss_se'>, readonly string[]>> = {
  N: words(
    'n ntotal nparams numparams params parameters parametercount modelsize nnonemb nnoembed modelparams modelparameters numparameters paramcount nopt',
  ),
  D: words(
    'dunique uniquesamples d dtokens tokens tokensseen tokenstrained ntokens trainingtokens samples examples trainingsamples trainexamples traintokens numtokens datasetsize dopt',
  ),
  C: words(
    'c flops flop compute trainingflops cpflop cbudget flopsbudget totalflops trainflops computeflops flopstotal cflops cflop computebudget totalcompute traincompute trainingcompute',
  ),
  lr: words('lr learningrate maxlr peaklr lrmax baselr peaklearningrate maxlearningrate'),
  seed: words('seed randomseed trial replicate replica repetition'),
  seen: words('d tokens dtokens tokensseen tokenstrained samples examples trainingtokens ntokens'),
  unique: words('u dunique uniquesamples uniquetokens unique'),
  batch: words('batch batchsize bs b globalbatchsize gbs'),
  steps: words('steps step updates iterations iters nsteps numiterations trainingsteps'),
};

/** Names that could mean something else: taken where no other column can be meant, and with a note. */
const vagueNames: Readonly<Record<'N' | 'D' | 'C', readonly string[]>> = {
  N: ['size'],
  D: words('datasize data donnees datos daten'),
  C: ['budget'],
};

/** Columns of a network's shape: a D beside the number of heads is its width. */
const shapeNames = [
  'h',
  'heads',
  'nheads',
  'numheads',
  'nhead',
  'nlayers',
  'layers',
  'nlayer',
  'numlayers',
  'depth',
];

/** Widths of networks are at least this, and multiples of it. */
const WIDTH_STEP = 8;
/** More runs of one setting than this are not a column of seeds. */
const MOST_SEEDS = 32;
/** Cells of a column that are looked at to tell whether it holds numbers. */
const MOST_LOOKED_AT = 200;

/** Finds columns by their names; `rows` tell a loss called L from a number of layers. */
export function recogniseColumns(names: readonly string[], rows: readonly Line[] = []): RecognisedColumns {
  const columns: Columns = {};
  const numeric = names.filter((_, i) => isNumeric(rows, i));
  const open = withoutShapes(numeric, (name) => valuesOf(rows, names.indexOf(name)));
  for (const quantity of pointQuantities) {
    if (quantity === 'loss' || quantity === 'loss_se') continue;
    // What is wrong with the cells of a column that only one law reads is for that law to say.
    const among = quantity === 'batch' || quantity === 'steps' ? names : open;
    const found =
      findColumn(among, knownNames[quantity], bareOf) ??
      findByWords(among, quantity, columns) ??
      findLogged(among, quantity);
    if (found !== undefined) columns[quantity] = found;
  }
  const loss = findLoss(names, rows);
  const error = loss && findLossError(names, loss.column);
  if (loss) columns.loss = loss.column;
  if (error) columns.loss_se = error;
  const { sizes, notes } = findSizes(numeric, columns.N, bareOf);
  columns.N ??= sizes.at(0)?.column;
  const vague = addVague(columns, numeric);
  return {
    columns: withoutUndefined(columns),
    sizes: sizes.length > 0 || columns.N === undefined ? sizes : [{ convention: 'given', column: columns.N }],
    notes: [...(loss?.notes ?? []), ...notes, ...vague],
  };
}

/** Columns that cannot be widths or numbers of seeds, which short names could mean too. */
function withoutShapes(
  names: readonly string[],
  valuesOfColumn: (name: string) => readonly number[],
): readonly string[] {
  const hasShape = names.some((name) => shapeNames.includes(bare(name)));
  const sizes = names.find((name) => bareOf(name) === 'n' || matches(name, sizeWords.N));
  return names.filter((name) => {
    const letter = bare(name);
    if (letter === 'd') {
      if (hasShape && names.some((other) => shapeNames.slice(0, 5).includes(bare(other)))) return false;
      return !areWidths(valuesOfColumn(name), sizes === undefined ? [] : valuesOfColumn(sizes));
    }
    if (name === 'n') return !areSeeds(valuesOfColumn(name));
    return true;
  });
}

/** Whole multiples of 8 whose squares are below the parameters of their rows, as of transformers but of no run's tokens. */
function areWidths(values: readonly number[], parameters: readonly number[]): boolean {
  return (
    values.length > 0 &&
    values.length === parameters.length &&
    values.every((d, i) => d >= WIDTH_STEP && d % WIDTH_STEP === 0 && d * d <= parameters[i])
  );
}

/** Small whole numbers: of how many runs a row is the mean. */
function areSeeds(values: readonly number[]): boolean {
  return values.length > 0 && values.every((n) => Number.isInteger(n) && n >= 1 && n <= MOST_SEEDS);
}

/** The first column whose words say this quantity, and nothing else. */
function findByWords(
  names: readonly string[],
  quantity: PointQuantity,
  columns: Columns,
): string | undefined {
  if (quantity === 'N' || quantity === 'D' || quantity === 'C') {
    return names.find((name) => matches(name, sizeWords[quantity]));
  }
  if (quantity === 'seen') return columns.D;
  if (quantity in otherWords) {
    const core: ReadonlySet<string> = otherWords[quantity as keyof typeof otherWords];
    return names.find((name) => {
      const said = wordsOf(unitInName(name).stem);
      return (
        measureOf(name) === null &&
        said.length <= 3 &&
        said.some((word) => core.has(word)) &&
        !/per|warm|decay|val|eval/.test(bare(name))
      );
    });
  }
  return undefined;
}

/** The first column of this size's logarithms, whose base its name says. */
function findLogged(names: readonly string[], quantity: PointQuantity): string | undefined {
  if (quantity !== 'N' && quantity !== 'D' && quantity !== 'C') return undefined;
  return names.find((name) => {
    const { stem, base } = loggedOf(name) ?? { stem: '', base: null };
    const isSize = knownNames[quantity].includes(bareOf(stem)) || matches(stem, sizeWords[quantity]);
    return base !== null && isSize;
  });
}

function matches(name: string, { core, beside }: Vocabulary): boolean {
  if (/\bper\b|\/s\b|%/.test(name)) return false;
  const said = wordsOf(unitInName(name).stem);
  return (
    said.some((word) => core.has(word)) &&
    said.every((word) => core.has(word) || beside.has(word)) &&
    !said.some((word) => notCounts.has(word))
  );
}

/** Takes columns with vague names, but for C where it follows from N and D. */
function addVague(columns: Columns, names: readonly string[]): readonly string[] {
  return (['N', 'D', 'C'] as const).flatMap((size) => {
    if (columns[size] !== undefined || (size === 'C' && columns.N !== undefined && columns.D !== undefined))
      return [];
    const found = findColumn(names, vagueNames[size], bareOf);
    if (found === undefined) return [];
    columns[size] = found;
    return [`The column ${found} is taken to be ${size}.`];
  });
}

/** A name without its unit, as it is compared. */
function bareOf(name: string): string {
  const short = bare(unitInName(name).stem);
  return short === '' ? bare(name) : short;
}

/** Whether a column holds numbers, as far as its first cells tell. */
function isNumeric(rows: readonly Line[], at: number): boolean {
  const cells = rows
    .slice(0, MOST_LOOKED_AT)
    .map(({ cells }) => cells[at] ?? '')
    .filter((cell) => cell.trim() !== '');
  if (cells.length === 0) return true;
  return cells.some((cell) => [false, true].some((comma) => !Number.isNaN(readQuantity(cell, comma) ?? NaN)));
}

/** The first numbers of a column, in its unit. */
function valuesOf(rows: readonly Line[], at: number): readonly number[] {
  return rows.slice(0, MOST_LOOKED_AT).map(({ cells }) => readQuantity(cells[at] ?? '') ?? NaN);
}

function withoutUndefined(columns: Columns): ColumnMapping {
  return Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== undefined));
}
