// What an experiment found, in brief: its laws with their points and what each seed came to. Enough to list it, to draw it and to compare
// it with others, without its events. A few kilobytes of plain data.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { groupBy } from '../../base/group-by.js';
import { mean } from '../../base/maths/statistics.js';
import { unitOf } from '../../data/tasks/tasks.js';
import type { LawPoint, PowerLawFit, PowerLawResult } from '../../fit/power-law/law.js';
import type { DeviceInfo, LabState } from '../../lab/records/record.js';
import { trialsOf, type Trial } from '../../lab/records/tuning.js';
import { laws, type Law } from '../runs/lab-laws.js';
import { choosePowerLawOnce } from '../runs/fit-once.js';
import { cellOf, configsOf, isUsed, type ConfigRuns } from '../runs/lab-points.js';
import { axisWords } from '../runs/words.js';
import type { FamilyRun } from './multiplier.js';

/** Raised when findings change: those of an earlier version are made again. */
export const FINDINGS_VERSION = 2;

export interface SeedLoss {
  readonly seed: number;
  readonly loss: number;
}

export interface FoundPoint extends LawPoint {
  readonly inFit: boolean;
  /** Its seeds at the best learning rate tried, scaled by what the point's tuning adds: their geometric mean is the point's loss. */
  readonly seeds: readonly SeedLoss[];
}

export type FoundAxis = 'N' | 'D' | 'C';

export interface FoundLaw {
  readonly axis: FoundAxis;
  /** The title of the axis: `N, parameters`. */
  readonly label: string;
  /** In the order of x. */
  readonly points: readonly FoundPoint[];
  readonly fit: PowerLawResult;
  /** Of the sizes that have not ended: their law after the same number of steps, null without one. */
  readonly soFar: Law['soFar'];
  readonly knownFloor: number | null;
}

export interface Findings {
  readonly device: DeviceInfo | null;
  /** Unit of the losses; null where it is not known. */
  readonly unit: string | null;
  /** Along N, D or both, then along C. */
  readonly laws: readonly FoundLaw[];
  /** What each loss cost, for the compute multiplier over another experiment. */
  readonly runs: readonly FamilyRun[];
}

/** What is known of an experiment by now; null where there is none. */
export function findingsOf(state: Pick<LabState, 'plan' | 'device' | 'runs'>): Findings | null {
  const { plan, device, runs } = state;
  if (!plan) return null;
  const seeds = new Map(configsOf(runs).map((config) => [cellOf(config), seedsOf(config)]));
  const own = laws(state);
  return { device, unit: unitOf(plan.spec.task), laws: foundLaws(own, seeds), runs: foundRuns(own, seeds) };
}

/** Laws of one experiment in brief, then the first of them along compute. Without the losses of its seeds where they are not known. */
export function foundLaws(own: readonly Law[], seeds: Seeds = new Map()): readonly FoundLaw[] {
  const found = own.map(({ axis, points, fit, soFar, knownFloor, ...law }) => ({
    ...{ axis, label: axisWords({ axis, ...law }), fit, soFar, knownFloor },
    points:
      fit.type === 'refused' && soFar
        ? [...soFar.points].sort((a, b) => a.x - b.x).map((point) => ({ ...point, inFit: true, seeds: [] }))
        : points.map((point) => foundPoint(point, point.x, seeds)),
  }));
  const [first] = own;
  return first ? [...found, alongCompute(first, seeds)] : found;
}

/** The law of these findings along an axis, null without one. */
export function lawAlong({ laws: found }: Findings, axis: FoundAxis): FoundLaw | null {
  return found.find((law) => law.axis === axis) ?? null;
}

/** The fit that is drawn; null where the points have no law: where their mean would describe them better, too. */
export function drawnLaw({ fit, soFar }: Pick<FoundLaw, 'fit' | 'soFar'>): PowerLawFit | null {
  const drawn = fit.type === 'fit' ? fit : (soFar?.fit ?? null);
  return drawn && drawn.r2 > 0 ? drawn : null;
}

type Seeds = ReadonlyMap<string, readonly SeedLoss[]>;

function foundPoint(point: Law['points'][number], x: number, seeds: Seeds): FoundPoint {
  const { config, loss, standardError } = point;
  return { x, loss, standardError, inFit: isUsed(point), seeds: seeds.get(config) ?? [] };
}

/** The same points against the FLOPs that each was trained with. */
function alongCompute({ points, knownFloor }: Law, seeds: Seeds): FoundLaw {
  const against = points.map((point) => foundPoint(point, point.C, seeds)).sort((a, b) => a.x - b.x);
  const used = against.filter(({ inFit }) => inFit);
  const { chosen } = choosePowerLawOnce(
    used.map(({ x, loss, standardError }) => ({ x, loss, standardError })),
    knownFloor,
  );
  return { axis: 'C', label: 'C, training FLOPs', points: against, fit: chosen, soFar: null, knownFloor };
}

/** The points of the first of these laws, each seed of them a run. */
export function foundRuns([first]: readonly Law[], seeds: Seeds = new Map()): readonly FamilyRun[] {
  return (first?.points ?? []).filter(isUsed).flatMap(({ config, C, D, x, loss }): FamilyRun[] => {
    const run = { flops: C, tokens: D, seconds: null, size: String(x) };
    const known = seeds.get(config) ?? [];
    return known.length === 0 ? [{ ...run, loss, seed: null }] : known.map((one) => ({ ...run, ...one }));
  });
}

function seedsOf({ runs, branch, tuned }: ConfigRuns): SeedLoss[] {
  if (!tuned || !Number.isFinite(tuned.logLoss)) return [];
  const usable = runs.filter(({ status }) => status === 'finished' || status === 'running');
  const rates = [...groupBy(trialsOf(usable, branch), ({ learningRate }) => learningRate).values()]
    .filter((trials) => trials.every(({ outcome }) => outcome !== null && outcome.loss > 0))
    .map((trials) => ({ trials, logLoss: mean(trials.map(logLossOf)) }));
  const best = rates.reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
  const shift = tuned.logLoss - best.logLoss;
  return best.trials.map((trial) => ({ seed: trial.seed, loss: Math.exp(logLossOf(trial) + shift) }));
}

function logLossOf({ outcome }: Trial): number {
  return Math.log(outcome?.loss ?? NaN);
}
