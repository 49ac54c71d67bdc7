// Loss curves of several sizes, each divided by its own end (Qiu et al. 2025, "Scaling collapse reveals universal dynamics in
// compute-optimally trained neural networks"): with c the share of a run's training that is done,
//
//   l(c) = (L(c) - E) / (L(1) - E).
//
// Where all sizes are trained alike, for as long as each should be, their curves fall on one, closer than two seeds of one size. A curve that
// leaves the others has a setting of its own. Curves of other lengths spread evenly with size, so a curve leaves the bundle if it is off the
// line through the others along the logarithm of size.
//
// E irreducible loss, L loss.

import { formatNumber } from '../../base/format.js';
import { mean, sumOfSquares } from '../../base/maths/statistics.js';
import { studentT } from '../numerics/student-t.js';

/** Loss against the share of the training that is done; the last point is at 1. */
export type Course = readonly (readonly [share: number, loss: number])[];

export interface CollapseCurve {
  readonly name: string;
  readonly size: number;
  /** One course each, or the mean of all. */
  readonly seeds: readonly Course[];
}

/** How far the curves differ after a share of the training. */
export interface Spread {
  readonly share: number;
  /** Standard deviation of l between sizes, over its mean. */
  readonly sizes: number;
  /** The same of the loss between seeds of one size; null with one seed each. */
  readonly seeds: number | null;
}

/** What seeds of one size differ by. */
export interface SeedNoise {
  /** Standard deviation of the log loss, at each of the shares. */
  readonly losses: readonly number[];
  /** Of the height of a curve: the mean over the shares of the logarithm of l. */
  readonly height: number;
  readonly freedom: number;
  /** Of which a curve is the mean. */
  readonly seeds: number;
}

/** A curve that leaves the bundle. */
export interface Leaver {
  readonly name: string;
  /** Mean of the logarithm of its l, over the line through the others, with its error. */
  readonly deviation: number;
  readonly error: number;
}

export interface Collapse {
  readonly type: 'collapse';
  /** The mean curve of each size, divided by its end: l at each of its own shares. */
  readonly curves: readonly { readonly name: string; readonly size: number; readonly points: Course }[];
  readonly spreads: readonly Spread[];
  /** The farthest first. Null with too few sizes to tell. */
  readonly leavers: readonly Leaver[] | null;
}

export interface CollapseRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

/** Shares at which curves are compared: before them curves have the mark of their warm-up, and at 1 they are one. */
const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;
/** Curves that have come less far have no end to be divided by. */
const LAST = 0.999;
const FEWEST_CURVES = 3;
/** A line through the others, and two degrees of freedom for its error. */
const FEWEST_TO_TELL = 5;
/** Chance that of curves that are all alike one is named. */
const FALSE_ALARM = 0.05;
/** Deviations below this mean nothing, however small the noise. */
const LEAST_DEVIATION = 0.01;

/** Of curves with several seeds each; null without. */
export function seedNoise(all: readonly CollapseCurve[], floor: number): SeedNoise | null {
  const groups = all.map(({ seeds }) => seeds.filter((course) => isWhole(course, floor)));
  const height = pooled(groups.map((seeds) => seeds.map((course) => mean(logsOf(course, floor)))));
  if (height === null) return null;
  const logs = (share: number) => groups.map((seeds) => seeds.map((course) => logExcessAt(course, share, 0)));
  return {
    losses: SHARES.map((share) => pooled(logs(share)) ?? 0),
    height,
    freedom: groups.reduce((sum, { length }) => sum + Math.max(0, length - 1), 0),
    seeds: Math.max(
      1,
      Math.round(mean(groups.filter(({ length }) => length > 0).map(({ length }) => length))),
    ),
  };
}

/** `noise` is known of elsewhere where the curves are means. Pure; never throws. */
export function collapseCurves(
  all: readonly CollapseCurve[],
  floor: number,
  noise: SeedNoise | null = seedNoise(all, floor),
): Collapse | CollapseRefusal {
  const curves = all.flatMap((curve) => {
    const seeds = curve.seeds.filter((course) => isWhole(course, floor));
    return seeds.length > 0 ? [{ ...curve, seeds }] : [];
  });
  if (curves.length < FEWEST_CURVES) {
    return {
      type: 'refused',
      reason: `To compare curves takes at least ${FEWEST_CURVES} sizes whose curves go from a tenth of the training to its end, above the floor ${formatNumber(floor)}; there are ${curves.length}.`,
    };
  }
  const read = curves.map(({ seeds, ...curve }) => {
    const logs = seeds.map((course) => logsOf(course, floor));
    return { ...curve, logs: SHARES.map((_, k) => mean(logs.map((seed) => seed[k]))) };
  });
  return {
    type: 'collapse',
    curves: curves.map(({ name, size, seeds }) => ({ name, size, points: meanCurve(seeds, floor) })),
    spreads: SHARES.map((share, k) => ({
      share,
      sizes: relativeDeviation(read.map(({ logs }) => Math.exp(logs[k]))),
      seeds: noise && noise.losses[k],
    })),
    leavers: leaversOf(
      read.map(({ name, size, logs }) => ({ name, size, z: mean(logs) })),
      noise,
    ),
  };
}

/** ln l at each of the shares. */
function logsOf(course: Course, floor: number): number[] {
  return SHARES.map((share) => logExcessAt(course, share, floor) - logEnd(course, floor));
}

/** A curve with points from the first of the shares to its end, all above the floor. */
function isWhole(course: Course, floor: number): boolean {
  return (
    course.length > 2 &&
    course[course.length - 1][0] > LAST &&
    course[0][0] <= SHARES[0] &&
    course.every(([share, loss]) => share > 0 && loss > floor)
  );
}

function logEnd(course: Course, floor: number): number {
  return Math.log(course[course.length - 1][1] - floor);
}

/** Between its points a curve is straight in logarithms. */
function logExcessAt(course: Course, share: number, floor: number): number {
  const after = Math.max(
    1,
    course.findIndex(([at]) => at >= share),
  );
  const [[x0, loss0], [x1, loss1]] = [course[after - 1], course[after]];
  const part = Math.log(share / x0) / Math.log(x1 / x0);
  return (1 - part) * Math.log(loss0 - floor) + part * Math.log(loss1 - floor);
}

function meanCurve(seeds: readonly Course[], floor: number): Course {
  return seeds[0].map(([share]) => {
    const logs = seeds.map((course) => logExcessAt(course, share, floor) - logEnd(course, floor));
    return [share, Math.exp(mean(logs))] as const;
  });
}

function relativeDeviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(sumOfSquares(values.map((value) => value - centre)) / (values.length - 1)) / centre;
}

/** Standard deviation within groups; null where none has two values. */
function pooled(groups: readonly (readonly number[])[]): number | null {
  const freedom = groups.reduce((sum, group) => sum + Math.max(0, group.length - 1), 0);
  if (freedom === 0) return null;
  const squares = groups.map((group) => sumOfSquares(group.map((value) => value - mean(group))));
  return Math.sqrt(squares.reduce((a, b) => a + b, 0) / freedom);
}

/** How far a curve lies above. */
interface Height {
  readonly name: string;
  readonly size: number;
  readonly z: number;
}

/** The curve that is farthest from the line through the others is taken away, as long as it is farther than noise goes. */
function leaversOf(heights: readonly Height[], noise: SeedNoise | null): readonly Leaver[] | null {
  if (heights.length < FEWEST_TO_TELL) return null;
  const found: Leaver[] = [];
  let rest = heights;
  while (rest.length >= FEWEST_TO_TELL && found.length < heights.length / 4) {
    const tests = rest.map((height, i) => ({
      height,
      ...againstOthers(
        height,
        rest.filter((_, j) => j !== i),
        noise,
      ),
    }));
    const farthest = tests.reduce((a, b) => (b.ratio > a.ratio ? b : a));
    const limit = studentT(1 - FALSE_ALARM / rest.length, farthest.freedom);
    if (farthest.ratio <= limit || Math.abs(farthest.deviation) < LEAST_DEVIATION) break;
    const { deviation, error, height } = farthest;
    found.push({ name: height.name, deviation, error });
    rest = rest.filter((each) => each !== height);
  }
  return found;
}

/** The distance to the line through the others, its error and their ratio. */
function againstOthers(
  { size, z }: Height,
  others: readonly Height[],
  noise: SeedNoise | null,
): { readonly deviation: number; readonly error: number; readonly ratio: number; readonly freedom: number } {
  const xs = others.map((other) => Math.log(other.size));
  const ys = others.map((other) => other.z);
  const [centre, middle] = [mean(xs), mean(ys)];
  const spread = sumOfSquares(xs.map((x) => x - centre));
  const slope = xs.reduce((sum, x, i) => sum + (x - centre) * (ys[i] - middle), 0) / spread;
  const residuals = xs.map((x, i) => ys[i] - middle - slope * (x - centre));
  const away = Math.log(size) - centre;
  // What curves of one size differ by is the least that curves of several can.
  const [between, within] = [
    sumOfSquares(residuals) / (others.length - 2),
    noise ? noise.height ** 2 / noise.seeds : 0,
  ];
  const variance = Math.max(between, within);
  const freedom = noise && within > between ? noise.freedom : others.length - 2;
  const error = Math.sqrt(variance * (1 + 1 / others.length + away ** 2 / spread));
  const deviation = z - middle - slope * away;
  const ratio = error > 0 ? Math.abs(deviation) / error : deviation === 0 ? 0 : Infinity;
  return { deviation, error, freedom, ratio };
}
