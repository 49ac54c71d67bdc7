// Forecasts that were sealed from a table of points: which belong to a table, and which of them it has the answer to. A table has no name
// that lasts: a row more makes it another file. So a forecast belongs to each table that holds all points that it was made from.
//
// x is the variable of the law.

import { choosePowerLawOnce } from '../runs/fit-once.js';
import type { FoundLaw } from '../compare/findings.js';
import { forecast } from './forecast.js';
import { scoreForecast, type ForecastEntry, type ForecastRecord, type ForecastScore } from './score-card.js';
import type { LawPoint } from '../../fit/power-law/law.js';
import type { Interval } from '../../fit/goodness/prediction.js';

/** Sizes that differ by less are one. */
const SAME_SIZE = 0.01;
/** Numbers that went through a file differ in their last digits. */
const SAME = 1e-9;
/** A law that is tested on the largest size needs as many others. */
const LEAST_SIZES = 4;

type Points = Pick<FoundLaw, 'axis' | 'points'>;

/** The forecasts of a law of a table, the last one first. */
export function forecastsOfPoints(
  records: readonly ForecastRecord[],
  law: Points,
): readonly ForecastRecord[] {
  return records.filter(({ forecast: sealed }) => isOf(sealed, law)).reverse();
}

/** How a forecast came out, where its row is in the table by now; null where it is not. */
export function answerOf(
  { forecast: sealed }: ForecastRecord,
  { points }: Points,
  time: number,
): ForecastEntry | null {
  const { target, checksum } = sealed;
  const known = points.find(
    (point) => isNear(point.x, target.x, SAME_SIZE) && !sealed.points.some((old) => isSamePoint(old, point)),
  );
  if (!known) return null;
  const { loss, standardError } = known;
  return { type: 'measured', forecast: checksum, loss, standardError, time };
}

export interface HeldOut extends ForecastScore {
  readonly x: number;
  /** Sizes that the law was fitted to. */
  readonly sizes: number;
  readonly expected: number;
  readonly interval: Interval;
  readonly loss: number;
}

/** What the law without the largest size says of it, beside its loss; null where too few sizes are left, or they have no law. */
export function heldOutLargest({ axis, points, knownFloor }: FoundLaw): HeldOut | null {
  const used = points.filter(({ inFit }) => inFit).sort((a, b) => a.x - b.x);
  const last = used.at(-1);
  if (!last) return null;
  const rest = used.filter(({ x }) => !isNear(x, last.x, SAME_SIZE));
  const sizes = new Set(rest.map(({ x }) => x)).size;
  if (sizes < LEAST_SIZES) return null;
  const { chosen, alternatives, undecided } = choosePowerLawOnce(
    rest.map(({ x, loss, standardError }) => ({ x, loss, standardError })),
    knownFloor,
  );
  const said = forecast({ axis, chosen, alternatives, undecided }, last.x);
  if (said.type === 'refused') return null;
  const { loss: expected, interval } = said.prediction;
  const score = scoreForecast({ loss: expected, interval }, last.loss);
  return { x: last.x, sizes, expected, interval, loss: last.loss, ...score };
}

function isOf(sealed: ForecastRecord['forecast'], { axis, points }: Points): boolean {
  if (sealed.experiment !== null || sealed.target.axis !== axis) return false;
  return sealed.points.every((old) => points.some((point) => isSamePoint(old, point)));
}

function isSamePoint(a: Pick<LawPoint, 'x' | 'loss'>, b: Pick<LawPoint, 'x' | 'loss'>): boolean {
  return isNear(a.x, b.x, SAME) && isNear(a.loss, b.loss, SAME);
}

function isNear(a: number, b: number, share: number): boolean {
  return Math.abs(a - b) <= share * Math.abs(b);
}
