import { formatCount, formatNumber } from '../../base/format.js';
import { runsOfRecords, runsOfTable } from '../../laws/compare/family-runs.js';
import { compareFamilies, comparisonInWords, type FamilyRun } from '../../laws/compare/multiplier.js';
import { lawsOfTable } from '../../laws/table-laws.js';
import { readRecordsOrTable } from '../fit/records-or-table.js';
import { readTableOptions, tableOptions, tableUsage, type TableReader } from '../fit/table-options.js';
import { parseWithFiles, printJson, printTable, UsageError, type Command } from '../shared/command.js';
import { readingFile } from '../shared/files.js';

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
  const source = await readRecordsOrTable(file, reader);
  return readingFile(file, () =>
    source.type === 'records' ? runsOfRecords(source.records) : runsOfTable(lawsOfTable(source.table)),
  );
}
