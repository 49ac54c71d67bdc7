// From the replicas of a config to its tuned point (docs/decisions/0007): the minimum over learning rates, by a parabola in the
// logarithms of rate and loss.

import { exp, log } from '../../base/maths/elementary.js';
import { groupBy } from '../../base/group-by.js';
import { mean } from '../../base/maths/statistics.js';
import type { RunRecord } from './record.js';

/** One replica of a config. */
export interface Trial {
  readonly seed: number;
  readonly learningRate: number;
  /** Its result; null if it diverged or was stopped. */
  readonly outcome: TrialOutcome | null;
}

export interface TrialOutcome {
  readonly loss: number;
  /** Standard error of `loss` from the finite evaluation set; 0 where it is exact. */
  readonly standardError: number;
}

/** What tuning needs of a run's record. */
export type TunedRun = Pick<RunRecord, 'plan' | 'evaluations' | 'branchEvaluations' | 'outcomes'>;

export interface TunedConfig {
  /** Interpolated best learning rate. */
  readonly learningRate: number;
  /** Logarithm of the loss there: mean over seeds, so the loss is a geometric mean. -Infinity where a seed's loss is exactly 0. */
  readonly logLoss: number;
  /** Variance of the log loss between seeds at the best rate tried; null with one seed, and where a loss is 0. */
  readonly seedVariance: number | null;
  readonly seedCount: number;
  /** Squared standard error of the log loss from the evaluation set, which all seeds share. */
  readonly evaluationVariance: number;
  /** Side on which the best rate has no neighbour; null if it has two, or is the only rate. */
  readonly edge: 'low' | 'high' | null;
}

interface Rate {
  readonly logRate: number;
  /** Mean log loss; infinite if a replica did not finish, since the others would make the rate look better. */
  readonly logLoss: number;
  readonly logLosses: readonly number[];
  readonly evaluationVariance: number;
}

/** The tuned point of a config; null if no learning rate has all its seeds finished. */
export function tuneConfig(trials: readonly Trial[]): TunedConfig | null {
  const rates = ratesOf(trials);
  const best = rates.reduce((a, b, i) => (b.logLoss < rates[a].logLoss ? i : a), 0);
  if (rates.length === 0 || rates[best].logLoss === Infinity) return null;
  const { logLosses, evaluationVariance } = rates[best];
  const minimum = parabolaMinimum(rates.slice(Math.max(0, best - 1), best + 2)) ?? rates[best];
  const edge = rates.length === 1 ? null : best === 0 ? 'low' : best === rates.length - 1 ? 'high' : null;
  return {
    learningRate: exp(minimum.logRate),
    logLoss: minimum.logLoss,
    seedVariance: logLosses.length > 1 && Number.isFinite(minimum.logLoss) ? variance(logLosses) : null,
    seedCount: logLosses.length,
    evaluationVariance,
    edge,
  };
}

/** Learning rates in ascending order, those of all rounds together. */
function ratesOf(trials: readonly Trial[]): Rate[] {
  const byRate = groupBy(trials, ({ learningRate }) => learningRate);
  return [...byRate]
    .sort(([a], [b]) => a - b)
    .map(([learningRate, group]) => {
      const logLosses = group.map(({ outcome }) => (outcome ? log(outcome.loss) : Infinity));
      const evaluationVariance = mean(
        group.map(({ outcome }) => (outcome?.loss ? square(outcome.standardError / outcome.loss) : 0)),
      );
      const logLoss = logLosses.includes(Infinity) ? Infinity : mean(logLosses);
      return { logRate: log(learningRate), logLoss, logLosses, evaluationVariance };
    });
}

/** Minimum of the parabola through three rates whose middle one is lowest; null without such a minimum. */
function parabolaMinimum(rates: readonly Rate[]): Pick<Rate, 'logRate' | 'logLoss'> | null {
  if (rates.length < 3 || rates.some(({ logLoss }) => !Number.isFinite(logLoss))) return null;
  const [left, middle, right] = rates;
  // Newton's divided differences around the middle.
  const slopeLeft = (middle.logLoss - left.logLoss) / (middle.logRate - left.logRate);
  const slopeRight = (right.logLoss - middle.logLoss) / (right.logRate - middle.logRate);
  const curvature = (slopeRight - slopeLeft) / (right.logRate - left.logRate);
  if (!(curvature > 0)) return null;
  const slope = slopeLeft + curvature * (middle.logRate - left.logRate);
  const shift = -slope / (2 * curvature);
  return { logRate: middle.logRate + shift, logLoss: middle.logLoss + (slope * shift) / 2 };
}

/**
 * All replicas of the runs of a config, at the end of the trunk or of a branch; for a running one, with their results so far.
 */
export function trialsOf(runs: readonly TunedRun[], branch: number | null = null): Trial[] {
  return runs.flatMap((run) =>
    run.plan.replicas.map((replica, r) => ({ ...replica, outcome: replicaOutcome(run, r, branch) })),
  );
}

/**
 * The result of a replica: the last evaluation for infinite data, the best one for finite data (early stopping: after its best
 * point a model overfits a small data set), or that at the end of a branch. Null if there is none, or if the replica did not
 * finish.
 */
export function replicaOutcome(
  run: TunedRun,
  replica: number,
  branch: number | null = null,
): TrialOutcome | null {
  const { plan, evaluations, branchEvaluations, outcomes } = run;
  if (outcomes && outcomes[replica] !== 'finished') return null;
  const all = (branch === null ? evaluations : branchEvaluations.slice(branch, branch + 1)).map(
    ({ losses, standardErrors }) => ({ loss: losses[replica], standardError: standardErrors[replica] }),
  );
  const usable = all.filter(({ loss }) => Number.isFinite(loss) && loss >= 0);
  if (plan.uniqueSamples === null) {
    const last = all.at(-1);
    return last && usable.at(-1) === last ? last : null;
  }
  return usable.reduce<TrialOutcome | null>((a, b) => (a && a.loss <= b.loss ? a : b), null);
}

/** With this many seeds a config has a variance of its own; with fewer, all configs share theirs. */
const SEEDS_FOR_OWN_VARIANCE = 4;

/** Standard error of a point's log loss: between seeds and from the evaluation set. */
export function logDeviation(tuned: TunedConfig, pooled: number | null): number | null {
  const own = tuned.seedCount >= SEEDS_FOR_OWN_VARIANCE ? tuned.seedVariance : null;
  const seedVariance = own ?? pooled;
  return seedVariance === null ? null : Math.sqrt(seedVariance / tuned.seedCount + tuned.evaluationVariance);
}

/** Variance of the log loss between seeds, over all configs by their degrees of freedom; null if no config has two seeds. */
export function pooledSeedVariance(configs: readonly (TunedConfig | null)[]): number | null {
  let sum = 0;
  let degrees = 0;
  for (const tuned of configs) {
    if (tuned?.seedVariance == null) continue;
    sum += tuned.seedVariance * (tuned.seedCount - 1);
    degrees += tuned.seedCount - 1;
  }
  return degrees > 0 ? sum / degrees : null;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + square(value - centre), 0) / (values.length - 1);
}

function square(value: number): number {
  return value * value;
}
