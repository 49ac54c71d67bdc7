// Charts as experiment trackers export them: a column for each run, beside its smallest and largest value. As a table they are a row for
// each run and step.

import type { TextTable } from './text-table.js';

/** `w64 - val/loss`, with `__MIN` and `__MAX` beside it. */
const CURVE = /^(.+?) - (.+?)(__MIN|__MAX)?$/;

/** The column that names the run of a row. */
const RUN = 'curve';

/** Trackers draw this many steps of a run where a program asks for its history. */
const SAMPLED_ROWS = 500;

/** Says so where the table is the curve of one run: as TensorBoard exports it, or as W&B gives its history. */
export function curvesInWords(table: TextTable): TextTable {
  const { names, rows } = table;
  const letters = names.map((name) => name.toLowerCase());
  if (letters.join() === 'wall time,step,value') {
    const note =
      'This is a curve that TensorBoard exported: Value is taken to be the loss. It lacks the size of its run: put the last row of each run into one table, with N.';
    return { ...table, names: [names[0], names[1], 'loss'], notes: [...table.notes, note] };
  }
  const step = names.indexOf('_step');
  if (step < 0 || !names.some((name) => name === '_runtime' || name === '_timestamp')) return table;
  const last = rows.reduce((most, { cells }) => Math.max(most, Number(cells[step] ?? 0) || 0), 0);
  if (rows.length !== SAMPLED_ROWS || last < 2 * rows.length) return table;
  const note = `This history of W&B is a sample: ${rows.length} rows up to step ${last}. Its last row may not be the end of the run; scan_history has all rows.`;
  return { ...table, notes: [...table.notes, note] };
}

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
