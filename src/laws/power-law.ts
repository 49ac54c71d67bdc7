// A law from a table of points, ours or anyone's. C training FLOPs, D samples or tokens, N parameters.

import { InputError } from '../base/errors.js';
import { groupBy } from '../base/group-by.js';
import { choosePowerLaw } from '../fit/power-law/choose.js';
import { fitPowerLaw } from '../fit/power-law/fit.js';
import type { PowerLawResult } from '../fit/power-law/law.js';
import type { MeasuredPoint, PointTable } from './table/point-table.js';
import { cooledRows } from './table/cooled.js';
import { mixedConfigurations } from './table/mixed.js';
import { logDeviation, pooledSeedVariance, tuneConfig, type TunedConfig } from '../lab/records/tuning.js';

export const tableAxes = ['N', 'D', 'C'] as const;
export type TableAxis = (typeof tableAxes)[number];

export interface TablePoint {
  readonly x: number;
  readonly loss: number;
  readonly standardError: number | null;
  /** Null where the table does not say. */
  readonly learningRate: number | null;
  readonly excluded: string | null;
}

export interface TableLaw {
  readonly axis: TableAxis;
  readonly points: readonly TablePoint[];
  readonly fit: PowerLawResult;
  readonly alternatives: readonly PowerLawResult[];
  readonly undecided: boolean;
  readonly theory: null;
  readonly knownFloor: number | null;
  readonly warnings: readonly string[];
}

/**
 * Fits the table along `axis`, or the first of N, D, C that varies. Rows of one x are one point: tuned over their learning
 * rates, a geometric mean over the rest. `floor`: `free`, `none`, a known value, or null for what the points favour. Throws
 * InputError if the table has no such column.
 */
export function lawOfTable(
  given: PointTable,
  axis: TableAxis | null,
  floor: 'free' | 'none' | number | null,
): TableLaw {
  const { table, warnings: left } = cooledRows(given);
  const { columns, points: rows } = table;
  const along = axis ?? tableAxes.find((candidate) => distinct(rows, candidate) > 1);
  const there = tableAxes.filter((candidate) => columns[candidate] !== undefined);
  if (there.length === 0) {
    throw new InputError('there is no column N, D or C: a law needs sizes beside its losses');
  }
  if (along === undefined) {
    throw new InputError(`${there.join(' and ')} never varies; a law needs several sizes`, there[0]);
  }
  if (columns[along] === undefined) {
    throw new InputError(`there is no column ${along}; the table has ${there.join(' and ')}`, along);
  }
  const usable = rows.filter((row) => row[along] !== null);
  const groups = [...groupBy(usable, (row) => row[along]!)].map(([x, group]) => ({
    x,
    group,
    tuned: tune(group),
  }));
  const pooled = pooledSeedVariance(groups.map(({ tuned }) => tuned));
  const points = groups
    .map(({ x, group, tuned }) => pointOf(x, group, tuned, pooled))
    .sort((a, b) => a.x - b.x);
  const used = points.filter(({ excluded }) => excluded === null);
  const knownFloor = typeof floor === 'number' ? floor : null;
  const { chosen, alternatives, undecided } =
    floor === 'free' || floor === 'none'
      ? { chosen: fitPowerLaw(used, { floor: { type: floor } }), alternatives: [], undecided: false }
      : choosePowerLaw(used, knownFloor);
  const warnings = [...left, ...mixedConfigurations(table), ...warningsOf(rows, along)];
  return { axis: along, points, fit: chosen, alternatives, undecided, theory: null, knownFloor, warnings };
}

/** Rows of one size as one point: its loss at the best learning rate; null if none finished. */
export function tune(group: readonly MeasuredPoint[]): TunedConfig | null {
  const finished = group.filter(
    ({ outcome }) => outcome === '' || outcome === 'finished' || outcome === 'diverged',
  );
  return tuneConfig(
    finished.map(({ lr, seed, loss, loss_se }) => ({
      learningRate: lr ?? 1,
      seed: seed ?? 0,
      outcome: loss !== null && loss > 0 ? { loss, standardError: loss_se ?? 0 } : null,
    })),
  );
}

function pointOf(
  x: number,
  group: readonly MeasuredPoint[],
  tuned: TunedConfig | null,
  pooled: number | null,
): TablePoint {
  if (!tuned) {
    const wrong = group.find(({ loss }) => loss !== null && loss <= 0);
    const excluded = wrong ? `its loss is ${wrong.loss}; expected a number above 0` : 'no finished loss';
    return { x, loss: NaN, standardError: null, learningRate: null, excluded };
  }
  const loss = Math.exp(tuned.logLoss);
  const own = group.some(({ loss_se }) => loss_se !== null) ? Math.sqrt(tuned.evaluationVariance) : null;
  const deviation = logDeviation(tuned, pooled) ?? own;
  return {
    x,
    loss,
    standardError: deviation === null ? null : loss * deviation,
    learningRate: group.some(({ lr }) => lr !== null) ? tuned.learningRate : null,
    excluded: null,
  };
}

function warningsOf(rows: readonly MeasuredPoint[], along: TableAxis): string[] {
  const warnings: string[] = [];
  const without = rows.filter((row) => row[along] === null).length;
  if (without > 0) warnings.push(`${without} rows have no ${along} and are left out.`);
  const groups = [...groupBy(rows, (row) => row[along]).values()];
  for (const other of tableAxes) {
    if (other !== along && groups.some((group) => distinct(group, other) > 1)) {
      warnings.push(
        `At one ${along} the table has several ${other}: a law along ${along} wants the rest held still.`,
      );
    }
  }
  return warnings;
}

function distinct(rows: readonly MeasuredPoint[], axis: TableAxis): number {
  return new Set(rows.map((row) => row[axis]).filter((value) => value !== null)).size;
}
