// The bottom of one isoFLOP valley: the size, N or D, with the lowest loss for a compute budget.

import { indexOfLowest } from '../../base/lowest.js';
import { mean } from '../../base/maths/statistics.js';
import { akima } from '../numerics/akima.js';
import { dot } from '../numerics/linear-algebra.js';
import type { Valley, ValleyError, ValleyPoint } from './isoflop.js';

/** Fewer sizes do not show a valley. */
export const FEWEST_SIZES = 4;
/** A parabola runs through at least this many points, so that noise alone does not move it. */
const FEWEST_BALANCED = 5;
/** Points of the curve for a gap between two sizes, and altogether. */
const SAMPLES_PER_GAP = 25;
const MOST_SAMPLES = 10_000;
/** Losses and distances that differ by a smaller share are the same. */
const SAME = 1e-9;

/**
 * Minimum of Akima's interpolation of log loss over log x, at 25 (n - 1) points in geometric progression (Porian et al. 2024),
 * and between them by the parabola through the lowest three. An end of the curve is not a minimum. `points` in strictly ascending
 * order of x; `axis` is what x is called.
 */
export function splineValley(points: readonly ValleyPoint[], axis: string): Valley {
  const unfit = unfitReason(points);
  if (unfit !== null) return rejected(unfit);
  const at = akima(
    points.map(({ x }) => Math.log(x)),
    points.map(({ loss }) => Math.log(loss)),
  );
  const curve = sample(points, (logX) => Math.exp(at(logX)));
  const lowest = indexOfLowest(curve.map(({ loss }) => loss));
  const edge = edgeReason(lowest, curve.length, axis);
  if (edge !== null) return rejected(edge, curve);
  const [before, { x, loss }, after] = curve.slice(lowest - 1, lowest + 2);
  const [fall, rise] = [before.loss - loss, after.loss - loss];
  const share = fall + rise > 0 ? (fall - rise) / (2 * (fall + rise)) : 0;
  return {
    optimum: x * (after.x / x) ** share,
    loss: loss - ((fall + rise) * share ** 2) / 2,
    rejected: null,
    curve,
    error: null,
  };
}

/**
 * Vertex of a parabola of loss over log x by least squares (Hoffmann et al. 2022, approach 2), through the `lowest` points of
 * lowest loss, or for null through those as far to one side of the lowest as the valley reaches to the other: a lopsided
 * choice pulls the vertex towards its longer, straighter side. `points` in strictly ascending order of x.
 */
export function parabolaValley(points: readonly ValleyPoint[], axis: string, lowest: number | null): Valley {
  const unfit = unfitReason(points);
  if (unfit !== null) return rejected(unfit);
  const centre = indexOfLowest(points.map(({ loss }) => loss));
  const edge = edgeReason(centre, points.length, axis);
  if (edge !== null) return rejected(edge);
  const used = lowest === null ? balanced(points, centre) : lowestOf(points, lowest);
  const origin = Math.log(points[centre].x);
  const { vertex, curvature, at } = parabola(
    used.map(({ x }) => Math.log(x) - origin),
    used.map(({ loss }) => loss),
  );
  const curve = sample(used, (logX) => at(logX - origin));
  if (!(curvature > 0)) return rejected('the parabola through its points opens downwards', curve);
  const optimum = Math.exp(origin + vertex);
  if (!(optimum > used[0].x && optimum < used[used.length - 1].x)) {
    return rejected('the vertex of the parabola lies outside its points', curve);
  }
  return { optimum, loss: at(vertex), rejected: null, curve, error: null };
}

/** Points at the edge of the reach, within this share of it, belong to it. */
const EDGE = 1.05;
const MOST_CENTRINGS = 30;

/**
 * Vertex of a parabola of log loss over log x by least squares, through the points as far to one side of the vertex as the valley
 * reaches to the other: it begins with all points and moves its centre to the vertex until it stays. Centred on the lowest point
 * instead, as in `parabolaValley`, noise chooses the points too. `points` in strictly ascending order of x.
 */
export function centredValley(points: readonly ValleyPoint[], axis: string): Valley {
  const unfit = unfitReason(points);
  if (unfit !== null) return rejected(unfit);
  const origin = mean(points.map(({ x }) => Math.log(x)));
  const t = points.map(({ x }) => Math.log(x) - origin);
  const y = points.map(({ loss }) => Math.log(loss));
  const [first, last] = [t[0], t[t.length - 1]];
  let fitted = parabola(t, y);
  let used: readonly number[] = t.map((_, i) => i);
  for (let round = 0; round < MOST_CENTRINGS; round++) {
    const { vertex, curvature } = fitted;
    const curve = sample(points, (logX) => Math.exp(fitted.at(logX - origin)));
    if (!(curvature > 0)) return rejected('the parabola through its points opens downwards', curve);
    if (vertex <= first || vertex >= last) {
      return rejected(edgeReason(vertex <= first ? 0 : t.length - 1, t.length, axis)!, curve);
    }
    const distances = t.map((at) => Math.abs(at - vertex));
    const nearest = [...distances].sort((a, b) => a - b)[Math.min(FEWEST_BALANCED, t.length) - 1];
    const reach = EDGE * Math.max(nearest, Math.min(vertex - first, last - vertex));
    const within = used.length;
    used = t.flatMap((_, i) => (distances[i] <= reach ? [i] : []));
    fitted = parabola(
      used.map((i) => t[i]),
      used.map((i) => y[i]),
    );
    if (Math.abs(fitted.vertex - vertex) < SAME && used.length === within) break;
  }
  const { vertex, curvature, at } = fitted;
  const through = used.map((i) => points[i]);
  const curve = sample(through, (logX) => Math.exp(at(logX - origin)));
  if (!(curvature > 0) || vertex <= first || vertex >= last) {
    return rejected('its parabola has no vertex among its points', curve);
  }
  return {
    optimum: Math.exp(origin + vertex),
    loss: Math.exp(at(vertex)),
    rejected: null,
    curve,
    error: {
      origin,
      ...fitted.coefficients,
      squares: used.reduce((sum, i) => sum + (y[i] - at(t[i])) ** 2, 0),
      freedom: used.length - 3,
    },
  };
}

function unfitReason(points: readonly ValleyPoint[]): string | null {
  const sizes = points.length;
  if (sizes < FEWEST_SIZES) {
    return `${sizes} ${sizes === 1 ? 'size' : 'sizes'}, and a valley needs at least ${FEWEST_SIZES}`;
  }
  const { loss } = points[0];
  const level = points.every((point) => Math.abs(point.loss / loss - 1) < SAME);
  return level ? 'all its losses are the same' : null;
}

function rejected(reason: string, curve: readonly ValleyPoint[] = []): Valley {
  return { optimum: null, loss: null, rejected: reason, curve, error: null };
}

function edgeReason(index: number, count: number, axis: string): string | null {
  if (index > 0 && index < count - 1) return null;
  const [edge, beyond] = index === 0 ? ['smallest', 'smaller'] : ['largest', 'larger'];
  return `its lowest loss is at the ${edge} ${axis}: train a ${beyond} one`;
}

function balanced(points: readonly ValleyPoint[], centre: number): readonly ValleyPoint[] {
  const distances = points.map(({ x }) => Math.abs(Math.log(x / points[centre].x)));
  const nearest = [...distances].sort((a, b) => a - b);
  const least = nearest[Math.min(FEWEST_BALANCED, nearest.length) - 1];
  const reach = Math.max(least, Math.min(distances[0], distances[distances.length - 1]));
  return points.filter((_, i) => distances[i] <= reach * (1 + SAME));
}

function lowestOf(points: readonly ValleyPoint[], count: number): readonly ValleyPoint[] {
  const lowest = [...points].sort((a, b) => a.loss - b.loss).slice(0, Math.max(FEWEST_SIZES, count));
  return lowest.sort((a, b) => a.x - b.x);
}

/** The curve in geometric progression from the first x to the last. */
function sample(points: readonly ValleyPoint[], lossAt: (logX: number) => number): ValleyPoint[] {
  const count = Math.min(SAMPLES_PER_GAP * (points.length - 1), MOST_SAMPLES);
  const low = Math.log(points[0].x);
  const high = Math.log(points[points.length - 1].x);
  return Array.from({ length: count }, (_, i) => {
    const logX = low + ((high - low) * i) / (count - 1);
    return { x: Math.exp(logX), loss: lossAt(logX) };
  });
}

/** Least squares y = c0 + c1 (t - mean) + c2 (t^2 - a t - b), in polynomials that are orthogonal on the points. */
function parabola(
  t: readonly number[],
  y: readonly number[],
): {
  vertex: number;
  coefficients: Omit<ValleyError, 'origin' | 'squares' | 'freedom'>;
  curvature: number;
  at: (t: number) => number;
} {
  const middle = mean(t);
  const linear = t.map((value) => value - middle);
  const squares = t.map((value) => value * value);
  const a = dot(squares, linear) / dot(linear, linear);
  const b = mean(squares) - a * middle;
  const quadratic = t.map((value, i) => squares[i] - a * value - b);
  const c0 = mean(y);
  const c1 = dot(y, linear) / dot(linear, linear);
  const c2 = dot(y, quadratic) / dot(quadratic, quadratic);
  return {
    vertex: (a - c1 / c2) / 2,
    coefficients: {
      offset: a,
      linear: c1,
      quadratic: c2,
      linearVariance: 1 / dot(linear, linear),
      quadraticVariance: 1 / dot(quadratic, quadratic),
    },
    curvature: c2,
    at: (value) => c0 + c1 * (value - middle) + c2 * (value * value - a * value - b),
  };
}
