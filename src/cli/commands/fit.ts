import { InputError } from '../../base/errors.js';
import { sentence } from '../../base/sentence.js';
import { lawsOfTable, type LawsOfTable } from '../../laws/table-laws.js';
import { parseWithFile, printJson, UsageError, wrapped, type Command } from '../shared/command.js';
import { readingFile } from '../shared/files.js';
import { fitOptions, printReport, reportJson, type FitReport, type FitValues } from '../fit/fit-law.js';
import { fitLaws } from '../fit/laws/laws.js';
import { readTableOptions, tableOptions, tableUsage, type ReadTable } from '../fit/table-options.js';

const names = [...Object.keys(fitLaws), 'all'];
/** Options of every law. */
const common = ['law', 'json', ...Object.keys(tableOptions)];

export const fit: Command = {
  summary: 'fit a law to a table of points',
  usage: `fit <points.csv> [--law LAW] [options of the table] [options of the law] [--json]

Fits a law to the rows of a table. Columns are found by their names: N (parameters), D (samples or tokens), C (FLOPs), loss,
and if there are any loss_se, lr and seed. The page fits the same rows.
  --law LAW                the form of the law; power if not given, and one of
${wrapped(names.join(', '), 27)}
${tableUsage}
  --json                   one JSON document instead of words

${Object.values(fitLaws)
  .map(({ usage }) => usage)
  .join('\n\n')}

all: every law that the table supports, and why not the others; leaves out rows that cannot be read`,

  async run(args) {
    const { values, file } = parseWithFile(args, fitOptions, 'table of points');
    if (readLaw(values) === 'all') await fitAll(values, file);
    else await fitOne(values, file);
    return 0;
  },
};

async function fitOne(values: FitValues, file: string): Promise<void> {
  const { requests, conditions, report } = fitLaws[values.law].prepare(values);
  const { table, notes } = await readTableOptions(values, conditions).read(file);
  const result = readingFile(file, () => report(lawsOfTable(table, requests)));
  if (values.json) printJson({ ...reportJson(result), notes });
  else {
    printReport(result);
    for (const note of notes) console.log(note);
  }
}

/** Every law in turn, each with its result or why the table does not support it. */
async function fitAll(values: FitValues, file: string): Promise<void> {
  const reader = readTableOptions({ ...values, 'skip-bad-rows': true });
  const { table, notes }: ReadTable = await reader.read(file);
  const laws = lawsOfTable(table, { power: { allRows: reader.allRows } });
  const reports = Object.keys(fitLaws).map((name) => ({ name, ...attempt(name, values, laws) }));
  if (values.json) {
    const documents = reports.map(({ name, report, reason }): [string, Record<string, unknown>] => [
      name,
      report ? reportJson(report) : { law: name, refused: reason },
    ]);
    printJson({ law: 'all', laws: Object.fromEntries(documents), notes });
    return;
  }
  for (const [i, { name, report, reason }] of reports.entries()) {
    console.log(`${i > 0 ? '\n' : ''}## ${name}: ${fitLaws[name].label}`);
    if (report) printReport(report);
    else console.log(sentence(reason));
  }
  for (const note of notes) console.log(note);
}

/** A table that lacks a law's columns, or has them wrong, does not end the others. */
function attempt(
  name: string,
  values: FitValues,
  laws: LawsOfTable,
): { readonly report: FitReport | null; readonly reason: string } {
  try {
    return { report: fitLaws[name].prepare(values).report(laws), reason: '' };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { report: null, reason: error.message };
  }
}

/** The name of the law, once its options are known to be its own. */
function readLaw(values: FitValues): string {
  const { law } = values;
  if (!names.includes(law)) throw new UsageError(`--law: expected one of ${names.join(', ')}, got ${law}.`);
  const own: readonly string[] = law === 'all' ? common : [...common, ...fitLaws[law].options];
  const foreign = Object.keys(values).find((option) => !own.includes(option));
  if (foreign !== undefined) throw new UsageError(`--${foreign} does not go with --law ${law}.`);
  return law;
}
