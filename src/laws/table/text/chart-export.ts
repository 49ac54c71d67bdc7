// Charts as experiment trackers export them: a column for each run, beside its smallest and largest value. As a table they are a row for
// each run and step.

import type { TextTable } from './text-table.js';

/** `w64 - val/loss`, with `__MIN` and `__MAX` beside it. */
const CURVE = /^(.+?) - (.+?)(__MIN|__MAX)?$/;

/** The column that names the run of a row. */
const RUN = 'curve';

/** The table with a row for each run, or as it is if it is not such a chart. */
export function rowsOfChart(table: TextTable): TextTable {
  const curves = table.names.flatMap((name, at) => {
    const [, run, metric, bound] = CURVE.exec(name) ?? [];
    return run === undefined || bound !== undefined || !table.names.includes(`${name}__MIN`)
      ? []
      : [{ at, run, metric }];
  });
  if (curves.length === 0 || new Set(curves.map(({ metric }) => metric)).size > 1) return table;
  const others = table.names.flatMap((name, at) => (CURVE.test(name) ? [] : [{ name, at }]));
  const rows = table.rows.flatMap(({ line, cells }) =>
    curves.flatMap(({ at, run }) =>
      (cells[at] ?? '') === ''
        ? []
        : [{ line, cells: [...others.map((other) => cells[other.at]), run, cells[at]] }],
    ),
  );
  return {
    ...table,
    names: [...others.map(({ name }) => name), RUN, curves[0].metric],
    rows,
    curves: RUN,
    notes: [
      ...table.notes,
      `This is a chart with a column for each of ${curves.length} runs: their names are in the column ${RUN} now. It lacks their sizes.`,
    ],
  };
}
