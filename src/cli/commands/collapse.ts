import { formatNumber } from '../../base/format.js';
import { collapseCurves } from '../../fit/other/collapse.js';
import { collapseInWords, curvesOfRecords, curvesOfTable, floorOfRecords } from '../../laws/collapse.js';
import { readTableOptions, tableOptions, tableUsage } from '../fit/table-options.js';
import { readFloor } from '../fit/read-options.js';
import { readRecordsOrTable } from '../fit/records-or-table.js';
import { parseWithFiles, printJson, printTable, UsageError, type Command } from '../shared/command.js';
import { readingFile } from '../shared/files.js';

const options = {
  ...tableOptions,
  floor: { type: 'string' },
  end: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const collapse: Command = {
  summary: 'whether the curves of all sizes, each divided by its end, fall on one, and which does not',
  usage: `collapse <FILE> [--floor E] [--end COLUMN] [options of the tables] [--json]

Divides the loss curve of each size by its own end and says how far the curves differ, how far seeds of one size do, and
which curve leaves the others (Qiu et al. 2025). FILE is the records.json of an experiment, or a table with several rows of
each run: a column of N, one of steps, D or C that grows along a run, and perhaps of seeds and learning rates.
  --floor E|none           take this off all losses first; without it the floor that the task is known to have, or 0
  --end COLUMN             where each run of a table ends, in the units of its steps, D or C; without it at its last row
${tableUsage}
  --json                   one JSON document instead of words`,

  async run(args) {
    const { values, files } = parseWithFiles(args, options, 'one file of curves');
    if (files.length !== 1) throw new UsageError(`expected one file of curves, got ${files.length}`);
    const [file] = files;
    const reader = readTableOptions(values);
    const asked = readFloor(values.floor);
    if (asked === 'free') throw new UsageError('--floor: expected a number or none, got free.');
    const source = await readRecordsOrTable(file, reader);
    const { curves, known } = readingFile(file, () =>
      source.type === 'records'
        ? { curves: curvesOfRecords(source.records), known: floorOfRecords(source.records) }
        : { curves: curvesOfTable(source.table, values.end ?? null), known: 0 },
    );
    const floor = asked === 'none' ? 0 : (asked ?? known);
    const found = collapseCurves(curves, floor);
    const words = collapseInWords(found);
    if (values.json) {
      const plain =
        found.type === 'refused'
          ? { refused: found.reason, spreads: [], leavers: null, curves: [] }
          : { refused: null, spreads: found.spreads, leavers: found.leavers, curves: found.curves };
      printJson({ floor, ...plain, words });
      return 0;
    }
    for (const sentence of words) console.log(sentence);
    if (found.type === 'refused') return 0;
    console.log('');
    printTable([
      ['share of the training', 'between sizes', 'between seeds'],
      ...found.spreads.map(({ share, sizes, seeds }) => [
        `${Math.round(100 * share)} %`,
        `${formatNumber(100 * sizes)} %`,
        seeds === null ? '' : `${formatNumber(100 * seeds)} %`,
      ]),
    ]);
    return 0;
  },
};
