import { surfaceMethod } from '../../fit/surface/fit.js';
import type { LossSurfaceOptions, Robust } from '../../fit/surface/surface.js';
import { checklistJson, countsOfTable, surfaceChecklist } from '../../laws/recipe.js';
import { surfaceOfTable } from '../../laws/surface.js';
import { rowsWhere } from '../../laws/table/where.js';
import { UsageError } from '../shared/command.js';
import { printSurface, surfaceJson } from '../report/surface.js';
import type { FitLaw, FitValues } from './fit-law.js';
import { readConditions } from './read-conditions.js';

export const surface: FitLaw = {
  usage: `surface: L = E + A N^-alpha + B D^-beta, with N and D in the units of the file
  --residuals log|linear   of ln L, the default, or of L
  --robust none|huber:DELTA|absolute
                           squares, the default; linear in residuals beyond DELTA (0.001 in the literature); all linear
  --tie-exponents          alpha = beta
  --train-where COLUMN=VALUE
                           fit these rows and foretell the others; may be repeated
  --bootstrap RESAMPLES    intervals by resampling too; --seed NUMBER chooses the draws (1)`,
  options: ['residuals', 'robust', 'tie-exponents', 'train-where', 'bootstrap', 'seed'],
  prepare(values) {
    const options = readOptions(values);
    const conditions = readConditions('--train-where', values['train-where']);
    return (table) => {
      const trained = new Set(rowsWhere(table, conditions));
      const result = surfaceOfTable(table, (row) => trained.has(row), options);
      const used = { rows: result.rows, given: table.points.length };
      const checklist = checklistJson(
        surfaceChecklist(result.fit, used, countsOfTable(table), surfaceMethod(options)),
      );
      return { json: { ...surfaceJson(result), checklist }, print: () => printSurface(result) };
    };
  },
};

function readOptions(values: FitValues): LossSurfaceOptions {
  const { residuals = 'log', robust, bootstrap, seed = '1' } = values;
  if (residuals !== 'log' && residuals !== 'linear') {
    throw new UsageError(`--residuals: expected log or linear, got ${residuals}.`);
  }
  const resampling = { seed: readWhole('--seed', seed, 0, 2 ** 32 - 1) };
  return {
    residuals,
    robust: readRobust(robust),
    tied: values['tie-exponents'] ?? false,
    bootstrap:
      bootstrap === undefined
        ? null
        : { resamples: readWhole('--bootstrap', bootstrap, 1, 1_000_000), ...resampling },
  };
}

function readRobust(text = 'none'): Robust {
  if (text === 'none' || text === 'absolute') return { type: text };
  const delta = Number(/^huber:(.+)$/.exec(text)?.[1]);
  if (Number.isFinite(delta) && delta > 0) return { type: 'huber', delta };
  throw new UsageError(
    `--robust: expected none, absolute or huber:DELTA with a number above 0, got ${text}.`,
  );
}

function readWhole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${name}: expected a whole number from ${least} to ${most}, got ${text}.`);
}
