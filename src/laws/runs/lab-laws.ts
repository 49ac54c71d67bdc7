// Records -> points -> fits. D samples or tokens seen, E irreducible loss, N parameters.

import { groupBy } from '../../base/group-by.js';
import { taskOf } from '../../data/tasks/tasks.js';
import { groupBudgets } from '../../fit/isoflop/budgets.js';
import type { FloorLimit } from '../../fit/power-law/floor-limit.js';
import type { PowerLawResult } from '../../fit/power-law/law.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { LabState, RunRecord } from '../../lab/records/record.js';
import { modelWidth } from '../../models/model-spec.js';
import { familyConvention, type Convention } from '../../models/parameters.js';
import { choosePowerLawOnce, fitFloorLimitOnce } from './fit-once.js';
import {
  configsOf,
  isUsed,
  pointsOf,
  pooledVarianceOf,
  type ConfigRuns,
  type LabPoint,
  type PointOptions,
} from './lab-points.js';
import { lawSoFar, type LawSoFar } from './law-so-far.js';
import { designWarnings, formWarnings, outlierWarnings } from './law-warnings.js';

export interface Law {
  /** What runs along x: parameters, or unique samples. */
  readonly axis: 'N' | 'D';
  /** What N counts. */
  readonly convention: Convention;
  /** What D counts. */
  readonly examples: 'samples' | 'tokens';
  readonly points: readonly LabPoint[];
  readonly fit: PowerLawResult;
  /** While there is no fit yet: the law of the same sizes at the last step that all have reached. Null along D. */
  readonly soFar: LawSoFar | null;
  /** The other form of floor, fitted to the same points: free beside a known one. */
  readonly alternatives: readonly PowerLawResult[];
  /** Both forms fit the points about equally well: a forecast spans the intervals of both. */
  readonly undecided: boolean;
  /** Slope that theory expects (alpha > 0), null without a claim. */
  readonly theory: number | null;
  /** Exactly known floor, null if unknown. */
  readonly knownFloor: number | null;
  /** Along N with branches: the limit of the free floors of the laws at each D as D grows. Null without, and along D. */
  readonly endlessFloor: FloorLimit | null;
  /** Sentences for the chart's warnings: learning-rate sweep off, best rate at the edge … */
  readonly warnings: readonly string[];
}

type Experiment = Pick<LabState, 'plan' | 'runs'>;

/** The last laws and everything that they were made from, compared by identity: states are snapshots. */
let last: { readonly madeFrom: readonly unknown[]; readonly laws: readonly Law[] } = {
  madeFrom: [],
  laws: [],
};

/**
 * The laws that an experiment can show: along N if it has several widths (at its largest data set), along D if it has
 * several finite data sets or branches (at its largest width). Configs that have not been evaluated have no point yet.
 *
 * A state changes ten times a second while it trains; the result is the same object until an evaluation arrives or a run ends.
 */
export function laws(state: Experiment, convention: Convention | null = null): readonly Law[] {
  const madeFrom = [state.plan, convention, ...state.runs.flatMap(partsOfLaws)];
  const isSame =
    madeFrom.length === last.madeFrom.length && madeFrom.every((part, i) => part === last.madeFrom[i]);
  if (!isSame) last = { madeFrom, laws: makeLaws(state, convention) };
  return last.laws;
}

/** What laws read of a run: not its steps and its curve, which change all the time. */
function partsOfLaws({
  plan,
  status,
  evaluations,
  branchEvaluations,
  outcomes,
}: RunRecord): readonly unknown[] {
  return [plan, status, evaluations, branchEvaluations, outcomes];
}

function makeLaws({ plan, runs }: Experiment, convention: Convention | null): readonly Law[] {
  if (!plan) return [];
  const { spec } = plan;
  const configs = configsOf(runs);
  const options = {
    convention: convention ?? familyConvention[spec.model.family],
    pooled: pooledVarianceOf(configs),
  };
  const branched = spec.data.branches.length > 0;
  const { widths } = spec.model;
  const samples = spec.data.uniqueSamples;
  const largest = samples[samples.length - 1];
  const found: Law[] = [];
  if (widths.length > 1 || samples.length === 1) {
    const slice =
      spec.data.budgets.length > 0
        ? bestOfBudgets(configs)
        : configs.filter(
            ({ runs: [{ plan: run }], branch }) => run.uniqueSamples === largest && branch === null,
          );
    const endlessFloor = branched ? endlessFloorOf(configs, { axis: 'N', ...options }) : null;
    found.push(
      lawAlong(slice, {
        axis: 'N',
        ...options,
        spec,
        endlessFloor,
      }),
    );
  }
  if (samples.length > 1 || branched) {
    const slice = configs.filter(
      ({ runs: [{ plan: run }] }) =>
        modelWidth(run.model) === widths.at(-1) && (branched || run.uniqueSamples !== null),
    );
    found.push(lawAlong(slice, { axis: 'D', ...options, spec, endlessFloor: null }));
  }
  return found;
}

/** What a law is made of beside its points. */
interface LawOptions extends Pick<Law, 'axis' | 'convention' | 'endlessFloor'> {
  readonly spec: ExperimentSpec;
}

/** The config with the lowest loss of each compute budget: the size that spends it best. */
function bestOfBudgets(configs: readonly ConfigRuns[]): readonly ConfigRuns[] {
  const budgets = groupBudgets(configs.map((config) => ({ C: config.runs[0].plan.trainingFlops, config })));
  const lossOf = ({ tuned }: ConfigRuns): number => tuned?.logLoss ?? Infinity;
  return budgets.map(({ points }) =>
    points.map(({ config }) => config).reduce((a, b) => (lossOf(b) < lossOf(a) ? b : a)),
  );
}

/** The law through the points of a slice of an experiment. */
function lawAlong(slice: readonly ConfigRuns[], options: PointOptions & LawOptions): Law {
  const points = pointsOf(slice, options).sort((a, b) => a.x - b.x);
  const law = lawOfPoints(points, options);
  const soFar =
    law.axis === 'N' && law.fit.type === 'refused' && options.spec.data.budgets.length === 0
      ? lawSoFar(slice, points, law.knownFloor)
      : null;
  return { ...law, soFar };
}

/** The law through points in order of x, of models that have ended. */
export function lawOfPoints(
  points: readonly LabPoint[],
  { axis, convention, spec, endlessFloor }: LawOptions,
): Law {
  const { knownFloor, theory } = knownOf(spec, axis);
  const used = points.filter(isUsed);
  const { chosen, alternatives, undecided } = choosePowerLawOnce(
    used.map(({ x, loss, standardError }) => ({ x, loss, standardError })),
    knownFloor,
  );
  return {
    axis,
    convention,
    examples: spec.model.family === 'transformer' ? 'tokens' : 'samples',
    points,
    fit: chosen,
    soFar: null,
    alternatives,
    undecided,
    theory,
    knownFloor,
    endlessFloor,
    warnings: [
      ...designWarnings(spec, used),
      ...formWarnings([chosen, ...alternatives], knownFloor, endlessFloor),
      ...outlierWarnings(chosen),
    ],
  };
}

/** What is known of a law beforehand: its floor and its slope. */
function knownOf(
  { task: spec, data }: ExperimentSpec,
  axis: Law['axis'],
): Pick<Law, 'knownFloor' | 'theory'> {
  // Of a text nothing is known, and it need not be here.
  if (spec.type === 'text') return { knownFloor: null, theory: null };
  const { lossFloor, theory } = taskOf(spec);
  // A model of one width has a floor of its own, above the task's.
  if (axis === 'D') return { knownFloor: null, theory: theory.data };
  // The best sizes of budgets: their data grow with them, which theory does not speak of.
  if (data.budgets.length > 0) return { knownFloor: lossFloor, theory: null };
  // Too few data lift the floor, and theory speaks of enough of them.
  const isEndless = data.uniqueSamples.at(-1) === null;
  return isEndless
    ? { knownFloor: lossFloor, theory: theory.parameters }
    : { knownFloor: null, theory: null };
}

/** From the points of all sizes at the end of each branch and of the trunk, those that are final. */
function endlessFloorOf(configs: readonly ConfigRuns[], options: PointOptions): FloorLimit {
  const points = pointsOf(configs, options).filter(isUsed);
  const slices = [...groupBy(points, ({ D }) => D)].map(([D, ofD]) => ({
    D,
    points: ofD.map(({ N, loss, standardError }) => ({ x: N, loss, standardError })),
  }));
  return fitFloorLimitOnce(slices);
}
