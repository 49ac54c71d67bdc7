import { InputError } from '../../base/errors.js';
import { formatCount, formatNumber } from '../../base/format.js';
import { recordsFromJson } from '../../lab/records/read-records.js';
import { runsOfRecords, runsOfTable } from '../../laws/compare/family-runs.js';
import { compareFamilies, comparisonInWords, type FamilyRun } from '../../laws/compare/multiplier.js';
import { lawsOfTable } from '../../laws/table-laws.js';
import { decodeText } from '../../laws/table/text/decode-text.js';
import { readTableOptions, tableOptions, tableUsage, type TableReader } from '../fit/table-options.js';
import { parseWithFiles, printJson, printTable, UsageError, type Command } from '../shared/command.js';
import { readingFile, readInput } from '../shared/files.js';

const options = { ...tableOptions, unpaired: { type: 'boolean' }, json: { type: 'boolean' } } as const;

export const compare: Command = {
  summary: 'how many times less compute, data or time one family of runs needs than another',
  usage: `compare <A> <B> [--unpaired] [options of the tables] [--json]

Compares two families of runs, each the records.json of an experiment or a table of points. Prints the multiplier of B over A:
what A needs over what B needs for the same loss, in FLOPs, tokens and seconds, as far as both say, with 90 % intervals; the
multiplier at each size that both have, and whether it grows with size. Runs of one size and seed are compared with each other.
  --unpaired               take runs of one seed for independent, as where it named other data
${tableUsage}
  --json                   one JSON document instead of words`,

  async run(args) {
    const { values, files } = parseWithFiles(args, options, 'two families of runs');
    if (files.length !== 2) throw new UsageError(`expected two families of runs, got ${files.length}`);
    const reader = readTableOptions(values);
    const [a, b] = [await readRuns(files[0], reader), await readRuns(files[1], reader)];
    const found = compareFamilies(a, b, { sharesData: values.unpaired !== true });
    const { level, multiplier, bySize, trend, paired, reasons } = found;
    if (values.json) {
      printJson({ level, multiplier, bySize, trend, paired, reasons, words: comparisonInWords(found) });
      return 0;
    }
    for (const sentence of comparisonInWords(found)) console.log(sentence);
    if (paired) console.log('Runs of one size and seed were compared with each other.');
    if (bySize.length > 0) {
      console.log('');
      printTable([
        ['cost of A', 'multiplier', '90 %'],
        ...bySize.map(({ cost, value, low, high }) => [
          formatCount(cost),
          formatNumber(value),
          `${formatNumber(low)} to ${formatNumber(high)}`,
        ]),
      ]);
    }
    return 0;
  },
};

async function readRuns(file: string, reader: TableReader): Promise<readonly FamilyRun[]> {
  const text = decodeText(await readInput(file));
  if (isRecords(text)) return readingFile(file, () => runsOfRecords(recordsFromJson(text)));
  const { table } = await reader.read(file);
  return readingFile(file, () => runsOfTable(lawsOfTable(table)));
}

/** Whether a file is the record of an experiment, not a table. */
function isRecords(text: string): boolean {
  try {
    recordsFromJson(text);
    return true;
  } catch (error) {
    if (error instanceof InputError || error instanceof SyntaxError) return false;
    throw error;
  }
}
