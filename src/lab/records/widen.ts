// A learning-rate sweep whose best rate is at its edge gets more rates on that side while the plan runs.

import { largest, smallest } from '../../base/many.js';
import { power } from '../../base/maths/power.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { trialsOf, tuneConfig, type TunedRun } from './tuning.js';
import { replicasOf } from '../plan/plan.js';
import type { RunPlan } from '../plan/run-plan.js';

/** No more than this many: beyond, the rule for the centre of the sweep is wrong, not its width. */
const WIDENINGS = 2;
/** Rates that one widening adds. */
const WIDENING_RATES = 2;

export interface Widening {
  readonly run: RunPlan;
  /** For people. */
  readonly reason: string;
}

/**
 * The run that a config still needs once all its runs have ended: two more rates on the side where the best one is at the edge of
 * the learning-rate sweep. Null if the sweep contains its minimum, was widened twice already, or the spec disables widening.
 */
export function widen(spec: ExperimentSpec, ended: readonly TunedRun[]): Widening | null {
  const { lrSweep } = spec;
  const round = largest(ended.map((run) => run.plan.round)) + 1;
  if (!lrSweep.enabled || !lrSweep.widen || round > WIDENINGS) return null;
  const tuned = tuneConfig(trialsOf(ended));
  if (!tuned?.edge) return null;
  const [last] = ended;
  const rates = ended.flatMap(({ plan: run }) => run.replicas.map(({ learningRate }) => learningRate));
  const isLow = tuned.edge === 'low';
  const edge = isLow ? smallest(rates) : largest(rates);
  const ratio = isLow ? 1 / lrSweep.ratio : lrSweep.ratio;
  const added = Array.from({ length: WIDENING_RATES }, (_, i) => edge * power(ratio, i + 1));
  const { config } = last.plan;
  return {
    run: {
      ...last.plan,
      id: `${config}+${round}`,
      round,
      replicas: replicasOf(
        spec,
        added.sort((a, b) => a - b),
      ),
    },
    reason: `The best learning rate of ${config} is the ${isLow ? 'lowest' : 'highest'} of its sweep.`,
  };
}
