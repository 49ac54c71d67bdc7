// Tables of measured points, ours or published ones: columns are found by their names, and what is wrong is said with line and
// column. C training FLOPs, D samples or tokens seen, L loss, N parameters.

/** What a column can hold. */
export const pointQuantities = ['N', 'D', 'C', 'loss', 'loss_se', 'lr', 'seed'] as const;
export type PointQuantity = (typeof pointQuantities)[number];

/** A row; null where the cell is empty or there is no such column. */
export interface MeasuredPoint extends Readonly<Record<PointQuantity, number | null>> {
  /** Line of the file, from 1. */
  readonly line: number;
  /** `finished`, or how else it ended; '' without such a column. */
  readonly outcome: string;
  /** False where the row says that its learning rate had not come down yet: it is a point of a curve, not an end. */
  readonly cooled: boolean;
  /** The row as it stands, by the names of the columns. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface PointTable {
  /** Which column of the file holds what, by its name there. */
  readonly columns: Readonly<Partial<Record<PointQuantity, string>>>;
  /** All columns of the file. */
  readonly names: readonly string[];
  readonly points: readonly MeasuredPoint[];
}

const words = (text: string): readonly string[] => text.split(' ');

/**
 * Names that published tables use, as bare lower-case letters. The first that is there wins, so that data are counted as
 * unique samples where a table has both.
 */
export const knownNames: Readonly<Record<PointQuantity, readonly string[]>> = {
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
};

/** A name as it is compared: its letters in lower case. */
export const bare = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

const cooledNames = ['cooled', 'decayed', 'annealed', 'cooleddown'];
const no = new Set(['no', 'false', '0']);

/** Of the columns of a file, what reads off a row how it ended and whether its learning rate had come down. */
export function readState(
  names: readonly string[],
): (cells: readonly string[]) => Pick<MeasuredPoint, 'outcome' | 'cooled'> {
  const outcome = names.findIndex((name) => bare(name) === 'outcome');
  const cooled = names.findIndex((name) => cooledNames.includes(bare(name)));
  return (cells) => ({
    outcome: cells[outcome] ?? '',
    cooled: !no.has((cells[cooled] ?? '').toLowerCase()),
  });
}

/** True for a column that says of a row how it came about, not what was trained. */
export function isStateColumn(name: string): boolean {
  return bare(name) === 'outcome' || cooledNames.includes(bare(name));
}

/** The first column of the file that is called one of these, as bare lower-case letters. */
export function findColumn(names: readonly string[], known: readonly string[]): string | undefined {
  for (const wanted of known) {
    const found = names.find((name) => bare(name) === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
