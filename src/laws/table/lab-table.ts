// The lab's own sweep as a table of points: a row each tuned end of a run or of one of its branches, and a row each point of the
// training curves before it, marked as such. What fits anyone's table then fits the lab's own.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { groupBy } from '../../base/group-by.js';
import { examplesPerSample } from '../../models/model-spec.js';
import { familyConvention, parameterCounts, type Convention } from '../../models/parameters.js';
import { labPoints, runUntil, type LabPoint } from '../lab-points.js';
import type { RunPlan } from '../../lab/plan/run-plan.js';
import type { LabState, RunRecord } from '../../lab/records/record.js';
import { logDeviation, pooledSeedVariance, trialsOf, tuneConfig } from '../../lab/records/tuning.js';

interface SweepRow extends Pick<
  LabPoint,
  'D' | 'uniqueSamples' | 'C' | 'loss' | 'standardError' | 'learningRate'
> {
  readonly run: RunPlan;
  readonly cooled: boolean;
}

/** Names by which a reader knows what N counts, and takes the family's own convention first. */
const columnsOfN: Readonly<Record<Convention, string>> = {
  nonEmbedding: 'N_non_emb',
  withoutHead: 'N_without_head',
  total: 'total_params',
};

/** The sweep as CSV; null while no run has ended. */
export function sweepTable(state: Pick<LabState, 'plan' | 'runs'>): string | null {
  const rows = [...ends(state), ...onTheWay(state)];
  if (!state.plan || !rows.some(({ cooled }) => cooled)) return null;
  const { family } = state.plan.spec.model;
  const conventions: readonly Convention[] =
    family === 'transformer' ? ['nonEmbedding', 'withoutHead', 'total'] : ['total'];
  const nameOf = (convention: Convention): string =>
    convention === familyConvention[family] && convention === 'total' ? 'N_total' : columnsOfN[convention];
  const repeats = rows.some(({ D, uniqueSamples }) => uniqueSamples < D);
  const heads = [
    ...conventions.map(nameOf),
    'D',
    ...(repeats ? ['D_unique'] : []),
    'C',
    'loss',
    'loss_se',
    'lr',
    'cooled',
  ];
  const lines = rows.map(({ run, D, uniqueSamples, C, loss, standardError, learningRate, cooled }) => {
    const counts = parameterCounts(run.model);
    return [
      ...conventions.map((convention) => counts[convention]),
      D,
      ...(repeats ? [uniqueSamples] : []),
      C,
      loss,
      standardError ?? '',
      learningRate,
      cooled ? 'yes' : 'no',
    ].join(',');
  });
  return `${[heads.join(','), ...lines].join('\n')}\n`;
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
