// What the page shows of a recording, from its records. The law and its points keep all their digits, so that they can be fitted again;
// numbers that are only drawn are rounded, since they load with the page.
//
// C training FLOPs, D samples or tokens seen, E irreducible loss, L loss, N parameters.

import { EXTRAPOLATION_LIMIT } from '../../base/extrapolation-limit.js';
import { groupBy } from '../../base/group-by.js';
import { exp, log } from '../../base/maths/elementary.js';
import { power } from '../../base/maths/power.js';
import { mean } from '../../base/maths/statistics.js';
import { largest, smallest } from '../../base/many.js';
import { taskOf, unitOf } from '../../data/tasks/tasks.js';
import type { PowerLawFit } from '../../fit/power-law/law.js';
import { predictPowerLaw } from '../../fit/power-law/predict.js';
import type {
  DrawnLaw,
  RecordedCurve,
  RecordedFit,
  RecordedLaw,
  RecordedPoint,
  RecordedRates,
  RecordedValleys,
} from '../../lab/gallery/recorded-law.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { replicaOutcome } from '../../lab/records/tuning.js';
import type { Records, RunRecord } from '../../lab/records/record.js';
import { modelWidth } from '../../models/model-spec.js';
import { computeOptimalInWords, isoflopOfTable } from '../compute-optimal.js';
import { laws, type Law } from '../runs/lab-laws.js';
import { labTables, type LabTable } from '../runs/lab-table.js';
import { isUsed, type LabPoint } from '../runs/lab-points.js';
import { axisWords, lawInWords } from '../runs/words.js';
import { recordedSkills } from './recorded-skills.js';

/** Sizes at which a line is given. */
const LINE_POINTS = 30;
/** Digits of what is only drawn. */
const DRAWN_DIGITS = 4;
/** Fewer rates have no course of their own. */
const SWEEP = 5;

/** The laws of records of which all runs have ended, and their curves. Throws where there are none. */
export function recordedLaw(records: Records): RecordedLaw {
  const { plan, device, runs } = records;
  const [first, ...others] = laws(records);
  if (!plan || !first) throw new Error('expected records with a law');
  const hasBudgets = plan.spec.data.budgets.length > 0;
  const [valleys = null, ...otherCounts] = hasBudgets ? labTables(records).map(valleysOf) : [];
  const configs = [...groupBy(runs, (run) => run.plan.config).values()];
  const starts = runs.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = runs.flatMap(({ finishedAt }) => finishedAt ?? []);
  const end = largest(ends);
  const isTimed = starts.length > 0 && ends.length > 0;
  return {
    ...drawn(first, records),
    ...(valleys ? { finding: valleys.finding } : {}),
    spec: plan.spec,
    unit: unitOf(plan.spec.task),
    others: others.map((law) => drawn(law, records)),
    valleys,
    otherCounts,
    rates: configs.flatMap(sweepOf),
    skills: recordedSkills(records),
    curves: configs.flatMap(curveOf),
    device: device && {
      engine: device.engine,
      engineVersion: device.engineVersion,
      description: device.description,
      threads: device.threads,
    },
    date: isTimed ? new Date(end).toISOString().slice(0, 10) : '',
    seconds: isTimed ? Math.round((end - smallest(starts)) / 100) / 10 : 0,
    models: runs.reduce((sum, { plan: { replicas } }) => sum + replicas.length, 0),
  };
}

function drawn(law: Law, { plan, runs }: Records): DrawnLaw {
  const { axis, points, fit, theory, knownFloor } = law;
  const used = points.filter(isUsed);
  return {
    axis,
    axisTitle: axisWords(law),
    points: used.map((point) => recordedPoint(point, runs, plan!.spec)),
    fit: fit.type === 'fit' ? recordedFit(fit) : null,
    finding: lawInWords(law),
    theory,
    knownFloor,
  };
}

/** The loss of each size at each budget, and the best sizes. */
function valleysOf({ size, table }: LabTable): RecordedValleys {
  // Points of training curves are not the ends of budgets.
  const ends = { ...table, points: table.points.filter(({ cooled }) => cooled) };
  const isoflop = isoflopOfTable(ends, 'N', 'spline');
  const { fit } = isoflop;
  return {
    counts: size.convention,
    exponent: fit.type === 'fit' ? fit.exponent : null,
    interval: fit.type === 'fit' ? fit.exponentInterval : null,
    finding: computeOptimalInWords(isoflop),
    budgets: fit.budgets.map(({ C, points, optimum, loss, curve }) => ({
      C: digits(C, DRAWN_DIGITS),
      points: points.map(({ x, loss }) => [x, digits(loss, 5)] as const),
      best: optimum === null || loss === null ? null : ([optimum, loss] as const),
      curve: everyFew(curve).map(({ x, loss }) => [digits(x, 5), digits(loss, 5)] as const),
    })),
  };
}

/** At most about LINE_POINTS of the points of a line, evenly spread. */
function everyFew<Point>(points: readonly Point[]): readonly Point[] {
  const stride = Math.max(1, Math.floor(points.length / LINE_POINTS));
  return points.filter((_, i) => i % stride === 0 || i === points.length - 1);
}

function recordedPoint(point: LabPoint, runs: readonly RunRecord[], spec: ExperimentSpec): RecordedPoint {
  const { config, width, x, loss, standardError, N, D, C } = point;
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
  const finished = ends.filter(({ outcome }) => outcome === 'finished');
  if (finished.length === 0) return null;
  return finished.reduce((a, b) => (b.loss < a.loss ? b : a)).accuracy;
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
  const steps = best.seeds[0].run.evaluations.map(({ step }) => step);
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
