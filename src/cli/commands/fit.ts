import { readPointsTable } from '../../laws/table/read-table.js';
import { rowsWhere } from '../../laws/table/where.js';
import {
  parseWithFile,
  printJson,
  readingFile,
  readInput,
  UsageError,
  type Command,
} from '../shared/command.js';
import { allLaws } from '../fit/all.js';
import { frontier, isoflop } from '../fit/compute-optimal.js';
import { broken, criticalBatch, kaplan, product, repeat } from '../fit/other-laws.js';
import { fitOptions, type FitLaw, type FitValues } from '../fit/fit-law.js';
import { power } from '../fit/power.js';
import { readConditions } from '../fit/read-conditions.js';
import { surface } from '../fit/surface.js';

const single: Readonly<Record<string, FitLaw>> = {
  power,
  surface,
  isoflop,
  frontier,
  kaplan,
  product,
  broken,
  repeat,
  'critical-batch': criticalBatch,
};
const laws: Readonly<Record<string, FitLaw>> = { ...single, all: allLaws(single) };

/** Options of every law. */
const common: readonly (keyof FitValues)[] = ['law', 'where', 'json'];

export const fit: Command = {
  summary: 'fit a law to a table of points',
  usage: `fit <points.csv> [--law ${Object.keys(laws).join('|')}] [--where COLUMN=VALUE]... [options of the law] [--json]

Fits a law to the rows of a table. Columns are found by their names: N (parameters), D (samples or tokens), C (FLOPs), loss,
and if there are any loss_se, lr and seed.
  --law                    the form of the law; power if not given
  --where COLUMN=VALUE     only these rows; repeated for one column either value, for several columns all of them
  --json                   one JSON document instead of words

${Object.values(laws)
  .map(({ usage }) => usage)
  .join('\n\n')}`,

  async run(args) {
    const { values, file } = parseWithFile(args, fitOptions, 'table of points');
    const law = readLaw(values);
    const conditions = readConditions('--where', values.where);
    const fitTable = law.prepare(values);
    const text = new TextDecoder().decode(await readInput(file));
    const report = readingFile(file, () => {
      const table = readPointsTable(text);
      return fitTable({ ...table, points: rowsWhere(table, conditions) });
    });
    if (values.json) printJson(report.json);
    else report.print();
    return 0;
  },
};

function readLaw(values: FitValues): FitLaw {
  const name = values.law;
  if (!Object.hasOwn(laws, name)) {
    throw new UsageError(`--law: expected one of ${Object.keys(laws).join(', ')}, got ${name}.`);
  }
  const own = [...common, ...laws[name].options];
  const foreign = (Object.keys(values) as (keyof FitValues)[]).find((option) => !own.includes(option));
  if (foreign !== undefined) throw new UsageError(`--${foreign} does not go with --law ${name}.`);
  return laws[name];
}
