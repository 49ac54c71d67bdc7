// What an experiment measured beside its curves and its law, from its records, whether it was recorded or trains now. The law and its
// points keep all their digits, so that they can be fitted again; numbers that are only drawn are rounded, since they load with the page.
//
// C training FLOPs, D samples or tokens seen, E irreducible loss, L loss, N parameters.

import { EXTRAPOLATION_LIMIT } from '../../base/extrapolation-limit.js';
import { groupBy } from '../../base/group-by.js';
import { exp, log } from '../../base/maths/elementary.js';
import { power } from '../../base/maths/power.js';
import { mean } from '../../base/maths/statistics.js';
import { taskOf, unitOf } from '../../data/tasks/tasks.js';
import { seedNoise, type SeedNoise } from '../../fit/other/collapse.js';
import type { PowerLawFit } from '../../fit/power-law/law.js';
import { predictPowerLaw } from '../../fit/power-law/predict.js';
import type {
  DrawnLaw,
  Measured,
  RecordedCurve,
  RecordedFit,
  RecordedPoint,
  RecordedRates,
} from '../../lab/gallery/recorded-law.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { replicaOutcome } from '../../lab/records/tuning.js';
import type { Records, RunRecord } from '../../lab/records/record.js';
import { modelWidth } from '../../models/model-spec.js';
import { curvesOfRecords } from '../collapse.js';
import { lazyRecord } from '../lazily.js';
import type { Law } from '../runs/lab-laws.js';
import { labTables } from '../runs/lab-table.js';
import { isUsed, labPoints, type LabPoint } from '../runs/lab-points.js';
import { axisWords, lawInWords } from '../runs/words.js';
import { breakInWords, recordedBreak } from './recorded-break.js';
import { recordedSkills } from './recorded-skills.js';
import { recordedValleys } from './recorded-valleys.js';

/** Sizes at which a line is given. */
const LINE_POINTS = 30;
/** Digits of what is only drawn. */
const DRAWN_DIGITS = 4;
/** Fewer rates have no course of their own. */
const SWEEP = 5;

/** The last experiment that was read, by its laws: these stay the same object until an evaluation arrives or a run ends. */
let last: { readonly laws: readonly Law[]; readonly measured: Measured | null } = {
  laws: [],
  measured: null,
};

/** What was measured by now, each part made when it is first read; null before there is a law to draw. */
export function measured(records: Pick<Records, 'plan' | 'runs'>, laws: readonly Law[]): Measured | null {
  if (last.laws !== laws) last = { laws, measured: makeMeasured(records, laws) };
  return last.measured;
}

function makeMeasured(
  records: Pick<Records, 'plan' | 'runs'>,
  [first, ...others]: readonly Law[],
): Measured | null {
  const { plan, runs } = records;
  if (!plan || !first) return null;
  const { spec } = plan;
  const configs = [...groupBy(runs, (run) => run.plan.config).values()];
  const broken = recordedBreak(first);
  const [valleys = null, ...otherCounts] =
    spec.data.budgets.length > 0 ? labTables(records).map(recordedValleys) : [];
  return {
    ...drawn(first, runs, spec),
    ...(valleys
      ? { finding: valleys.finding }
      : broken?.supported
        ? { finding: breakInWords(first.axis, broken) }
        : {}),
    spec,
    unit: unitOf(spec.task),
    ...lazyRecord<Omit<Measured, keyof DrawnLaw | 'spec' | 'unit'>>({
      others: () => others.map((law) => drawn(law, runs, spec)),
      valleys: () => valleys,
      otherCounts: () => otherCounts,
      rates: () => configs.flatMap(sweepOf),
      skills: () => recordedSkills(records),
      curves: () => configs.flatMap(curveOf),
      seedNoise: () => roundedNoise(seedNoise(curvesOfRecords(records), first.knownFloor ?? 0)),
      grid: () => gridOf(records),
      ceiling: () => ceilingOf(spec, runs),
      broken: () => broken,
    }),
  };
}

function drawn(law: Law, runs: readonly RunRecord[], spec: ExperimentSpec): DrawnLaw {
  const { axis, points, fit, theory, knownFloor } = law;
  const shown = points.filter((point) => isUsed(point) || (!point.final && point.loss > 0));
  return {
    axis,
    axisTitle: axisWords(law),
    points: shown.map((point) => recordedPoint(point, runs, spec)),
    fit: fit.type === 'fit' ? recordedFit(fit) : null,
    finding: lawInWords(law),
    theory,
    knownFloor,
  };
}

function recordedPoint(point: LabPoint, runs: readonly RunRecord[], spec: ExperimentSpec): RecordedPoint {
  const { config, width, x, loss, standardError, N, D, C, final } = point;
  const accuracy = bestAccuracy(runs.filter(({ plan }) => plan.config === config));
  return {
    width,
    x,
    loss,
    standardError,
    N,
    D,
    C,
    accuracy: accuracy === null ? null : digits(onDrawnLabels(accuracy, spec), DRAWN_DIGITS),
    ...(final ? {} : { soFar: true as const }),
  };
}

/** At the last evaluation of the replica with the lowest loss there. */
function bestAccuracy(runs: readonly RunRecord[]): number | null {
  const ends = runs.flatMap(({ evaluations, outcomes }) => {
    const last = evaluations.at(-1);
    const accuracies = last?.accuracies;
    if (!last || !accuracies) return [];
    return Array.from(last.losses, (loss, r) => ({ loss, accuracy: accuracies[r], outcome: outcomes?.[r] }));
  });
  const usable = ends.filter(({ outcome = 'finished' }) => outcome === 'finished');
  if (usable.length === 0) return null;
  return usable.reduce((a, b) => (b.loss < a.loss ? b : a)).accuracy;
}

/**
 * The evaluation counts answers that are the true class. Of labels that are drawn again with probability q, among as many classes as
 * there are, a model is right in 1 - q and by luck.
 */
function onDrawnLabels(accuracy: number, spec: ExperimentSpec): number {
  if (spec.task.type === 'text') return accuracy;
  const { labelNoise, outputs } = taskOf(spec.task);
  return accuracy * (1 - labelNoise) + labelNoise / outputs;
}

/** What always right answers come to on labels of which some are drawn again. */
function ceilingOf(spec: ExperimentSpec, runs: readonly RunRecord[]): number | null {
  const isCounted = runs.some(({ evaluations }) => evaluations.some(({ accuracies }) => accuracies));
  const ceiling = onDrawnLabels(1, spec);
  return isCounted && ceiling < 1 ? ceiling : null;
}

/** All ends of runs and of their branches, by size and by samples. */
function gridOf(records: Pick<Records, 'plan' | 'runs'>): Measured['grid'] {
  const points = labPoints(records).filter(isUsed);
  const count = (values: readonly number[]): number => new Set(values).size;
  const varies = count(points.map(({ N }) => N)) > 1 && count(points.map(({ D }) => D)) > 1;
  if (!varies || records.plan?.spec.data.budgets.length) return [];
  return points.map(({ N, D, C, loss }) => [N, D, C, digits(loss, DRAWN_DIGITS)]);
}

function recordedFit(fit: PowerLawFit): RecordedFit {
  const { E, A, alpha, floor, r2, xRange } = fit;
  const { E: floors, A: amplitudes, alpha: exponents } = fit.intervals;
  const [low, high] = [xRange[0], xRange[1] * EXTRAPOLATION_LIMIT];
  const sizes = Array.from({ length: LINE_POINTS }, (_, i) => low * power(high / low, i / (LINE_POINTS - 1)));
  return {
    E,
    A,
    alpha,
    intervals: { E: floors, A: amplitudes, alpha: exponents },
    floor: floor.type,
    r2,
    line: sizes.map((x) => {
      const { loss, band } = predictPowerLaw(fit, x);
      const [from, to] = band.map((end) => digits(end, DRAWN_DIGITS));
      return [digits(x, 5), digits(loss, 5), from, to] as const;
    }),
  };
}

function roundedNoise(noise: SeedNoise | null): SeedNoise | null {
  if (!noise) return null;
  const { losses, height } = noise;
  return { ...noise, losses: losses.map((value) => digits(value, 3)), height: digits(height, 3) };
}

/** A learning rate of a config, with all its seeds. */
interface Rate {
  readonly learningRate: number;
  readonly seeds: readonly { readonly run: RunRecord; readonly replica: number }[];
  /** Infinity where a seed did not finish. */
  readonly logLoss: number;
}

function ratesOf(runs: readonly RunRecord[]): readonly Rate[] {
  const replicas = runs.flatMap((run) =>
    run.plan.replicas.map(({ learningRate }, replica) => ({ run, replica, learningRate })),
  );
  return [...groupBy(replicas, ({ learningRate }) => learningRate)]
    .sort(([a], [b]) => a - b)
    .map(([learningRate, seeds]) => ({
      learningRate,
      seeds,
      logLoss: mean(seeds.map(({ run, replica }) => log(replicaOutcome(run, replica)?.loss ?? Infinity))),
    }));
}

/** Loss against learning rate of a config; none for few rates. */
function sweepOf(runs: readonly RunRecord[]): RecordedRates[] {
  const rates = ratesOf(runs).filter(({ logLoss }) => logLoss < Infinity);
  if (rates.length < SWEEP) return [];
  const [{ plan }] = runs;
  const points = rates.map(
    ({ learningRate, logLoss }) => [digits(learningRate, 5), digits(exp(logLoss), 5)] as const,
  );
  return [{ config: plan.config, width: modelWidth(plan.model), points }];
}

/** The course of a config's best learning rate; none where no rate has all its seeds finished. */
function curveOf(runs: readonly RunRecord[]): RecordedCurve[] {
  const best = ratesOf(runs).reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
  if (best.logLoss === Infinity) return [];
  const { plan, curve } = best.seeds[0].run;
  // Of several runs that still train one may be ahead.
  const reached = best.seeds.map(({ run }) => run.evaluations.map(({ step }) => step));
  const steps = reached.reduce((a, b) => (b.length < a.length ? b : a));
  return [
    {
      config: plan.config,
      width: modelWidth(plan.model),
      uniqueSamples: plan.uniqueSamples,
      steps,
      losses: steps.map((_, i) =>
        geometricMean(best.seeds.map(({ run, replica }) => run.evaluations[i].losses[replica])),
      ),
      training:
        curve.steps.length === 0
          ? null
          : {
              steps: curve.steps,
              losses: curve.steps.map((_, i) =>
                geometricMean(best.seeds.map(({ run, replica }) => run.curve.losses[replica][i])),
              ),
            },
    },
  ];
}

const geometricMean = (losses: readonly number[]): number =>
  digits(exp(mean(losses.map((loss) => log(loss)))), DRAWN_DIGITS);

const digits = (value: number, count: number): number => Number(value.toPrecision(count));
