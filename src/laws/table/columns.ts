// Which column of a table is what, by its name, and by its values where names are short.
//
// C training FLOPs, D samples or tokens seen, L loss, N parameters.

import type { Line } from './text/csv.js';
import { findLoss, findLossError } from './loss-column.js';
import { bare, findColumn } from './names.js';
import { pointQuantities, type ColumnMapping, type PointQuantity } from './point-table.js';
import { unitOfName } from './text/quantity.js';
import { findSizes, type SizeColumn } from './size-columns.js';

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
  lr: words('lr learningrate'),
  seed: words('seed'),
  seen: words('d tokens dtokens tokensseen tokenstrained samples examples trainingtokens ntokens'),
  unique: words('u dunique uniquesamples uniquetokens unique'),
  batch: words('batch batchsize bs b'),
  steps: words('steps step updates iterations iters nsteps numiterations trainingsteps'),
};

/** Names that could mean something else: taken where no other column can be meant, and with a note. */
const vagueNames: Readonly<Record<'N' | 'D' | 'C', readonly string[]>> = {
  N: ['size'],
  D: ['datasize'],
  C: ['budget'],
};

/** Columns of a network's shape: a D beside the number of heads is its width. */
const shapeNames = ['h', 'heads', 'nheads', 'numheads', 'nhead'];

/** Finds columns by their names; `rows` tell a loss called L from a number of layers. */
export function recogniseColumns(names: readonly string[], rows: readonly Line[] = []): RecognisedColumns {
  const columns: Columns = {};
  const open = isShape(names) ? names.filter((name) => bare(name) !== 'd') : names;
  for (const quantity of pointQuantities) {
    if (quantity === 'loss' || quantity === 'loss_se') continue;
    const found = findColumn(open, knownNames[quantity], bareOf);
    if (found !== undefined) columns[quantity] = found;
  }
  const loss = findLoss(names, rows);
  const error = loss && findLossError(names, loss.column);
  if (loss) columns.loss = loss.column;
  if (error) columns.loss_se = error;
  const { sizes, notes } = findSizes(names, columns.N, bareOf);
  columns.N ??= sizes.at(0)?.column;
  const vague = addVague(columns, names);
  return {
    columns: withoutUndefined(columns),
    sizes: sizes.length > 0 || columns.N === undefined ? sizes : [{ convention: 'given', column: columns.N }],
    notes: [...(loss?.notes ?? []), ...notes, ...vague],
  };
}

function isShape(names: readonly string[]): boolean {
  return names.some((name) => shapeNames.includes(bare(name)));
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
  const whole = bare(name);
  if (unitOfName(name) === 1) return whole;
  const short = bare(name.replace(/[\s_.]*[([][^)\]]*[)\]]\s*$|[\s_.]\w+$/, ''));
  return short === '' ? whole : short;
}

function withoutUndefined(columns: Columns): ColumnMapping {
  return Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== undefined));
}
