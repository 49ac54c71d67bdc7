// What lessons read from the records of an experiment. C training FLOPs, D samples or tokens, E irreducible loss, N parameters.

import { smallest } from '../../../../base/many.js';
import type { Overrides } from '../../../../lab/presets/preset.js';
import { leafPaths } from '../../../../lab/presets/resolve.js';
import { hasResult } from '../../../../lab/records/store.js';
import type { RunRecord } from '../../../../lab/records/record.js';
import { isoflopOfTable } from '../../../../laws/compute-optimal.js';
import type { Law } from '../../../../laws/runs/lab-laws.js';
import { isUsed } from '../../../../laws/runs/lab-points.js';
import { labTables } from '../../../../laws/runs/lab-table.js';
import { groupLossesOf, leaderOf, leadersBy } from '../../../../laws/runs/skills.js';
import { modelWidth } from '../../../../models/model-spec.js';
import type { PageView } from '../../../page/view.js';
import type { Lesson, Measurement, Seen, Values } from './lesson.js';

/** True where the experiment in sight is one of the visitor's own, has ended, and has the settings of a measurement. */
export function isMeasured(
  { phase, lab: { plan, runs } }: Pick<PageView, 'phase' | 'lab'>,
  { preset, overrides }: Pick<Lesson, 'preset' | 'overrides'>,
  { settings }: Pick<Measurement, 'settings'>,
): boolean {
  const isOver = phase.type === 'ended' || phase.type === 'restored' || phase.type === 'kept';
  if (!isOver || !plan || !runs.every(hasResult)) return false;
  return plan.spec.preset === preset && hasSettings(plan.spec, { ...overrides, ...settings });
}

/** Whether a spec has these values at these paths. */
export function hasSettings(spec: object, settings: Overrides): boolean {
  const values = leafPaths(spec);
  return Object.entries(settings).every(
    ([path, value]) => JSON.stringify(values.get(path)) === JSON.stringify(value),
  );
}

/** The law along an axis: its exponent with interval, what each doubling cuts, its floor, its first and last point. */
export const lawAlong =
  (axis: Law['axis']) =>
  ({ laws }: Pick<Seen, 'laws'>): Values | null => {
    const law = laws.find((each) => each.axis === axis);
    if (law?.fit.type !== 'fit') return null;
    const { alpha, A, E, intervals, r2 } = law.fit;
    const points = law.points.filter(isUsed);
    const [first, last] = [points[0], points[points.length - 1]];
    const free = law.alternatives.flatMap((fit) =>
      fit.type === 'fit' && fit.floor.type === 'free' ? fit.intervals.E : [],
    );
    return finite({
      alpha,
      alphaLow: intervals.alpha[0],
      alphaHigh: intervals.alpha[1],
      cut: 1 - 2 ** -alpha,
      cutError: (2 ** -intervals.alpha[0] - 2 ** -intervals.alpha[1]) / 2,
      theory: law.theory ?? NaN,
      A,
      E,
      r2,
      floor: law.knownFloor ?? NaN,
      freeLow: free[0] ?? NaN,
      freeHigh: free[1] ?? NaN,
      firstSize: first.x,
      firstLoss: first.loss,
      lastSize: last.x,
      lastLoss: last.loss,
    });
  };

/** Of the smallest data set: the lowest loss on new samples, the loss at the end, and the passes over the data until each. */
export function smallestDataSet({ lab }: Pick<Seen, 'lab'>): Values | null {
  const runs = lab.runs.filter(({ plan }) => plan.uniqueSamples !== null);
  const least = smallest(runs.map(({ plan }) => plan.uniqueSamples!));
  const courses = runs.filter(({ plan }) => plan.uniqueSamples === least).flatMap(coursesOf);
  if (courses.length === 0) return null;
  return finite(courses.reduce((best, course) => (course.lowest < best.lowest ? course : best)));
}

function coursesOf({ plan, evaluations }: RunRecord): {
  readonly lowest: number;
  readonly end: number;
  readonly best: number;
  readonly all: number;
}[] {
  const passes = (step: number): number => (step * plan.batch) / plan.uniqueSamples!;
  const last = evaluations.at(-1);
  if (!last) return [];
  return plan.replicas.flatMap((_, r) => {
    const lowest = smallest(evaluations.map(({ losses }) => losses[r]));
    const at = evaluations.find(({ losses }) => losses[r] === lowest);
    if (!at || !Number.isFinite(last.losses[r])) return [];
    return [{ lowest, end: last.losses[r], best: passes(at.step), all: passes(last.step) }];
  });
}

/** FLOPs for each parameter and sample: 2 forward, 4 backward (Kaplan et al. 2020, section 2.1). */
const FLOPS_PER_PAIR = 6;

/** The valleys of compute budgets: how the best size grows with compute, and the samples a parameter at the largest budget. */
export function valleys({ lab }: Pick<Seen, 'lab'>): Values | null {
  const [own] = labTables(lab);
  if (!own) return null;
  // Points of training curves are not the ends of budgets.
  const ends = { ...own.table, points: own.table.points.filter(({ cooled }) => cooled) };
  const { fit } = isoflopOfTable(ends, 'N', 'centred');
  const last = fit.budgets.findLast(({ optimum }) => optimum !== null);
  if (fit.type === 'refused' || !last) return null;
  const { exponent, exponentInterval } = fit;
  return finite({
    exponent,
    low: exponentInterval?.[0] ?? NaN,
    high: exponentInterval?.[1] ?? NaN,
    tenfoldSize: 10 ** exponent,
    tenfoldData: 10 ** (1 - exponent),
    perParameter: last.C / FLOPS_PER_PAIR / last.optimum! ** 2,
  });
}

/** The last forecast and how it came out. */
export function forecastScore({ forecasts }: Pick<Seen, 'forecasts'>): Values | null {
  const record = forecasts?.record;
  if (!record?.measured || !forecasts) return null;
  const { forecast, measured } = record;
  const { hits, scored } = forecasts.history.calibration;
  const [low, high] = forecast.interval;
  return finite({
    predicted: forecast.loss,
    low,
    high,
    loss: measured.loss,
    off: Math.abs(measured.loss / forecast.loss - 1),
    allowed: Math.max(high / forecast.loss - 1, 1 - low / forecast.loss),
    hit: measured.hit ? 1 : 0,
    hits,
    scored,
  });
}

/** Below the first a subtask is learned, above the second it is as good as guessed: 0.1 and 0.9 bit, in nats. */
const LEARNED = 0.1 * Math.LN2;
const UNKNOWN = 0.9 * Math.LN2;

/** Subtasks that the smallest and the largest model learned, and of the one in the middle those that are neither learned nor unknown. */
export function subtasks({ lab }: Pick<Seen, 'lab'>): Values | null {
  const leaders = leadersBy(lab.runs.filter(hasResult), ({ plan }) => modelWidth(plan.model));
  const groups = leaders.flatMap((run) => {
    const last = run.evaluations.at(-1);
    const losses = last && groupLossesOf(last, leaderOf(run));
    return losses ? [Array.from(losses)] : [];
  });
  if (groups.length < 3) return null;
  const learned = (losses: readonly number[]): number => losses.filter((loss) => loss < LEARNED).length;
  const middle = groups[groups.length >> 1];
  return finite({
    count: middle.length,
    first: learned(groups[0]),
    last: learned(groups[groups.length - 1]),
    between: middle.filter((loss) => loss >= LEARNED && loss <= UNKNOWN).length,
  });
}

/** Without what is not a number, which JSON does not hold. */
function finite(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));
}

/** Index of the choice that is nearest to a value, in ratio. */
export function nearest(value: number, choices: readonly number[]): number {
  const distance = (choice: number): number => Math.abs(Math.log(choice / value));
  return choices.reduce((best, choice, i) => (distance(choice) < distance(choices[best]) ? i : best), 0);
}
