// The lab's own runs as a table of points: a row each tuned end of a run or of one of its branches, and a row each point of the
// training curves before it, marked as such. What fits anyone's table then fits the lab's own.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { groupBy } from '../../base/group-by.js';
import { examplesPerSample } from '../../models/model-spec.js';
import { familyConvention, parameterCounts, type Convention } from '../../models/parameters.js';
import { labPoints, runUntil, type LabPoint } from './lab-points.js';
import type { RunPlan } from '../../lab/plan/run-plan.js';
import type { LabState, RunRecord } from '../../lab/records/record.js';
import { logDeviation, pooledSeedVariance, trialsOf, tuneConfig } from '../../lab/records/tuning.js';
import type { SizeColumn, SizeConvention } from '../table/size-columns.js';
import type { ColumnMapping, FinishedPoint, PointTable } from '../table/point-table.js';

/** The same rows for each count of N. */
export interface LabTable {
  readonly size: SizeColumn;
  readonly table: PointTable;
}

interface SweepRow extends Pick<
  LabPoint,
  'D' | 'uniqueSamples' | 'C' | 'loss' | 'standardError' | 'learningRate'
> {
  readonly run: RunPlan;
  readonly cooled: boolean;
}

const conventions: Readonly<Record<Convention, SizeConvention>> = {
  nonEmbedding: 'non-embedding',
  withoutHead: 'without-head',
  total: 'total',
};

/** Tables of the lab's runs, that of the family's own count of N first; none while no run has ended. */
export function labTables(state: Pick<LabState, 'plan' | 'runs'>): readonly LabTable[] {
  const rows = [...ends(state), ...onTheWay(state)];
  if (!state.plan || !rows.some(({ cooled }) => cooled)) return [];
  const { family } = state.plan.spec.model;
  const own = familyConvention[family];
  const others = (['nonEmbedding', 'withoutHead', 'total'] as const).filter((other) => other !== own);
  return [own, ...(family === 'transformer' ? others : [])].map((convention) => tableOf(rows, convention));
}

function tableOf(rows: readonly SweepRow[], convention: Convention): LabTable {
  const size = { convention: conventions[convention], column: `N, ${conventions[convention]}` };
  const repeats = rows.some(({ D, uniqueSamples }) => uniqueSamples < D);
  const columns: ColumnMapping = {
    N: size.column,
    D: repeats ? 'unique samples' : 'samples seen',
    C: 'training FLOPs',
    loss: 'loss',
    loss_se: 'standard error of the loss',
    lr: 'learning rate',
    seen: 'samples seen',
    ...(repeats ? { unique: 'unique samples' } : {}),
  };
  const points = rows.map((row, i): FinishedPoint => ({
    N: parameterCounts(row.run.model)[convention],
    D: repeats ? row.uniqueSamples : row.D,
    C: row.C,
    loss: row.loss,
    loss_se: row.standardError,
    lr: row.learningRate,
    seed: null,
    seen: row.D,
    unique: repeats ? row.uniqueSamples : null,
    batch: null,
    steps: null,
    line: i + 1,
    cooled: row.cooled,
    computed: null,
    cells: {},
  }));
  const names = [...new Set(Object.values(columns))];
  return { size, table: { columns, filled: {}, names, points, failed: [] } };
}

function ends(state: Pick<LabState, 'plan' | 'runs'>): SweepRow[] {
  const plans = new Map(state.runs.map(({ plan }) => [plan.config, plan]));
  return labPoints(state)
    .filter(({ final, excluded }) => final && excluded === null)
    .flatMap(({ config, ...point }) => {
      const run =
        plans.get(config) ?? [...plans.values()].find((plan) => config.startsWith(`${plan.config}-s`));
      return run ? [{ run, ...point, cooled: true }] : [];
    });
}

/** Every evaluation of the trunks but the last, tuned as an end is; of the largest data set. */
function onTheWay({ plan, runs }: Pick<LabState, 'plan' | 'runs'>): SweepRow[] {
  const largest = plan?.spec.data.uniqueSamples.at(-1) ?? null;
  const slice = runs.filter(({ plan: run }) => run.uniqueSamples === largest);
  const configs = [...groupBy(slice, ({ plan: run }) => run.config).values()];
  return configs.flatMap((config) => {
    const [{ plan: run }] = config;
    const steps = run.evaluationSteps.filter((step) => step > 0 && step < run.steps);
    return steps.flatMap((step) => rowAt(config, step));
  });
}

function rowAt(config: readonly RunRecord[], step: number): SweepRow[] {
  const [{ plan: run }] = config;
  const reached = config.flatMap((record) => runUntil(record, step));
  const tuned = reached.length === config.length ? tuneConfig(trialsOf(reached)) : null;
  if (!tuned) return [];
  const perSample = examplesPerSample(run.model);
  const D = step * run.batch * perSample;
  const loss = Math.exp(tuned.logLoss);
  const deviation = logDeviation(tuned, pooledSeedVariance([tuned]));
  return [
    {
      run,
      D,
      uniqueSamples: Math.min(D, run.uniqueSamples === null ? D : run.uniqueSamples * perSample),
      C: (run.trainingFlops * step) / run.steps,
      loss,
      standardError: deviation === null ? null : loss * deviation,
      learningRate: tuned.learningRate,
      cooled: false,
    },
  ];
}
