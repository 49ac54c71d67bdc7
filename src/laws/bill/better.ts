// What a share less loss takes: so many times the parameters, the data, the compute, with 95 % intervals. Pure.
//
// A, B amplitudes, alpha, beta exponents, C training FLOPs, D tokens or samples, E irreducible loss, N parameters.

import { largest, smallest } from '../../base/many.js';
import { standardErrorAlong, type Matrix } from '../../fit/numerics/linear-algebra.js';
import { studentT } from '../../fit/numerics/student-t.js';
import { LEVEL } from '../../fit/goodness/prediction.js';
import type { Estimated } from '../../fit/surface/compute-optimal.js';
import type { PowerLawFit } from '../../fit/power-law/law.js';
import { belowFloor, type PlanRefusal } from '../forecast/planner.js';
import type { PlanningLaw } from '../forecast/planning-law.js';

/** As multiples of what the run takes; null for what the law leaves as it is, or does not know. */
export interface Better {
  readonly type: 'better';
  readonly loss: number;
  readonly N: Estimated | null;
  readonly D: Estimated | null;
  readonly C: Estimated | null;
}

/** A law as numbers, with how sure they are. */
interface Estimates {
  readonly values: readonly number[];
  readonly covariance: Matrix;
  readonly degreesOfFreedom: number;
}

/** Step of a derivative, as a share of a parameter. */
const STEP = 1e-5;

/** What `share` less loss takes from a run of `size` on: x along a line, C on a surface. */
export function better(law: PlanningLaw, size: number, share: number): Better | PlanRefusal {
  return law.type === 'surface' ? onSurface(law, size, share) : alongLine(law, size, share);
}

function alongLine(
  { law, flopsPerUnit }: Extract<PlanningLaw, { type: 'line' }>,
  x: number,
  share: number,
): Better | PlanRefusal {
  const { axis, chosen, alternatives, undecided } = law;
  if (chosen.type === 'refused') return chosen;
  const fits = [chosen, ...(undecided ? alternatives : [])].filter((fit) => fit.type === 'fit');
  const found = fits.map((fit) => timesAlong(fit, x, share));
  const [first] = found;
  const loss = lossAlong(chosen, x) * (1 - share);
  if (first === null) return belowFloor(chosen, loss);
  const known = found.flatMap((each) => each ?? []);
  const times: Estimated = {
    value: first.value,
    interval: [
      smallest(known.map(({ interval }) => interval[0])),
      // A form that cannot reach the loss at all leaves the interval open.
      found.includes(null) ? Infinity : largest(known.map(({ interval }) => interval[1])),
    ],
  };
  const isCompute = axis === 'C' || flopsPerUnit !== null;
  return {
    type: 'better',
    loss,
    N: axis === 'N' ? times : null,
    D: axis === 'D' ? times : null,
    C: isCompute ? times : null,
  };
}

function lossAlong({ E, amplitude, alpha, centre }: PowerLawFit, x: number): number {
  return E + amplitude * (x / centre) ** -alpha;
}

/** How many times x; null where the loss lies below the floor. */
function timesAlong(fit: PowerLawFit, x: number, share: number): Estimated | null {
  const logX = Math.log(x / fit.centre);
  const logTimes = ([E, logAmplitude, alpha]: readonly number[]): number => {
    const excess = Math.exp(logAmplitude - alpha * logX);
    return Math.log(excess / ((1 - share) * (E + excess) - E)) / alpha;
  };
  const values = [fit.E, Math.log(fit.amplitude), fit.alpha];
  return estimateOf(logTimes, { values, covariance: fit.covariance, degreesOfFreedom: fit.degreesOfFreedom });
}

function onSurface(
  { fit, flopsPerPair }: Extract<PlanningLaw, { type: 'surface' }>,
  C: number,
  share: number,
): Better | PlanRefusal {
  const { E, amplitudeA, amplitudeB, alpha, beta, centre, covariance, degreesOfFreedom } = fit;
  const estimates = { values: [E, amplitudeA, amplitudeB, alpha, beta], covariance, degreesOfFreedom };
  const logPairs = Math.log(C / flopsPerPair / (centre.N * centre.D));
  // Both terms of the excess fall together along the compute-optimal line.
  const logShrink = ([floor, A, B, a, b]: readonly number[]): number => {
    const n = (b * logPairs + Math.log((a * A) / (b * B))) / (a + b);
    const excess = A * Math.exp(-a * n) + B * Math.exp(-b * (logPairs - n));
    return Math.log(excess / ((1 - share) * (floor + excess) - floor));
  };
  const n = (beta * logPairs + Math.log((alpha * amplitudeA) / (beta * amplitudeB))) / (alpha + beta);
  const excess = amplitudeA * Math.exp(-alpha * n) + amplitudeB * Math.exp(-beta * (logPairs - n));
  const loss = (1 - share) * (E + excess);
  const N = estimateOf((theta) => logShrink(theta) / theta[3], estimates);
  const D = estimateOf((theta) => logShrink(theta) / theta[4], estimates);
  const both = estimateOf((theta) => logShrink(theta) * (1 / theta[3] + 1 / theta[4]), estimates);
  return N && D && both ? { type: 'better', loss, N, D, C: both } : belowFloor(fit, loss);
}

/** A multiple from its logarithm, with its interval by the delta method; null where there is none. */
function estimateOf(log: (values: readonly number[]) => number, of: Estimates): Estimated | null {
  const { values, covariance, degreesOfFreedom } = of;
  const middle = log(values);
  if (!Number.isFinite(middle)) return null;
  const gradient = values.map((value, i) => {
    const step = STEP * Math.max(Math.abs(value), STEP);
    const at = (shift: number): number => log(values.map((other, j) => (j === i ? other + shift : other)));
    return covariance[i][i] > 0 ? (at(step) - at(-step)) / (2 * step) : 0;
  });
  const half = studentT(LEVEL, degreesOfFreedom) * standardErrorAlong(covariance, gradient);
  // Less loss never takes less of anything.
  const interval = [Math.exp(Math.max(0, middle - half)), Math.exp(middle + half)] as const;
  return { value: Math.exp(middle), interval };
}
