import { InputError } from '../../base/errors.js';
import { sentence } from '../../base/sentence.js';
import { lawsOfTable } from '../../laws/table-laws.js';
import type { PointTable } from '../../laws/table/point-table.js';
import {
  parseWithFile,
  printJson,
  printTable,
  UsageError,
  wrapped,
  type Command,
} from '../shared/command.js';
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
  const read = await readTableOptions(values, conditions).read(file);
  const result = readingFile(file, () => report(lawsOfTable(read.table, requests)));
  const groups = read.groups.map(({ value, table }) => ({
    value,
    ...attempt(() => report(lawsOfTable(table, requests))),
  }));
  if (values.json) {
    const laws = groups.map(({ value, report: law, reason }) => ({
      value,
      law: law ? reportJson(law) : { law: values.law, refused: reason },
    }));
    printJson({ ...reportJson(result), ...readingOf(read), groups: laws, notes: read.notes });
    return;
  }
  printReport(result);
  printGroups(read, groups);
  for (const note of [...read.notes, ...read.lines]) console.log(note);
}

/** Every law in turn, each with its result or why the table does not support it. */
async function fitAll(values: FitValues, file: string): Promise<void> {
  const reader = readTableOptions({ ...values, 'skip-bad-rows': true });
  const read: ReadTable = await reader.read(file);
  const reportsOf = (table: PointTable): readonly NamedAttempt[] => {
    const laws = lawsOfTable(table, { power: { allRows: reader.allRows } });
    return Object.keys(fitLaws).map((name) => ({
      name,
      ...attempt(() => fitLaws[name].prepare(values).report(laws)),
    }));
  };
  const reports = reportsOf(read.table);
  if (values.json) {
    const groups = read.groups.map(({ value, table }) => ({ value, law: allJson(reportsOf(table)) }));
    printJson({ ...allJson(reports), ...readingOf(read), groups, notes: read.notes });
    return;
  }
  for (const [i, { name, report, reason }] of reports.entries()) {
    console.log(`${i > 0 ? '\n' : ''}## ${name}: ${fitLaws[name].label}`);
    if (report) printReport(report);
    else console.log(sentence(reason));
  }
  for (const note of [...read.notes, ...read.lines]) console.log(note);
}

function allJson(reports: readonly NamedAttempt[]): Record<string, unknown> {
  const documents = reports.map(({ name, report, reason }): [string, Record<string, unknown>] => [
    name,
    report ? reportJson(report) : { law: name, refused: reason },
  ]);
  return { law: 'all', laws: Object.fromEntries(documents) };
}

/** What a document says of how its table was read. */
function readingOf({ json, split }: ReadTable): Record<string, unknown> {
  return { ...json, split };
}

/** The law of each group in a line. */
function printGroups({ split }: ReadTable, groups: readonly (Attempt & { readonly value: string })[]): void {
  if (split === null) return;
  console.log('');
  const lawOf = ({ report, reason }: Attempt): string => report?.lines[0] ?? sentence(reason);
  printTable([[split.column, 'law'], ...groups.map((group) => [group.value, lawOf(group)])]);
  console.log('');
}

interface Attempt {
  readonly report: FitReport | null;
  /** Why there is none. */
  readonly reason: string;
}
type NamedAttempt = Attempt & { readonly name: string };

/** A table that lacks a law's columns, or has them wrong, does not end the others. */
function attempt(make: () => FitReport): Attempt {
  try {
    return { report: make(), reason: '' };
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
