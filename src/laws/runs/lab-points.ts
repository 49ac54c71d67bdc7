// Records -> points: each configuration of an experiment, tuned over its learning-rate sweep, is a point of L(N, D).
// C training FLOPs, D samples or tokens seen, N parameters.

import { groupBy } from '../../base/group-by.js';
import type { RunPlan } from '../../lab/plan/run-plan.js';
import type { LabState, RunRecord } from '../../lab/records/record.js';
import {
  logDeviation,
  pooledSeedVariance,
  trialsOf,
  tuneConfig,
  type TunedConfig,
} from '../../lab/records/tuning.js';
import { examplesPerSample, modelWidth } from '../../models/model-spec.js';
import { familyConvention, parameterCounts, type Convention } from '../../models/parameters.js';

/** A tuned point: one config, the minimum over its learning-rate sweep (docs/decisions/0007), with its error from the seeds. */
export interface LabPoint {
  readonly config: string;
  /** Where it lies along its law: N, or unique samples. */
  readonly x: number;
  readonly width: number;
  /** Parameters, by the law's convention. */
  readonly N: number;
  /** Samples or tokens seen. */
  readonly D: number;
  /** Unique ones among them: min(D, size of the data set). */
  readonly uniqueSamples: number;
  /** Exact training FLOPs of one replica. */
  readonly C: number;
  readonly loss: number;
  /** Standard error of `loss`: seeds and finite evaluation set together; null where it is not known. */
  readonly standardError: number | null;
  /** Interpolated best learning rate. */
  readonly learningRate: number;
  /** True once every replica of the config ended; a running config shows its present loss and stays out of the fit. */
  readonly final: boolean;
  /** Why it is left out of the fit, null if it is in. */
  readonly excluded: string | null;
  /** The best learning rate lies at the edge of the sweep. */
  readonly atSweepEdge: boolean;
}

/** The runs of a config and their tuned result, at the end of the trunk or of one of its branches. */
export interface ConfigRuns {
  readonly runs: readonly RunRecord[];
  /** Null for the trunk. */
  readonly branch: number | null;
  readonly tuned: TunedConfig | null;
  readonly final: boolean;
}

/** What all points of a law share. */
export interface PointOptions {
  /** What runs along x. */
  readonly axis: 'N' | 'D';
  /** What N counts. */
  readonly convention: Convention;
  /** Variance of the log loss between seeds, for configs that have too few of their own; null with one seed each. */
  readonly pooled: number | null;
}

/** Every point of an experiment, over all its sizes, data sets and branches: what a surface L(N, D) is fitted to. */
export function labPoints(
  { plan, runs }: Pick<LabState, 'plan' | 'runs'>,
  convention: Convention | null = null,
): readonly LabPoint[] {
  if (!plan) return [];
  const configs = configsOf(runs);
  const counted = convention ?? familyConvention[plan.spec.model.family];
  return pointsOf(configs, { axis: 'N', convention: counted, pooled: pooledVarianceOf(configs) });
}

/** True for a point that carries the fit. */
export function isUsed({ final, excluded }: Pick<LabPoint, 'final' | 'excluded'>): boolean {
  return final && excluded === null;
}

/** Every config at the end of its trunk and of its branches: points of L(N, D), in the order of the plan. */
export function configsOf(runs: readonly RunRecord[]): readonly ConfigRuns[] {
  return [...groupBy(runs, (run) => run.plan.config).values()].flatMap((config) => [
    ...config[0].plan.branches.map((_, branch) => readConfig(config, branch)),
    readConfig(config, null),
  ]);
}

/** The id of a config's point: one at the end of a branch names its step. */
export function cellOf({ runs: [{ plan }], branch }: Pick<ConfigRuns, 'runs' | 'branch'>): string {
  return branch === null ? plan.config : `${plan.config}-s${plan.branches[branch].to}`;
}

/** Variance of the log loss between seeds, over all configs. */
export function pooledVarianceOf(configs: readonly ConfigRuns[]): number | null {
  return pooledSeedVariance(configs.map(({ tuned }) => tuned));
}

/** The points of those configs that have been evaluated, or will not be any more. */
export function pointsOf(configs: readonly ConfigRuns[], options: PointOptions): LabPoint[] {
  return configs.filter(hasPoint).map((config) => pointOf(config, options));
}

/** Where a run that ends after so many steps lies along its law. */
export function sizeAlong(
  { axis, convention }: Pick<PointOptions, 'axis' | 'convention'>,
  plan: RunPlan,
  steps = plan.steps,
): number {
  return axis === 'N' ? parameterCounts(plan.model)[convention] : samplesOf(plan, steps).unique;
}

/** A run as it was at a step; none if it had not been evaluated so late. */
export function runUntil(run: RunRecord, step: number): RunRecord[] {
  if (lastEvaluated(run) < step) return [];
  return [{ ...run, evaluations: run.evaluations.filter((evaluation) => evaluation.step <= step) }];
}

/** The last step after which a run was evaluated, 0 before the first. */
export function lastEvaluated({ evaluations }: RunRecord): number {
  return evaluations.at(-1)?.step ?? 0;
}

function readConfig(runs: readonly RunRecord[], branch: number | null): ConfigRuns {
  // What was stopped or skipped has no result; the rest of its learning-rate sweep may have one.
  const usable = runs.filter(({ status }) => status === 'finished' || status === 'running');
  const final = runs.every(
    (run) => isEnded(run) || (branch !== null && run.branchEvaluations.length > branch),
  );
  return { runs, branch, tuned: tuneConfig(trialsOf(usable, branch)), final };
}

function hasPoint({ runs, branch }: ConfigRuns): boolean {
  const evaluated = ({ evaluations, branchEvaluations }: RunRecord): boolean =>
    branch === null ? evaluations.length > 0 : branchEvaluations.length > branch;
  return runs.some(evaluated) || runs.every(isEnded);
}

function isEnded({ status }: RunRecord): boolean {
  return status !== 'waiting' && status !== 'running';
}

function pointOf({ tuned, final, runs, branch }: ConfigRuns, options: PointOptions): LabPoint {
  const { plan } = runs[0];
  const steps = branch === null ? plan.steps : plan.branches[branch].to;
  const samples = samplesOf(plan, steps);
  const loss = tuned ? Math.exp(tuned.logLoss) : NaN;
  const deviation = tuned && logDeviation(tuned, options.pooled);
  return {
    config: cellOf({ runs, branch }),
    x: sizeAlong(options, plan, steps),
    width: modelWidth(plan.model),
    N: parameterCounts(plan.model)[options.convention],
    D: samples.seen,
    uniqueSamples: samples.unique,
    C: (plan.trainingFlops * steps) / plan.steps,
    loss,
    standardError: deviation === null || loss === 0 ? null : loss * deviation,
    learningRate: tuned?.learningRate ?? NaN,
    final,
    excluded: final ? whyExcluded(runs, tuned) : null,
    atSweepEdge: tuned?.edge != null,
  };
}

function samplesOf(plan: RunPlan, steps: number): { readonly seen: number; readonly unique: number } {
  const perSample = examplesPerSample(plan.model);
  const seen = steps * plan.batch * perSample;
  const { uniqueSamples } = plan;
  return { seen, unique: uniqueSamples === null ? seen : Math.min(seen, uniqueSamples * perSample) };
}

/** Why a config that ended carries no fit, null if it does. */
function whyExcluded(runs: readonly RunRecord[], tuned: TunedConfig | null): string | null {
  if (tuned) return tuned.logLoss === -Infinity ? 'its loss is exactly 0, which has no logarithm' : null;
  if (runs.some(({ status }) => status === 'finished')) return 'at every learning rate a replica diverged';
  return runs.some(({ status }) => status === 'skipped') ? 'skipped' : 'stopped before its end';
}
