// records -> points -> fits. C training FLOPs, D samples seen, E irreducible loss, L loss, N parameters.

import { groupBy } from '../base/group-by.js';
import { formatNumber } from '../base/format.js';
import { Lru } from '../base/lru.js';
import type { Task } from '../data/task.js';
import { choosePowerLaw, type PowerLawChoice } from '../fit/power-law/choose.js';
import { fitFloorLimit, type FloorLimit } from '../fit/power-law/floor-limit.js';
import type { LawPoint, PowerLawFit, PowerLawResult } from '../fit/power-law/law.js';
import { examplesPerSample, modelWidth } from '../models/model-spec.js';
import { familyConvention, parameterCounts, type Convention } from '../models/parameters.js';
import type { ExperimentSpec } from '../lab/experiment/experiment.js';
import type { LabState, RunRecord } from '../lab/records/record.js';
import { taskOf } from '../data/tasks.js';
import {
  logDeviation,
  pooledSeedVariance,
  trialsOf,
  tuneConfig,
  type TunedConfig,
} from '../lab/records/tuning.js';

/** A tuned point: one config, the minimum over its learning-rate sweep (docs/decisions/0007), with its error from the seeds. */
export interface LabPoint {
  readonly config: string;
  /** Where it lies along its law: N, or unique samples. */
  readonly x: number;
  /** Index of its width on the ladder of sizes: its colour everywhere. */
  readonly sizeIndex: number;
  readonly width: number;
  /** Parameters, by the law's convention. */
  readonly N: number;
  /** Samples seen. */
  readonly D: number;
  /** Unique samples seen: min(D, size of the data set). */
  readonly uniqueSamples: number;
  /** Exact training FLOPs of one replica. */
  readonly C: number;
  readonly loss: number;
  /** Standard error of `loss`: seeds and finite evaluation set together; null where it cannot be told. */
  readonly standardError: number | null;
  /** Interpolated best learning rate. */
  readonly learningRate: number;
  /** True once every replica of the config ended; a running config shows its present loss and stays out of the fit. */
  readonly final: boolean;
  /** Why it is left out of the fit, null if it is in. */
  readonly excluded: string | null;
  /** The best learning rate lies at the edge of the lrSweep. */
  readonly atSweepEdge: boolean;
}

export interface Law {
  /** What runs along x: parameters, or unique samples. */
  readonly axis: 'N' | 'D';
  /** What N counts. */
  readonly convention: Convention;
  /** What D counts. */
  readonly examples: 'samples' | 'tokens';
  readonly points: readonly LabPoint[];
  readonly fit: PowerLawResult;
  /** While there is no fit yet: the law of the same sizes at the last step that all have come to. Null along D. */
  readonly soFar: LawSoFar | null;
  /** The other form of floor, fitted to the same points: free beside a known one. */
  readonly alternatives: readonly PowerLawResult[];
  /** The points do not tell the forms apart: a forecast spans the intervals of both. */
  readonly undecided: boolean;
  /** Slope that theory expects (alpha > 0), null without a claim. */
  readonly theory: number | null;
  /** Exactly known floor, null if unknown. */
  readonly knownFloor: number | null;
  /** Along N with branches: what the free floors of the laws at each D come to as D grows. Null without, and along D. */
  readonly endlessFloor: FloorLimit | null;
  /** Sentences for the chart's warnings: learning-rate sweep off, best rate at the edge … */
  readonly warnings: readonly string[];
}

/** A law before the end: of models whose learning rates have not come down, so it moves until they have. */
export interface LawSoFar {
  readonly fit: PowerLawFit;
  /** Updates after which all sizes are compared, of as many. */
  readonly step: number;
  readonly steps: number;
}

/** A config's runs and what came of them, at the end of the trunk or of one of its branches. */
interface ConfigRuns {
  readonly runs: readonly RunRecord[];
  /** Null for the trunk. */
  readonly branch: number | null;
  readonly tuned: TunedConfig | null;
  readonly final: boolean;
}

/**
 * The laws that an experiment can show: along N if it has several widths (at its largest data set), along D if it has
 * several finite data sets or branches (at its largest width). Configs that have not been evaluated have no point yet.
 */
export function laws(
  { plan, runs }: Pick<LabState, 'plan' | 'runs'>,
  convention: Convention | null = null,
): readonly Law[] {
  if (!plan) return [];
  const { spec } = plan;
  const counted = convention ?? familyConvention[spec.model.family];
  const task = taskOf(spec.task);
  const configs = configsOf(runs);
  const branched = spec.data.branches.length > 0;
  const { widths } = spec.model;
  const samples = spec.data.uniqueSamples;
  const largest = samples[samples.length - 1];
  const found: Law[] = [];
  if (widths.length > 1 || samples.length === 1) {
    const slice = configs.filter(
      ({ runs: [{ plan: run }], branch }) => run.uniqueSamples === largest && branch === null,
    );
    // Too few data lift the floor, and theory speaks of enough of them.
    const { lossFloor, theory } = largest === null ? task : { lossFloor: null, theory: null };
    found.push(lawAlong('N', counted, spec, slice, configs, lossFloor, theory?.parameters ?? null));
  }
  if (samples.length > 1 || branched) {
    const slice = configs.filter(
      ({ runs: [{ plan: run }] }) =>
        modelWidth(run.model) === widths.at(-1) && (branched || run.uniqueSamples !== null),
    );
    // A model of one width has a floor of its own, above the task's.
    found.push(lawAlong('D', counted, spec, slice, configs, null, task.theory.data));
  }
  return found;
}

/** Every config at the end of its trunk and of its branches: points of L(N, D), in the order of the plan. */
function configsOf(runs: readonly RunRecord[]): readonly ConfigRuns[] {
  return [...groupBy(runs, (run) => run.plan.config).values()].flatMap((config) => [
    ...config[0].plan.branches.map((_, branch) => readConfig(config, branch)),
    readConfig(config, null),
  ]);
}

function readConfig(runs: readonly RunRecord[], branch: number | null): ConfigRuns {
  // What was stopped or skipped has no result; the rest of its learning-rate sweep may have one.
  const usable = runs.filter(({ status }) => status === 'finished' || status === 'running');
  const final = runs.every(
    (run) => isEnded(run) || (branch !== null && run.branchEvaluations.length > branch),
  );
  return { runs, branch, tuned: tuneConfig(trialsOf(usable, branch)), final };
}

/** Every point of an experiment, over all its sizes, data sets and branches: what a surface L(N, D) is fitted to. */
export function labPoints(
  { plan, runs }: Pick<LabState, 'plan' | 'runs'>,
  convention: Convention | null = null,
): readonly LabPoint[] {
  if (!plan) return [];
  const configs = configsOf(runs);
  const pooled = pooledSeedVariance(configs.map(({ tuned }) => tuned));
  return pointsOf('N', convention ?? familyConvention[plan.spec.model.family], plan.spec, configs, pooled);
}

function pointsOf(
  axis: Law['axis'],
  convention: Convention,
  spec: ExperimentSpec,
  configs: readonly ConfigRuns[],
  pooled: number | null,
): LabPoint[] {
  return configs.filter(hasPoint).map((config) => pointOf(axis, convention, spec, config, pooled));
}

/** A config that has been evaluated, or will not be any more. */
function hasPoint({ runs, branch }: ConfigRuns): boolean {
  const evaluated = ({ evaluations, branchEvaluations }: RunRecord): boolean =>
    branch === null ? evaluations.length > 0 : branchEvaluations.length > branch;
  return runs.some(evaluated) || runs.every(isEnded);
}

function lawAlong(
  axis: Law['axis'],
  convention: Convention,
  spec: ExperimentSpec,
  slice: readonly ConfigRuns[],
  configs: readonly ConfigRuns[],
  knownFloor: Task['lossFloor'],
  theory: number | null,
): Law {
  const pooled = pooledSeedVariance(configs.map(({ tuned }) => tuned));
  const points = pointsOf(axis, convention, spec, slice, pooled).sort((a, b) => a.x - b.x);
  const used = points.filter(({ final, excluded }) => final && excluded === null);
  const { chosen, alternatives, undecided } = fitOnce(
    used.map(({ x, loss, standardError }) => ({ x, loss, standardError })),
    knownFloor,
  );
  const endlessFloor = axis === 'N' ? endlessFloorOf(convention, spec, configs, pooled) : null;
  const warnings = [
    ...warningsOf(spec, used),
    ...wrongForm([chosen, ...alternatives], knownFloor, endlessFloor),
  ];
  const soFar = axis === 'N' && chosen.type === 'refused' ? lawSoFar(points, slice, knownFloor) : null;
  const examples = spec.model.family === 'transformer' ? 'tokens' : 'samples';
  return {
    axis,
    convention,
    examples,
    points,
    fit: chosen,
    soFar,
    alternatives,
    undecided,
    theory,
    knownFloor,
    endlessFloor,
    warnings,
  };
}

/** From the points of all sizes at the end of each branch and of the trunk, those that are final. */
function endlessFloorOf(
  convention: Convention,
  spec: ExperimentSpec,
  configs: readonly ConfigRuns[],
  pooled: number | null,
): FloorLimit | null {
  if (spec.data.branches.length === 0) return null;
  const points = pointsOf('N', convention, spec, configs, pooled).filter(
    ({ final, excluded }) => final && excluded === null,
  );
  const slices = [...groupBy(points, ({ D }) => D)].map(([D, ofD]) => ({
    D,
    points: ofD.map(({ N, loss, standardError }) => ({ x: N, loss, standardError })),
  }));
  return floorLimits.get(JSON.stringify(slices), () => fitFloorLimit(slices));
}

/**
 * The law of the sizes under way, all at the same step: the last at which each has been evaluated. Null when none trains, while one
 * has not begun, and where these points do not tell.
 */
function lawSoFar(
  points: readonly LabPoint[],
  slice: readonly ConfigRuns[],
  knownFloor: number | null,
): LawSoFar | null {
  if (points.every(({ final }) => final)) return null;
  const step = Math.min(...slice.map(({ runs }) => Math.max(...runs.map(lastEvaluated))));
  if (!(step > 0)) return null;
  const tuned = slice.map(({ runs }) => tuneConfig(trialsOf(runs.flatMap((run) => runUntil(run, step)))));
  const pooled = pooledSeedVariance(tuned);
  const reached = slice.flatMap(({ runs: [{ plan }] }, i): LawPoint[] => {
    const config = tuned[i];
    const point = points.find((other) => other.config === plan.config);
    if (!config || !point) return [];
    const loss = Math.exp(config.logLoss);
    const deviation = logDeviation(config, pooled);
    return [{ x: point.x, loss, standardError: deviation === null ? null : loss * deviation }];
  });
  const { chosen: fit } = fitOnce(reached, knownFloor);
  return fit.type === 'fit' ? { fit, step, steps: slice[0].runs[0].plan.steps } : null;
}

function lastEvaluated({ evaluations }: RunRecord): number {
  return evaluations.at(-1)?.step ?? 0;
}

/** A run as it was at a step; none if it had not come so far. */
export function runUntil(run: RunRecord, step: number): RunRecord[] {
  if (lastEvaluated(run) < step) return [];
  return [{ ...run, evaluations: run.evaluations.filter((evaluation) => evaluation.step <= step) }];
}

function isEnded({ status }: RunRecord): boolean {
  return status !== 'waiting' && status !== 'running';
}

function pointOf(
  axis: Law['axis'],
  convention: Convention,
  spec: ExperimentSpec,
  config: ConfigRuns,
  pooled: number | null,
): LabPoint {
  const { tuned, final, runs, branch } = config;
  const { plan } = runs[0];
  const steps = branch === null ? plan.steps : plan.branches[branch].to;
  const N = parameterCounts(plan.model)[convention];
  const perSample = examplesPerSample(plan.model);
  const D = steps * plan.batch * perSample;
  const uniqueSamples = Math.min(D, plan.uniqueSamples === null ? D : plan.uniqueSamples * perSample);
  const loss = tuned ? Math.exp(tuned.logLoss) : NaN;
  const deviation = tuned && logDeviation(tuned, pooled);
  return {
    config: branch === null ? plan.config : `${plan.config}-s${steps}`,
    x: axis === 'N' ? N : uniqueSamples,
    sizeIndex: spec.model.widths.indexOf(modelWidth(plan.model)),
    width: modelWidth(plan.model),
    N,
    D,
    uniqueSamples,
    C: (plan.trainingFlops * steps) / plan.steps,
    loss,
    standardError: deviation === null ? null : loss * deviation,
    learningRate: tuned?.learningRate ?? NaN,
    final,
    excluded: tuned || !final ? null : whyNothing(runs),
    atSweepEdge: tuned?.edge != null,
  };
}

/** Why a config that ended has no loss. */
function whyNothing(runs: readonly RunRecord[]): string {
  if (runs.some(({ status }) => status === 'finished')) return 'at every learning rate a replica diverged';
  return runs.some(({ status }) => status === 'skipped') ? 'skipped' : 'stopped before its end';
}

/**
 * Where the truth is known, a law that misses it by more than its error is of the wrong form: better said than hidden. Not where
 * the floor of endless data is right: then it is the samples that are few.
 */
function wrongForm(
  fits: readonly PowerLawResult[],
  knownFloor: number | null,
  endlessFloor: FloorLimit | null,
): string[] {
  const free = fits.find((fit) => fit.type === 'fit' && fit.floor.type === 'free');
  if (knownFloor === null || free?.type !== 'fit') return [];
  if (coversFloor(free, knownFloor) || (endlessFloor && coversFloor(endlessFloor.fit, knownFloor))) return [];
  return [
    `Left free, the floor comes out at ${formatNumber(free.E, 4)}, and the exact one is ${formatNumber(knownFloor, 4)}, outside the ` +
      'error: over this range the loss is not a constant plus one power law, and the exponent changes along it. A floor fitted ' +
      'along N is at best that of so many samples, and falls with more of them.',
  ];
}

function coversFloor(fit: PowerLawResult, floor: number): boolean {
  return fit.type === 'fit' && fit.intervals.E[0] <= floor && floor <= fit.intervals.E[1];
}

function warningsOf({ lrSweep, seeds, start }: ExperimentSpec, used: readonly LabPoint[]): string[] {
  const warnings: string[] = [];
  if (start.weightsId !== '') {
    warnings.push(
      `Every model started from the weights ${start.name}, not from chance: D and C count only what it saw since.`,
    );
  }
  if (!lrSweep.enabled) {
    warnings.push(
      'One learning rate for each size: the exponent can be wrong by more than its error says. Switch the sweep on to tune it.',
    );
  }
  if (seeds.count === 1) warnings.push('One seed: the points have no error bars of their own.');
  const edge = used.filter(({ atSweepEdge }) => atSweepEdge).map(({ width }) => width);
  // Of two rates each is at an edge.
  if (lrSweep.enabled && !lrSweep.widen && lrSweep.count < 3) {
    warnings.push(
      'Two learning rates for each size: too few to see whether the best one lies between them or beyond.',
    );
  } else if (edge.length > 0) {
    const widths = [...new Set(edge)].join(', ');
    warnings.push(
      `At width ${widths} the best learning rate is at the edge of its sweep: a wider sweep could do better.`,
    );
  }
  return warnings;
}

/** The last fits by their points: a state changes ten times a second, its finished points rarely. */
const choices = new Lru<string, PowerLawChoice>(4);
const floorLimits = new Lru<string, FloorLimit>(4);

function fitOnce(points: readonly LawPoint[], knownFloor: number | null): PowerLawChoice {
  return choices.get(JSON.stringify([points, knownFloor]), () => choosePowerLaw(points, knownFloor));
}
