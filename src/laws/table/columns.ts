// Which column of a table is what, by its name.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { bare, findColumn } from './names.js';
import { pointQuantities, type ColumnMapping, type PointQuantity } from './point-table.js';
import { unitOfName } from './quantity.js';

/** What N counts; `given` where the name of its column does not say. */
export type SizeConvention = 'total' | 'non-embedding' | 'without-head' | 'given';

export interface SizeColumn {
  readonly convention: SizeConvention;
  readonly column: string;
}

export interface RecognisedColumns {
  readonly columns: ColumnMapping;
  /** All columns of N with what they count. */
  readonly sizes: readonly SizeColumn[];
  /** Sentences for columns whose names could mean something else. */
  readonly notes: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');

/**
 * Names that published tables use, as bare lower-case letters. The first that is there wins, so that data are counted as unique samples
 * where a table has both.
 */
const knownNames: Readonly<Record<PointQuantity, readonly string[]>> = {
  N: words(
    'n ntotal nparams numparams params parameters parametercount modelsize nnonemb nnoembed modelparams modelparameters numparameters paramcount nopt',
  ),
  D: words(
    'dunique uniquesamples d dtokens tokens tokensseen ntokens trainingtokens samples examples trainingsamples trainexamples traintokens numtokens datasetsize dopt',
  ),
  C: words('c flops flop compute trainingflops cpflop cbudget totalflops trainflops computeflops flopstotal'),
  loss: words(
    'loss l testloss valloss validationloss evalloss finalloss losscval testcenats besttestcenats testmse meanloss lossexact',
  ),
  loss_se: words('lossse se stderr standarderror lossstderr'),
  lr: words('lr learningrate'),
  seed: words('seed'),
  seen: words('d tokens dtokens tokensseen samples examples trainingtokens ntokens'),
  unique: words('u dunique uniquesamples uniquetokens unique'),
  batch: words('batch batchsize bs b'),
  steps: words('steps step updates iterations iters nsteps trainingsteps'),
};

/** Names that could mean something else: taken where no other column can be meant, and with a note. */
const vagueNames: Readonly<Record<'N' | 'D' | 'C', readonly string[]>> = {
  N: ['size'],
  D: ['datasize'],
  C: ['budget'],
};

/** Words in the names of columns of N that say what they count. */
const sizeWords: Readonly<Record<Exclude<SizeConvention, 'given'>, RegExp>> = {
  total: /^(n?(params?|parameters)?(total|all)|total(params?|parameters|n))$/,
  'non-embedding':
    /^n?(params?|parameters)?(non|no|without|wo|excl|excluding)emb(ed|eddings?)?(params?|parameters)?$/,
  'without-head':
    /^n?(params?|parameters)?(no|without|wo|excl|excluding)(head|unembedding|unembed)(params?|parameters)?$/,
};

/** Losses by their words, of a validation rather than of training. */
const lossWords = /loss|mse|nll|nats|crossentropy/;

/** Finds columns by their names. */
export function recogniseColumns(names: readonly string[]): RecognisedColumns {
  const columns: Partial<Record<PointQuantity, string>> = {};
  for (const quantity of pointQuantities) {
    const found = findColumn(names, knownNames[quantity], bareOf);
    if (found !== undefined) columns[quantity] = found;
  }
  columns.loss ??= findLoss(names.filter((name) => name !== columns.loss_se));
  const sizes = (Object.keys(sizeWords) as (keyof typeof sizeWords)[]).flatMap((convention): SizeColumn[] => {
    const column = names.find((name) => sizeWords[convention].test(bareOf(name)));
    return column === undefined ? [] : [{ convention, column }];
  });
  columns.N ??= sizes.at(0)?.column;
  const notes = addVague(columns, names);
  if (columns.N !== undefined && !sizes.some(({ column }) => column === columns.N)) {
    // Beside a column that leaves something out, a plain N is all of them.
    const isTotal = sizes.length > 0 && !sizes.some(({ convention }) => convention === 'total');
    sizes.unshift({ convention: isTotal ? 'total' : 'given', column: columns.N });
  }
  return { columns: withoutUndefined(columns), sizes, notes };
}

/** Takes columns with vague names, but for C where it follows from N and D. */
function addVague(
  columns: Partial<Record<PointQuantity, string>>,
  names: readonly string[],
): readonly string[] {
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

function findLoss(names: readonly string[]): string | undefined {
  const losses = names.filter((name) => lossWords.test(bare(name)));
  return losses.find((name) => /val|test|eval|heldout/.test(bare(name))) ?? losses.at(0);
}

function withoutUndefined(columns: Partial<Record<PointQuantity, string>>): ColumnMapping {
  return Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== undefined));
}
