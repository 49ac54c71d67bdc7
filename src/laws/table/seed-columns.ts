// Tables with a column of losses for each seed: as a table they are a row for each size and seed.

import { measureOf } from './loss-column.js';
import type { TextTable } from './text/text-table.js';

/** `loss_seed0`, `val loss (run 3)`, `loss s2`. */
const BEHIND = /^(.*\p{L}.*?)[\s_.([-]+(?:seed|run|rep|repeat|replicate|trial|s)[\s_.=#-]*(\d+)[)\]]?$/iu;
/** `seed0_loss`, `run 3 - val loss`. */
const BEFORE = /^(?:seed|run|rep|repeat|replicate|trial)[\s_.=#-]*(\d+)[\s_./:-]+(.*\p{L}.*)$/iu;

interface SeedColumn {
  readonly at: number;
  readonly stem: string;
  readonly seed: string;
}

/** The table with a row for each seed, or as it is where it has no such columns. */
export function rowsOfSeeds(table: TextTable): TextTable {
  const { names } = table;
  const columns = names.flatMap((name, at) => seedColumn(name, at));
  const stems = new Set(columns.map(({ stem }) => stem));
  const [stem] = stems;
  const seeds = new Set(columns.map(({ seed }) => seed));
  // A mean of them, or seeds in a column of their own, are what the table is about.
  if (stems.size !== 1 || seeds.size < 2 || seeds.size < columns.length) return table;
  if (names.includes(stem) || names.includes(SEED)) return table;
  const others = names.flatMap((name, at) => (columns.some((one) => one.at === at) ? [] : [{ name, at }]));
  const rows = table.rows.flatMap(({ line, cells }) =>
    columns.flatMap(({ at, seed }) =>
      (cells[at] ?? '') === ''
        ? []
        : [{ line, cells: [...others.map((other) => cells[other.at] ?? ''), seed, cells[at]] }],
    ),
  );
  const note = `The table has a column of ${stem} for each of ${seeds.size} seeds: they are ${rows.length} rows now.`;
  return {
    ...table,
    names: [...others.map(({ name }) => name), SEED, stem],
    rows,
    notes: [...table.notes, note],
  };
}

const SEED = 'seed';

function seedColumn(name: string, at: number): SeedColumn[] {
  const [, behind, last] = BEHIND.exec(name) ?? [];
  const [, first, before] = BEFORE.exec(name) ?? [];
  const stem = behind ?? before;
  return stem === undefined || measureOf(stem) === null ? [] : [{ at, stem, seed: last ?? first }];
}
